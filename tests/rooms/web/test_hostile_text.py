"""Script, markup and template signs in every text field: shown as text wherever they are shown, and printed as text."""

from collections.abc import Iterator
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse
from pypdf import PdfReader

from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance import queries as boards
from circlechart.care.attendance.actions import Mark
from circlechart.care.notes import actions, queries
from circlechart.care.notes.models import SignedNote
from circlechart.care.plans.models import Goal
from circlechart.care.sessions.models import Session
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.care.notes.test_sign import NOW, closed, ids, opened, read_all
from tests.rooms.web.hostile import browse

SCRIPT = "<script>alert(1)</script>"
SIGNS = (
    f'{SCRIPT}"><img src=x onerror=alert(2)> {{{{ 7|add:7 }}}} {{% now "Y" %}} #eval("1+1") $x^2$ `raw` \\n * _b_ @ref'
)
NAME = "Bo <i>N"


@pytest.fixture
def clinic(db: None) -> Iterator[cast.Clinic]:
    with time_machine.travel(NOW, tick=False):
        made = cast.clinic()
        imre = made.clients[0]
        imre.chosen_name, imre.pronouns = NAME, "<u>they"
        imre.save()
        Goal.objects.filter(client=imre).update(text=f"Walk {SIGNS}")
        made.group.name = f"Evening {SCRIPT}"
        made.group.save()
        made.room.name = "Room <b>2"
        made.room.save()
        yield made


def filled(clinic: cast.Clinic) -> Session:
    """A session, ended, with signs in every field that a person can type in."""
    session = opened(clinic)
    lead = browse(clinic, "lead")
    for name, row in ids(session).items():
        client = boards.row_of(row, NOW).client_id
        posted = {
            "response": f"{name}: {SIGNS}", "progress": SIGNS, "plan": SIGNS, "free_text": SIGNS, "base_rev": "0",
            "participation": "2", "goals": [str(Goal.objects.get(client_id=client).id)],
        }  # fmt: skip
        assert lead.post(reverse("notes:entry", args=[session.id, row]), posted).status_code == 302
    narrative = {"topic": SCRIPT, "interventions": SIGNS, "content": SIGNS, "base_rev": "0"}
    lead.post(reverse("notes:narrative", args=[session.id]), narrative)
    browse(clinic, "co").post(reverse("notes:part", args=[session.id]), {"interventions": SIGNS, "base_rev": "0"})
    who = ids(session)
    attendance.mark(
        attendance_id=who["Oren Pell"], given=Mark("no_show", reason=SIGNS[:200]), base_rev=1, idem=uuid4(), by=clinic.lead,
        now=NOW,
    )  # fmt: skip
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=NOW)
    lead.post(reverse("attendance:step", args=[who["Yuki Hathaway"]]), {"way": "out", "reason": SIGNS[:200]})
    attendance.close_session(session_id=session.id, by=clinic.lead, now=NOW)
    session.refresh_from_db()
    return session


def harmless(browser: Browser, address: str, **given: str) -> str:
    """The page shows the signs as text: no element, attribute or value of ours comes from them."""
    page = browser.get(address, given).content.decode()
    for bad in (SCRIPT, "<img src=x", "<i>N", "<u>they", "<b>2", "onerror=alert(2)>"):
        assert bad not in page, (address, bad)
    return page


def test_script_in_every_field_of_the_session_screen_is_text(clinic: cast.Clinic) -> None:
    session = filled(clinic)
    catch_up(session.id, by=None, now=NOW)
    for who in ("lead", "co", "director"):
        browser = browse(clinic, who)
        page = harmless(browser, reverse("notes:session", args=[session.id]))
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "{{ 7|add:7 }}" in page
        harmless(browser, reverse("charges:session-effect", args=[session.id]))
        harmless(browser, reverse("home:today"))
        harmless(browser, reverse("home:week"))
    lead = browse(clinic, "lead")
    harmless(lead, reverse("notes:signature", args=[session.id]))
    harmless(lead, reverse("notes:signature", args=[session.id]), fragment="1")
    harmless(lead, reverse("office:client", args=[clinic.clients[0].id]))
    state = lead.get(reverse("notes:state", args=[session.id]))
    assert state["Content-Type"] == "application/json"
    assert state["X-Content-Type-Options"] == "nosniff"


def signed(clinic: cast.Clinic) -> list[SignedNote]:
    session = filled(clinic)
    for who in (clinic.lead, clinic.co):
        actions.sign(session_id=session.id, read=read_all(session, who.staff_id), by=who, now=NOW)
    return list(SignedNote.objects.select_related("attendance"))


def test_script_in_signed_notes_addenda_and_refusals_is_text(clinic: cast.Clinic) -> None:
    notes = signed(clinic)
    assert len(notes) == 9
    lead = browse(clinic, "lead")
    first = next(note for note in notes if note.kind == "group_note")
    added = {"text": SIGNS, "reason": SIGNS[:190], "password": cast.PASSWORD}
    assert lead.post(reverse("notes:addenda", args=[first.id]), added).status_code == 302
    for note in notes:
        page = harmless(lead, reverse("notes:note", args=[note.id]))
        assert "&lt;script&gt;" in page
    harmless(lead, reverse("notes:chart", args=[first.attendance.client_id]))
    wrong = lead.post(reverse("notes:addenda", args=[first.id]), {"text": SIGNS, "reason": SIGNS * 3, "password": "x"})
    assert wrong.status_code == 422
    assert SCRIPT not in wrong.content.decode()
    assert "&lt;script&gt;" in wrong.content.decode(), "what was typed is still there"
    refused = lead.post(
        reverse("attendance:mark", args=[first.attendance_id]), {"base_rev": "1", "choice": "late", "arrived": SCRIPT}
    )
    assert SCRIPT not in refused.content.decode()


def printed(browser: Browser, note: SignedNote) -> str:
    answer = browser.get(reverse("notes:print", args=[note.id]))
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_printed_note_holds_the_signs_as_they_were_typed(clinic: cast.Clinic) -> None:
    notes = signed(clinic)
    lead = browse(clinic, "lead")
    for note in notes:
        text = printed(lead, note).replace(" ", "")
        assert "<script>alert(1)</script>" in text
        if note.kind != "no_show_note":
            assert '#eval("1+1")' in text
            assert "{{7|add:7}}" in text


def test_a_printed_note_names_only_its_client(clinic: cast.Clinic) -> None:
    session = closed(clinic)
    actions.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id), by=clinic.lead, now=NOW)
    everybody = {row.client_id: row for row in queries.load(session, NOW).board.rows}
    lead = browse(clinic, "lead")
    for note in SignedNote.objects.select_related("attendance__client"):
        text = printed(lead, note)
        own = note.attendance.client
        assert own.chart_number in text
        for client in clinic.clients:
            if client.id == own.id:
                continue
            assert client.chart_number not in text
            assert client.legal_last_name not in text
            assert everybody[client.id].name not in text
        goals = [goal for goal in clinic.goals if goal.client_id != own.id]
        assert not [goal.text for goal in goals if " ".join(goal.text.split()) in text]
