"""What stays open once notes are signed, and for whom: the narrative, the session's times, the list in the chart."""

import json
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance import queries as boards
from circlechart.care.attendance.actions import Mark
from circlechart.care.notes import actions, errors, queries
from circlechart.care.notes.actions import Edit
from circlechart.care.notes.models import DraftRevision, Narrative, SignedNote
from circlechart.care.sessions.models import Session, SessionStaff
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.care.notes.test_screen import browse
from tests.rooms.care.notes.test_sign import NOW, closed, ids, opened, read_all, written

SIGNED_WITH_ALL = "This text stands in each client’s signed note"
WORDS = "The group practiced asking for help."


@pytest.fixture
def clinic(db: None) -> Iterator[cast.Clinic]:
    with time_machine.travel(NOW, tick=False):
        yield cast.clinic()


def signed(clinic: cast.Clinic, skip: tuple[str, ...] = ()) -> Session:
    session = closed(clinic, skip)
    actions.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id), by=clinic.lead, now=NOW)
    session.refresh_from_db()
    return session


def rewrite(clinic: cast.Clinic, session: Session, words: str) -> None:
    rev = Narrative.objects.get(session=session).rev
    actions.save_narrative(
        session_id=session.id, edit=Edit({"content": words}, rev, uuid4()), by=clinic.lead, now=NOW
    )  # fmt: skip


def test_the_narrative_cannot_change_once_every_note_is_signed(clinic: cast.Clinic) -> None:
    session = signed(clinic)
    with pytest.raises(errors.NarrativeSigned) as refused:
        rewrite(clinic, session, "Something else altogether.")
    assert "addendum" in refused.value.mend
    assert Narrative.objects.get(session=session).content == WORDS
    kept = DraftRevision.objects.get(cell="narrative", outcome="refused")
    assert kept.content["typed"] == {"content": "Something else altogether."}
    assert kept.by_id == clinic.lead.staff_id


def test_a_refused_narrative_that_is_sent_twice_is_kept_once(clinic: cast.Clinic) -> None:
    session = signed(clinic)
    edit = Edit({"content": "Twice."}, 1, uuid4())
    for _ in range(2):
        with pytest.raises(errors.NarrativeSigned):
            actions.save_narrative(session_id=session.id, edit=edit, by=clinic.lead, now=NOW)
    assert DraftRevision.objects.filter(outcome="refused").count() == 1


def test_the_narrative_stays_open_while_a_note_is_owed(clinic: cast.Clinic) -> None:
    session = signed(clinic, skip=("Oren Pell",))
    assert SignedNote.objects.count() == 7
    rewrite(clinic, session, "The group practiced asking for help, twice.")
    assert Narrative.objects.get(session=session).content == "The group practiced asking for help, twice."
    assert {note.content["narrative"]["content"] for note in SignedNote.objects.all()} == {WORDS}
    page = browse(clinic, "lead").get(reverse("notes:session", args=[session.id])).content.decode()
    assert "Notes that are signed keep this text as it was then" in page
    assert SIGNED_WITH_ALL not in page


def test_the_narrative_of_a_group_to_which_nobody_came_is_not_closed_by_no_show_notes(clinic: cast.Clinic) -> None:
    session = opened(clinic)
    for row in boards.board(session.id, NOW).rows:
        attendance.mark(
            attendance_id=row.attendance_id, given=Mark("no_show"), base_rev=row.rev, idem=uuid4(), by=clinic.lead, now=NOW
        )  # fmt: skip
    attendance.close_session(session_id=session.id, by=clinic.lead, now=NOW)
    session.refresh_from_db()
    actions.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id), by=clinic.lead, now=NOW)
    assert SignedNote.objects.filter(kind="no_show_note").count() == 8
    actions.save_narrative(
        session_id=session.id, edit=Edit({"content": "Nobody came."}, 0, uuid4()), by=clinic.lead, now=NOW
    )  # fmt: skip
    assert Narrative.objects.get().content == "Nobody came."


def test_a_correction_that_owes_a_new_note_opens_the_narrative_again(clinic: cast.Clinic) -> None:
    session = opened(clinic)
    row = ids(session)["Oren Pell"]
    attendance.mark(attendance_id=row, given=Mark("no_show"), base_rev=1, idem=uuid4(), by=clinic.lead, now=NOW)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=NOW)
    written(clinic, session, skip=("Oren Pell",))
    attendance.close_session(session_id=session.id, by=clinic.lead, now=NOW)
    session.refresh_from_db()
    actions.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id), by=clinic.lead, now=NOW)
    assert queries.all_signed(session.id)
    assert queries.load(session, NOW).closed
    rev = boards.row_of(row, NOW).rev
    attendance.correct(
        attendance_id=row, given=Mark("present"), why="He sat at the back.", base_rev=rev, idem=uuid4(), by=clinic.lead,
        now=NOW,
    )  # fmt: skip
    catch_up(session.id, by=clinic.lead, now=NOW)
    assert not queries.all_signed(session.id)
    assert not queries.load(session, NOW).closed
    rewrite(clinic, session, "The group practiced asking for help, and one member came to it late.")


