"""Being here, sharing the entries, and the team note, which leaves the team by no way."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import Error, transaction
from django.test import Client as Browser

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.notes import actions as notes
from circlechart.care.notes import queries as noted
from circlechart.care.notes.errors import BadChoice
from circlechart.care.notes.models import SignedNote
from circlechart.care.team import actions, queries
from circlechart.care.team.errors import NothingSaid, SaidTooMuch
from circlechart.care.team.models import Presence, TeamNote
from tests import cast
from tests.rooms.care.notes.test_sign import NOW, closed, ids, opened, read_all

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[4]
WORDS = "Keep an eye on the door tonight"


def say(clinic: cast.Clinic, session: object, text: str = WORDS, by: str = "lead", **given: object) -> TeamNote:
    actor = clinic.actors[by]
    return actions.add_team_note(session_id=session.id, text=text, by=actor, now=NOW, **{"amends": None, **given})


def test_a_team_note_is_kept_with_who_and_when_audited_and_amended_by_another_one() -> None:
    clinic = cast.clinic()
    session = opened(clinic)
    first = say(clinic, session)
    second = say(clinic, session, "The side door, I mean", amends=first.id)
    assert (first.staff_name, first.written_at, second.amends) == ("Anneke Rivers", NOW, first)
    assert AuditEvent.objects.filter(verb="team.add_note", client_id__isnull=True).count() == 2
    assert say(clinic, session, "Not mine to amend", by="co", amends=first.id).amends is None


@pytest.mark.parametrize(("text", "error"), [("", NothingSaid), (" \0\n", NothingSaid), ("x" * 20_001, SaidTooMuch)])
def test_a_team_note_without_words_or_with_too_many_is_refused(text: str, error: type[Exception]) -> None:
    clinic = cast.clinic()
    session = opened(clinic)
    with pytest.raises(error):
        say(clinic, session, text)
    assert not TeamNote.objects.exists()


@pytest.mark.parametrize("who", ["desk", "trainee", "supervisor", "nobody", "director"])
def test_only_those_who_work_in_the_session_write_its_team_note(who: str) -> None:
    clinic = cast.clinic()
    session = opened(clinic)
    with pytest.raises(NotAllowed):
        say(clinic, session, by=who)
    assert not TeamNote.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_team_note_can_be_neither_changed_nor_deleted_and_falls_with_its_transaction() -> None:
    clinic = cast.clinic()
    session = opened(clinic)
    say(clinic, session)
    with pytest.raises(Error, match="cannot be changed or deleted"), transaction.atomic():
        TeamNote.objects.update(text="Nothing")
    with pytest.raises(Error, match="cannot be changed or deleted"), transaction.atomic():
        TeamNote.objects.all().delete()
    with transaction.atomic():
        say(clinic, session, "Gone")
        transaction.set_rollback(True)
    assert [each.text for each in TeamNote.objects.all()] == [WORDS]
    assert AuditEvent.objects.filter(verb="team.add_note").count() == 1


def test_the_team_note_stands_in_no_signed_note_no_chart_and_no_print() -> None:
    clinic = cast.clinic()
    session = closed(clinic)
    say(clinic, session)
    lead = clinic.lead
    notes.sign(session_id=session.id, read=read_all(session, lead.staff_id), by=lead, now=NOW)
    browser = Browser()
    browser.force_login(clinic.user("lead"))
    for note in SignedNote.objects.all():
        assert WORDS not in str(note.content) + str(noted.printable(note))
        assert WORDS not in browser.get(f"/notes/{note.id}/").content.decode()
    for client in clinic.clients:
        assert WORDS not in browser.get(f"/clients/{client.id}/notes/").content.decode()
    assert WORDS in browser.get(f"/sessions/{session.id}/team/").content.decode()


def test_no_other_room_reads_team_notes() -> None:
    """Claims, charts, prints, exports and drafts are made elsewhere: whoever imports the table could let it out."""
    readers = []
    for path in sorted((ROOT / "circlechart").rglob("*.py")):
        if "care/team" in str(path) or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("circlechart.care.team"):
                readers.append(str(path))
            if isinstance(node, ast.Attribute) and node.attr == "team_notes":
                readers.append(str(path))
    assert readers == []


def test_whoever_is_given_an_entry_signs_it_and_the_other_no_longer_does() -> None:
    clinic = cast.clinic()
    session = closed(clinic)
    rows = ids(session)
    given = [rows["Imre Castellan"], rows["Oren Pell"]]
    to = clinic.co.staff_id
    assert notes.give_entries(session_id=session.id, rows=given, to=to, by=clinic.lead, now=NOW) == 2
    assert notes.give_entries(session_id=session.id, rows=given, to=to, by=clinic.lead, now=NOW) == 0
    assert AuditEvent.objects.filter(verb="notes.give_entry", client_id__isnull=False).count() == 2
    desk = noted.signing_desk(noted.load(session, NOW), to)
    assert {draft.attendance_id for draft in desk.drafts} == set(given)
    done = notes.sign(session_id=session.id, read=read_all(session, to), by=clinic.co, now=NOW)
    assert set(done.signed) == set(given)
    rest = notes.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id), by=clinic.lead, now=NOW)
    assert len(rest.signed) == 6
    assert notes.give_entries(session_id=session.id, rows=given, to=clinic.lead.staff_id, by=clinic.lead, now=NOW) == 0


def test_entries_are_given_before_a_word_is_written_and_words_come_later() -> None:
    clinic = cast.clinic()
    session = opened(clinic)
    row = ids(session)["Yuki Hathaway"]
    notes.give_entries(session_id=session.id, rows=[row], to=clinic.co.staff_id, by=clinic.co, now=NOW)
    from tests.rooms.base.live.test_announced import typed

    saved = notes.save_entry(attendance_id=row, edit=typed("She wrote a page."), by=clinic.lead, now=NOW)
    assert (saved.rev, saved.outcome) == (1, "saved")
    state = noted.load(session, NOW).entries[row]
    assert (state.text.response, state.responsible_id) == ("She wrote a page.", clinic.co.staff_id)


def test_entries_are_given_only_to_who_signs_here_and_only_by_who_works_here() -> None:
    clinic = cast.clinic()
    session = opened(clinic)
    row = ids(session)["Imre Castellan"]
    with pytest.raises(BadChoice):
        notes.give_entries(session_id=session.id, rows=[row], to=clinic.peer.staff_id, by=clinic.lead, now=NOW)
    with pytest.raises(NotAllowed):
        notes.give_entries(session_id=session.id, rows=[row], to=clinic.co.staff_id, by=clinic.desk, now=NOW)
    assert not AuditEvent.objects.filter(verb="notes.give_entry").exists()


def test_somebody_is_here_for_twenty_seconds() -> None:
    clinic = cast.clinic()
    session = opened(clinic)
    for cell in ("narrative", "narrative", "part"):
        actions.be_here(session_id=session.id, cell=cell, by=clinic.co, now=NOW)
    here = queries.here(session, clinic.lead.staff_id, NOW + timedelta(seconds=19))
    assert [(each["name"], each["cell"]) for each in here] == [("Devon Okafor-Lund", "part")]
    assert queries.here(session, clinic.lead.staff_id, NOW + timedelta(seconds=20)) == []
    assert queries.here(session, clinic.co.staff_id, NOW) == []
    with pytest.raises(NotAllowed):
        actions.be_here(session_id=session.id, cell="", by=clinic.desk, now=NOW)
    assert Presence.objects.count() == 1
