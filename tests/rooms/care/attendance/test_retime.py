"""Correcting when a session began and ended, before and after notes of it are signed."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.urls import reverse

from circlechart.base.audit.models import AuditEvent
from circlechart.care.attendance import actions, errors, queries
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.models import Attendance, AttendanceAmendment
from circlechart.care.notes import actions as notes
from circlechart.care.sessions.errors import BadTimes
from circlechart.care.sessions.models import Session
from circlechart.money.charges.models import Charge
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.care.attendance.conftest import START, Running
from tests.rooms.care.notes.test_sign import ids, read_all
from tests.rooms.money.claims.test_assemble import ENDED, signed_group
from tests.rooms.web.hostile import browse, nothing_changes, says

pytestmark = pytest.mark.django_db
LATER = ENDED + timedelta(hours=1)
FIVE = timedelta(minutes=5)


def one_signed(clinic: cast.Clinic, name: str = "Imre Castellan") -> tuple[Session, UUID]:
    """The group's session with one note signed."""
    session = signed_group(clinic, sign=False)
    who, read = ids(session)[name], read_all(session, clinic.lead.staff_id)
    notes.sign(session_id=session.id, read={who: read[who]}, by=clinic.lead, now=ENDED)
    session.refresh_from_db()
    return session, who


def retime(clinic: cast.Clinic, session: Session, started: datetime, ended: datetime | None, why: str = "") -> Session:
    return actions.retime_session(
        session_id=session.id, started_at=started, ended_at=ended, why=why, by=clinic.lead, now=LATER
    )


def charge_of(session: Session, who: UUID, now: datetime) -> Charge:
    catch_up(session.id, by=None, now=now)
    return Charge.objects.get(attendance_id=who, current=True)


def test_times_after_signing_leave_an_amendment_with_its_reason_and_wait_for_the_addendum() -> None:
    clinic = cast.clinic()
    session, who = one_signed(clinic)
    rev = Attendance.objects.get(pk=who).rev
    retime(clinic, session, session.started_at, session.ended_at - FIVE, why=" The fire drill ended it. ")
    (amendment,) = AttendanceAmendment.objects.all()
    assert (amendment.attendance_id, amendment.from_rev, amendment.to_rev) == (who, rev, rev + 1)
    assert amendment.reason == "The fire drill ended it."
    assert (amendment.before["minutes"], amendment.after["minutes"]) == (90, 85)
    assert amendment.before["ended_at"] != amendment.after["ended_at"]
    assert AuditEvent.objects.get(verb="attendance.amend").client_id == clinic.clients[0].id
    assert charge_of(session, who, LATER).hold_rule == "note-and-attendance-differ"
    note = session.signed_notes.get(attendance_id=who)
    assert note.content["attendance"]["minutes"] == 90
    notes.add_addendum(
        signed_note_id=note.id, text="It ended at 7:25.", reason="Drill", by=clinic.lead, now=LATER + FIVE
    )
    assert charge_of(session, who, LATER + FIVE).status == "ready"


@pytest.mark.parametrize(("given", "error"), [
    ({"ended": -60}, errors.NeedsReason), ({"ended": -60, "why": "  "}, errors.NeedsReason),
    ({"why": "Nothing"}, errors.NothingChanged),
])  # fmt: skip
def test_times_after_signing_without_a_reason_or_a_change_are_refused(
    given: dict[str, object], error: type[Exception]
) -> None:
    clinic = cast.clinic()
    session, _ = one_signed(clinic)
    ended = session.ended_at + timedelta(minutes=given.get("ended", 0))
    with nothing_changes(), pytest.raises(error):
        retime(clinic, session, session.started_at, ended, why=str(given.get("why", "")))


def test_times_of_a_documented_session_are_corrected_with_a_reason_on_a_page_of_their_own() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    with time_machine.travel(LATER, tick=False):
        lead, address = browse(clinic, "lead"), reverse("attendance:retime", args=[session.id])
        page = lead.get(reverse("notes:session", args=[session.id])).content.decode()
        assert f'href="{address}"' in page
        assert "data-retime" not in page
        assert "Reason for the correction" in lead.get(address).content.decode()
        with nothing_changes():
            kept = says(lead.post(address, {"started": "18:00", "ended": "19:25"}), 422, "corrected with a reason")
            assert 'value="19:25"' in kept
        done = lead.post(address, {"started": "18:00", "ended": "19:25", "why": "The fire drill ended it."})
    assert done.url == reverse("notes:session", args=[session.id])
    session.refresh_from_db()
    assert (session.status, session.ended_at) == ("documented", START + timedelta(minutes=85))
    assert AttendanceAmendment.objects.count() == session.signed_notes.filter(attendance__isnull=False).count() == 8
    assert not Charge.objects.filter(current=True, status="ready").exists()


def test_other_times_of_the_same_length_need_the_addendum_too() -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    row = Attendance.objects.get(session=session, client_name="Yuki Hathaway")
    minutes = queries.row_of(row.id, LATER).minutes

    def correct(given: Mark) -> Charge:
        row.refresh_from_db()
        actions.correct(
            attendance_id=row.id, given=given, why="Mixed up", base_rev=row.rev, idem=uuid4(), by=clinic.lead, now=LATER
        )
        return charge_of(session, row.id, LATER)

    held = correct(Mark("left_early", left_at=START + timedelta(minutes=minutes), clear_arrived=True))
    assert (held.minutes, held.status, held.hold_rule) == (minutes, "held", "note-and-attendance-differ")
    undone = correct(Mark("late", arrived_at=START + timedelta(minutes=90 - minutes), clear_left=True))
    assert undone.status == "ready"


def test_before_signing_times_need_no_reason_and_amend_nothing(running: Running) -> None:
    running.mark("Imre Castellan", "present")
    running.mark("Oren Pell", arrived_at=running.at(20))
    running.end()
    retime(running.clinic, running.session, running.at(10), running.at(80))
    assert (running.row("Imre Castellan").minutes, running.row("Oren Pell").minutes) == (70, 60)
    assert not AttendanceAmendment.objects.exists()


def test_a_start_after_somebody_had_left_names_them(running: Running) -> None:
    running.mark("Oren Pell", left_at=running.at(15))
    running.mark("Imre Castellan", arrived_at=running.at(60))
    running.end()
    with nothing_changes():
        with pytest.raises(errors.BadTime) as left:
            retime(running.clinic, running.session, running.at(20), running.at(90))
        with pytest.raises(errors.BadTime) as came:
            retime(running.clinic, running.session, running.at(0), running.at(45))
        with pytest.raises(BadTimes) as turned:
            retime(running.clinic, running.session, running.at(100), None)
    assert (left.value.field, left.value.because) == ("Started", "Oren Pell had left at 6:15 PM already.")
    assert (came.value.field, came.value.because) == ("Ended", "Imre Castellan came at 7:00 PM, after that.")
    assert turned.value.field == "Ended"
