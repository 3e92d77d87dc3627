"""What changes about a place after a session leaves its roster alone, and somebody is told."""

from datetime import date, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from psycopg.types.range import DateRange
from time_machine import travel

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.base.people.models import Client
from circlechart.care.attendance import actions, queries
from circlechart.care.attendance.models import Attendance
from circlechart.care.enrollment import actions as enrollment
from circlechart.care.enrollment.errors import Attended, NeedsWords, SettledAlready
from circlechart.care.enrollment.models import Enrollment, PlaceCorrection
from circlechart.care.sessions.models import RosterOverride, Session
from tests import cast
from tests.rooms.care.attendance.conftest import START, Running

LATER = START + timedelta(days=3)
DAY = timedelta(days=1)
MONDAY = date(2026, 11, 23)


def roster(session: Session) -> list[tuple[object, ...]]:
    rows = Attendance.objects.filter(session=session).order_by("id")
    return list(rows.values_list("id", "client_id", "enrollment_id", "client_name", "basis", "disposition", "rev"))


def newcomer(clinic: cast.Clinic) -> Client:
    return Client.objects.create(
        chart_number="NC-1090", legal_first_name="Fenna", legal_last_name="Ostrander", birth_on=date(1990, 2, 2),
        administrative_sex="F", facility=clinic.north,
    )  # fmt: skip


def place(running: Running, number: int = 0) -> Enrollment:
    return Enrollment.objects.get(client=running.clinic.clients[number])


def waiting(clinic: cast.Clinic, who: str = "desk") -> list[tuple[str, str]]:
    return [(each.correction.kind, each.words) for each in queries.discrepancies(clinic.actors[who])]


def test_G20_a_place_given_for_past_days_leaves_the_roster_and_is_told(running: Running) -> None:
    running.end()
    before, client = roster(running.session), newcomer(running.clinic)
    enrollment.enroll(
        group_id=running.clinic.group.id,
        client_id=client.id,
        from_on=MONDAY - 7 * DAY,
        by=running.clinic.desk,
        now=LATER,
    )
    assert roster(running.session) == before
    assert waiting(running.clinic) == [("given", "is not on these rosters, and has a place now")]
    found = queries.discrepancies(running.clinic.desk)[0]
    assert found.sessions == (running.session,)
    assert found.correction.enrollment.client == client


def test_G20_a_place_ended_for_past_days_leaves_the_roster_and_is_told(running: Running) -> None:
    running.remaining()
    running.end()
    before = roster(running.session)
    enrollment.end(
        enrollment_id=place(running).id, last_on=MONDAY - DAY, reason="Discharged", by=running.clinic.desk, now=LATER
    )
    assert roster(running.session) == before
    assert waiting(running.clinic) == [("ended", "is on these rosters, without a place now")]


def test_G20_a_void_place_leaves_the_roster_and_is_told(running: Running) -> None:
    running.mark("Imre Castellan", "no_show")
    running.end()
    before = roster(running.session)
    voided = enrollment.void(enrollment_id=place(running).id, reason="Wrong group", by=running.clinic.desk, now=LATER)
    assert (voided.status, voided.end_reason) == ("void", "Wrong group")
    assert roster(running.session) == before
    assert waiting(running.clinic) == [("voided", "is on these rosters, without a place now")]
    event = AuditEvent.objects.get(verb="enrollment.void")
    assert (event.client_id, event.details["reason"]) == (voided.client_id, "Wrong group")


def test_a_place_through_which_somebody_came_is_not_void(running: Running) -> None:
    running.remaining()
    running.end()
    with pytest.raises(Attended) as refused:
        enrollment.void(enrollment_id=place(running).id, reason="Mistake", by=running.clinic.desk, now=LATER)
    assert refused.value.mend
    with pytest.raises(NeedsWords):
        enrollment.void(enrollment_id=place(running).id, reason=" ", by=running.clinic.desk, now=LATER)
    assert place(running).status == "active"
    assert waiting(running.clinic) == []


def test_a_transfer_for_past_days_is_told_for_both_groups(running: Running) -> None:
    running.remaining()
    running.end()
    other = cast.another_group(running.clinic, "Morning group")
    other.facility = running.clinic.north
    other.save()
    held = running.clinic.session(START + timedelta(hours=2), group=other, lead="co")
    actions.open_session(session_id=held.id, by=running.clinic.co, now=START + timedelta(hours=2))
    enrollment.transfer(
        enrollment_id=place(running).id, to_group_id=other.id, last_on=MONDAY - DAY, by=running.clinic.desk, now=LATER
    )
    assert sorted(waiting(running.clinic)) == [
        ("ended", "is on these rosters, without a place now"),
        ("given", "is not on these rosters, and has a place now"),
    ]