def test_the_screen_shows_a_signed_narrative_as_closed_and_says_what_to_do(clinic: cast.Clinic) -> None:
    session = signed(clinic)
    browser = browse(clinic, "lead")
    page = browser.get(reverse("notes:session", args=[session.id])).content.decode()
    form = page.split('data-cell="narrative"', 1)[1].split("</form>", 1)[0]
    assert form.count("readonly") == form.count("<textarea") == 3
    assert SIGNED_WITH_ALL in page
    state = browser.get(reverse("notes:state", args=[session.id])).json()
    assert state["narrative"]["closed"] is True
    answer = browser.post(
        reverse("notes:narrative", args=[session.id]),
        json.dumps({"fields": {"content": "Late words."}, "base_rev": 1, "idem": str(uuid4())}),
        "application/json", headers={"Accept": "application/json"},
    )  # fmt: skip
    assert answer.status_code == 409
    assert "addendum" in answer.json()["error"]["sentence"]


def test_times_are_shown_but_not_edited_by_those_who_do_not_run_the_session(clinic: cast.Clinic) -> None:
    session = opened(clinic)
    SessionStaff.objects.create(session=session, staff=clinic.staff["peer"], role="peer")
    address = reverse("attendance:retime", args=[session.id])
    for who, may in (("lead", True), ("peer", False), ("compliance", False)):
        page = browse(clinic, who).get(reverse("notes:session", args=[session.id])).content.decode()
        assert (address in page) is may, who
        assert ("<dd>6:00 PM</dd>" in page) is not may, who
    before = session.started_at
    refused = browse(clinic, "peer").post(address, {"started": "17:30"})
    assert refused.status_code == 403
    session.refresh_from_db()
    assert session.started_at == before


def links(clinic: cast.Clinic, who: str, client_id: UUID) -> tuple[int, str]:
    browser = browse(clinic, who)
    page = browser.get(reverse("notes:chart", args=[client_id])).content.decode()
    found = [note.id for note in SignedNote.objects.all() if reverse("notes:note", args=[note.id]) in page]
    for each in found:
        assert browser.get(reverse("notes:note", args=[each])).status_code == 200
    return len(found), page


@pytest.mark.parametrize(
    ("who", "opened"),
    [("lead", 1), ("co", 1), ("director", 1), ("compliance", 1), ("nurse", 0), ("peer", 0), ("trainee", 0)],
)
def test_the_chart_links_to_exactly_the_notes_that_open(clinic: cast.Clinic, who: str, opened: int) -> None:
    signed(clinic)
    found, page = links(clinic, who, clinic.clients[0].id)
    assert found == opened
    assert "Evening process group" in page
    assert ("A note without a link is open to those" in page) is (opened == 0)


def test_a_supervisor_opens_from_the_chart_what_a_supervised_person_worked_in(clinic: cast.Clinic) -> None:
    session = signed(clinic)
    assert links(clinic, "supervisor", clinic.clients[0].id)[0] == 0
    SessionStaff.objects.create(session=session, staff=clinic.staff["trainee"], role="trainee")
    assert links(clinic, "supervisor", clinic.clients[0].id)[0] == 1


def test_the_chart_asks_once_however_many_notes_there_are(clinic: cast.Clinic) -> None:
    signed(clinic)
    browser = browse(clinic, "nurse")
    address = reverse("notes:chart", args=[clinic.clients[0].id])
    browser.get(address)
    with CaptureQueriesContext(connection) as one:
        browser.get(address)
    first = SignedNote.objects.get(attendance__client=clinic.clients[0])
    for day in (16, 9, 2):
        earlier = clinic.session(cast.evening(cast.evening().date().replace(day=day)))
        attendance.open_session(session_id=earlier.id, by=clinic.lead, now=NOW)
        row = ids(earlier)["Imre Castellan"]
        SignedNote.objects.create(
            session=earlier, attendance_id=row, kind="group_note", content=first.content, content_hash="0" * 64, signed_at=NOW
        )  # fmt: skip
    with CaptureQueriesContext(connection) as four:
        page = browser.get(address).content.decode()
    assert page.count("Evening process group") == 4
    assert len(four) == len(one)


def test_the_chart_is_a_whole_page_and_a_window(clinic: cast.Clinic) -> None:
    signed(clinic)
    browser, address = browse(clinic, "lead"), reverse("notes:chart", args=[clinic.clients[0].id])
    assert "<html" in browser.get(address).content.decode()
    assert "<html" not in browser.get(f"{address}?fragment=1").content.decode()
