"""A new schedule from a day on: what follows keeps its identity, what somebody changed stays, the past is out of reach."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest
from psycopg.types.range import DateRange

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.attendance import actions as attendance
from circlechart.care.enrollment.models import Group
from circlechart.care.schedules import rules
from circlechart.care.schedules.actions import replan as replan_group
from circlechart.care.schedules.errors import BadSchedule, ScheduleMoved
from circlechart.care.schedules.queries.preview import preview
from circlechart.care.sessions import actions
from circlechart.care.sessions.errors import BadStaff, SkippedTime
from circlechart.care.sessions.facts import Slot
from circlechart.care.sessions.models import Booking, FacilityClosure, RosterOverride, ScheduleVersion, Session
from circlechart.care.sessions.rules import occurrences
from tests import cast
from tests.rooms.care.sessions.schedules import another

NOW = cast.evening(hour=9)
MONDAY = date(2026, 11, 23)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
FROM = MONDAY + WEEK
KEY = UUID("01a20000-0000-7000-8000-000000000001")


def line(
    clinic: cast.Clinic, repeats: str = "weekly", day: str = "TU", anchor_on: date = MONDAY, **given: object
) -> Slot:
    slot = Slot(
        key=KEY, rule=rules.rule_for(repeats, day, anchor_on), anchor_on=anchor_on, starts=time(18), minutes=90,
        room_id=clinic.room.id, staff=(("lead", clinic.staff["lead"].id),),
    )  # fmt: skip
    return replace(slot, **given)


def replan(
    clinic: cast.Clinic,
    *slots: Slot,
    from_on: date = MONDAY,
    who: str = "desk",
    seen: str = "",
    group: Group | None = None,
) -> None:
    group = group or clinic.group
    replan_group(group_id=group.id, slots=slots, from_on=from_on, seen=seen, by=clinic.actors[who], now=NOW)


def days(group: Group, **only: object) -> dict[UUID, date]:
    return dict(Session.objects.filter(group=group, **only).order_by("local_on").values_list("id", "local_on"))


def at(clinic: cast.Clinic, on: date) -> Session:
    return Session.objects.get(group=clinic.group, local_on=on)


def test_G5_tuesday_becomes_thursday_with_the_same_ids_guests_and_links(clinic: cast.Clinic) -> None:
    replan(clinic, line(clinic))
    before = days(clinic.group)
    guest = RosterOverride.objects.create(
        session=at(clinic, FROM + DAY), client=clinic.clients[0], action="add", kind="guest", reason="Visits"
    )
    touched = at(clinic, FROM + WEEK + DAY)
    Session.objects.filter(pk=touched.pk).update(overridden=["local_start"], local_start=time(17))
    replan(clinic, line(clinic, day="TH"), from_on=FROM)
    after = days(clinic.group)
    assert after.keys() == before.keys()
    for session_id, on in before.items():
        moves = on >= FROM and session_id != touched.id
        assert after[session_id] == (on + 2 * DAY if moves else on)
    guest.refresh_from_db()
    assert guest.session.local_on == FROM + 3 * DAY
    touched.refresh_from_db()
    assert (touched.local_on, touched.local_start, touched.status) == (FROM + WEEK + DAY, time(17), "scheduled")
    assert actions.materialise(group_id=clinic.group.id, by=None, now=NOW) == 0
    moved = at(clinic, FROM + 3 * DAY)
    assert set(Booking.objects.filter(source_id=moved.id, active=True).values_list("span", flat=True)) == {moved.span}


def test_G5_what_somebody_cancelled_is_not_made_anew_on_the_new_weekday(clinic: cast.Clinic) -> None:
    replan(clinic, line(clinic))
    gone = at(clinic, FROM + DAY)
    actions.cancel(session_id=gone.id, reason="Facilitator away", by=clinic.desk, now=NOW)
    replan(clinic, line(clinic, day="TH"), from_on=FROM)
    gone.refresh_from_db()
    assert (gone.status, gone.local_on) == ("cancelled", FROM + DAY)
    assert not Session.objects.filter(local_on=FROM + 3 * DAY).exists()


def test_G6_an_edit_cannot_reach_a_held_session_or_one_before_its_day(clinic: cast.Clinic) -> None:
    replan(clinic, line(clinic, day="MO", starts=time(9)))
    held = at(clinic, MONDAY)
    attendance.open_session(session_id=held.id, by=clinic.lead, now=NOW)
    attendance.close_session(session_id=held.id, by=clinic.lead, now=NOW + timedelta(hours=1))
    columns = ("local_on", "local_start", "occurrence_on", "room_id", "status", "rev", "span")
    before = Session.objects.values_list(*columns).get(pk=held.id)
    replan(clinic, line(clinic, day="WE", starts=time(20), room_id=None))
    assert Session.objects.values_list(*columns).get(pk=held.id) == before
    with pytest.raises(BadSchedule) as refused:
        replan(clinic, line(clinic), from_on=MONDAY - DAY)
    assert refused.value.field == "From"


def test_G7_every_two_weeks_depends_on_where_weeks_start_and_a_new_version_keeps_the_anchor(
    clinic: cast.Clinic,
) -> None:
    sunday, until = date(2026, 10, 25), date(2026, 11, 30)
    rule = "FREQ=WEEKLY;INTERVAL=2;WKST={};BYDAY=TU"
    by_monday = list(occurrences(rule.format("MO"), sunday, sunday, until))
    by_sunday = list(occurrences(rule.format("SU"), sunday, sunday, until))
    assert by_monday[0] == date(2026, 11, 3)
    assert by_sunday[0] == date(2026, 10, 27)
    assert rules.rule_for("biweekly", "TU", sunday) == rule.format("MO")
    fortnightly = line(clinic, "biweekly", anchor_on=MONDAY + DAY)
    replan(clinic, fortnightly)
    before = days(clinic.group)
    replan(clinic, replace(fortnightly, starts=time(17)), from_on=FROM)
    assert days(clinic.group) == before
    assert {each.days % 14 for each in (on - (MONDAY + DAY) for on in before.values())} == {0}


def test_G8_the_thirty_first_skips_months_and_the_last_day_does_not() -> None:
    until = date(2027, 3, 31)
    on_31 = occurrences(
        rules.rule_for("monthly_day", "", date(2026, 10, 31)), date(2026, 10, 31), date(2026, 10, 1), until
    )
    last = occurrences(
        rules.rule_for("monthly_last", "", date(2026, 10, 31)), date(2026, 10, 1), date(2026, 10, 1), until
    )
    assert [each.month for each in on_31] == [10, 12, 1, 3]
    assert [(each.month, each.day) for each in last] == [(10, 31), (11, 30), (12, 31), (1, 31), (2, 28), (3, 31)]
    assert rules.skips_months("monthly_day", date(2026, 10, 31))
    assert rules.skips_months("monthly_weekday", date(2026, 10, 29))
    assert not rules.skips_months("monthly_last", date(2026, 10, 31))


def test_preview_says_what_is_then_saved(clinic: cast.Clinic) -> None:
    replan(clinic, line(clinic))
    at_last = at(clinic, FROM + 2 * WEEK + DAY)
    Session.objects.filter(pk=at_last.pk).update(overridden=["room"])
    FacilityClosure.objects.create(
        facility=clinic.north, closed_on=FROM + 3 * DAY, name="Staff day", source="manual", policy="skip",
        approved_by=clinic.staff["director"],
    )  # fmt: skip
    other = another(clinic)
    replan(clinic, line(clinic, day="TH", key=UUID(int=7), staff=(("lead", clinic.staff["co"].id),)), group=other)
    slots = (line(clinic, day="TH"),)
    shown = preview(clinic.group, slots, FROM, NOW)
    assert (len(shown.made), len(shown.moved), len(shown.left), len(shown.dropped)) == (0, 11, 1, 0)
    assert shown.moved[0].words == "Tue, Dec 1, 6:00 PM"
    assert shown.moved[0].why == "to Thu, Dec 3, 6:00 PM"
    assert (shown.left[0].words, shown.left[0].why) == ("Tue, Dec 15, 6:00 PM", "Changed by hand: room")
    assert [(row.words, row.why) for row in shown.closed] == [("Thu, Dec 3", "Staff day")]
    assert (shown.clashes[0].words, shown.clashes[0].why) == (
        "Thu, Dec 10, 6:00 PM", "Room 2 is taken by DBT skills, 6:00 PM to 7:30 PM",
    )  # fmt: skip
    assert len(shown.clashes) == 10
    replan(clinic, *slots, from_on=FROM, seen=shown.digest)
    assert at(clinic, FROM + 3 * DAY).cancel_reason == "Closed: Staff day"
    assert Session.objects.filter(group=clinic.group).exclude(conflict_flag="").count() == 10
    event = AuditEvent.objects.filter(verb="sessions.replan").latest("at", "id")
    assert event.details == {
        "from_on": "2026-11-30", "made": 0, "moved": 11, "dropped": 0, "left": 1, "clashes": 10,
    }  # fmt: skip


def test_a_preview_that_is_stale_saves_nothing(clinic: cast.Clinic) -> None:
    replan(clinic, line(clinic))
    slots = (line(clinic, day="TH"),)
    seen = preview(clinic.group, slots, FROM, NOW).digest
    actions.cancel(session_id=at(clinic, FROM + DAY).id, reason="Snow", by=clinic.desk, now=NOW)
    with pytest.raises(ScheduleMoved):
        replan(clinic, *slots, from_on=FROM, seen=seen)
    assert ScheduleVersion.objects.filter(group=clinic.group).count() == 1


def test_a_schedule_that_ends_takes_off_what_nobody_touched(clinic: cast.Clinic) -> None:
    replan(clinic, line(clinic))
    kept = days(clinic.group, local_on__lt=FROM)
    replan(clinic, from_on=FROM)
    later = Session.objects.filter(group=clinic.group, local_on__gte=FROM)
    assert set(later.values_list("status", "cancel_reason")) == {("cancelled", "No longer on the schedule")}
    assert days(clinic.group, status="scheduled") == kept
    assert not Booking.objects.filter(source_id__in=[each.id for each in later], active=True).exists()
    replan(clinic, line(clinic), from_on=FROM)
    assert set(later.values_list("status", flat=True)) == {"scheduled"}


def test_a_schedule_planned_for_later_is_superseded(clinic: cast.Clinic) -> None:
    replan(clinic, line(clinic))
    replan(clinic, line(clinic, day="TH"), from_on=FROM + 4 * WEEK)
    replan(clinic, line(clinic, day="FR"), from_on=FROM)
    spans = ScheduleVersion.objects.filter(group=clinic.group).order_by("effective").values_list("effective", flat=True)
    assert list(spans) == [DateRange(MONDAY, FROM), DateRange(FROM, None)]
    assert {on.weekday() for on in days(clinic.group, local_on__gte=FROM).values()} == {4}


def test_saving_the_same_schedule_again_changes_no_version(clinic: cast.Clinic) -> None:
    replan(clinic, line(clinic))
    replan(clinic, line(clinic), from_on=FROM)
    assert ScheduleVersion.objects.filter(group=clinic.group).count() == 1


@pytest.mark.parametrize(("given", "error", "field"), [
    ({"rule": "FREQ=WEEKLY;BYDAY=SU", "starts": time(2, 30)}, SkippedTime, "Starts"),
    ({"staff": "twice"}, BadStaff, "Co-facilitator"),
])  # fmt: skip
def test_a_schedule_that_cannot_be_is_refused(
    clinic: cast.Clinic, given: dict[str, object], error: type[SkippedTime], field: str
) -> None:
    if given.get("staff"):
        given = {"staff": (("lead", clinic.staff["lead"].id), ("peer", clinic.staff["lead"].id))}
    with pytest.raises(error) as refused:
        replan(clinic, line(clinic, **given))
    assert refused.value.field == field
    assert not Session.objects.exists()
    if error is SkippedTime:
        assert refused.value.because == "2:30 AM does not exist on Mar 14, 2027: the clock is set forward."


@pytest.mark.parametrize("who", ["lead", "co", "biller", "nobody"])
def test_replan_is_for_whoever_keeps_the_schedule(clinic: cast.Clinic, who: str) -> None:
    with pytest.raises(NotAllowed):
        replan(clinic, line(clinic), who=who)
    assert not Session.objects.exists()


def test_replan_rolls_back_when_the_audit_fails(clinic: cast.Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("audit")

    monkeypatch.setattr("circlechart.base.audit.actions.record", broken)
    with pytest.raises(RuntimeError):
        replan(clinic, line(clinic))
    assert not ScheduleVersion.objects.exists()
    assert not Session.objects.exists()
