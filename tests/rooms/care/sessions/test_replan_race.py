"""A schedule that changes while one of its sessions is opened, with real threads: what has been opened stays open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from importlib import import_module
from threading import Thread

import pytest
from django.db import connection, transaction

from circlechart.care.attendance import actions as attendance
from circlechart.care.sessions import actions
from circlechart.care.sessions.actions.book import lock_schedule
from circlechart.care.sessions.facts import Slot
from circlechart.care.sessions.models import ScheduleSlot, Session
from circlechart.care.sessions.queries.timetable import slot_facts
from tests import cast
from tests.rooms.care.sessions.schedules import made, slot, version

pytestmark = pytest.mark.django_db(transaction=True)
materialise = import_module("circlechart.care.sessions.actions.materialise")
TONIGHT = date(2026, 11, 23)
NOW = cast.evening() - timedelta(minutes=5)  # the lead opens the group five minutes early


def replan_while_opened(
    monkeypatch: pytest.MonkeyPatch, step: str, slots: Callable[[Slot], tuple[Slot, ...]]
) -> Session:
    """Put a schedule in force from today on; just before it comes to tonight's session, the lead opens it."""
    clinic = made()
    slot(version(clinic.group), room=clinic.room, lead=clinic.staff["lead"])
    actions.materialise(group_id=clinic.group.id, by=None, now=NOW)
    session = Session.objects.get(group=clinic.group, local_on=TONIGHT)
    real, seen = getattr(materialise, step), []

    def open_it() -> None:
        try:
            seen.append(attendance.open_session(session_id=session.id, by=clinic.lead, now=NOW).status)
        finally:
            connection.close()

    def stepping(each: object, *rest: object) -> bool:
        if each.session_id == session.id and not seen:
            lead = Thread(target=open_it)
            lead.start()
            lead.join()
        return real(each, *rest)

    monkeypatch.setattr(materialise, step, stepping)
    with transaction.atomic():
        lock_schedule(clinic.group.id)
        actions.put_in_force(clinic.group, slots(slot_facts(ScheduleSlot.objects.get())), TONIGHT)
        materialise.converge(clinic.group, TONIGHT, NOW)
    assert seen == ["in_progress"]
    session.refresh_from_db()
    return session


def test_a_session_that_is_opened_while_its_schedule_ends_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    session = replan_while_opened(monkeypatch, "_drop", lambda _: ())
    assert (session.status, session.cancel_basis, session.local_start) == ("in_progress", "", time(18))
    others = Session.objects.filter(group=session.group).exclude(pk=session.pk)
    assert set(others.values_list("cancel_basis", flat=True)) == {"schedule"}


def test_a_session_that_is_opened_while_its_schedule_moves_stays_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    session = replan_while_opened(monkeypatch, "_follow", lambda slot: (replace(slot, starts=time(19)),))
    assert (session.status, session.local_start) == ("in_progress", time(18))
    others = Session.objects.filter(group=session.group).exclude(pk=session.pk)
    assert set(others.values_list("local_start", flat=True)) == {time(19)}


def test_what_is_opened_in_the_meantime_has_the_rest_planned_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    wednesday = "FREQ=WEEKLY;BYDAY=WE"
    session = replan_while_opened(monkeypatch, "_follow", lambda slot: (replace(slot, rule=wednesday),))
    assert (session.status, session.local_on) == ("in_progress", TONIGHT)
    days = Session.objects.filter(group=session.group).order_by("local_on").values_list("local_on", flat=True)
    assert list(days[:3]) == [TONIGHT, TONIGHT + timedelta(days=2), TONIGHT + timedelta(days=9)]
