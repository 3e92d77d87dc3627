"""Cancelling a session that runs: from its own screen with everybody's attendance, and never past it."""

from datetime import timedelta
from threading import Event, Thread
from time import monotonic, sleep

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from circlechart.care.attendance import actions
from circlechart.care.attendance.models import Attendance
from circlechart.care.sessions import actions as sessions
from circlechart.care.sessions.errors import WrongState
from circlechart.care.sessions.models import Session
from tests import cast
from tests.rooms.care.attendance.conftest import START, Running
from tests.rooms.web.hostile import browse, nothing_changes, says

NOW = START + timedelta(minutes=75)
WAIT = 20
WAITING = """
    SELECT EXISTS (
        SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database
        WHERE NOT granted AND locktype = 'advisory' AND datname = current_database()
    )
"""


def test_A21_a_running_session_is_not_cancelled_past_its_attendance(running: Running) -> None:
    running.remaining()
    with time_machine.travel(running.now, tick=False):
        address = reverse("schedules:cancel", args=[running.session.id])
        for who in ("lead", "director"):
            with nothing_changes():
                answer = browse(running.clinic, who).post(address, {"cancel-reason": "Fire alarm"})
                says(answer, 409, "attendance has to be taken back", "Open the session", "Cancel the session")
        page = reverse("attendance:cancel", args=[running.session.id])
        browse(running.clinic, "lead").post(page, {"reason": "Fire alarm"})
    running.session.refresh_from_db()
    assert running.session.status == "cancelled"
    left = Attendance.objects.filter(session=running.session).values_list("disposition", flat=True)
    assert set(left) == {"facility_cancelled"}


@pytest.mark.django_db(transaction=True)
def test_two_people_who_cancel_a_running_session_do_not_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = cast.clinic()
    session = clinic.session(START)
    actions.open_session(session_id=session.id, by=clinic.lead, now=NOW)
    real, holding, came = sessions.cancel, Event(), Event()
    errors: list[Exception] = []

    def cancel_held(**given: object) -> Session:
        """The lead has everything locked; the director presses now and has to wait for the schedule."""
        holding.set()
        came.wait(WAIT)
        _until_somebody_waits()
        return real(**given)

    def lead() -> None:
        actions.cancel_running(session_id=session.id, reason="Fire alarm", by=clinic.lead, now=NOW)

    def director() -> None:
        connection.ensure_connection()
        holding.wait(WAIT)
        came.set()
        real(session_id=session.id, reason="Fire alarm", by=clinic.director, now=NOW)

    def run(act: object) -> None:
        try:
            act()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    monkeypatch.setattr(sessions, "cancel", cancel_held)
    both = [Thread(target=run, args=[act]) for act in (lead, director)]
    for each in both:
        each.start()
    for each in both:
        each.join(WAIT)
    assert [type(each) for each in errors] == [WrongState], [str(each) for each in errors]
    session.refresh_from_db()
    assert session.status == "cancelled"


def _until_somebody_waits() -> None:
    """Until another connection to this database waits for a lock."""
    until = monotonic() + WAIT
    with connection.cursor() as cursor:
        while monotonic() < until:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
            sleep(0.01)  # leave the processor to the one who is to come
    raise AssertionError("nobody waits")
