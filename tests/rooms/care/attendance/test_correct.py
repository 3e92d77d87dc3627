"""Correcting attendance before and after the note is signed."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.attendance import actions, errors, queries
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.facts import Difference, OutTime
from circlechart.care.attendance.models import AttendanceAmendment, AttendanceEvent, OutreachContact
from circlechart.care.notes import actions as notes
from circlechart.care.notes import queries as note_queries
from circlechart.care.notes.actions import Edit
from circlechart.care.notes.models import SignedNote
from circlechart.money.charges.models import Charge
from circlechart.money.claims import actions as claims
from circlechart.money.claims import queries as claim_queries
from circlechart.money.claims.models import Claim
from circlechart.web.pull import catch_up
from tests.rooms.care.attendance.conftest import Running

WHO = "Imre Castellan"


def correct(on: Running, name: str, given: Mark, why: str = "", by: str = "lead") -> tuple[Difference, ...]:
    row = on.row(name)
    changed = actions.correct(
        attendance_id=row.attendance_id, given=given, why=why, base_rev=row.rev, idem=uuid4(),
        by=on.clinic.actors[by], now=on.now,
    )  # fmt: skip
    catch_up(on.session.id, by=on.clinic.lead, now=on.now)
    return changed


def sign(on: Running) -> int:
    desk = note_queries.signing_desk(note_queries.load(on.session, on.now), on.clinic.lead.staff_id)
    read = {draft.attendance_id: draft.content_hash for draft in desk.drafts}
    done = notes.sign(session_id=on.session.id, read=read, by=on.clinic.lead, now=on.now)
    catch_up(on.session.id, by=on.clinic.lead, now=on.now)
    return len(done.signed)


def write(on: Running, name: str, words: str) -> None:
    row = on.row(name)
    goal = next(goal for goal in on.clinic.goals if goal.client_id == row.client_id)
    fields = {"response": words, "participation": 3, "goals": [str(goal.id)]}
    notes.save_entry(attendance_id=row.attendance_id, edit=Edit(fields, 0, uuid4()), by=on.clinic.lead, now=on.now)


@pytest.fixture
def signed(start: Callable[[], Running]) -> Running:
    """Two clients came and are written and signed, one did not come, the others are excused."""
    on = start()
    on.mark("Oren Pell", "no_show")
    for name in (WHO, "Tobias Bracken"):
        on.mark(name, "present")
        write(on, name, f"{name.split()[0]} spoke about the week and named one evening that went well.")
    for row in queries.board(on.session.id, on.now).rows:
        if row.note_owed == "undecided":
            on.mark(row.name, "excused")
    text = {"topic": "Cravings", "interventions": "Role play", "content": "The group practiced asking for help."}
    notes.save_narrative(session_id=on.session.id, edit=Edit(text, 0, uuid4()), by=on.clinic.lead, now=on.now)
    on.end()
    assert sign(on) == 3
    on.session.refresh_from_db()
    assert on.session.status == "documented"
    return on


def charge(on: Running, name: str) -> Charge | None:
    return Charge.objects.filter(attendance_id=on.id(name), current=True).first()


def test_correct_before_signing_needs_no_reason_and_makes_no_amendment(running: Running) -> None:
    running.mark(WHO, "present")
    changed = correct(
        running,
        WHO,
        Mark("attended", arrived_at=running.at(30), outs=(OutTime(running.at(40), running.at(50), "call"),)),
    )
    assert running.row(WHO).minutes == 35
    assert [(each.kind, each.before, each.after) for each in changed] == [("weekly_minutes", "75", "35")]
    assert not AttendanceAmendment.objects.exists()
    assert AttendanceEvent.objects.filter(verb="mark").count() == 2


def test_preview_of_a_correction_changes_nothing(running: Running) -> None:
    running.mark(WHO, "present")
    row = running.row(WHO)
    changed = actions.preview_correction(
        attendance_id=row.attendance_id, given=Mark("no_show"), why="", base_rev=row.rev, idem=uuid4(),
        by=running.clinic.lead, now=running.now,
    )  # fmt: skip
    assert {each.kind for each in changed} == {"note", "charge", "weekly_minutes", "fee", "plan", "task"}
    assert running.row(WHO) == row
    assert AttendanceEvent.objects.count() == 1


def test_A10_after_signing_a_correction_needs_its_reason(signed: Running) -> None:
    with pytest.raises(errors.NeedsReason) as refused:
        correct(signed, WHO, Mark("attended", left_at=signed.at(60), clear_arrived=True))
    assert refused.value.field == "Reason for the correction"
    assert not AttendanceAmendment.objects.exists()
    assert signed.row(WHO).minutes == 90


def test_A10_an_amendment_keeps_the_signed_note_and_says_what_changed(signed: Running) -> None:
    before = SignedNote.objects.get(attendance_id=signed.id(WHO))
    correct(signed, WHO, Mark("attended", left_at=signed.at(60), clear_arrived=True), why="Left for the bus at 7:00.")
    after = SignedNote.objects.get(attendance_id=signed.id(WHO))
    assert (after.content_hash, after.content) == (before.content_hash, before.content)
    amendment = AttendanceAmendment.objects.get()
    assert (amendment.before["minutes"], amendment.after["minutes"]) == (90, 60)
    assert amendment.reason == "Left for the bus at 7:00."
    assert [each["kind"] for each in amendment.impact] == ["weekly_minutes"]
    assert AuditEvent.objects.get(verb="attendance.amend").client_id == signed.row(WHO).client_id
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        AttendanceAmendment.objects.update(reason="other")


def test_A10_the_charge_is_held_until_the_author_adds_an_addendum(signed: Running) -> None:
    assert charge(signed, WHO).status == "ready"
    correct(signed, WHO, Mark("attended", left_at=signed.at(60), clear_arrived=True), why="Left for the bus.")
    held = charge(signed, WHO)
    assert held is not None and (held.status, held.hold_rule) == ("held", "note-and-attendance-differ")
    assert not Claim.objects.filter(client_id=signed.row(WHO).client_id, status="ready").exists()
    note, lead = SignedNote.objects.get(attendance_id=signed.id(WHO)), signed.clinic.lead
    for by, text in ((signed.clinic.co, "The topic was the second one."), (lead, "He left at 7:00 for the bus.")):
        held = charge(signed, WHO)
        assert held is not None and held.status == "held", "somebody else's words do not release it"
        notes.add_addendum(signed_note_id=note.id, text=text, reason="Times", by=by, now=signed.now)
        catch_up(signed.session.id, by=lead, now=signed.now)
    ready = charge(signed, WHO)
    assert ready is not None and (ready.status, ready.minutes) == ("ready", 60)


def test_A8_presence_withdrawn_after_signing_withdraws_charge_and_claim(signed: Running) -> None:
    client_id = signed.row(WHO).client_id
    assert Claim.objects.filter(client_id=client_id, status="ready").count() == 1
    correct(signed, WHO, Mark("no_show"), why="Marked the wrong row.")
    assert charge(signed, WHO) is None
    assert set(Claim.objects.filter(client_id=client_id).values_list("status", flat=True)) == {"withdrawn"}
    signed.session.refresh_from_db()
    assert signed.session.status == "held"
    assert sign(signed) == 1
    kinds = SignedNote.objects.filter(attendance_id=signed.id(WHO)).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["group_note", "no_show_note"]
    signed.session.refresh_from_db()
    assert signed.session.status == "documented"


def test_A9_a_signed_no_show_who_was_there_owes_a_group_note_beside_it(signed: Running) -> None:
    who = "Oren Pell"
    assert [each.client_name for each in queries.to_reach_out(signed.clinic.lead, signed.now)] == [who]
    correct(
        signed, who, Mark("attended", arrived_at=signed.at(50), clear_left=True), why="Came at 6:50, sat at the back."
    )
    assert queries.to_reach_out(signed.clinic.lead, signed.now) == []
    write(signed, who, "Sat at the back and wrote a card; read one line of it aloud.")
    assert sign(signed) == 1
    kinds = SignedNote.objects.filter(attendance_id=signed.id(who)).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["no_show_note", "group_note"]
    held = charge(signed, who)
    assert held is not None and held.minutes == 40


def test_A11_a_correction_after_the_claim_left_builds_no_second_claim(signed: Running) -> None:
    claim = Claim.objects.get(client_id=signed.row(WHO).client_id, status="ready")
    claims.send(claim_ids=[claim.id], by=signed.clinic.biller, now=signed.now)
    correct(signed, WHO, Mark("attended", left_at=signed.at(30), clear_arrived=True), why="Left for the bus.")
    notes.add_addendum(
        signed_note_id=SignedNote.objects.get(attendance_id=signed.id(WHO)).id, text="Left at 6:30.", reason="Times",
        by=signed.clinic.lead, now=signed.now,
    )  # fmt: skip
    catch_up(signed.session.id, by=signed.clinic.lead, now=signed.now)
    (only,) = claim_queries.marked().filter(client_id=signed.row(WHO).client_id)
    assert (only.status, only.overtaken) == ("sent", True)


def test_correct_refuses_what_is_marked_already(signed: Running) -> None:
    with pytest.raises(errors.NothingChanged):
        correct(signed, WHO, Mark("attended", clear_arrived=True, clear_left=True, outs=()), why="A look")
    assert not AttendanceAmendment.objects.exists()
    assert AttendanceEvent.objects.filter(verb="amend").count() == 0


def test_correct_refuses_overlapping_out_times(running: Running) -> None:
    running.mark(WHO, "present")
    outs = (OutTime(running.at(10), running.at(30), "call"), OutTime(running.at(20), running.at(40), "medication"))
    with pytest.raises(errors.BadTime, match=r"BadTime\(Out, from\)"):
        correct(running, WHO, Mark("attended", outs=outs))
    assert running.row(WHO).minutes == 75


def test_correct_refuses_somebody_outside_the_session(signed: Running) -> None:
    with pytest.raises(NotAllowed):
        correct(signed, WHO, Mark("no_show"), why="wrong", by="trainee")


def test_correct_replayed_changes_nothing_more(running: Running) -> None:
    key, row = uuid4(), running.row(WHO)
    for _ in range(2):
        actions.correct(
            attendance_id=row.attendance_id, given=Mark("present"), why="", base_rev=row.rev, idem=key,
            by=running.clinic.lead, now=running.now,
        )  # fmt: skip
    assert running.row(WHO).rev == row.rev + 1


def test_record_outreach_takes_the_client_off_the_list(signed: Running) -> None:
    actions.record_outreach(
        attendance_id=signed.id("Oren Pell"),
        outcome="Left a message with his brother.",
        by=signed.clinic.desk,
        now=signed.now,
    )
    assert queries.to_reach_out(signed.clinic.desk, signed.now) == []
    assert OutreachContact.objects.get().outcome == "Left a message with his brother."
    assert AuditEvent.objects.get(verb="attendance.outreach").client_id == signed.row("Oren Pell").client_id


def test_record_outreach_is_refused_for_somebody_who_came(signed: Running) -> None:
    with pytest.raises(errors.IllegalStep):
        actions.record_outreach(attendance_id=signed.id(WHO), outcome="Called.", by=signed.clinic.desk, now=signed.now)
