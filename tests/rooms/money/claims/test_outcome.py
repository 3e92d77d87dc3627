"""What came of signing, as the session screen says it."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance.actions import Mark
from circlechart.care.notes import actions as notes
from circlechart.care.notes.actions import Edit
from circlechart.money.claims import queries
from circlechart.money.claims.facts import SessionOutcome
from circlechart.money.claims.models import Claim
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.care.notes.test_screen import browse, crowd
from tests.rooms.care.notes.test_sign import NOW, START, closed, ids, opened, read_all, written
from tests.rooms.money.claims.test_assemble import ENDED, signed_group

HELD = "Present 20 minutes, under the 45"


@pytest.fixture
def clinic(db: None) -> Iterator[cast.Clinic]:
    with time_machine.travel(ENDED, tick=False):
        yield cast.clinic()


def test_one_glance_says_notes_charges_holds_and_claims(clinic: cast.Clinic) -> None:
    session = signed_group(clinic)
    outcome = queries.outcome(session, clinic.lead, ENDED)
    assert ", ".join(outcome.counts) == "8 notes signed, 6 charges, 1 hold, 6 claims"
    assert outcome.left == ()
    assert [each.name for each in outcome.held] == ["Darius Feld"]
    assert outcome.held[0].because.startswith(HELD)
    by_name = {each.name: each for each in outcome.clients}
    assert (by_name["Imre Castellan"].charge, by_name["Imre Castellan"].claim) == ("90853 ×1", "Ready")
    assert by_name["Yuki Hathaway"].charge.startswith("H0005-HF-HQ ×")
    oren = by_name["Oren Pell"]
    assert oren.signed_note_id is not None
    assert (oren.charged, oren.charge, oren.claim, oren.because, oren.minutes) == ("none", "", "", "", 0)
    assert by_name["Darius Feld"].claim == ""
    assert outcome.parts == (("Devon Okafor-Lund", False),)


def test_A14_forty_four_whole_minutes_are_held_and_the_screen_says_why(clinic: cast.Clinic) -> None:
    session = opened(clinic)
    left = Mark("left_early", left_at=START + timedelta(minutes=44, seconds=59))
    row = ids(session)["Darius Feld"]
    attendance.mark(attendance_id=row, given=left, base_rev=1, idem=uuid4(), by=clinic.lead, now=NOW)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=NOW)
    written(clinic, session)
    attendance.close_session(session_id=session.id, by=clinic.lead, now=ENDED)
    session.refresh_from_db()
    notes.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id), by=clinic.lead, now=ENDED)
    catch_up(session.id, by=clinic.lead, now=ENDED)
    outcome = queries.outcome(session, clinic.lead, ENDED)
    assert ", ".join(outcome.counts) == "8 notes signed, 7 charges, 1 hold, 7 claims"
    assert (outcome.held[0].name, outcome.held[0].minutes) == ("Darius Feld", 44)
    browser = browse(clinic, "lead")
    for name in ("claims:session-outcome", "charges:session-effect"):
        page = browser.get(reverse(name, args=[session.id])).content.decode()
        assert "Present 44 minutes, under the 45 that" in page, name


def test_what_was_left_unsigned_is_said_with_its_reason(clinic: cast.Clinic) -> None:
    session = closed(clinic, skip=("Oren Pell",))
    read = read_all(session, clinic.lead.staff_id)
    notes.sign(session_id=session.id, read=read, by=clinic.lead, now=ENDED)
    catch_up(session.id, by=clinic.lead, now=ENDED)
    outcome = queries.outcome(session, clinic.lead, ENDED)
    assert ", ".join(outcome.counts).startswith("7 notes signed, 1 note not signed, 7 charges")
    assert [each.name for each in outcome.left] == ["Oren Pell"]
    assert "Choose the participation." in outcome.left[0].left
    assert outcome.held == (), "an unsigned note waits; it is not said twice"


def test_a_ready_note_says_whose_signature_it_waits_for(clinic: cast.Clinic) -> None:
    session = closed(clinic)
    seen = {who: queries.outcome(session, clinic.actors[who], ENDED) for who in ("lead", "co")}
    assert {each.left for each in seen["lead"].left} == {"Ready for your signature."}
    assert {each.left for each in seen["co"].left} == {"Waits for Anneke Rivers."}
    assert ", ".join(seen["co"].counts) == "8 notes not signed"


def test_a_signed_part_counts(clinic: cast.Clinic) -> None:
    session = signed_group(clinic)
    notes.save_part(
        session_id=session.id, edit=Edit({"interventions": "Coached."}, 0, uuid4()), by=clinic.co, now=ENDED
    )
    read = read_all(session, clinic.co.staff_id, ENDED)
    notes.sign(session_id=session.id, read=read, by=clinic.co, now=ENDED)
    outcome = queries.outcome(session, clinic.co, ENDED)
    assert ", ".join(outcome.counts) == "8 notes signed, 1 part signed, 6 charges, 1 hold, 6 claims"
    assert outcome.parts == (("Devon Okafor-Lund", True),)


def test_an_empty_outcome_counts_nothing() -> None:
    assert SessionOutcome((), ()).counts == ()


def test_the_window_is_a_fragment_for_the_screen_and_a_page_by_itself(clinic: cast.Clinic) -> None:
    session = signed_group(clinic)
    browser, address = browse(clinic, "lead"), reverse("claims:session-outcome", args=[session.id])
    fragment = browser.get(f"{address}?fragment=1").content.decode()
    assert fragment.lstrip().startswith("<h2")
    page = browser.get(address).content.decode()
    for words in ("8 notes signed,", "6 charges,", "1 hold,", "6 claims", HELD, "Darius Feld"):
        assert words in fragment
        assert words in page
    assert "<html" in page
    effect = reverse("charges:session-effect", args=[session.id])
    assert "<html" in browser.get(effect).content.decode()
    assert "<html" not in browser.get(f"{effect}?fragment=1").content.decode()


def test_only_those_who_see_billing_get_links_to_claims(clinic: cast.Clinic) -> None:
    session = signed_group(clinic)
    address = reverse("claims:session-outcome", args=[session.id])
    links = {
        who: sum(
            reverse("claims:claim", args=[claim.id]) in browse(clinic, who).get(address).content.decode()
            for claim in Claim.objects.all()
        )
        for who in ("lead", "director")
    }
    assert links == {"lead": 0, "director": 6}


def test_the_outcome_asks_no_more_for_thirty_than_for_eight(clinic: cast.Clinic) -> None:
    small = signed_group(clinic)
    browser = browse(clinic, "lead")
    browser.get(reverse("claims:session-outcome", args=[small.id]))
    with CaptureQueriesContext(connection) as eight:
        browser.get(reverse("claims:session-outcome", args=[small.id]))
    clinic.group.capacity = 40
    clinic.group.save()
    crowd(clinic, 22)
    large = clinic.session(cast.evening() - timedelta(hours=3))
    attendance.open_session(session_id=large.id, by=clinic.lead, now=NOW - timedelta(hours=3))
    attendance.mark_remaining_present(session_id=large.id, idem=uuid4(), by=clinic.lead, now=NOW)
    attendance.close_session(session_id=large.id, by=clinic.lead, now=NOW)
    with CaptureQueriesContext(connection) as thirty:
        answer = browser.get(reverse("claims:session-outcome", args=[large.id]))
    assert answer.content.decode().count("Orlov-") >= 22
    assert len(thirty) <= len(eight)
