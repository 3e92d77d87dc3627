"""Cycles of a closed group: how many sessions they get, what a closed day does to their topics, who may still join."""

from datetime import date, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.enrollment import actions as enrollment
from circlechart.care.enrollment.errors import BadCycle, IllegalStep, NotEnrolling, PastCutoff
from circlechart.care.enrollment.facts import CycleGiven
from circlechart.care.enrollment.models import Curriculum, Enrollment, Group, GroupCycle
from circlechart.care.enrollment.states import CYCLE_STATES
from circlechart.care.schedules import actions, rules
from circlechart.care.schedules.errors import ScheduleMoved
from circlechart.care.schedules.queries import cycles as queries
from circlechart.care.schedules.queries.preview import with_cycles
from circlechart.care.sessions import actions as sessions
from circlechart.care.sessions.facts import Closing
from circlechart.care.sessions.models import Booking, Session
from tests import cast
from tests.rooms.care.schedules.test_views import browse, words
from tests.rooms.care.sessions.schedules import another, slot, version

NOW = cast.evening(hour=9)
MONDAY = date(2026, 11, 30)
WEEK = timedelta(weeks=1)
HOLIDAYS = (MONDAY + 2 * WEEK, MONDAY + 5 * WEEK)  # the third and the sixth session
TWELVE = CycleGiven(target_sessions=12, start_on=MONDAY, enrollment_cutoff=3)


def closed_group(clinic: cast.Clinic, policy: str = "push", topics: int = 12) -> Group:
    curriculum = Curriculum.objects.create(name="Twelve skills").versions.create(number=1)
    for number in range(1, topics + 1):
        curriculum.items.create(sequence=number, title=f"Skill {number}")
    group = another(clinic, kind="closed", cancel_policy=policy, curriculum_version=curriculum)
    slot(version(group), room=clinic.room, lead=clinic.staff["lead"])
    return group


def plan(
    clinic: cast.Clinic, group: Group, who: str = "director", seen: str = "", now: datetime = NOW, **given: object
) -> GroupCycle:
    columns = {"target_sessions": 12, "start_on": MONDAY, "enrollment_cutoff": 3, "enrolling": True, **given}
    return actions.plan_cycle(group_id=group.id, given=CycleGiven(**columns), seen=seen, by=clinic.actors[who], now=now)


def close(clinic: cast.Clinic, *days: date, now: datetime = NOW) -> None:
    given = [Closing(on, "Holiday") for on in days or HOLIDAYS]
    actions.close_days(facility_id=clinic.north.id, given=given, source="holidays", seen="", by=clinic.desk, now=now)


def step(clinic: cast.Clinic, cycle: GroupCycle, to: str, reason: str = "", who: str = "desk") -> GroupCycle:
    return actions.step_cycle(cycle_id=cycle.id, to=to, reason=reason, by=clinic.actors[who], now=NOW)


def live(group: Group) -> list[Session]:
    found = group.sessions.filter(status="scheduled").select_related("curriculum_item")
    return list(found.order_by("local_on"))


def titles(group: Group) -> list[int]:
    """The topics of a group's sessions, by number."""
    return [int(each.curriculum_item.title.split()[1]) for each in live(group) if each.curriculum_item]


@pytest.mark.parametrize(("policy", "topics", "last"), [
    ("append", [1, 2, 4, 5, 7, 8, 9, 10, 11, 12, 3, 6], MONDAY + 13 * WEEK),
    ("skip", [1, 2, 4, 5, 7, 8, 9, 10, 11, 12], MONDAY + 11 * WEEK),
    ("push", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], MONDAY + 13 * WEEK),
])  # fmt: skip
@pytest.mark.parametrize("closed_first", [True, False])
def test_G9_twelve_sessions_and_two_holidays(
    clinic: cast.Clinic, policy: str, topics: list[int], last: date, closed_first: bool
) -> None:
    """Append gives 12, skip 10, push keeps the order, whether the days were closed before or after the planning."""
    group = closed_group(clinic, policy)
    if closed_first:
        close(clinic)
    plan(clinic, group)
    if not closed_first:
        assert titles(group) == list(range(1, 13))
        close(clinic)
    assert titles(group) == topics
    assert live(group)[-1].local_on == last
    assert sessions.materialise(group_id=group.id, by=None, now=NOW) == 0
    off = group.sessions.filter(status="cancelled", cancel_basis="closure").values_list("local_on", "cancel_reason")
    assert sorted(off) == [(on, "Closed: Holiday") for on in HOLIDAYS]


