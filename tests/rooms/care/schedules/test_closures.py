"""Closing a facility for a day: what it does is seen before, happens once, and goes when the day is taken back."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.enrollment.models import Group
from circlechart.care.schedules import actions
from circlechart.care.schedules.errors import BadClosure, DayMoved
from circlechart.care.schedules.facts import DayEffect, Rows
from circlechart.care.schedules.queries import closures as queries
from circlechart.care.schedules.rules import federal_holidays
from circlechart.care.sessions import actions as sessions
from circlechart.care.sessions.facts import Closing
from circlechart.care.sessions.models import Booking, FacilityClosure, Resource, Session
from tests import cast
from tests.rooms.care.sessions.schedules import another, made, slot, version

NOW = cast.evening(hour=9)
MONDAY = date(2026, 11, 30)
STAFF_DAY = Closing(MONDAY, "Staff day")


def weekly(clinic: cast.Clinic, group: Group | None = None, now: datetime = NOW, **given: object) -> Group:
    group = group or clinic.group
    slot(version(group), **{"room": clinic.room, "lead": clinic.staff["lead"], **given})
    sessions.materialise(group_id=group.id, by=None, now=now)
    return group


def close(
    clinic: cast.Clinic, *given: Closing, who: str = "director", seen: str = "", now: datetime = NOW
) -> DayEffect:
    return actions.close_days(
        facility_id=clinic.north.id, given=given or (STAFF_DAY,), source="manual", seen=seen, by=clinic.actors[who],
        now=now,
    )  # fmt: skip


def reopen(clinic: cast.Clinic, who: str = "director", seen: str = "", now: datetime = NOW) -> DayEffect:
    closure = FacilityClosure.objects.get()
    return actions.open_day(closure_id=closure.id, seen=seen, by=clinic.actors[who], now=now)


def at(group: Group, on: date = MONDAY) -> Session:
    return Session.objects.get(group=group, local_on=on)


def words(rows: Rows) -> list[tuple[str, str]]:
    return [(row.words, row.why) for row in rows]


def test_closing_a_day_does_what_the_preview_said(clinic: cast.Clinic) -> None:
    group, other = weekly(clinic), weekly(clinic, another(clinic), starts=time(10))
    touched = at(other)
    Session.objects.filter(pk=touched.pk).update(overridden=["local_start"])
    extra = clinic.session(cast.evening(MONDAY, 13), minutes=60)
    shown = queries.day_effect(clinic.north, queries.changes(clinic.north, [STAFF_DAY]), NOW)
    assert words(shown.cancelled) == [("Mon, Nov 30, 6:00 PM, Evening process group", "")]
    assert words(shown.alone) == [
        ("Mon, Nov 30, 10:00 AM, DBT skills", "Changed by hand: start"),
        ("Mon, Nov 30, 1:00 PM, Evening process group", "Made for this day only"),
    ]
    assert shown.back == shown.added == shown.later == ()
    assert close(clinic, seen=shown.digest) == shown
    closed = Session.objects.get(group=group, local_on=MONDAY, slot_key__isnull=False)
    assert (closed.status, closed.cancel_reason, closed.cancel_basis) == ("cancelled", "Closed: Staff day", "closure")
    assert not Booking.objects.filter(source_id=closed.id, active=True).exists()
    for left in (touched, extra):
        left.refresh_from_db()
        assert left.status == "scheduled"
    event = AuditEvent.objects.get(verb="schedules.close_day")
    assert event.actor_id == clinic.director.staff_id
    assert event.details == {"on": "2026-11-30", "name": "Staff day", "policy": "skip", "cancelled": 1, "back": 0}
    assert FacilityClosure.objects.get().approved_by == clinic.staff["director"]


def test_a_day_held_anyway_cancels_nothing(clinic: cast.Clinic) -> None:
    group = weekly(clinic)
    assert close(clinic, Closing(MONDAY, "Labor Day", "hold_anyway")).is_empty
    assert at(group).status == "scheduled"


def test_taking_a_closed_day_back_brings_back_only_what_it_had_cancelled(clinic: cast.Clinic) -> None:
    group, other = weekly(clinic), weekly(clinic, another(clinic), starts=time(10))
    sessions.cancel(session_id=at(other).id, reason="Facilitator ill", by=clinic.desk, now=NOW)
    close(clinic)
    before = set(Session.objects.values_list("id", flat=True))
    effect = reopen(clinic, who="desk")
    assert words(effect.back) == [("Mon, Nov 30, 6:00 PM, Evening process group", "")]
    assert (at(group).status, at(group).cancel_reason, at(group).closure) == ("scheduled", "", None)
    assert Booking.objects.filter(source_id=at(group).id, active=True).count() == 2
    assert (at(other).status, at(other).cancel_reason) == ("cancelled", "Facilitator ill")
    assert set(Session.objects.values_list("id", flat=True)) == before
    assert AuditEvent.objects.get(verb="schedules.open_day").details["back"] == 1


def test_what_comes_back_to_a_taken_room_names_who_has_it(clinic: cast.Clinic) -> None:
    group = weekly(clinic)
    close(clinic)
    guest = clinic.session(cast.evening(MONDAY, 17), minutes=90, group=another(clinic), co_facilitator="co")
    sessions.book(guest)
    closure = FacilityClosure.objects.get()
    shown = queries.day_effect(clinic.north, queries.changes(clinic.north, [], closure), NOW)
    assert shown.back[0].why == "Room 2 is taken by DBT skills, 5:00 PM to 6:30 PM"
    reopen(clinic, seen=shown.digest)
    assert at(group).status == "scheduled"
    assert at(group).conflict_flag == "Room 2 is taken by DBT skills, 5:00 PM to 6:30 PM"


def test_a_session_comes_back_until_its_own_day_is_over(clinic: cast.Clinic) -> None:
    group = weekly(clinic, starts=time(10))
    close(clinic)
    with pytest.raises(BadClosure):
        reopen(clinic, now=cast.evening(MONDAY + timedelta(days=1), 0))
    assert at(group).status == "cancelled"
    reopen(clinic, now=cast.evening(MONDAY, 23))
    assert at(group).status == "scheduled"


def test_a_room_that_a_closed_day_frees_goes_to_who_waited_for_it(clinic: cast.Clinic) -> None:
    Resource.objects.filter(staff__isnull=False).delete()
    weekly(clinic)
    Resource.objects.create(kind="staff", name="Devon Okafor-Lund", staff=clinic.staff["co"])
    holder = clinic.session(cast.evening(MONDAY, 19), group=cast.another_group(clinic), lead="co")
    Session.objects.filter(pk=holder.pk).update(room=clinic.room)
    sessions.book(holder)
    holder.refresh_from_db()
    assert "Room 2 is taken by" in holder.conflict_flag
    close(clinic)
    holder.refresh_from_db()
    assert holder.conflict_flag == ""


def test_closing_a_day_moves_the_last_date_of_a_closed_group(clinic: cast.Clinic) -> None:
    group = another(clinic, kind="closed", cancel_policy="append")
    group.cycles.create(number=1, target_sessions=4, start_on=MONDAY, state="enrolling")
    weekly(clinic, group)
    effect = close(clinic)
    assert words(effect.added) == [("Mon, Dec 28, 6:00 PM, DBT skills", "An extra date for cycle 1")]
    assert group.sessions.filter(status="scheduled").count() == 4
    assert words(reopen(clinic).taken_off) == [("Mon, Dec 28, DBT skills", "Cycle 1 no longer needs it")]
    assert group.sessions.filter(status="scheduled").count() == 4


def test_a_day_beyond_the_horizon_is_closed_before_its_sessions_exist(clinic: cast.Clinic) -> None:
    group, far = weekly(clinic), date(2027, 5, 31)
    effect = close(clinic, Closing(far, "Memorial Day"))
    assert words(effect.later) == [("Mon, May 31, 6:00 PM, Evening process group", "")]
    sessions.materialise(group_id=group.id, by=None, now=cast.evening(date(2027, 5, 20)))
    assert at(group, far).cancel_reason == "Closed: Memorial Day"


def test_changing_a_closed_day_opens_the_old_one(clinic: cast.Clinic) -> None:
    group, closure = weekly(clinic), None
    close(clinic)
    closure, given = FacilityClosure.objects.get(), Closing(MONDAY + timedelta(days=7), "Staff retreat")
    effect = actions.change_closure(closure_id=closure.id, given=given, seen="", by=clinic.desk, now=NOW)
    assert (len(effect.cancelled), len(effect.back)) == (1, 1)
    assert at(group).status == "scheduled"
    assert at(group, given.on).cancel_reason == "Closed: Staff retreat"
    event = AuditEvent.objects.get(verb="schedules.change_closure")
    assert (event.details["was_on"], event.details["on"]) == ("2026-11-30", "2026-12-07")


def test_a_new_name_is_the_reason_on_its_sessions(clinic: cast.Clinic) -> None:
    group = weekly(clinic)
    close(clinic)
    given = Closing(MONDAY, "Boiler repair")
    effect = actions.change_closure(
        closure_id=FacilityClosure.objects.get().id, given=given, seen="", by=clinic.desk, now=NOW
    )
    assert effect.is_empty
    assert at(group).cancel_reason == "Closed: Boiler repair"


@pytest.mark.parametrize(("given", "because"), [
    (Closing(date(2026, 11, 22), "Yesterday"), "That day is over; what is past stays as it was."),
    (Closing(date(2029, 11, 22), "Far"), "That day is more than two years away."),
    (Closing(MONDAY, "Again"), "That day is closed already: Staff day."),
])  # fmt: skip
def test_a_day_that_cannot_be_closed_is_refused(clinic: cast.Clinic, given: Closing, because: str) -> None:
    close(clinic)
    with pytest.raises(BadClosure) as refused:
        close(clinic, given)
    assert (refused.value.because, refused.value.field) == (because, "Day")
    assert refused.value.mend
    assert FacilityClosure.objects.count() == 1


def test_closing_no_day_at_all_is_refused(clinic: cast.Clinic) -> None:
    with pytest.raises(BadClosure) as refused:
        actions.close_days(
            facility_id=clinic.north.id, given=(), source="holidays", seen="", by=clinic.director, now=NOW
        )
    assert refused.value.field == "Days"


@pytest.mark.parametrize("who", ["lead", "co", "supervisor", "biller", "nurse", "compliance", "nobody"])
def test_closed_days_are_for_whoever_keeps_the_schedule(clinic: cast.Clinic, who: str) -> None:
    with pytest.raises(NotAllowed):
        close(clinic, who=who)
    close(clinic, who="desk")
    with pytest.raises(NotAllowed):
        reopen(clinic, who=who)
    with pytest.raises(NotAllowed):
        actions.change_closure(
            closure_id=FacilityClosure.objects.get().id, given=STAFF_DAY, seen="", by=clinic.actors[who], now=NOW
        )
    assert FacilityClosure.objects.count() == 1


def test_a_stale_preview_saves_nothing(clinic: cast.Clinic) -> None:
    group = weekly(clinic)
    seen = queries.day_effect(clinic.north, queries.changes(clinic.north, [STAFF_DAY]), NOW).digest
    sessions.cancel(session_id=at(group).id, reason="Snow", by=clinic.desk, now=NOW)
    with pytest.raises(DayMoved):
        close(clinic, seen=seen)
    assert not FacilityClosure.objects.exists()


def test_closing_rolls_back_when_the_audit_fails(clinic: cast.Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    group = weekly(clinic)

    def broken(**_: object) -> None:
        raise RuntimeError("audit")

    monkeypatch.setattr("circlechart.base.audit.actions.record", broken)
    with pytest.raises(RuntimeError):
        close(clinic)
    assert not FacilityClosure.objects.exists()
    assert at(group).status == "scheduled"


def test_federal_holidays_come_with_the_day_on_which_they_are_observed() -> None:
    known = {date(2027, 7, 5): "Independence Day (observed)"}
    found = federal_holidays(date(2027, 7, 1), date(2027, 9, 30), known)
    assert [(each.on, each.name, each.known) for each in found] == [
        (date(2027, 7, 4), "Independence Day", ""),
        (date(2027, 7, 5), "Independence Day (observed)", "Independence Day (observed)"),
        (date(2027, 9, 6), "Labor Day", ""),
    ]


def test_holidays_are_proposed_from_tomorrow_to_the_end_of_next_year(clinic: cast.Clinic) -> None:
    found = queries.proposed(clinic.north, date(2026, 11, 26))
    assert (found[0].on, found[0].name) == (date(2026, 12, 25), "Christmas Day")
    assert found[-1].on == date(2027, 12, 31)
    assert len([each for each in found if each.on.year == 2027]) >= 11


def test_a_closed_day_of_another_facility_changes_nothing_here(clinic: cast.Clinic) -> None:
    group = weekly(clinic)
    FacilityClosure.objects.create(
        facility=clinic.west, closed_on=MONDAY, name="Town fair", source="manual", policy="skip",
        approved_by=clinic.staff["director"],
    )  # fmt: skip
    sessions.materialise(group_id=group.id, by=None, now=NOW)
    assert at(group).status == "scheduled"
    assert close(clinic).cancelled


def test_what_does_not_exist_is_not_opened(clinic: cast.Clinic) -> None:
    with pytest.raises(FacilityClosure.DoesNotExist):
        actions.open_day(closure_id=uuid4(), seen="", by=clinic.director, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_closing_a_day_while_sessions_are_made_leaves_none_of_them_on_it() -> None:
    clinic = made()
    groups = [clinic.group, another(clinic), another(clinic, "Morning group")]
    for group in groups:
        slot(version(group), lead=clinic.staff["lead"])
    start, troubles = Barrier(len(groups) + 2), []

    def race(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
        except BadClosure:
            pass  # the second of the two who close the same day
        except Exception as error:
            troubles.append(error)
        finally:
            connection.close()

    acts: list[Callable[[], object]] = [
        partial(sessions.materialise, group_id=each.id, by=None, now=NOW) for each in groups
    ]
    acts += [partial(close, clinic, who="director"), partial(close, clinic, who="desk")]
    racers = [Thread(target=race, args=(act,)) for act in acts]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert troubles == []
    assert FacilityClosure.objects.count() == 1
    assert set(Session.objects.filter(local_on=MONDAY).values_list("status", flat=True)) == {"cancelled"}
    assert Session.objects.filter(local_on=MONDAY).count() == len(groups)
