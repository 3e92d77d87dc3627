"""What a row announces: in its own transaction, a word and a key, nothing of what is in it."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import transaction

from circlechart.base.live import facts
from circlechart.base.live.facts import CHANNEL, News
from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance import queries as boards
from circlechart.care.attendance.actions import Mark
from circlechart.care.notes import actions
from circlechart.care.notes.actions import Edit
from circlechart.care.sessions.models import Session, SessionStaff
from tests import cast
from tests.rooms.care.notes.test_sign import NOW, closed, ids, opened, read_all

pytestmark = pytest.mark.django_db(transaction=True)
Line = "psycopg.Connection[tuple[object, ...]]"


@pytest.fixture
def line() -> Iterator[Line]:
    """Somebody who listens, as the live process does."""
    given = settings.DATABASES["default"]
    where = {"host": given["HOST"], "port": given["PORT"] or None, "user": given["USER"], "dbname": given["NAME"]}
    with psycopg.connect(**where, password=given["PASSWORD"] or None, autocommit=True) as listening:
        yield listening


def heard(line: Line) -> list[str]:
    """What was announced since the last look; asking brings in what is on its way."""
    line.execute("SELECT 1")
    return [each.payload for each in line.notifies(timeout=0)]


def typed(words: str) -> Edit:
    return Edit({"response": words}, base_rev=0, idem=uuid4())


def test_every_save_and_mark_is_announced_by_a_word_and_the_key_of_the_session(line: Line) -> None:
    clinic = cast.clinic()
    session = opened(clinic)
    line.execute(f"LISTEN {CHANNEL}")
    word = [f"session:{session.id}"]
    row = ids(session)["Imre Castellan"]
    actions.save_entry(attendance_id=row, edit=typed("He called his sister."), by=clinic.lead, now=NOW)
    assert heard(line) == word
    words = Edit({"content": "We spoke of cravings."}, base_rev=0, idem=uuid4())
    actions.save_narrative(session_id=session.id, edit=words, by=clinic.lead, now=NOW)
    assert heard(line) == word
    part = Edit({"interventions": "Led the check-in."}, base_rev=0, idem=uuid4())
    actions.save_part(session_id=session.id, edit=part, by=clinic.co, now=NOW)
    assert heard(line) == word
    attendance.mark(
        attendance_id=row,
        given=Mark("no_show"),
        base_rev=boards.row_of(row, NOW).rev,
        idem=uuid4(),
        by=clinic.lead,
        now=NOW,
    )
    assert heard(line) == word


def test_ending_is_announced(line: Line) -> None:
    clinic = cast.clinic()
    session = opened(clinic)
    line.execute(f"LISTEN {CHANNEL}")
    attendance.close_session(session_id=session.id, by=clinic.lead, now=NOW)
    assert heard(line) == [f"session:{session.id}"]


def test_signing_is_announced(line: Line) -> None:
    clinic = cast.clinic()
    session = closed(clinic)
    line.execute(f"LISTEN {CHANNEL}")
    actions.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id), by=clinic.lead, now=NOW)
    assert heard(line) == [f"session:{session.id}"]


def test_what_is_rolled_back_is_never_announced(line: Line) -> None:
    clinic = cast.clinic()
    session = opened(clinic)
    row = ids(session)["Imre Castellan"]
    line.execute(f"LISTEN {CHANNEL}")
    with transaction.atomic():
        actions.save_entry(attendance_id=row, edit=typed("He called."), by=clinic.lead, now=NOW)
        transaction.set_rollback(True)
    assert heard(line) == []


def test_a_plan_that_nobody_has_open_is_not_announced(line: Line) -> None:
    clinic = cast.clinic()
    session = clinic.session(cast.evening())
    line.execute(f"LISTEN {CHANNEL}")
    Session.objects.filter(pk=session.pk).update(local_start="19:00")
    assert heard(line) == []
    SessionStaff.objects.filter(session=session).delete()
    assert heard(line) == [f"session:{session.id}"]


@pytest.mark.parametrize("payload", ["", "session", "session:", "session:x", "1:%s", "a b:%s", "<b>:%s"])
def test_what_is_no_announcement_of_ours_is_dropped(payload: str) -> None:
    assert facts.read(payload.replace("%s", str(uuid4()))) is None


def test_an_announcement_is_read_back() -> None:
    key = uuid4()
    assert facts.read(f"presence:{key}") == News("presence", key)
