"""Reading, commenting, returning and cosigning a trainee's notes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg.types.range import DateRange

from circlechart.base.audit import actions as audit
from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed, Refusal
from circlechart.base.people.models import Credential, Supervision
from circlechart.care.attendance import actions as attendance
from circlechart.care.notes import actions as notes
from circlechart.care.notes.errors import NotYours
from circlechart.care.notes.models import Signature, SignedNote
from circlechart.care.sessions.models import Session
from circlechart.care.supervision import actions, queries
from circlechart.care.supervision.errors import AlreadyCosigned, NoComment, NoSuchPassage, NothingRead, NothingSaid
from circlechart.care.supervision.models import Comment, Review
from tests import cast
from tests.rooms.care.notes.test_sign import NOW, START, read_all, written

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=5)


def by_trainee(clinic: cast.Clinic) -> Session:
    """A group that the trainee led, wrote and signed."""
    session = clinic.session(START, lead="trainee")
    attendance.open_session(session_id=session.id, by=clinic.trainee, now=NOW)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.trainee, now=NOW)
    clinic.actors["lead"] = clinic.trainee
    written(clinic, session)
    attendance.close_session(session_id=session.id, by=clinic.trainee, now=START + timedelta(minutes=92))
    session.refresh_from_db()
    read = read_all(session, clinic.trainee.staff_id)
    notes.sign(session_id=session.id, read=read, by=clinic.trainee, now=NOW)
    return session


@pytest.fixture
def clinic() -> cast.Clinic:
    made = cast.clinic()
    by_trainee(made)
    return made


def the_note(clinic: cast.Clinic) -> SignedNote:
    return SignedNote.objects.get(attendance__client=clinic.clients[0])


def words(note: SignedNote) -> str:
    return str(note.content["entry"]["response"])


def shown(clinic: cast.Clinic, *found: SignedNote) -> dict[Any, str]:
    return {each.note.id: each.shown for each in queries.reviewed(found, LATER)}


def test_the_queue_holds_every_note_with_its_due_time(clinic: cast.Clinic) -> None:
    found = queries.queue(clinic.supervisor, LATER)
    assert len(found) == 8
    assert {(each.author, each.clock.words, each.state) for each in found} == {
        ("Priya Sandoval", "Due in 2 days", "waiting")
    }
    assert found[0].clock.due_at == NOW + timedelta(hours=72)
    assert queries.queue(clinic.lead, LATER) == []
    assert queries.counts(clinic.supervisor, NOW + timedelta(hours=80)) == (8, 8, 0)


def test_the_queue_asks_as_often_for_many_notes_as_for_one(
    clinic: cast.Clinic, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(14):
        queries.queue(clinic.supervisor, LATER)


def test_somebody_with_a_full_licence_besides_waits_for_nobody(clinic: cast.Clinic) -> None:
    Credential.objects.create(
        staff=clinic.staff["trainee"], kind="LPC", level="masters", number="9", state="IL", valid=cast.ALWAYS
    )
    assert queries.queue(clinic.supervisor, LATER) == []


def test_a_successor_finds_the_notes_of_before(clinic: cast.Clinic) -> None:
    today = START.date()
    Supervision.objects.filter(staff=clinic.staff["trainee"]).update(
        valid=DateRange(cast.SINCE, today + timedelta(days=1))
    )
    director = clinic.staff["director"]
    Supervision.objects.create(
        staff=clinic.staff["trainee"], supervisor=director, valid=DateRange(today + timedelta(days=1), None)
    )
    tomorrow = LATER + timedelta(days=1)
    assert len(queries.queue(clinic.director, tomorrow)) == 8
    assert len(queries.queue(clinic.supervisor, tomorrow)) == 8, "who supervised on the day may still cosign"


def test_cosigning_is_read_through_and_leaves_the_author_alone(clinic: cast.Clinic) -> None:
    note = the_note(clinic)
    before = note.content_hash
    done = actions.cosign(read=shown(clinic, note), by=clinic.supervisor, now=LATER)
    assert (done.notes, done.left, done.sessions) == ((note.id,), (), {note.session_id})
    note.refresh_from_db()
    assert note.content_hash == before
    meanings = dict(note.signatures.values_list("meaning", "staff__display_name"))
    assert meanings == {"author": "Priya Sandoval", "cosigner": "Ingrid Valmont"}
    assert AuditEvent.objects.filter(verb="supervision.cosign", client_id=clinic.clients[0].id).count() == 1
    assert len(queries.queue(clinic.supervisor, LATER)) == 7


def test_a_batch_cosigns_each_note_on_its_own_and_says_how_many(clinic: cast.Clinic) -> None:
    every = list(SignedNote.objects.all())
    done = actions.cosign(read=shown(clinic, *every), by=clinic.supervisor, now=LATER)
    assert len(done.notes) == 8
    assert Signature.objects.filter(meaning="cosigner").count() == 8
    assert set(Review.objects.values_list("outcome", "together")) == {("cosigned", 8)}
    assert queries.queue(clinic.supervisor, LATER) == []


def test_what_was_added_since_reading_is_not_cosigned_unread(clinic: cast.Clinic) -> None:
    note, other = the_note(clinic), SignedNote.objects.exclude(attendance__client=clinic.clients[0])[0]
    read = shown(clinic, note, other)
    notes.add_addendum(signed_note_id=note.id, text="He called later.", reason="News", by=clinic.trainee, now=LATER)
    done = actions.cosign(read=read, by=clinic.supervisor, now=LATER)
    assert done.notes == (other.id,)
    assert [each for each, _ in done.left] == [note.id]
    assert not note.signatures.filter(meaning="cosigner").exists()
    assert actions.cosign(read=shown(clinic, note), by=clinic.supervisor, now=LATER).notes == (note.id,)


def test_pressing_twice_cosigns_once(clinic: cast.Clinic) -> None:
    note = the_note(clinic)
    read = shown(clinic, note)
    actions.cosign(read=read, by=clinic.supervisor, now=LATER)
    assert actions.cosign(read=read, by=clinic.supervisor, now=LATER).notes == ()
    assert note.signatures.filter(meaning="cosigner").count() == 1


def test_only_the_authors_supervisor_cosigns(clinic: cast.Clinic) -> None:
    read = shown(clinic, the_note(clinic))
    with pytest.raises(NotAllowed):
        actions.cosign(read=read, by=clinic.co, now=LATER)
    Supervision.objects.all().delete()
    Supervision.objects.create(staff=clinic.staff["co"], supervisor=clinic.staff["supervisor"], valid=cast.ALWAYS)
    with pytest.raises(NotAllowed):
        actions.cosign(read=read, by=clinic.supervisor, now=LATER)
    assert not Signature.objects.filter(meaning="cosigner").exists()


def test_who_supervises_another_worker_of_the_session_does_not_cosign_this_author(clinic: cast.Clinic) -> None:
    note = the_note(clinic)
    note.session.staff.create(staff=clinic.staff["peer"], role="peer")
    Supervision.objects.all().delete()
    Supervision.objects.create(staff=clinic.staff["peer"], supervisor=clinic.staff["supervisor"], valid=cast.ALWAYS)
    with pytest.raises(NotYours):
        actions.cosign(read=shown(clinic, note), by=clinic.supervisor, now=LATER)


def test_nothing_marked_is_nothing_cosigned(clinic: cast.Clinic) -> None:
    with pytest.raises(NothingRead):
        actions.cosign(read={}, by=clinic.supervisor, now=LATER)


def test_a_comment_quotes_the_frozen_words(clinic: cast.Clinic) -> None:
    note = the_note(clinic)
    quote = words(note).split(" ", 3)[2]
    made = actions.comment(signed_note_id=note.id, quote=quote, text="Which hour?", by=clinic.supervisor, now=LATER)
    assert (made.place, made.quote) == ("entry.response", quote)
    assert words(note)[made.starts : made.ends] == quote
    seen = queries.reviewed([note], LATER)[0]
    marked = [piece.text for read in seen.reads for piece in read.pieces if piece.marks]
    assert marked == [quote]
    assert AuditEvent.objects.filter(verb="supervision.comment", client_id=clinic.clients[0].id).exists()


@pytest.mark.parametrize(
    ("quote", "text", "refused"),
    [
        ("words of nobody", "Which?", NoSuchPassage),
        ("practiced asking", "  ", NoComment),
        (" ", "Which?", NoSuchPassage),
    ],
)
def test_a_comment_needs_words_of_the_note_and_of_its_own(
    clinic: cast.Clinic, quote: str, text: str, refused: type[Refusal]
) -> None:
    with pytest.raises(refused):
        actions.comment(signed_note_id=the_note(clinic).id, quote=quote, text=text, by=clinic.supervisor, now=LATER)
    assert not Comment.objects.exists()


def test_the_database_refuses_a_comment_on_words_that_do_not_stand_there(clinic: cast.Clinic) -> None:
    given = {"staff": clinic.staff["supervisor"], "staff_name": "Ingrid Valmont", "text": "Which?", "at": LATER}
    with pytest.raises(DatabaseError, match="quotes the words"), transaction.atomic():
        Comment.objects.create(
            signed_note=the_note(clinic),
            place="entry.response",
            starts=1,
            ends=6,
            quote=words(the_note(clinic))[:5],
            **given,
        )


def test_a_return_goes_to_the_author_who_answers_with_an_addendum(clinic: cast.Clinic) -> None:
    note = the_note(clinic)
    frozen = note.content
    actions.give_back(signed_note_id=note.id, words="Say which goal.", by=clinic.supervisor, now=LATER)
    assert [(found.id, review.words) for found, review in queries.returned_to(clinic.trainee.staff_id)] == [
        (note.id, "Say which goal.")
    ]
    assert queries.counts(clinic.supervisor, LATER) == (7, 0, 1)
    notes.add_addendum(signed_note_id=note.id, text="It was 1.1.", reason="Asked", by=clinic.trainee, now=LATER)
    assert queries.returned_to(clinic.trainee.staff_id) == []
    back = next(each for each in queries.queue(clinic.supervisor, LATER) if each.note.id == note.id)
    assert back.state == "answered"
    note.refresh_from_db()
    assert note.content == frozen
    actions.cosign(read=shown(clinic, note), by=clinic.supervisor, now=LATER)
    assert queries.reviewed([note], LATER)[0].state == "cosigned"


def test_an_addendum_of_somebody_else_is_no_answer(clinic: cast.Clinic) -> None:
    note = the_note(clinic)
    note.session.staff.create(staff=clinic.staff["peer"], role="peer")
    actions.give_back(signed_note_id=note.id, words="Say which goal.", by=clinic.supervisor, now=LATER)
    notes.add_addendum(signed_note_id=note.id, text="He smiled.", reason="Saw it", by=clinic.peer, now=LATER)
    assert len(queries.returned_to(clinic.trainee.staff_id)) == 1


def test_a_return_needs_words_or_a_comment_made_since_the_last_one(clinic: cast.Clinic) -> None:
    note = the_note(clinic)
    with pytest.raises(NothingSaid):
        actions.give_back(signed_note_id=note.id, words=" ", by=clinic.supervisor, now=LATER)
    actions.comment(signed_note_id=note.id, quote=words(note), text="Which hour?", by=clinic.supervisor, now=LATER)
    actions.give_back(signed_note_id=note.id, words="", by=clinic.supervisor, now=LATER)
    with pytest.raises(NothingSaid):
        actions.give_back(signed_note_id=note.id, words="", by=clinic.supervisor, now=LATER + timedelta(hours=1))


def test_a_cosigned_note_is_not_returned(clinic: cast.Clinic) -> None:
    note = the_note(clinic)
    actions.cosign(read=shown(clinic, note), by=clinic.supervisor, now=LATER)
    with pytest.raises(AlreadyCosigned):
        actions.give_back(signed_note_id=note.id, words="Too late.", by=clinic.supervisor, now=LATER)


@pytest.mark.parametrize(
    "act",
    [
        lambda clinic, note: actions.comment(
            signed_note_id=note.id, quote=words(note), text="Which?", by=clinic.supervisor, now=LATER
        ),
        lambda clinic, note: actions.give_back(signed_note_id=note.id, words="Why?", by=clinic.supervisor, now=LATER),
        lambda clinic, note: actions.cosign(read=shown(clinic, note), by=clinic.supervisor, now=LATER),
    ],
)
def test_an_act_without_its_trail_did_not_happen(
    clinic: cast.Clinic, act: Callable[[cast.Clinic, SignedNote], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**given: object) -> None:
        raise DatabaseError("the trail is full")

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(DatabaseError, match="the trail is full"), transaction.atomic():
        act(clinic, the_note(clinic))
    assert not Comment.objects.exists()
    assert not Review.objects.exists()
    assert not Signature.objects.filter(meaning="cosigner").exists()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_cosign_once() -> None:
    clinic = cast.clinic()
    by_trainee(clinic)
    read = shown(clinic, the_note(clinic))

    def press(_: int) -> int:
        try:
            return len(actions.cosign(read=read, by=clinic.supervisor, now=LATER).notes)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        assert sorted(two.map(press, range(2))) == [0, 1]
    assert Signature.objects.filter(meaning="cosigner").count() == 1
    assert Review.objects.count() == 1