@pytest.mark.parametrize(("policy", "count"), [("append", 12), ("skip", 11), ("push", 12)])
def test_G9_a_session_that_somebody_cancels_does_the_same(clinic: cast.Clinic, policy: str, count: int) -> None:
    group = closed_group(clinic, policy)
    plan(clinic, group)
    sessions.cancel(session_id=live(group)[4].id, reason="Snow", by=clinic.desk, now=NOW)
    assert len(live(group)) == count
    assert set(range(1, 13)) - set(titles(group)) == ({5} if policy == "skip" else set())


def monday() -> date:
    today = timezone.now().date()
    return today + timedelta(days=(7 - today.weekday()) % 7 + 7)


def form(**given: object) -> dict[str, object]:
    return {
        "target_sessions": "12",
        "start_on": monday().isoformat(),
        "enrollment_cutoff": "3",
        "enrolling": "on",
        **given,
    }


def send(desk: Browser, group: Group, step: str = "preview", **given: object) -> HttpResponse:
    return desk.post(reverse("schedules:cycles", args=[group.id]), {**form(**given), "step": step})


def save(desk: Browser, group: Group, **given: object) -> HttpResponse:
    return send(desk, group, "save", seen=send(desk, group, **given).context["preview"].digest, **given)


@pytest.mark.parametrize(("policy", "count"), [("append", 12), ("skip", 10), ("push", 12)])
def test_G9_over_http(clinic: cast.Clinic, policy: str, count: int) -> None:
    group, desk = closed_group(clinic, policy), browse(clinic, "desk")
    close(clinic, monday() + 2 * WEEK, monday() + 5 * WEEK, now=timezone.now())
    shown = send(desk, group)
    assert len(shown.context["preview"].closed) == 2
    assert not group.cycles.exists()
    assert save(desk, group).url == reverse("schedules:cycles", args=[group.id])
    assert len(live(group)) == count
    page = words(desk.get(reverse("schedules:cycles", args=[group.id])))
    assert queries.POLICY[policy] in page
    assert page.count(queries.LOST[policy]) == 2
    assert "joining until session 3" in page


def test_G10_joining_after_the_cutoff_needs_a_reason(clinic: cast.Clinic) -> None:
    group = closed_group(clinic)
    cycle = plan(clinic, group)
    late, client = MONDAY + 3 * WEEK, clinic.clients[0]
    with pytest.raises(PastCutoff) as refused:
        enrollment.enroll(group_id=group.id, client_id=client.id, from_on=late, by=clinic.desk, now=NOW)
    assert refused.value.because == "Cycle 1 takes nobody after session 3; the next is session 4."
    assert refused.value.field == "Reason for joining late"
    assert not Enrollment.objects.filter(group=group).exists()
    place = enrollment.enroll(
        group_id=group.id, client_id=client.id, from_on=late, by=clinic.desk, now=NOW, late_reason="Back from the hospital",
    )  # fmt: skip
    assert (place.cycle, place.late_reason) == (cycle, "Back from the hospital")
    event = AuditEvent.objects.get(verb="enrollment.enroll")
    assert event.details["late_reason"] == "Back from the hospital"
    in_time = enrollment.enroll(
        group_id=group.id, client_id=clinic.clients[1].id, from_on=MONDAY + 2 * WEEK, by=clinic.desk, now=NOW
    )
    assert in_time.late_reason == ""


