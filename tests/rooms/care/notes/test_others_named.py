"""I6: what is signed of one client names nobody else, wherever the words were typed."""

import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from circlechart.base.kit.errors import Refusal
from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance.actions import Mark
from circlechart.care.notes import actions, rules
from circlechart.care.notes.facts import PersonName
from circlechart.care.notes.models import Addendum, SignedNote
from circlechart.care.sessions.models import Session
from tests import cast
from tests.rooms.care.notes.test_screen import browse
from tests.rooms.care.notes.test_sign import NOW, START, closed, ids, opened, read_all, written

ENDED = START + timedelta(minutes=95)
NAMED = "is the name of a group member"


@pytest.fixture
def clinic(db: None) -> Iterator[cast.Clinic]:
    with time_machine.travel(ENDED, tick=False):
        yield cast.clinic()


def ceremony(clinic: cast.Clinic, session: Session) -> dict[str, tuple[str, ...]]:
    attendance.close_session(session_id=session.id, by=clinic.lead, now=ENDED)
    session.refresh_from_db()
    read = read_all(session, clinic.lead.staff_id)
    done = actions.sign(session_id=session.id, read=read, by=clinic.lead, now=ENDED)
    return {each.client_name: each.sentences for each in done.refused}


def test_I6_a_reason_for_stepping_out_that_names_another_member_stops_that_note(clinic: cast.Clinic) -> None:
    session = opened(clinic)
    row = ids(session)["Imre Castellan"]
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=NOW)
    attendance.step_out(attendance_id=row, reason="argued with Oren Pell", idem=uuid4(), by=clinic.lead, now=NOW)
    attendance.step_in(attendance_id=row, idem=uuid4(), by=clinic.lead, now=NOW + timedelta(minutes=5))
    written(clinic, session)
    refused = ceremony(clinic, session)
    assert list(refused) == ["Imre Castellan"]
    assert NAMED in refused["Imre Castellan"][0]


def test_I6_a_reason_for_not_coming_that_names_another_member_stops_that_note(clinic: cast.Clinic) -> None:
    session = opened(clinic)
    row = ids(session)["Imre Castellan"]
    mark = Mark("no_show", reason="at work with Oren Pell")
    attendance.mark(attendance_id=row, given=mark, base_rev=1, idem=uuid4(), by=clinic.lead, now=NOW)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=NOW)
    written(clinic, session, skip=("Imre Castellan",))
    assert list(ceremony(clinic, session)) == ["Imre Castellan"]


def signed(clinic: cast.Clinic) -> SignedNote:
    session = closed(clinic)
    actions.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id), by=clinic.lead, now=ENDED)
    return SignedNote.objects.get(session=session, attendance__client_name="Imre Castellan")


@pytest.mark.parametrize("field", ["text", "reason"])
def test_I6_an_addendum_that_names_another_member_is_refused(clinic: cast.Clinic, field: str) -> None:
    given = {"text": "He left early.", "reason": "Time corrected", field: "It was Oren Pell who said so."}
    with pytest.raises(Refusal) as refused:
        actions.add_addendum(signed_note_id=signed(clinic).id, by=clinic.lead, now=ENDED, **given)
    assert NAMED in refused.value.because
    assert not Addendum.objects.exists()


def test_I6_an_addendum_may_name_its_own_client(clinic: cast.Clinic) -> None:
    words = "Imre called afterwards."
    actions.add_addendum(signed_note_id=signed(clinic).id, text=words, reason="Called", by=clinic.lead, now=ENDED)
    assert Addendum.objects.get().text == words


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_I6_a_name_is_found_however_its_accents_are_typed(form: str) -> None:
    other = PersonName(uuid4(), ("Iñaki",), "Núñez")
    assert rules.names_in(unicodedata.normalize(form, "He sat beside Núñez."), [other])


LONG = "She called on Monday and said that she had left because of the noise next door."


def test_an_addendum_with_a_mistyped_password_keeps_its_words(clinic: cast.Clinic) -> None:
    note = signed(clinic)
    given = {"text": LONG, "reason": "She called", "password": "wrong-lamp-river"}
    answer = browse(clinic, "lead").post(reverse("notes:addenda", args=[note.id]), given)
    assert answer.status_code == 422
    assert LONG in answer.content.decode()
    assert "That is not your password." in answer.content.decode()
    assert not Addendum.objects.exists()


def test_an_addendum_sent_after_signing_out_elsewhere_shows_its_words_again(clinic: cast.Clinic) -> None:
    note = signed(clinic)
    browser = browse(clinic, "lead")
    browser.cookies.clear()
    given = {"text": LONG, "reason": "She called", "password": cast.PASSWORD}
    answer = browser.post(reverse("notes:addenda", args=[note.id]), given)
    assert answer.status_code == 401
    page = answer.content.decode()
    assert LONG in page
    assert cast.PASSWORD not in page
    assert answer["Cache-Control"] == "no-store"
