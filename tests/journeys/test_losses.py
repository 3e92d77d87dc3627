"""The four losses that group records are known for, each with a test that finds it by its name: LOSS1 to LOSS4.

LOSS1: somebody who did not come still gets an encounter. LOSS2: only the first page of the roster is kept. LOSS3: the
second session of a day overwrites the first one's texts. LOSS4: a claim goes out with place of service 00.
"""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from circlechart.base.formats.x12 import check
from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance import queries as boards
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.models import Attendance
from circlechart.care.notes import actions as notes
from circlechart.care.notes.actions import Edit
from circlechart.care.notes.models import Entry, Narrative, SignedNote
from circlechart.care.plans.models import Goal
from circlechart.care.sessions.models import Session
from circlechart.money.charges.models import Charge
from circlechart.money.claims import actions as claims
from circlechart.money.claims.models import Claim
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.care.notes.test_screen import browse, crowd
from tests.rooms.care.notes.test_sign import NOW, START, ids, read_all
from tests.rooms.money.claims.test_assemble import ENDED, signed_group

MANY = 30


@pytest.fixture
def clinic(db: None) -> Iterator[cast.Clinic]:
    with time_machine.travel(ENDED, tick=False):
        yield cast.clinic()


def held(clinic: cast.Clinic, session: Session, narrative: str, said: str) -> None:
    """Start, mark, write, end and sign a session; every entry says `said` and a word of its own."""
    began = session.span.lower if session.span else START
    now = began + timedelta(minutes=75)
    attendance.open_session(session_id=session.id, by=clinic.lead, now=now)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=now)
    notes.save_narrative(
        session_id=session.id, edit=Edit({"content": narrative}, 0, uuid4()), by=clinic.lead, now=now
    )  # fmt: skip
    goals = {goal.client_id: str(goal.id) for goal in Goal.objects.all()}
    for number, row in enumerate(boards.board(session.id, now).rows):
        fields = {
            "response": f"{said} {chr(ord('a') + number % 26) * (2 + number // 26)}.",
            "participation": 2,
            "goals": [goals[row.client_id]],
        }
        notes.save_entry(attendance_id=row.attendance_id, edit=Edit(fields, 0, uuid4()), by=clinic.lead, now=now)
    ended = began + timedelta(minutes=91)
    attendance.close_session(session_id=session.id, by=clinic.lead, now=ended)
    session.refresh_from_db()
    notes.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id, ended), by=clinic.lead, now=ended)
    catch_up(session.id, by=clinic.lead, now=ended)


def test_LOSS1_who_did_not_come_gets_no_encounter_no_charge_and_no_claim(clinic: cast.Clinic) -> None:
    session = signed_group(clinic)
    row = ids(session)["Oren Pell"]
    note = SignedNote.objects.get(attendance_id=row)
    assert note.kind == "no_show_note"
    assert "No service was provided" in note.content["statement"]
    assert "narrative" not in note.content, "a no-show note holds nothing of the group"
    assert not Charge.objects.filter(attendance_id=row).exists()
    assert not Claim.objects.filter(client__legal_last_name="Pell").exists()


def test_LOSS1_nothing_is_assumed_about_who_was_not_marked(clinic: cast.Clinic) -> None:
    session = clinic.session(START)
    attendance.open_session(session_id=session.id, by=clinic.lead, now=NOW)
    attendance.close_session(session_id=session.id, by=clinic.lead, now=ENDED)
    catch_up(session.id, by=clinic.lead, now=ENDED)
    assert set(Attendance.objects.values_list("disposition", flat=True)) == {"expected"}
    assert not Charge.objects.exists()
    assert not SignedNote.objects.exists()


def test_LOSS1_present_that_becomes_no_show_takes_its_charge_and_claim_back(clinic: cast.Clinic) -> None:
    session = signed_group(clinic)
    row = boards.row_of(ids(session)["Imre Castellan"], ENDED)
    assert Claim.objects.filter(client__legal_last_name="Castellan", status="ready").count() == 1
    attendance.correct(
        attendance_id=row.attendance_id, given=Mark("no_show"), why="It was his brother.", base_rev=row.rev, idem=uuid4(),
        by=clinic.lead, now=ENDED,
    )  # fmt: skip
    catch_up(session.id, by=clinic.lead, now=ENDED)
    assert not Charge.objects.filter(attendance_id=row.attendance_id, current=True).exists()
    assert not Claim.objects.filter(client__legal_last_name="Castellan", status="ready").exists()