def test_G10_over_http(clinic: cast.Clinic) -> None:
    group, desk = closed_group(clinic), browse(clinic, "desk")
    save(desk, group)
    address = reverse("enrollment:enroll", args=[group.id])
    late = {"chart_number": clinic.clients[0].chart_number, "from_on": (monday() + 4 * WEEK).isoformat()}
    refused = desk.post(address, late)
    assert refused.status_code == 409
    assert "Cycle 1 takes nobody after session 3; the next is session 5." in words(refused)
    assert f'value="{late["chart_number"]}"' in words(refused)
    assert not Enrollment.objects.filter(group=group).exists()
    assert desk.post(address, {**late, "late_reason": "Court order"}).status_code == 302
    assert Enrollment.objects.get(group=group).late_reason == "Court order"


def test_a_planned_cycle_takes_nobody_until_it_is_opened(clinic: cast.Clinic) -> None:
    group, client = closed_group(clinic), clinic.clients[0]
    cycle = plan(clinic, group, enrolling=False)
    assert cycle.state == "planned"
    with pytest.raises(NotEnrolling) as refused:
        enrollment.enroll(group_id=group.id, client_id=client.id, from_on=MONDAY, by=clinic.desk, now=NOW)
    assert refused.value.mend
    step(clinic, cycle, "enrolling")
    place = enrollment.enroll(group_id=group.id, client_id=client.id, from_on=MONDAY, by=clinic.desk, now=NOW)
    assert place.cycle == cycle
    event = AuditEvent.objects.get(verb="enrollment.step_cycle")
    assert (event.details["from"], event.details["to"]) == ("planned", "enrolling")


def test_a_cancelled_cycle_gives_its_days_back(clinic: cast.Clinic) -> None:
    group = closed_group(clinic)
    first = plan(clinic, group)
    ids = {each.id for each in live(group)}
    with pytest.raises(BadCycle) as refused:
        step(clinic, first, "cancelled", " ")
    assert refused.value.field == "Reason"
    step(clinic, first, "cancelled", "Too few clients")
    assert live(group) == []
    assert not Booking.objects.filter(source_id__in=ids, active=True).exists()
    second = plan(clinic, group, target_sessions=6)
    assert second.number == 2
    assert [each.local_on for each in live(group)] == [MONDAY + number * WEEK for number in range(6)]
    assert {each.cycle_id for each in live(group)} == {second.id}
    assert titles(group) == [1, 2, 3, 4, 5, 6]


def test_a_second_cycle_follows_the_first(clinic: cast.Clinic) -> None:
    group = closed_group(clinic)
    plan(clinic, group, target_sessions=4, enrollment_cutoff=None)
    plan(clinic, group, target_sessions=3, enrollment_cutoff=None, start_on=MONDAY + 2 * WEEK)
    assert [(each.cycle.number, each.sequence) for each in live(group) if each.cycle] == [
        (1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2), (2, 3),
    ]  # fmt: skip
    assert titles(group) == [1, 2, 3, 4, 1, 2, 3]