@pytest.mark.parametrize("how", ["from today", "ended today", "excused", "no session", "not started"])
def test_what_agrees_is_not_told(running: Running, how: str) -> None:
    clinic, client = running.clinic, newcomer(running.clinic)
    by, group_id = clinic.desk, clinic.group.id
    if how == "from today":
        enrollment.enroll(group_id=group_id, client_id=client.id, from_on=LATER.date(), by=by, now=LATER)
    elif how == "ended today":
        enrollment.end(enrollment_id=place(running).id, last_on=LATER.date(), reason="Completed", by=by, now=LATER)
    elif how == "excused":
        RosterOverride.objects.create(
            session=running.session, client=client, action="remove", kind="excused_ahead", reason="Away"
        )
        enrollment.enroll(group_id=group_id, client_id=client.id, from_on=MONDAY, by=by, now=LATER)
    elif how == "no session":
        enrollment.enroll(group_id=group_id, client_id=client.id, from_on=MONDAY + DAY, by=by, now=LATER)
    else:
        planned = clinic.session(START + timedelta(days=2))
        enrollment.enroll(group_id=group_id, client_id=client.id, from_on=MONDAY + DAY, by=by, now=LATER)
        assert planned.roster_frozen_at is None
    assert waiting(clinic) == []


def test_whoever_looked_says_what_came_of_it_once(running: Running) -> None:
    running.end()
    enrollment.enroll(
        group_id=running.clinic.group.id, client_id=newcomer(running.clinic).id, from_on=MONDAY, by=running.clinic.desk,
        now=LATER,
    )  # fmt: skip
    correction = PlaceCorrection.objects.get()
    for who in ("co", "biller", "nurse", "nobody"):
        with pytest.raises(NotAllowed):
            enrollment.settle_correction(
                correction_id=correction.id, outcome="Seen", by=running.clinic.actors[who], now=LATER
            )
    with pytest.raises(NeedsWords):
        enrollment.settle_correction(correction_id=correction.id, outcome=" ", by=running.clinic.desk, now=LATER)
    enrollment.settle_correction(
        correction_id=correction.id, outcome="Came from then on", by=running.clinic.lead, now=LATER
    )
    assert waiting(running.clinic) == []
    event = AuditEvent.objects.get(verb="enrollment.settle_correction")
    assert event.details["outcome"] == "Came from then on"
    with pytest.raises(SettledAlready):
        enrollment.settle_correction(correction_id=correction.id, outcome="Again", by=running.clinic.desk, now=LATER)


@travel(LATER + DAY, tick=True)
def test_G20_over_http_it_stands_on_today_until_somebody_has_looked(running: Running) -> None:
    running.end()
    desk, client = Browser(), newcomer(running.clinic)
    desk.force_login(running.clinic.user("desk"), backend="django.contrib.auth.backends.ModelBackend")
    desk.post(
        reverse("enrollment:enroll", args=[running.clinic.group.id]),
        {"chart_number": client.chart_number, "from_on": (running.session.local_on - 3 * DAY).isoformat()},
    )
    assert "1 place changed for days already past" in desk.get("/").content.decode()
    page = desk.get(reverse("attendance:discrepancies")).content.decode()
    assert "Fenna Ostrander" in page
    assert reverse("schedules:session", args=[running.session.id]) in page
    address = reverse("attendance:settle-discrepancy", args=[PlaceCorrection.objects.get().id])
    assert desk.post(address, {"outcome": ""}).status_code == 422
    assert desk.post(address, {"outcome": "<b>She</b> starts next week"}).status_code == 302
    assert "days already past" not in desk.get("/").content.decode()
    assert desk.post(address, {"outcome": "Again"}).status_code == 409


def test_another_facilitys_rosters_are_not_told(running: Running) -> None:
    running.end()
    enrollment.enroll(
        group_id=running.clinic.group.id, client_id=newcomer(running.clinic).id, from_on=MONDAY, by=running.clinic.desk,
        now=LATER,
    )  # fmt: skip
    running.clinic.group.facility = running.clinic.west
    running.clinic.group.save()
    assert waiting(running.clinic) == []
    assert DateRange(MONDAY, None) in Enrollment.objects.values_list("effective", flat=True)
