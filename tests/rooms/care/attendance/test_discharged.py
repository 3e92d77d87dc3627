"""A22: after somebody was discharged, nothing says that they were in the room."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from circlechart.base.people.models import Client
from circlechart.care.attendance import actions, errors
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.models import Attendance, AttendanceEvent
from tests.rooms.care.attendance.conftest import Running

WHO = "Imre Castellan"


@pytest.fixture
def on(start: Callable[[], Running]) -> Running:
    """A running session; Imre was discharged 40 minutes into it."""
    running = start()
    Client.objects.filter(legal_last_name="Castellan").update(discharged_at=running.at(40))
    return running


def disposition(on: Running) -> str:
    return Attendance.objects.get(pk=on.id(WHO)).disposition


@pytest.mark.parametrize("choice", ["present", "late"])
def test_A22_a_discharged_client_cannot_be_set_attended_after_that_instant(on: Running, choice: str) -> None:
    before = AttendanceEvent.objects.count()
    with pytest.raises(errors.Discharged) as refused:
        on.mark(WHO, choice)
    assert "discharged on" in refused.value.because
    assert "6:40 PM" in refused.value.because
    assert disposition(on) == "expected"
    assert AttendanceEvent.objects.count() == before


def test_A22_until_that_instant_the_client_was_there(on: Running) -> None:
    row = on.mark(WHO, "left_early", left_at=on.at(40))
    assert (row.status, row.minutes) == ("left_early", 40)


def test_A22_a_time_after_the_discharge_is_refused(on: Running) -> None:
    with pytest.raises(errors.Discharged):
        on.mark(WHO, "left_early", left_at=on.at(41))
    assert disposition(on) == "expected"


def test_A22_what_says_that_they_were_not_there_is_free(on: Running) -> None:
    assert on.mark(WHO, "no_show").status == "no_show"
    assert on.mark(WHO, "excused").status == "excused"


def test_A22_marking_the_rest_present_leaves_the_discharged_to_a_person(on: Running) -> None:
    assert on.remaining() == 7
    assert disposition(on) == "expected"


def test_A22_a_correction_after_the_end_asks_the_same(on: Running) -> None:
    on.mark(WHO, "no_show")
    on.end()
    row = on.row(WHO)
    with pytest.raises(errors.Discharged):
        actions.correct(
            attendance_id=row.attendance_id, given=Mark("present"), why="He was seen.", base_rev=row.rev, idem=uuid4(),
            by=on.clinic.lead, now=on.now,
        )  # fmt: skip
    assert disposition(on) == "no_show"


def test_A22_a_discharge_that_is_still_to_come_changes_nothing(on: Running) -> None:
    Client.objects.filter(legal_last_name="Castellan").update(discharged_at=on.at(300))
    assert on.remaining() == 8