def test_a_shorter_cycle_gives_its_last_days_to_the_next(clinic: cast.Clinic) -> None:
    group = closed_group(clinic)
    first = plan(clinic, group, target_sessions=6)
    plan(clinic, group, target_sessions=3, start_on=MONDAY + 3 * WEEK)
    given = CycleGiven(target_sessions=4, start_on=MONDAY, enrollment_cutoff=3)
    actions.change_cycle(cycle_id=first.id, given=given, seen="", by=clinic.desk, now=NOW)
    assert [(each.local_on - MONDAY).days // 7 for each in live(group)] == list(range(7))
    assert [each.cycle.number for each in live(group) if each.cycle] == [1, 1, 1, 1, 2, 2, 2]
    assert AuditEvent.objects.get(verb="enrollment.edit_cycle").details["sessions"] == 4


def test_before_its_first_cycle_a_closed_group_no_longer_meets(clinic: cast.Clinic) -> None:
    group = closed_group(clinic)
    sessions.materialise(group_id=group.id, by=None, now=NOW)
    before = {each.id for each in live(group)}
    plan(clinic, group, target_sessions=4, start_on=MONDAY + WEEK)
    assert [each.local_on for each in live(group)] == [MONDAY + number * WEEK for number in range(1, 5)]
    assert {each.id for each in live(group)} <= before


@pytest.mark.parametrize(("given", "field"), [
    ({"target_sessions": 0}, "Sessions"),
    ({"target_sessions": 201}, "Sessions"),
    ({"enrollment_cutoff": 13}, "Last session to join at"),
    ({"start_on": MONDAY}, "First day"),
])  # fmt: skip
def test_a_cycle_that_cannot_be_is_refused(clinic: cast.Clinic, given: dict[str, object], field: str) -> None:
    group = closed_group(clinic)
    plan(clinic, group)
    with pytest.raises(BadCycle) as refused:
        plan(clinic, group, **{"start_on": MONDAY + 20 * WEEK, **given})
    assert refused.value.field == field
    assert group.cycles.count() == 1


def test_only_a_closed_group_has_cycles(clinic: cast.Clinic) -> None:
    with pytest.raises(BadCycle):
        plan(clinic, clinic.group)
    assert not GroupCycle.objects.exists()


def test_a_stale_preview_saves_no_cycle(clinic: cast.Clinic) -> None:
    group = closed_group(clinic)
    shaped = enrollment.shaped_cycle(group, TWELVE)
    seen = with_cycles(group, queries.with_cycle(group, shaped), NOW).digest
    close(clinic)
    with pytest.raises(ScheduleMoved):
        plan(clinic, group, seen=seen)
    assert not group.cycles.exists()


@pytest.mark.parametrize("who", ["lead", "supervisor", "biller", "compliance", "nobody"])
def test_cycles_are_for_whoever_keeps_the_schedule(clinic: cast.Clinic, who: str) -> None:
    group = closed_group(clinic)
    with pytest.raises(NotAllowed):
        plan(clinic, group, who=who)
    cycle = plan(clinic, group)
    with pytest.raises(NotAllowed):
        step(clinic, cycle, "cancelled", "No", who=who)
    with pytest.raises(NotAllowed):
        actions.change_cycle(cycle_id=cycle.id, given=TWELVE, seen="", by=clinic.actors[who], now=NOW)
    cycle.refresh_from_db()
    assert cycle.state == "enrolling"


def test_time_makes_a_cycle_run_and_complete(clinic: cast.Clinic) -> None:
    group = closed_group(clinic)
    cycle = plan(clinic, group, target_sessions=2, enrollment_cutoff=None)

    def state(on: date, hour: int = 4) -> str:
        actions.age_cycles(now=cast.evening(on, hour))
        cycle.refresh_from_db()
        return cycle.state

    assert state(MONDAY - timedelta(days=1)) == "enrolling"
    assert state(MONDAY) == "running"
    assert state(MONDAY + WEEK) == "running"
    sessions.cancel(session_id=live(group)[1].id, reason="Snow", by=clinic.desk, now=cast.evening(MONDAY + WEEK, 5))
    assert state(MONDAY + WEEK + timedelta(days=1)) == "running", "push: a date is added"
    assert state(MONDAY + 2 * WEEK + timedelta(days=1)) == "complete"
    verbs = AuditEvent.objects.filter(verb="enrollment.age_cycle").values_list("actor_id", "details__state")
    assert sorted(verbs, key=str) == [(None, "complete"), (None, "running")]
    assert actions.age_cycles(now=cast.evening(MONDAY + 9 * WEEK)) == 0


def test_cycles_age_only_by_legal_steps() -> None:
    for state in CYCLE_STATES:
        for started in (True, False):
            for to_come in (True, False):
                here = state
                for after in rules.cycle_ages(state, started, to_come):
                    assert after in CYCLE_STATES[here]
                    here = after


@pytest.mark.parametrize(("state", "to"), [
    ("running", "enrolling"), ("complete", "cancelled"), ("cancelled", "enrolling"), ("planned", "running"),
    ("running", "complete"), ("enrolling", "planned"),
])  # fmt: skip
def test_a_step_out_of_order_is_refused(clinic: cast.Clinic, state: str, to: str) -> None:
    cycle = plan(clinic, closed_group(clinic))
    GroupCycle.objects.filter(pk=cycle.pk).update(state=state)
    with pytest.raises(IllegalStep):
        step(clinic, cycle, to, "Because")
    cycle.refresh_from_db()
    assert cycle.state == state


def test_a_running_cycle_keeps_its_first_day(clinic: cast.Clinic) -> None:
    cycle = plan(clinic, closed_group(clinic))
    GroupCycle.objects.filter(pk=cycle.pk).update(state="running")
    given = CycleGiven(target_sessions=10, start_on=MONDAY + WEEK, enrollment_cutoff=None)
    with pytest.raises(BadCycle):
        actions.change_cycle(cycle_id=cycle.id, given=given, seen="", by=clinic.desk, now=NOW)


def test_the_nights_work_ages_cycles(clinic: cast.Clinic) -> None:
    from circlechart.web import schedule

    group = closed_group(clinic)
    cycle = plan(clinic, group, target_sessions=2, enrollment_cutoff=None)
    schedule.generate_sessions(0)
    cycle.refresh_from_db()
    past = timezone.now() > cast.evening(MONDAY + 2 * WEEK)
    assert cycle.state == (
        "complete" if past else "running" if timezone.now() > cast.evening(MONDAY, 3) else "enrolling"
    )


@pytest.mark.parametrize(("given", "said"), [
    ({"target_sessions": ""}, "Say how many sessions."),
    ({"target_sessions": "many"}, "Write a number."),
    ({"target_sessions": "0"}, "At least 1."),
    ({"target_sessions": "999999999999999999"}, "At most 200."),
    ({"start_on": "soon"}, "Write the day like 2026-11-23."),
    ({"enrollment_cutoff": "-1"}, "At least 1."),
    ({"enrollment_cutoff": "13"}, "The cut-off lies within the cycle."),
])  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(clinic: cast.Clinic, given: dict[str, str], said: str) -> None:
    group = closed_group(clinic)
    answer = send(browse(clinic, "desk"), group, "save", **given)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not group.cycles.exists()


def test_cycles_are_changed_opened_and_cancelled_on_their_page(clinic: cast.Clinic) -> None:
    group, desk = closed_group(clinic), browse(clinic, "desk")
    save(desk, group, enrolling="")
    cycle, page = GroupCycle.objects.get(), reverse("schedules:cycles", args=[group.id])
    assert cycle.state == "planned"
    assert desk.post(reverse("schedules:step-cycle", args=[cycle.id]), {"to": "enrolling"}).url == page
    edit = reverse("schedules:cycle", args=[cycle.id])
    assert 'value="12"' in words(desk.get(edit))
    seen = desk.post(edit, form(target_sessions="8")).context["preview"].digest
    assert desk.post(edit, {**form(target_sessions="8"), "seen": seen, "step": "save"}).url == page
    assert len(live(group)) == 8
    blank = desk.post(reverse("schedules:step-cycle", args=[cycle.id]), {"to": "cancelled"})
    assert blank.status_code == 422
    assert "Say why the cycle is cancelled." in words(blank)
    assert desk.post(reverse("schedules:step-cycle", args=[cycle.id]), {"to": "sideways"}).status_code == 422
    done = desk.post(
        reverse("schedules:step-cycle", args=[cycle.id]), {"to": "cancelled", "reason": "Too few <i>came</i>"}
    )
    assert done.url == page
    cycle.refresh_from_db()
    assert (cycle.state, live(group)) == ("cancelled", [])


def test_cycles_of_another_facility_look_absent(clinic: cast.Clinic) -> None:
    group = closed_group(clinic)
    cycle = plan(clinic, group)
    Group.objects.filter(pk=group.pk).update(facility=clinic.west)
    desk = browse(clinic, "desk")
    for name, given in (("cycles", group.id), ("cycle", cycle.id)):
        assert desk.get(reverse(f"schedules:{name}", args=[given])).status_code == 404
        assert desk.post(reverse(f"schedules:{name}", args=[given]), form()).status_code == 404
    assert desk.post(reverse("schedules:step-cycle", args=[cycle.id]), {"to": "cancelled"}).status_code == 404
