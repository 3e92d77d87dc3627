"""The schedule's screens: who sees them, what they refuse, and that typed words stay."""

from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from circlechart.base.audit.models import AuditEvent
from circlechart.care.sessions import actions
from circlechart.care.sessions.models import Resource, RosterOverride, Session
from tests import cast
from tests.rooms.care.sessions.schedules import another


def browse(clinic: cast.Clinic, who: str) -> Browser:
    client = Browser()
    client.force_login(clinic.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return client


def soon() -> datetime:
    return (timezone.now() + timedelta(days=3)).replace(hour=18, minute=0, second=0, microsecond=0)


def booked(clinic: cast.Clinic, name: str = "", **staff: str) -> Session:
    session = clinic.session(soon(), group=another(clinic, name) if name else None, **(staff or {"lead": "lead"}))
    actions.book(session)
    return session


def plan(session: Session, **given: object) -> dict[str, object]:
    lead = session.staff.get(role="lead").staff_id
    return {
        "local_on": session.local_on.isoformat(), "local_start": f"{session.local_start:%H:%M}",
        "duration_minutes": 90, "room": str(session.room_id or ""), "modality": "in_person", "lead": str(lead),
        "rev": session.rev, **given,
    }  # fmt: skip


def words(answer: HttpResponse) -> str:
    return answer.content.decode().replace("&#x27;", "'")


@pytest.mark.parametrize(("who", "status", "moves", "names"), [
    ("desk", 200, True, True), ("director", 200, True, True), ("administrator", 200, True, False),
    ("lead", 200, False, True), ("biller", 200, False, True), ("nobody", 403, False, False),
])  # fmt: skip
def test_session_opens_by_role(clinic: cast.Clinic, who: str, status: int, moves: bool, names: bool) -> None:
    answer = browse(clinic, who).get(reverse("schedules:session", args=[booked(clinic).id]))
    assert answer.status_code == status
    assert ("Save this session" in words(answer)) is moves
    assert (clinic.clients[0].display_name in words(answer)) is names
    assert AuditEvent.objects.filter(verb="sessions.view_roster").exists() is names


def test_session_of_another_facility_looks_absent(clinic: cast.Clinic) -> None:
    other = clinic.session(soon(), group=cast.another_group(clinic))
    desk = browse(clinic, "desk")
    assert desk.get(reverse("schedules:session", args=[other.id])).status_code == 404
    for verb in ("cancel", "reinstate", "swap", "guest", "make-up", "excuse"):
        assert desk.post(reverse(f"schedules:{verb}", args=[other.id]), {"reason": "x"}).status_code == 404


def test_move_into_a_taken_room_names_who_has_it_and_keeps_what_was_typed(clinic: cast.Clinic) -> None:
    session, other = booked(clinic), booked(clinic, "DBT skills", lead="co")
    spare = Resource.objects.create(kind="room", name="Cedar room", facility=clinic.north)
    desk, address = browse(clinic, "desk"), reverse("schedules:session", args=[other.id])
    assert desk.post(address, plan(other, room=str(spare.id))).status_code == 302
    other.refresh_from_db()
    answer = desk.post(address, plan(other, room=str(session.room_id), duration_minutes="75"))
    assert answer.status_code == 409
    assert "Room 2 is taken by Evening process group" in words(answer)
    assert 'value="75"' in words(answer)
    other.refresh_from_db()
    assert (other.room, other.duration_minutes) == (spare, 90)


@pytest.mark.parametrize(("given", "said"), [
    ({"local_on": "2026-13-01"}, "Write the day like"), ({"local_start": "25:00"}, "Write the time like"),
    ({"duration_minutes": "9000"}, "at most 720 minutes"), ({"duration_minutes": ""}, "Say how long"),
    ({"room": "<script>"}, "Choose one from the list"), ({"lead": ""}, "Choose: lead"),
    ({"local_on": "2027-03-14", "local_start": "02:30"}, "does not exist on 2027-03-14"),
    ({"local_on": "2036-03-14"}, "more than a year away"),
])  # fmt: skip
def test_move_to_what_cannot_be_says_so_and_changes_nothing(
    clinic: cast.Clinic, given: dict[str, object], said: str
) -> None:
    session = booked(clinic)
    answer = browse(clinic, "desk").post(reverse("schedules:session", args=[session.id]), plan(session, **given))
    assert answer.status_code == 422
    assert said in words(answer)
    session.refresh_from_db()
    assert session.overridden == []


def test_move_from_a_page_that_is_stale_is_refused(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    desk, address = browse(clinic, "desk"), reverse("schedules:session", args=[session.id])
    desk.post(address, plan(session, duration_minutes=60))
    answer = desk.post(address, plan(session, duration_minutes=75))
    assert answer.status_code == 409
    assert "after you opened it" in words(answer)


def test_move_keeps_people_for_whom_the_form_has_no_field(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    for who in ("trainee", "peer"):
        session.staff.create(staff=clinic.staff[who], role="observer")
    form = plan(session, duration_minutes=60)
    first = min(str(clinic.staff[who].id) for who in ("trainee", "peer"))
    browse(clinic, "desk").post(reverse("schedules:session", args=[session.id]), {**form, "observer": first})
    assert session.staff.filter(role="observer").count() == 2


def test_cancel_and_bring_back_through_the_screen(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    desk, page = browse(clinic, "desk"), reverse("schedules:session", args=[session.id])
    blank = desk.post(reverse("schedules:cancel", args=[session.id]), {"cancel-reason": " "})
    assert (blank.status_code, "Say why the session is cancelled" in words(blank)) == (422, True)
    desk.post(reverse("schedules:cancel", args=[session.id]), {"cancel-reason": "Water main <b>broke</b>"})
    shown = words(desk.get(page))
    assert "Water main &lt;b&gt;broke&lt;/b&gt;" in shown
    assert "Bring it back" in shown
    desk.post(reverse("schedules:reinstate", args=[session.id]))
    session.refresh_from_db()
    assert session.status == "scheduled"


def test_G4_bringing_back_onto_a_taken_room_names_its_owner_on_the_page(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    actions.cancel(session_id=session.id, reason="Snow", by=clinic.desk, now=timezone.now())
    booked(clinic, "DBT skills", lead="co")
    answer = browse(clinic, "desk").post(reverse("schedules:reinstate", args=[session.id]))
    assert answer.status_code == 409
    assert "Room 2 is taken by DBT skills" in words(answer)
    assert "Bring it back" in words(answer)


def test_swap_of_rooms_through_the_screen(clinic: cast.Clinic) -> None:
    here, there = booked(clinic), booked(clinic, "DBT skills", lead="co")
    spare = Resource.objects.create(kind="room", name="Cedar room", facility=clinic.north)
    desk = browse(clinic, "desk")
    desk.post(reverse("schedules:session", args=[there.id]), plan(there, room=str(spare.id)))
    page = words(desk.get(reverse("schedules:session", args=[here.id])))
    assert "Cedar room: DBT skills" in page
    desk.post(reverse("schedules:swap", args=[here.id]), {"other": str(there.id)})
    here.refresh_from_db()
    assert here.room == spare


def test_guest_make_up_and_excuse_through_the_screen(clinic: cast.Clinic) -> None:
    missed, session = booked(clinic), booked(clinic, "DBT skills", lead="co")
    first, second = clinic.clients[:2]
    desk, page = browse(clinic, "desk"), reverse("schedules:session", args=[session.id])
    guest = {"guest-chart_number": first.chart_number, "guest-reason": "Visits before joining"}
    assert desk.post(reverse("schedules:guest", args=[session.id]), guest).status_code == 302
    again = desk.post(reverse("schedules:guest", args=[session.id]), guest)
    assert (again.status_code, "expected already" in words(again)) == (409, True)
    unknown = desk.post(reverse("schedules:guest", args=[session.id]), {**guest, "guest-chart_number": "XX-1"})
    assert (unknown.status_code, "has this chart number" in words(unknown)) == (422, True)
    actions.excuse(session_id=missed.id, client_id=second.id, reason="Court", by=clinic.desk, now=timezone.now())
    assert f"{second.display_name}: Evening process group" in words(desk.get(page))
    desk.post(reverse("schedules:make-up", args=[session.id]), {"makeup-missed": f"{second.id}:{missed.id}"})
    assert f"{second.display_name}: Evening process group" not in words(desk.get(page))
    excuse = {"excuse-client": str(first.id), "excuse-reason": "Ill"}
    desk.post(reverse("schedules:excuse", args=[session.id]), excuse)
    kinds = dict(RosterOverride.objects.filter(session=session).values_list("client_id", "kind"))
    assert kinds == {first.id: "excused_ahead", second.id: "makeup"}
    override = RosterOverride.objects.get(session=session, client=first)
    desk.post(reverse("schedules:withdraw", args=[override.id]))
    assert not RosterOverride.objects.filter(session=session, client=first).exists()


@pytest.mark.parametrize("given", ["", "x", "x:y", ":"])
def test_make_up_of_nothing_is_refused(clinic: cast.Clinic, given: str) -> None:
    answer = browse(clinic, "desk").post(
        reverse("schedules:make-up", args=[booked(clinic).id]), {"makeup-missed": given}
    )
    assert answer.status_code == 422


def test_schedule_lists_what_is_to_come_and_links_each_session(clinic: cast.Clinic) -> None:
    session = booked(clinic)
    desk = browse(clinic, "desk")
    page = words(desk.get(reverse("schedules:schedule", args=[clinic.group.id])))
    assert reverse("schedules:session", args=[session.id]) in page
    assert reverse("schedules:schedule", args=[clinic.group.id]) in words(
        desk.get(reverse("enrollment:group", args=[clinic.group.id]))
    )
    week = words(desk.get(reverse("home:week"), {"from": session.local_on.isoformat()}))
    assert reverse("schedules:session", args=[session.id]) in week
