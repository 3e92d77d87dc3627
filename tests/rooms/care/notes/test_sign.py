"""From an opened session to signed notes, through the actions."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance import queries as boards
from circlechart.care.attendance.actions import Mark
from circlechart.care.notes import actions, queries
from circlechart.care.notes.actions import Edit
from circlechart.care.notes.models import Addendum, Entry, Signature, SignedNote
from circlechart.care.sessions.models import Session
from tests import cast

pytestmark = pytest.mark.django_db

START = cast.evening()
NOW = START + timedelta(minutes=75)
WORDS = (
    "Named the hour when the craving peaks and whom to call.",
    "Practiced saying no with a partner and laughed at the first try.",
    "Described two nights of broken sleep and the radio that helped.",
    "Left the circle once, came back and said that anger was there.",
    "Set the phone alarm for the evening doses during group.",
    "Counted the meals of the week aloud and found four.",
    "Read half a page from the notebook.",
    "Told how the corner store was passed on Sunday.",
)


def opened(clinic: cast.Clinic, now: datetime = NOW) -> Session:
    session = clinic.session(START)
    attendance.open_session(session_id=session.id, by=clinic.lead, now=now)
    session.refresh_from_db()
    return session


def ids(session: Session) -> dict[str, UUID]:
    return {row.name: row.attendance_id for row in boards.board(session.id, NOW).rows}


def written(clinic: cast.Clinic, session: Session, skip: tuple[str, ...] = ()) -> None:
    narrative = {"topic": "Cravings", "interventions": "Role play", "content": "The group practiced asking for help."}
    actions.save_narrative(session_id=session.id, edit=Edit(narrative, 0, uuid4()), by=clinic.lead, now=NOW)
    for number, (row, words) in enumerate(zip(boards.board(session.id, NOW).rows, WORDS, strict=True)):
        if row.name in skip:
            continue
        goal = next(goal for goal in clinic.goals if goal.client_id == row.client_id)
        fields = {
            "response": words, "progress": f"Progress {number}: {words.split()[0].lower()} again.", "plan": "", "free_text": "",
            "participation": 1 + number % 4, "goals": [str(goal.id)],
        }  # fmt: skip
        actions.save_entry(attendance_id=row.attendance_id, edit=Edit(fields, 0, uuid4()), by=clinic.lead, now=NOW)


def closed(clinic: cast.Clinic, skip: tuple[str, ...] = ()) -> Session:
    session = opened(clinic)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=NOW)
    written(clinic, session, skip)
    attendance.close_session(session_id=session.id, by=clinic.lead, now=START + timedelta(minutes=92))
    session.refresh_from_db()
    return session


def read_all(session: Session, who: UUID, now: datetime = NOW) -> dict[UUID, str]:
    desk = queries.signing_desk(queries.load(session, now), who)
    read = {draft.attendance_id: draft.content_hash for draft in desk.drafts}
    return {**read, **({session.id: desk.part.content_hash} if desk.part else {})}


def test_sign_signs_eight_notes_separately_in_one_act() -> None:
    clinic = cast.clinic()
    session = closed(clinic)
    read = read_all(session, clinic.lead.staff_id)
    done = actions.sign(session_id=session.id, read=read, by=clinic.lead, now=NOW)
    assert (len(done.signed), done.refused) == (8, ())
    notes = list(SignedNote.objects.filter(session=session))
    assert len({note.content_hash for note in notes}) == 8
    assert Signature.objects.filter(meaning="author", staff=clinic.staff["lead"]).count() == 8
    assert AuditEvent.objects.filter(verb="notes.sign").count() == 8
    session.refresh_from_db()
    assert session.status == "documented"
    for note in notes:
        others = {row.name for row in boards.board(session.id, NOW).rows} - {note.content["client"]["name"]}
        assert not any(name in str(note.content) for name in others)


def test_U9_signing_twice_makes_one_set_of_signatures() -> None:
    clinic = cast.clinic()
    session = closed(clinic)
    read = read_all(session, clinic.lead.staff_id)
    actions.sign(session_id=session.id, read=read, by=clinic.lead, now=NOW)
    again = actions.sign(session_id=session.id, read=read, by=clinic.lead, now=NOW)
    assert again.signed == ()
    assert Signature.objects.count() == 8


def test_sign_leaves_a_blocked_note_and_signs_the_others() -> None:
    clinic = cast.clinic()
    session = closed(clinic, skip=("Oren Pell",))
    done = actions.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id), by=clinic.lead, now=NOW)
    assert len(done.signed) == 7
    assert [(each.client_name, each.sentences[0]) for each in done.refused] == [
        ("Oren Pell", "Choose the participation.")
    ]
    session.refresh_from_db()
    assert session.status == "held"


def test_U5_an_entry_that_changes_while_it_is_signed_is_left_and_the_others_are_signed() -> None:
    clinic = cast.clinic()
    session = closed(clinic)
    read = read_all(session, clinic.lead.staff_id)
    changed = ids(session)["Darius Feld"]
    actions.save_entry(
        attendance_id=changed, edit=Edit({"plan": "Bring lunch to work."}, 1, uuid4()), by=clinic.co, now=NOW
    )
    done = actions.sign(session_id=session.id, read=read, by=clinic.lead, now=NOW)
    assert len(done.signed) == 7
    assert done.refused[0].sentences == ("It changed since you read it. Read the new text and sign again.",)


def test_U6_attendance_changed_between_reading_and_signing() -> None:
    clinic = cast.clinic()
    session = closed(clinic)
    read = read_all(session, clinic.lead.staff_id)
    desk = queries.signing_desk(queries.load(session, NOW), clinic.lead.staff_id)
    seen = {draft.attendance_id: draft.seen for draft in desk.drafts}
    row = ids(session)["Yuki Hathaway"]
    rev = next(each.rev for each in boards.board(session.id, NOW).rows if each.attendance_id == row)
    left_at = START + timedelta(minutes=40)
    attendance.mark(
        attendance_id=row, given=Mark("left_early", left_at=left_at), base_rev=rev, idem=uuid4(), by=clinic.co, now=NOW
    )
    done = actions.sign(session_id=session.id, read=read, seen=seen, by=clinic.lead, now=NOW)
    assert len(done.signed) == 7
    assert [(each.client_name, each.sentences) for each in done.refused] == [
        (
            "Yuki Hathaway",
            (
                "Attendance was “present, 90 minutes” when you read it and is “left early, 40 minutes” now.",
                "It changed since you read it. Read the new text and sign again.",
            ),
        )
    ]


def test_a_part_that_changed_since_it_was_read_is_left_and_says_so() -> None:
    clinic = cast.clinic()
    session = closed(clinic)
    first, more = (Edit({"interventions": words}, 0, uuid4()) for words in ("Led the role play.", "Led the close."))
    actions.save_part(session_id=session.id, edit=first, by=clinic.co, now=NOW)
    read = read_all(session, clinic.co.staff_id)
    actions.save_part(session_id=session.id, edit=more, by=clinic.co, now=NOW)
    done = actions.sign(session_id=session.id, read=read, by=clinic.co, now=NOW)
    assert not done.part_signed
    assert [(each.client_name, each.sentences) for each in done.refused] == [
        ("Your part", ("It changed since you read it. Read the new text and sign again.",))
    ]
    assert not SignedNote.objects.exists()


def test_a_blocked_note_that_was_not_in_the_read_through_says_what_is_missing() -> None:
    clinic = cast.clinic()
    session = closed(clinic, skip=("Oren Pell",))
    read = read_all(session, clinic.lead.staff_id)
    del read[ids(session)["Oren Pell"]], read[ids(session)["Imre Castellan"]]
    done = actions.sign(session_id=session.id, read=read, by=clinic.lead, now=NOW)
    assert {each.client_name: each.sentences[0] for each in done.refused} == {
        "Oren Pell": "Choose the participation.",
        "Imre Castellan": "It was not on the page that you read through. Read it and sign again.",
    }


def test_a_no_show_gets_a_short_note_and_never_an_encounter() -> None:
    clinic = cast.clinic()
    session = opened(clinic)
    row = ids(session)["Oren Pell"]
    attendance.mark(attendance_id=row, given=Mark("no_show"), base_rev=1, idem=uuid4(), by=clinic.lead, now=NOW)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=NOW)
    written(clinic, session, skip=("Oren Pell",))
    attendance.close_session(session_id=session.id, by=clinic.lead, now=START + timedelta(minutes=92))
    session.refresh_from_db()
    actions.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id), by=clinic.lead, now=NOW)
    note = SignedNote.objects.get(attendance_id=row)
    assert note.kind == "no_show_note"
    assert note.content["attendance"]["minutes"] == 0
    assert "narrative" not in note.content
    assert "did not attend" in note.content["statement"]


def test_co_facilitator_signs_only_their_own_part() -> None:
    clinic = cast.clinic()
    session = closed(clinic)
    actions.save_part(
        session_id=session.id, edit=Edit({"interventions": "Led the role play."}, 0, uuid4()), by=clinic.co, now=NOW
    )
    read = {**read_all(session, clinic.lead.staff_id), **read_all(session, clinic.co.staff_id)}
    done = actions.sign(session_id=session.id, read=read, by=clinic.co, now=NOW)
    assert done.part_signed
    assert done.signed == ()
    assert Signature.objects.get().meaning == "co_facilitator"


def test_somebody_outside_the_session_cannot_sign_or_write() -> None:
    clinic = cast.clinic()
    session = closed(clinic)
    for outsider in (clinic.supervisor, clinic.biller, clinic.nobody, clinic.desk):
        with pytest.raises(NotAllowed):
            actions.sign(session_id=session.id, read={}, by=outsider, now=NOW)
        with pytest.raises(NotAllowed):
            actions.save_narrative(session_id=session.id, edit=Edit({"content": "x"}, 1, uuid4()), by=outsider, now=NOW)
    assert SignedNote.objects.count() == 0


def test_addendum_is_added_and_the_note_stays() -> None:
    clinic = cast.clinic()
    session = closed(clinic)
    actions.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id), by=clinic.lead, now=NOW)
    note = SignedNote.objects.first()
    assert note is not None
    before = note.content_hash
    actions.add_addendum(
        signed_note_id=note.id, text="He called the next day.", reason="Later news", by=clinic.lead, now=NOW
    )
    note.refresh_from_db()
    assert note.content_hash == before
    assert Addendum.objects.get().text == "He called the next day."


def test_U14_supervisor_cosigns_without_becoming_the_author() -> None:
    clinic = cast.clinic()
    session = clinic.session(START, lead="trainee")
    attendance.open_session(session_id=session.id, by=clinic.trainee, now=NOW)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.trainee, now=NOW)
    clinic.actors["lead"] = clinic.trainee
    written(clinic, session)
    attendance.close_session(session_id=session.id, by=clinic.trainee, now=START + timedelta(minutes=92))
    session.refresh_from_db()
    read = read_all(session, clinic.trainee.staff_id)
    assert len(actions.sign(session_id=session.id, read=read, by=clinic.trainee, now=NOW).signed) == 8
    waiting = list(SignedNote.objects.order_by("id"))
    assert len(waiting) == 8
    actions.cosign(signed_note_id=waiting[0].id, by=clinic.supervisor, now=NOW)
    meanings = set(waiting[0].signatures.values_list("meaning", "staff__display_name"))
    assert meanings == {("author", "Priya Sandoval"), ("cosigner", "Ingrid Valmont")}
    with pytest.raises(NotAllowed):
        actions.cosign(signed_note_id=waiting[1].id, by=clinic.co, now=NOW)


def test_signed_entry_refuses_new_words_but_keeps_them() -> None:
    from circlechart.care.notes.errors import AlreadySigned
    from circlechart.care.notes.models import DraftRevision

    clinic = cast.clinic()
    session = closed(clinic)
    actions.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id), by=clinic.lead, now=NOW)
    row = ids(session)["Imre Castellan"]
    with pytest.raises(AlreadySigned):
        actions.save_entry(attendance_id=row, edit=Edit({"plan": "Too late."}, 1, uuid4()), by=clinic.co, now=NOW)
    kept = DraftRevision.objects.get(outcome="refused")
    assert kept.content["typed"]["plan"] == "Too late."
    assert "Too late." not in Entry.objects.get(attendance_id=row).plan
