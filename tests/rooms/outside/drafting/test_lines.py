"""Lines noted of a client, and what is taken over into the entry."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import InternalError, ProgrammingError, transaction
from django.test import Client as Browser

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import KeyUsed, NotAllowed, Refusal
from circlechart.care.attendance import actions as attendance
from circlechart.care.notes import actions as notes
from circlechart.care.notes.models import DraftRevision, Entry
from circlechart.care.sessions.models import Session
from circlechart.outside.drafting import actions, queries
from circlechart.outside.drafting.errors import (
    AlreadyWithdrawn,
    ChangedMeanwhile,
    LineTooLong,
    NothingChosen,
    NothingNoted,
    SignedMeanwhile,
)
from circlechart.outside.drafting.models import Draft, Line, Taken
from tests import cast
from tests.rooms.care.notes.test_sign import NOW, closed, ids, opened, read_all

pytestmark = pytest.mark.django_db
IMRE = "Imre Castellan"
FIRST, SECOND = "Sat by the door and left once, for ten minutes.", "I could smell the store from the bus"


def running(clinic: cast.Clinic) -> tuple[Session, UUID]:
    session = opened(clinic)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=NOW)
    return session, ids(session)[IMRE]


def noted(clinic: cast.Clinic, row: UUID) -> list[Line]:
    given = (("did", FIRST), ("said", SECOND))
    return [
        actions.note(attendance_id=row, kind=kind, text=text, idem=uuid4(), by=clinic.lead, now=NOW)
        for kind, text in given
    ]


def shown(session: Session, row: UUID) -> str:
    return queries.of_client(session, row, NOW)[1]


def test_a_line_is_kept_in_its_own_words_once_with_its_audit_row() -> None:
    clinic = cast.clinic()
    _, row = running(clinic)
    key = uuid4()
    for _ in range(2):
        line = actions.note(attendance_id=row, kind="did", text=f" {FIRST} ", idem=key, by=clinic.lead, now=NOW)
    assert (Line.objects.get().text, line.by_id) == (FIRST, clinic.lead.staff_id)
    event = AuditEvent.objects.get(verb="drafting.note")
    assert (event.client_id, FIRST in str(event.details)) == (line.attendance.client_id, False)


@pytest.mark.parametrize(
    ("kind", "text", "refused"),
    [("did", "  ", NothingNoted), ("mood", "calm", NothingNoted), ("did", "x" * 1001, LineTooLong)],
)
def test_a_line_that_says_nothing_is_refused_and_leaves_nothing(kind: str, text: str, refused: type[Refusal]) -> None:
    clinic = cast.clinic()
    _, row = running(clinic)
    with pytest.raises(refused):
        actions.note(attendance_id=row, kind=kind, text=text, idem=uuid4(), by=clinic.lead, now=NOW)
    assert not Line.objects.exists()
    assert not AuditEvent.objects.filter(verb="drafting.note").exists()


def test_a_key_of_somebody_elses_line_is_refused() -> None:
    clinic = cast.clinic()
    _, row = running(clinic)
    key = uuid4()
    actions.note(attendance_id=row, kind="did", text=FIRST, idem=key, by=clinic.lead, now=NOW)
    with pytest.raises(KeyUsed):
        actions.note(attendance_id=row, kind="did", text=SECOND, idem=key, by=clinic.co, now=NOW)


@pytest.mark.parametrize(
    "act",
    [
        lambda clinic, row, line: actions.note(
            attendance_id=row, kind="did", text=FIRST, idem=uuid4(), by=clinic.nurse, now=NOW
        ),
        lambda clinic, row, line: actions.withdraw(line_id=line.id, by=clinic.nurse, now=NOW),
        lambda clinic, row, line: actions.take_lines(
            attendance_id=row, shown="", chosen={0: FIRST}, by=clinic.supervisor, now=NOW
        ),
    ],
)
def test_who_does_not_write_in_the_session_changes_nothing(act: Callable[[cast.Clinic, UUID, Line], None]) -> None:
    clinic = cast.clinic()
    _, row = running(clinic)
    line = noted(clinic, row)[0]
    with pytest.raises(NotAllowed):
        act(clinic, row, line)
    assert (Line.objects.filter(withdrawn_at=None).count(), Taken.objects.count()) == (2, 0)


def test_a_line_is_taken_back_once_and_stays_in_the_log() -> None:
    clinic = cast.clinic()
    session, row = running(clinic)
    line = noted(clinic, row)[0]
    actions.withdraw(line_id=line.id, by=clinic.co, now=NOW)
    with pytest.raises(AlreadyWithdrawn):
        actions.withdraw(line_id=line.id, by=clinic.co, now=NOW)
    assert Line.objects.get(pk=line.pk).text == FIRST
    form, _, _ = queries.of_client(session, row, NOW)
    assert form.boxes == ()
    assert AuditEvent.objects.filter(verb="drafting.withdraw").count() == 1


@pytest.mark.parametrize("change", [{"text": "Something else"}, {"kind": "said"}])
def test_the_database_keeps_a_line_as_it_was_noted(change: dict[str, str]) -> None:
    clinic = cast.clinic()
    _, row = running(clinic)
    line = noted(clinic, row)[0]
    with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
        Line.objects.filter(pk=line.pk).update(**change)
    with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
        Line.objects.filter(pk=line.pk).delete()
    assert Line.objects.get(pk=line.pk).text == FIRST


def test_what_is_taken_over_stands_in_its_box_and_both_wordings_are_kept() -> None:
    clinic = cast.clinic()
    session, row = running(clinic)
    lines = noted(clinic, row)
    chosen = {0: FIRST, 1: "He could smell the store from the bus."}
    taken = actions.take_lines(attendance_id=row, shown=shown(session, row), chosen=chosen, by=clinic.lead, now=NOW)
    assert Entry.objects.get().response == f"{FIRST}\nHe could smell the store from the bus."
    assert taken.sentences[1] == {
        "number": 1, "box": "response", "offered": f"“{SECOND}”", "taken": "He could smell the store from the bus.",
    }  # fmt: skip
    draft = Draft.objects.get()
    assert [each["evidence"] for each in draft.sentences] == [[str(line.id)] for line in lines]
    assert DraftRevision.objects.get().by_id == clinic.lead.staff_id
    event = AuditEvent.objects.get(verb="drafting.take")
    assert event.details == {"taken": 2, "changed": 1}


def test_nothing_enters_by_itself_and_what_entered_is_not_offered_again() -> None:
    clinic = cast.clinic()
    session, row = running(clinic)
    noted(clinic, row)
    assert not Entry.objects.exclude(response="").exists()
    actions.take_lines(attendance_id=row, shown=shown(session, row), chosen={0: FIRST}, by=clinic.lead, now=NOW)
    form, stands, _ = queries.of_client(session, row, NOW)
    assert [line.text for box in form.boxes for line in box.lines] == [SECOND]
    actions.take_lines(attendance_id=row, shown=stands, chosen={0: f"“{SECOND}”"}, by=clinic.co, now=NOW)
    assert Entry.objects.get().response == f"{FIRST}\n“{SECOND}”"


def test_lines_that_changed_since_they_were_read_are_not_taken_over() -> None:
    clinic = cast.clinic()
    session, row = running(clinic)
    noted(clinic, row)
    read = shown(session, row)
    actions.note(attendance_id=row, kind="plan", text="Calls his sister on Friday", idem=uuid4(), by=clinic.co, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        actions.take_lines(attendance_id=row, shown=read, chosen={0: FIRST}, by=clinic.lead, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        actions.take_lines(attendance_id=row, shown=shown(session, row), chosen={9: FIRST}, by=clinic.lead, now=NOW)
    with pytest.raises(NothingChosen):
        actions.take_lines(attendance_id=row, shown=shown(session, row), chosen={0: " "}, by=clinic.lead, now=NOW)
    assert (Draft.objects.count(), Taken.objects.count(), Entry.objects.exclude(response="").count()) == (0, 0, 0)


def test_nothing_is_taken_over_into_a_signed_note() -> None:
    clinic = cast.clinic()
    session = closed(clinic)
    row = ids(session)[IMRE]
    noted(clinic, row)
    read = shown(session, row)
    notes.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id), by=clinic.lead, now=NOW)
    with pytest.raises(SignedMeanwhile):
        actions.take_lines(attendance_id=row, shown=read, chosen={0: FIRST}, by=clinic.lead, now=NOW)
    assert not Taken.objects.exists()


def test_no_line_of_another_client_stands_in_a_form(django_assert_max_num_queries: Callable[[int], object]) -> None:
    clinic = cast.clinic()
    session, _ = running(clinic)
    for number, row in enumerate(ids(session).values()):
        for turn in range(2):
            actions.note(
                attendance_id=row, kind="did", text=f"canary {number} says what only this client did, {turn}",
                idem=uuid4(), by=clinic.lead, now=NOW + timedelta(seconds=turn),
            )  # fmt: skip
    rows = queries.of_session(session, NOW, may_write=True)
    for number, row in enumerate(ids(session).values()):
        mine = next(each for each in rows if each.attendance_id == row)
        assert {offer.words.split(",")[0] for offer in mine.offers} == {
            f"canary {number} says what only this client did"
        }
    with django_assert_max_num_queries(25):
        queries.of_session(session, NOW, may_write=True)


def test_the_page_works_without_a_script() -> None:
    clinic = cast.clinic()
    session, row = running(clinic)
    browser = Browser()
    browser.force_login(clinic.user("lead"), "django.contrib.auth.backends.ModelBackend")
    for kind, text in (("did", FIRST), ("said", SECOND)):
        answer = browser.post(f"/attendance/{row}/lines/", {"kind": kind, "text": text})
        assert answer.headers["Location"] == f"/sessions/{session.id}/lines/"
    page = browser.get(f"/sessions/{session.id}/lines/").content.decode()
    assert FIRST in page
    assert "What did this client plan" in page
    given = {"shown": shown(session, row), "take": ["0"], "words-0": FIRST}
    assert browser.post(f"/attendance/{row}/lines/taken/", given).status_code == 302
    assert Entry.objects.get().response == FIRST
    line = Line.objects.get(text=SECOND)
    assert browser.post(f"/lines/{line.id}/withdrawal/").status_code == 302
    fragment = browser.get(f"/sessions/{session.id}/lines/?fragment=1").content.decode()
    assert fragment.count(f'data-row-for="{row}"') == 1
    assert SECOND not in fragment


def test_another_facilitys_session_is_as_good_as_absent() -> None:
    clinic = cast.clinic()
    foreign = clinic.session(NOW, group=cast.another_group(clinic))
    browser = Browser()
    browser.force_login(clinic.user("lead"), "django.contrib.auth.backends.ModelBackend")
    assert browser.get(f"/sessions/{foreign.id}/lines/").status_code == 404
