"""Catching up: what changed is noted with the change itself, and nothing that fails is forgotten or stops the others."""

import logging
import threading
from datetime import datetime, timedelta
from decimal import Decimal
from unittest import mock
from uuid import uuid4

import pytest
import time_machine
from django.db import connection, transaction
from django.urls import reverse

from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.models import Attendance
from circlechart.care.notes import actions as notes
from circlechart.care.sessions import queries as session_queries
from circlechart.care.sessions.models import Session, SessionChange
from circlechart.money.charges import actions as charges
from circlechart.money.charges import gather
from circlechart.money.charges import queries as charged
from circlechart.money.charges.gather import Derived
from circlechart.money.charges.models import Charge
from circlechart.money.claims import actions as claims
from circlechart.money.claims.models import Claim
from circlechart.money.payers import actions as payers
from circlechart.money.payers.facts import FeeGiven
from circlechart.web import schedule
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.care.notes.test_sign import NOW, START
from tests.rooms.money.claims.test_assemble import ENDED, signed_group
from tests.rooms.web.hostile import browse

LATER = ENDED + timedelta(hours=1)
MUCH_LATER = ENDED + timedelta(days=40)
db = pytest.mark.django_db


def corrected(clinic: cast.Clinic, session: Session, given: Mark, now: datetime) -> Attendance:
    """The correction is committed; the process dies before anything is derived from it."""
    row = Attendance.objects.get(session=session, client_name="Imre Castellan")
    attendance.correct(
        attendance_id=row.id, given=given, why="Wrong person.", base_rev=row.rev, idem=uuid4(), by=clinic.lead, now=now
    )
    return row


def run_the_job(now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        schedule.capture_charges(0)


@db
def test_a_correction_of_an_old_session_whose_pull_failed_is_caught_up() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    row = corrected(clinic, session, Mark("no_show"), MUCH_LATER)
    run_the_job(MUCH_LATER)
    assert not Charge.objects.filter(attendance=row, current=True).exists()
    assert set(Claim.objects.filter(client=row.client).values_list("status", flat=True)) == {"withdrawn"}
    assert session_queries.changed_sessions() == []


@db
def test_an_addendum_releases_the_hold_of_an_old_session() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    row = corrected(clinic, session, Mark("attended", left_at=START + timedelta(minutes=60)), MUCH_LATER)
    catch_up(session.id, by=None, now=MUCH_LATER)
    note = session.signed_notes.get(attendance=row)
    notes.add_addendum(signed_note_id=note.id, text="Left at 7.", reason="Time", by=clinic.lead, now=MUCH_LATER)
    assert Charge.objects.get(attendance=row, current=True).hold_rule == "note-and-attendance-differ"
    run_the_job(MUCH_LATER)
    assert Charge.objects.get(attendance=row, current=True).status == "ready"


@db
def test_coverage_found_months_later_releases_a_hold_by_the_next_morning() -> None:
    clinic = cast.clinic()
    coverage = clinic.clients[0].coverages.get()
    type(coverage).objects.filter(pk=coverage.pk).update(
        effective=type(cast.ALWAYS)(cast.SINCE, cast.SINCE.replace(year=2021))
    )
    session = signed_group(clinic)
    held = Charge.objects.get(session=session, attendance__client=clinic.clients[0], current=True)
    assert held.hold_rule == "no-coverage"
    type(coverage).objects.filter(pk=coverage.pk).update(effective=cast.ALWAYS)
    with time_machine.travel(MUCH_LATER, tick=False):
        schedule.capture_all_charges(0)
    assert Charge.objects.get(session=session, attendance__client=clinic.clients[0], current=True).status == "ready"


@db
def test_what_is_marked_while_a_session_runs_is_not_noted_and_its_end_is() -> None:
    clinic = cast.clinic()
    session = clinic.session(START)
    attendance.open_session(session_id=session.id, by=clinic.lead, now=NOW)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=NOW)
    assert session_queries.changed_sessions() == []
    attendance.close_session(session_id=session.id, by=clinic.lead, now=ENDED)
    assert session_queries.changed_sessions() == [session.id]


@db
def test_a_running_on_session_is_noted_so_that_its_charges_go() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic, sign=False)
    catch_up(session.id, by=None, now=ENDED)
    assert Charge.objects.filter(session=session, current=True).exists()
    attendance.undo_closing(session_id=session.id, by=clinic.lead, now=LATER)
    run_the_job(LATER)
    assert not Charge.objects.filter(session=session, current=True).exists()


@db
def test_a_preview_of_a_correction_notes_nothing() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    row = Attendance.objects.get(session=session, client_name="Imre Castellan")
    charges.preview_correction(
        attendance=row, given=Mark("no_show"), why="Wrong.", base_rev=row.rev, by=clinic.lead, now=LATER
    )
    assert not SessionChange.objects.exists()


