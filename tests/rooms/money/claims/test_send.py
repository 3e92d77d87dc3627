"""The door: nothing leaves that the record does not say at this moment, and what has left stays as it left."""

import threading
from collections.abc import Callable
from datetime import timedelta
from unittest import mock
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Q

from circlechart.base.audit.models import AuditEvent
from circlechart.base.coverage.models import Coverage
from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.models import Attendance
from circlechart.care.notes import actions as notes
from circlechart.care.sessions.models import Session
from circlechart.money.charges import actions as charges
from circlechart.money.charges.models import Charge
from circlechart.money.claims import actions, queries
from circlechart.money.claims.actions import locking
from circlechart.money.claims.errors import NotReady
from circlechart.money.claims.models import Claim, Submission
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.care.notes.test_sign import START
from tests.rooms.money.claims.test_assemble import ENDED, signed_group

LATER = ENDED + timedelta(hours=1)
db = pytest.mark.django_db
threads = pytest.mark.django_db(transaction=True)


def corrected(clinic: cast.Clinic, session: Session, name: str, given: Mark) -> Attendance:
    """The correction is committed, and nothing is derived from it."""
    row = Attendance.objects.get(session=session, client_name=name)
    attendance.correct(
        attendance_id=row.id, given=given, why="Signed in by mistake.", base_rev=row.rev, idem=uuid4(),
        by=clinic.lead, now=LATER,
    )  # fmt: skip
    return row


@db
def test_a_claim_of_somebody_corrected_to_no_show_does_not_leave_when_the_pull_did_not_run() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    row = corrected(clinic, session, "Imre Castellan", Mark("no_show"))
    claim = queries.of_session(session.id).get(client=row.client)
    assert claim.status == "ready"
    with pytest.raises(NotReady) as refused:
        actions.send(claim_ids=[claim.id], by=clinic.biller, now=LATER)
    assert refused.value.value == claim.number
    assert refused.value.sentence.startswith("Attendance, a note, a diagnosis or coverage changed after this claim")
    claim.refresh_from_db()
    assert (claim.status, Submission.objects.count()) == ("withdrawn", 0)
    assert not Charge.objects.filter(attendance=row, current=True).exists()


@db
def test_a_claim_whose_charge_was_withdrawn_between_capture_and_assemble_does_not_leave() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    row = corrected(clinic, session, "Imre Castellan", Mark("no_show"))
    charges.capture(session_id=session.id, by=None, now=LATER)
    claim = queries.of_session(session.id).get(client=row.client)
    with pytest.raises(NotReady):
        actions.send(claim_ids=[claim.id], by=clinic.biller, now=LATER)
    assert not Submission.objects.exists()


@db
def test_one_overtaken_claim_keeps_the_others_of_its_file_back() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    corrected(clinic, session, "Imre Castellan", Mark("no_show"))
    ready = [each.id for each in queries.of_session(session.id) if _commercial(each, clinic)]
    with pytest.raises(NotReady):
        actions.send(claim_ids=ready, by=clinic.biller, now=LATER)
    assert not Submission.objects.exists()
    left = [each.id for each in queries.of_session(session.id) if _commercial(each, clinic)]
    assert len(left) == len(ready) - 1
    sent = actions.send(claim_ids=left, by=clinic.biller, now=LATER)
    assert "CASTELLAN" not in sent.content.upper()


@db
def test_a_claim_of_coverage_that_ended_meanwhile_does_not_leave() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    claim = queries.of_session(session.id).get(client=clinic.clients[0])
    ended = type(cast.ALWAYS)(cast.SINCE, session.local_on - timedelta(days=20))
    Coverage.objects.filter(client=clinic.clients[0]).update(effective=ended)
    with pytest.raises(NotReady):
        actions.send(claim_ids=[claim.id], by=clinic.biller, now=LATER)
    assert Charge.objects.get(attendance__client=clinic.clients[0], current=True).hold_rule == "no-coverage"


@db
def test_a_sent_claim_is_not_sent_twice() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    claim = queries.of_session(session.id).get(client=clinic.clients[0])
    actions.send(claim_ids=[claim.id], by=clinic.biller, now=LATER)
    with pytest.raises(NotReady):
        actions.send(claim_ids=[claim.id], by=clinic.biller, now=LATER)
    assert Submission.objects.count() == 1
    assert AuditEvent.objects.filter(verb="claims.send").count() == 1


@threads
def test_a_claim_that_leaves_while_the_day_is_assembled_stays_sent_and_is_not_built_twice() -> None:
    """The biller presses Send while the day's claims are built anew from a correction."""
    clinic = cast.clinic()
    session, row, claim = _corrected_by_minutes(clinic)
    said = _meanwhile(
        lambda: actions.send(claim_ids=[claim.id], by=clinic.biller, now=LATER),
        within=lambda: actions.assemble(session_id=session.id, by=None, now=LATER),
    )
    claim.refresh_from_db()
    assert isinstance(said[0], NotReady)
    assert (claim.status, Submission.objects.count()) == ("withdrawn", 0)
    assert Claim.objects.filter(client=row.client, status="ready").count() == 1


@threads
def test_a_day_that_is_assembled_while_its_claim_leaves_leaves_it_sent() -> None:
    """The other way round: the correction is derived while the file is written."""
    clinic = cast.clinic()
    session = signed_group(clinic)
    claim = queries.of_session(session.id).get(client__legal_last_name="Bracken")
    said = _meanwhile(
        lambda: catch_up(session.id, by=None, now=LATER),
        within=lambda: actions.send(claim_ids=[claim.id], by=clinic.biller, now=LATER),
    )
    claim.refresh_from_db()
    assert said == [None]
    assert claim.status == "sent"
    assert Claim.objects.filter(client=claim.client).exclude(status="withdrawn").count() == 1


def _commercial(claim: Claim, clinic: cast.Clinic) -> bool:
    return claim.coverage.plan.payer == clinic.payers["commercial"]


def _corrected_by_minutes(clinic: cast.Clinic) -> tuple[Session, Attendance, Claim]:
    """Five units instead of six, with the addendum that it takes; captured, and not assembled yet."""
    session = signed_group(clinic)
    left = START + timedelta(minutes=76)
    row = corrected(clinic, session, "Tobias Bracken", Mark("attended", left_at=left))
    note = session.signed_notes.get(attendance=row)
    notes.add_addendum(signed_note_id=note.id, text="Left at 7:16.", reason="Time", by=clinic.lead, now=LATER)
    charges.capture(session_id=session.id, by=None, now=LATER)
    return session, row, queries.of_session(session.id).get(client=row.client)


def _meanwhile(other: Callable[[], object], within: Callable[[], object]) -> list[Exception | None]:
    """Do `other` in a thread of its own once `within` has locked its claims; what the other was answered."""
    said: list[Exception | None] = []
    running: list[threading.Thread] = []
    lock = locking.lock_claims

    def act() -> None:
        try:
            other()
            said.append(None)
        except Exception as error:
            said.append(error)
        finally:
            connection.close()

    def locked(*conditions: Q, **chosen: object) -> list[Claim]:
        found = lock(*conditions, **chosen)
        if not running:
            running.append(threading.Thread(target=act))
            running[0].start()
            running[0].join(2)
            assert running[0].is_alive(), "the other did not wait"
        return found

    with mock.patch.object(locking, "lock_claims", locked):
        within()
    running[0].join(20)
    return said