def test_LOSS2_a_group_of_thirty_is_on_one_page_and_all_of_it_is_kept(clinic: cast.Clinic) -> None:
    clinic.group.capacity = MANY + 10
    clinic.group.save()
    crowd(clinic, MANY - len(clinic.clients))
    session = clinic.session(START)
    held(clinic, session, "The whole hall practiced asking for help.", "Spoke as number")
    page = browse(clinic, "lead").get(reverse("notes:session", args=[session.id])).content.decode()
    assert page.count('role="group" aria-labelledby="name-') == MANY
    assert Attendance.objects.filter(session=session, disposition="attended").count() == MANY
    assert SignedNote.objects.filter(session=session).count() == MANY
    assert len(set(Entry.objects.values_list("response", flat=True))) == MANY


def test_LOSS2_saving_one_row_leaves_every_other_as_it_was(clinic: cast.Clinic) -> None:
    session = clinic.session(START)
    attendance.open_session(session_id=session.id, by=clinic.lead, now=NOW)
    rows = ids(session)
    for name, choice in (("Oren Pell", "no_show"), ("Lu Montoya", "present")):
        attendance.mark(attendance_id=rows[name], given=Mark(choice), base_rev=1, idem=uuid4(), by=clinic.lead, now=NOW)
    notes.save_entry(
        attendance_id=rows["Lu Montoya"], edit=Edit({"response": "Stayed."}, 0, uuid4()), by=clinic.lead, now=NOW
    )  # fmt: skip
    before = {row.attendance_id: row for row in boards.board(session.id, NOW).rows}
    browse(clinic, "lead").post(
        reverse("attendance:mark", args=[rows["Imre Castellan"]]), {"choice": "present", "base_rev": "1"}
    )  # fmt: skip
    after = {row.attendance_id: row for row in boards.board(session.id, NOW).rows}
    assert [each for each in before if before[each] != after[each]] == [rows["Imre Castellan"]]
    assert Entry.objects.get().response == "Stayed."


def test_LOSS3_two_sessions_of_a_group_on_one_day_keep_their_own_texts(clinic: cast.Clinic) -> None:
    noon, evening = clinic.session(START - timedelta(hours=6)), clinic.session(START)
    assert noon.local_on == evening.local_on
    held(clinic, noon, "At noon the group named its morning.", "At noon")
    first = {note.id: (note.content, note.content_hash) for note in SignedNote.objects.all()}
    held(clinic, evening, "In the evening the group named its day.", "In the evening")
    assert {n.session_id: n.content for n in Narrative.objects.all()} == {
        noon.id: "At noon the group named its morning.",
        evening.id: "In the evening the group named its day.",
    }
    for session, said in ((noon, "At noon"), (evening, "In the evening")):
        signed = SignedNote.objects.filter(session=session)
        assert signed.count() == len(clinic.clients)
        assert all(note.content["entry"]["response"].startswith(said) for note in signed)
    assert {n.id: (n.content, n.content_hash) for n in SignedNote.objects.filter(session=noon)} == first


def test_LOSS4_every_claim_names_its_facility_and_a_place_of_service(clinic: cast.Clinic) -> None:
    session = signed_group(clinic)
    ready = Claim.objects.filter(status="ready")
    assert ready.count() == 6
    assert set(ready.values_list("facility_id", "place_of_service")) == {(session.facility_id, "11")}
    for payer in {claim.coverage.plan.payer for claim in ready}:
        chosen = [claim.id for claim in ready.filter(coverage__plan__payer=payer)]
        sent = claims.send(claim_ids=chosen, by=clinic.biller, now=ENDED)
        places = [segment.split("*")[5] for segment in sent.content.split("~") if segment.strip().startswith("CLM*")]
        assert places == ["11:B:1"] * len(chosen)
        assert check.objections(sent.content) == []
