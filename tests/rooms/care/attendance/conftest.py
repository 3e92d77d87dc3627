"""A running session of the cast's evening group."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from circlechart.care.attendance import actions, queries
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.facts import RowFacts
from circlechart.care.sessions.models import Session
from tests import cast

START = cast.evening()


@dataclass
class Running:
    """The clinic with a session that has started; `now` is 75 minutes into it."""

    clinic: cast.Clinic
    session: Session
    now: datetime = START + timedelta(minutes=75)

    def row(self, name: str) -> RowFacts:
        return next(row for row in queries.board(self.session.id, self.now).rows if row.name == name)

    def id(self, name: str) -> UUID:
        return self.row(name).attendance_id

    def mark(self, name: str, choice: str = "", **given: object) -> RowFacts:
        row = self.row(name)
        return actions.mark(
            attendance_id=row.attendance_id, given=Mark(choice, **given), base_rev=row.rev,
            idem=uuid4(), by=self.clinic.lead, now=self.now,
        )  # fmt: skip

    def remaining(self) -> int:
        return actions.mark_remaining_present(
            session_id=self.session.id, idem=uuid4(), by=self.clinic.lead, now=self.now
        )

    def end(self) -> None:
        self.now = START + timedelta(minutes=95)
        actions.close_session(session_id=self.session.id, by=self.clinic.lead, now=self.now)
        self.session.refresh_from_db()

    def at(self, minutes: int) -> datetime:
        return START + timedelta(minutes=minutes)


@pytest.fixture
def start(db: None) -> Callable[[], Running]:
    """Start the evening's session."""

    def starting() -> Running:
        clinic = cast.clinic()
        session = clinic.session(START)
        actions.open_session(session_id=session.id, by=clinic.lead, now=START + timedelta(minutes=75))
        session.refresh_from_db()
        return Running(clinic, session)

    return starting


@pytest.fixture
def running(start: Callable[[], Running]) -> Running:
    """The evening's session, started."""
    return start()
