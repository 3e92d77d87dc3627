"""What has left or is signed: the database refuses to change it, also to whoever types SQL with the serving role."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from circlechart.base.database import grants
from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.models import Attendance
from circlechart.care.notes.models import Entry
from circlechart.care.sessions.models import Session
from circlechart.money.charges.models import Charge
from circlechart.money.claims import actions, queries
from circlechart.money.claims.models import Claim, ClaimLine
from tests import cast
from tests.rooms.base.database.test_grants import acting_as
from tests.rooms.care.notes.test_sign import START
from tests.rooms.money.claims.test_assemble import ENDED, signed_group

pytestmark = pytest.mark.django_db
LATER = ENDED + timedelta(hours=1)
STATEMENTS = {
    "a sent claim": "UPDATE claims_claim SET amount = 1 WHERE status = 'sent'",
    "a sent claim, taken back": "UPDATE claims_claim SET status = 'withdrawn' WHERE status = 'sent'",
    "a sent claim, made ready": "UPDATE claims_claim SET amount = 1, status = 'ready' WHERE status = 'sent'",
    "a sent claim, deleted": "DELETE FROM claims_claim WHERE status = 'sent'",
    "the lines of a claim": "UPDATE claims_claimline SET units = 9",
    "the claims of a file": "DELETE FROM claims_submission_claims",
    "a charge": "UPDATE charges_charge SET units = 9, amount = 999 WHERE current",
    "a charge, deleted": "DELETE FROM charges_charge",
    "goals of a signed entry": "DELETE FROM notes_entry_goals",
    "intervals under a signed note": "UPDATE attendance_attendanceinterval"
    " SET span = tstzrange(lower(span), lower(span) + interval '5 minutes')",
    "intervals under a signed note, deleted": "DELETE FROM attendance_attendanceinterval",
    "service day of a documented session": "UPDATE care_sessions_session SET local_on = local_on - 1",
}


@pytest.fixture
def sent(role: str) -> cast.Clinic:
    """A signed group whose claims of one payer have left."""
    clinic = cast.clinic()
    session = signed_group(clinic)
    ready = [
        each.id for each in queries.of_session(session.id) if each.coverage.plan.payer == clinic.payers["commercial"]
    ]
    actions.send(claim_ids=ready, by=clinic.biller, now=LATER)
    return clinic


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_the_database_refuses_to_change_what_has_left_or_is_signed(
    sent: cast.Clinic, role: str, statement: str
) -> None:
    with acting_as(role), pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_the_owner_of_the_tables_is_refused_too(sent: cast.Clinic, statement: str) -> None:
    refused = pytest.raises(ProgrammingError, match="cannot|never|forward")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_sent_claim_gets_no_more_lines(sent: cast.Clinic) -> None:
    claim = Claim.objects.filter(status="sent").first()
    charge = Charge.objects.filter(claim_lines__claim__status="ready").first()
    with pytest.raises(ProgrammingError, match="no more lines"), transaction.atomic():
        ClaimLine.objects.create(claim=claim, charge=charge, control_number="X1", code="90853", units=1, amount="62.00")


def test_an_overtaken_charge_does_not_stand_again(sent: cast.Clinic) -> None:
    charge = Charge.objects.filter(current=True).first()
    assert charge is not None
    Charge.objects.filter(pk=charge.pk).update(current=False)
    with pytest.raises(ProgrammingError, match="next decision"), transaction.atomic():
        Charge.objects.filter(pk=charge.pk).update(current=True)


def test_the_role_can_only_add_to_what_a_file_holds() -> None:
    assert "claims_submission_claims" in grants.append_only_tables()


def test_an_amendment_opens_presence_under_a_signed_note_for_itself_only(sent: cast.Clinic) -> None:
    row = Attendance.objects.get(client_name="Imre Castellan")
    attendance.correct(
        attendance_id=row.id, given=Mark("attended", left_at=START + timedelta(minutes=60)), why="Left at 7.",
        base_rev=row.rev, idem=uuid4(), by=sent.lead, now=LATER,
    )  # fmt: skip
    assert row.amendments.count() == 1
    with pytest.raises(ProgrammingError, match="amendment was announced"), transaction.atomic():
        row.intervals.all().delete()


def test_goals_of_an_unsigned_entry_are_chosen_freely() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic, sign=False)
    entry = Entry.objects.filter(attendance__session=session, goals__isnull=False).first()
    assert entry is not None
    entry.goals.clear()
    assert not entry.goals.exists()


def test_a_session_that_was_not_held_moves_freely() -> None:
    clinic = cast.clinic()
    session = clinic.session(START)
    Session.objects.filter(pk=session.pk).update(local_on=START.date() + timedelta(days=7))
    session.refresh_from_db()
    assert session.span is not None and session.span.lower == START + timedelta(days=7)