@db
def test_a_crash_between_charges_and_claims_leaves_the_change_noted() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    row = corrected(clinic, session, Mark("no_show"), LATER)
    with mock.patch.object(claims, "assemble", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        catch_up(session.id, by=None, now=LATER)
    assert session_queries.changed_sessions() == [session.id]
    run_the_job(LATER)
    assert set(Claim.objects.filter(client=row.client).values_list("status", flat=True)) == {"withdrawn"}


@pytest.mark.django_db(transaction=True)
def test_a_change_made_while_a_session_is_derived_stays_noted() -> None:
    """An addendum takes no lock that deriving holds; it is committed in the middle."""
    clinic = cast.clinic()
    session = signed_group(clinic)
    row = corrected(clinic, session, Mark("attended", left_at=START + timedelta(minutes=60)), LATER)
    note = session.signed_notes.get(attendance=row)
    assemble = claims.assemble

    def write() -> None:
        notes.add_addendum(signed_note_id=note.id, text="Left at 7.", reason="Time", by=clinic.lead, now=LATER)
        connection.close()

    def meanwhile(**given: object) -> object:
        thread = threading.Thread(target=write)
        thread.start()
        thread.join(20)
        return assemble(**given)

    with mock.patch.object(claims, "assemble", meanwhile):
        catch_up(session.id, by=None, now=LATER)
    assert session_queries.changed_sessions() == [session.id]
    run_the_job(LATER)
    assert Charge.objects.get(attendance=row, current=True).status == "ready"
    assert session_queries.changed_sessions() == []


def two_to_derive(clinic: cast.Clinic) -> tuple[Session, Session]:
    """An evening that will fail and a later one that will not; neither is derived yet."""
    broken = signed_group(clinic, sign=False)
    return broken, another(clinic)


def another(clinic: cast.Clinic) -> Session:
    session = clinic.session(START + timedelta(hours=3))
    now = START + timedelta(hours=3, minutes=2)
    attendance.open_session(session_id=session.id, by=clinic.lead, now=now)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=now)
    attendance.close_session(session_id=session.id, by=clinic.lead, now=now + timedelta(minutes=90))
    return session


@db
def test_one_session_that_cannot_be_derived_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    clinic = cast.clinic()
    broken, good = two_to_derive(clinic)
    derive = gather.derive

    def fails(session: Session, now: datetime) -> list[Derived]:
        if session.id == broken.id:
            raise ValueError("Imre Castellan has an unknown basis")
        return derive(session, now)

    with mock.patch.object(gather, "derive", fails), caplog.at_level(logging.ERROR):
        run_the_job(LATER + timedelta(hours=4))
    assert Charge.objects.filter(session=good, current=True).exists()
    assert [str(broken.id) in record.getMessage() for record in caplog.records] == [True]
    assert "Castellan" not in caplog.text and "ValueError" in caplog.text
    stuck = charged.stuck(clinic.biller)
    with time_machine.travel(LATER + timedelta(hours=4), tick=False):
        page = browse(clinic, "biller").get(reverse("charges:worklist")).content.decode()
    assert "Some charges could not be derived" in page and "Evening process group, 11/23/2026" in page
    assert [(each.session_id, each.problem) for each in stuck] == [(broken.id, "ValueError")]
    run_the_job(LATER + timedelta(hours=5))
    assert Charge.objects.filter(session=broken, current=True).exists()
    assert not charged.stuck(clinic.biller).exists()


@db
def test_a_session_that_the_night_cannot_derive_is_kept_with_its_problem() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    with mock.patch.object(gather, "derive", side_effect=ValueError("basis")), time_machine.travel(LATER, tick=False):
        schedule.capture_all_charges(0)
        schedule.capture_all_charges(0)
    assert [each.session_id for each in charged.stuck(clinic.biller)] == [session.id]
    catch_up(session.id, by=None, now=LATER)
    assert not SessionChange.objects.exists()


@db
def test_a_request_that_changed_a_session_is_answered_although_nothing_can_be_derived() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic, sign=False)
    with time_machine.travel(LATER, tick=False):
        lead = browse(clinic, "lead")
        with mock.patch.object(gather, "derive", side_effect=ValueError("basis")):
            answer = lead.post(reverse("attendance:mark-remaining", args=[session.id]))
    assert answer.status_code < 400
    assert charged.stuck(clinic.biller).count() == 1


@db
def test_a_change_is_taken_back_with_its_transaction() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    with pytest.raises(RuntimeError), transaction.atomic():
        corrected(clinic, session, Mark("no_show"), LATER)
        raise RuntimeError
    assert not SessionChange.objects.exists()


@db
def test_a_fee_corrected_from_long_ago_reaches_claims_that_have_not_left() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    payer = clinic.payers["commercial"]
    fee = FeeGiven("90853", Decimal("80.00"), session.local_on)
    payers.set_fee(payer_id=payer.id, given=fee, seen=True, by=clinic.biller, now=MUCH_LATER)
    run_the_job(MUCH_LATER)
    ready = Claim.objects.filter(status="ready", coverage__plan__payer=payer)
    assert set(ready.values_list("amount", flat=True)) == {Decimal("80.00")}
