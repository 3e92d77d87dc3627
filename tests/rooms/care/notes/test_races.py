"""Two people at once, with real threads: whoever decided stays as they decided, and nothing is signed or saved twice."""

from collections.abc import Callable
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from django.db import connection

from circlechart.base.audit.models import AuditEvent
from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance import queries as boards
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.errors import StaleRow
from circlechart.care.attendance.models import AttendanceEvent
from circlechart.care.notes import actions
from circlechart.care.notes.actions import Edit
from circlechart.care.notes.models import DraftRevision, Entry, Narrative, Signature, SignedNote
from circlechart.care.sessions.models import Session
from tests import cast
from tests.rooms.care.notes.test_sign import NOW, closed, ids, opened, read_all

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run all acts in threads that start together; what each answered, or the error it met."""
    together = Barrier(len(acts))
    answers: list[object] = [None] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            together.wait()
            answers[number] = act()
        except Exception as problem:
            answers[number] = problem
        finally:
            connection.close()

    racers = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    return answers


def no_show(row: UUID, by: cast.Actor, base_rev: int = 1) -> object:
    """Mark a no-show as the screen does: should the row have moved meanwhile, look again and press again."""
    try:
        return attendance.mark(
            attendance_id=row, given=Mark("no_show"), base_rev=base_rev, idem=uuid4(), by=by, now=NOW
        )
    except StaleRow:
        return no_show(row, by, boards.row_of(row, NOW).rev)


def test_U2_no_show_by_the_co_facilitator_stays_while_the_lead_marks_remaining_present() -> None:
    clinic = cast.clinic()
    for turn in range(ROUNDS):
        session = opened(clinic) if not turn else again(clinic)
        row = ids(session)["Oren Pell"]
        at_once(
            lambda session=session: attendance.mark_remaining_present(
                session_id=session.id, idem=uuid4(), by=clinic.lead, now=NOW
            ),
            lambda row=row: no_show(row, clinic.co),
        )
        board = {each.name: each.disposition for each in boards.board(session.id, NOW).rows}
        assert board.pop("Oren Pell") == "no_show"
        assert set(board.values()) == {"attended"}
        assert boards.row_of(row, NOW).intervals == ()
        attendance.close_session(session_id=session.id, by=clinic.lead, now=NOW)


def again(clinic: cast.Clinic) -> Session:
    """Another session of the group, in another room of time: earlier ones are closed."""
    number = Session.objects.count()
    session = clinic.session(cast.evening() - cast.timedelta(hours=2 * number))
    attendance.open_session(session_id=session.id, by=clinic.lead, now=NOW)
    session.refresh_from_db()
    return session


def test_U2_remaining_present_after_a_no_show_leaves_it_alone() -> None:
    clinic = cast.clinic()
    session = opened(clinic)
    row = ids(session)["Oren Pell"]
    attendance.mark(attendance_id=row, given=Mark("no_show"), base_rev=1, idem=uuid4(), by=clinic.co, now=NOW)
    assert attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=NOW) == 7
    assert boards.row_of(row, NOW).disposition == "no_show"
    assert AttendanceEvent.objects.filter(attendance_id=row).count() == 1


def test_U9_two_presses_of_sign_at_once_make_one_set_of_signatures() -> None:
    clinic = cast.clinic()
    session = closed(clinic)
    read = read_all(session, clinic.lead.staff_id)

    def press() -> object:
        return actions.sign(session_id=session.id, read=read, by=clinic.lead, now=NOW)

    first, second = at_once(press, press)
    assert sorted(len(each.signed) for each in (first, second)) == [0, 8]
    assert SignedNote.objects.count() == Signature.objects.count() == 8
    assert AuditEvent.objects.filter(verb="notes.sign").count() == 8


def test_U3_a_save_repeated_while_its_first_answer_is_on_the_way_is_one_save() -> None:
    clinic = cast.clinic()
    session = opened(clinic)
    row = ids(session)["Imre Castellan"]
    edit = Edit({"response": "Named the hour when the craving peaks."}, 0, uuid4())

    def send() -> object:
        return actions.save_entry(attendance_id=row, edit=edit, by=clinic.lead, now=NOW)

    answers = at_once(send, send, send)
    assert [(each.rev, each.outcome) for each in answers] == [(1, "saved")] * 3
    assert DraftRevision.objects.get().rev == 1
    assert Entry.objects.get(attendance_id=row).rev == 1


def test_two_first_saves_of_the_narrative_at_once_keep_both_texts() -> None:
    clinic = cast.clinic()
    session = opened(clinic)

    def write(by: cast.Actor, words: str) -> Callable[[], object]:
        edit = Edit({"content": words}, 0, uuid4())
        return lambda: actions.save_narrative(session_id=session.id, edit=edit, by=by, now=NOW)

    answers = at_once(write(clinic.lead, "The group opened with a round."), write(clinic.co, "It closed with thanks."))
    assert not [each for each in answers if isinstance(each, Exception)]
    text = Narrative.objects.get(session=session).content
    assert "The group opened with a round." in text
    assert "It closed with thanks." in text
    assert Narrative.objects.get(session=session).rev == 2


def test_two_first_saves_of_an_entry_at_once_keep_both_texts() -> None:
    clinic = cast.clinic()
    session = opened(clinic)
    row = ids(session)["Imre Castellan"]

    def write(by: cast.Actor, name: str, words: str) -> Callable[[], object]:
        edit = Edit({name: words}, 0, uuid4())
        return lambda: actions.save_entry(attendance_id=row, edit=edit, by=by, now=NOW)

    answers = at_once(write(clinic.lead, "response", "Spoke first."), write(clinic.co, "plan", "Call on Friday."))
    assert not [each for each in answers if isinstance(each, Exception)]
    entry = Entry.objects.get(attendance_id=row)
    assert (entry.response, entry.plan, entry.rev) == ("Spoke first.", "Call on Friday.", 2)


def test_a_save_and_a_signature_at_once_never_sign_unread_words() -> None:
    clinic = cast.clinic()
    session = closed(clinic)
    row = ids(session)["Darius Feld"]
    read = read_all(session, clinic.lead.staff_id)
    words = Edit({"plan": "Bring lunch to work."}, 1, uuid4())
    at_once(
        lambda: actions.sign(session_id=session.id, read=read, by=clinic.lead, now=NOW),
        lambda: actions.save_entry(attendance_id=row, edit=words, by=clinic.co, now=NOW),
    )
    note = SignedNote.objects.filter(attendance_id=row).first()
    kept = DraftRevision.objects.get(idem=words.idem)
    if note is None:
        assert Entry.objects.get(attendance_id=row).plan == "Bring lunch to work."
        assert SignedNote.objects.count() == 7
    else:
        assert note.content["entry"]["plan"] == ""
        assert kept.outcome == "refused"
    assert kept.content["typed"]["plan"] == "Bring lunch to work."
