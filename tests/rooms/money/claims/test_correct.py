"""A claim that left and was wrong: replaced, voided, voided and billed anew, or told another way (care.md 2.3)."""

from datetime import date
from decimal import Decimal

import pytest

from circlechart.base.kit.errors import NotAllowed
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.errors import NeedsReason, NothingChanged
from circlechart.care.attendance.models import AttendanceAmendment
from circlechart.care.notes.models import SignedNote
from circlechart.money.charges.models import Charge
from circlechart.money.claims import actions, queries
from circlechart.money.claims.errors import NothingToTell, NotReady
from circlechart.money.claims.facts import ToldGiven
from circlechart.money.claims.models import Claim, Submission, ToldPayer
from tests import cast
from tests.rooms.money.charges.test_capture import move
from tests.rooms.money.claims.correcting import (
    IMRE,
    NO_SHOW,
    ON,
    PRESENT,
    TOBIAS,
    addendum,
    answer,
    opened,
    pending,
    policy,
    send,
    sent,
    shorter,
    step,
)  # fmt: skip
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db
ALDER, PRAIRIE = "Alder Mutual", "Prairie State Medicaid"


def lines(claim: Claim) -> list[tuple[str, int, Decimal]]:
    return [(line.code, line.units, line.amount) for line in claim.lines.order_by("control_number")]


def content(claim: Claim) -> str:
    return Submission.objects.get(claims=claim).content


def test_A10_what_is_corrected_before_the_payer_answered_waits_and_the_signed_note_stays() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = sent(evening)
    note = SignedNote.objects.get(attendance_id=evening.id(IMRE))
    with pytest.raises(NeedsReason):
        evening.correct(IMRE, NO_SHOW, why="")
    evening.correct(IMRE, NO_SHOW)
    assert SignedNote.objects.get(pk=note.pk).content_hash == note.content_hash
    assert AttendanceAmendment.objects.filter(attendance_id=evening.id(IMRE)).count() == 1
    assert (opened(evening), step(claim)) == ([], "wait")
    answer(clinic, claim, "accepted")
    assert opened(evening) == [("8", "ready", ALDER)]
    void = pending(evening, "8")
    assert (void.replaces, void.payer_claim_number, lines(void)) == (claim, "ICN1", lines(claim))


def test_A11_after_paid_a_void_is_made_once_and_the_same_correction_again_changes_nothing() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = sent(evening)
    answer(clinic, claim, "paid")
    evening.correct(IMRE, NO_SHOW)
    void = pending(evening, "8")
    with pytest.raises(NothingChanged):
        evening.correct(IMRE, NO_SHOW, why="The same, typed again.")
    evening.catch_up()
    assert pending(evening, "8") == void
    send(evening, void)
    assert f"CLM*{void.number}*62***11:B:8*" in content(void)
    assert "REF*F8*ICN1" in content(void)
    evening.correct(IMRE, Mark("excused", reason="Called from work."), why="Absent in another way.")
    assert (opened(evening), step(claim)) == ([], "")
    assert Claim.objects.filter(client=claim.client).count() == 2
    claim.refresh_from_db()
    assert claim.status == "paid", "what has left is never touched"


def test_A11_a_correction_that_bills_the_same_needs_nothing() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = sent(evening)
    answer(clinic, claim, "paid")
    shorter(evening, 89, IMRE)
    assert (opened(evening), step(claim)) == ([], "none")


def test_units_that_changed_are_a_replacement_with_the_payers_own_number() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = sent(evening, TOBIAS)
    answer(clinic, claim, "paid", "PRSM-77")
    shorter(evening)
    found = pending(evening, "7", TOBIAS)
    assert (found.replaces, found.status, lines(found)) == (claim, "ready", [("H0005", 4, Decimal("39.00"))])
    text = content(send(evening, found))
    assert f"CLM*{found.number}*39***11:B:7*" in text
    assert "REF*F8*PRSM-77" in text
    assert {each.id for each in queries.standing_on([claim.client_id], ON)} == {found.id}


def test_while_the_note_does_not_say_so_yet_nothing_is_taken_back() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = sent(evening, TOBIAS)
    answer(clinic, claim, "paid")
    evening.correct(TOBIAS, Mark("late", arrived_at=cast.later(evening.start, 30)))
    assert evening.charge(TOBIAS).hold_rule == "note-and-attendance-differ"
    assert (opened(evening, TOBIAS), step(claim)) == ([], "wait")
    addendum(evening, TOBIAS)
    assert opened(evening, TOBIAS) == [("7", "ready", PRAIRIE)]


def test_without_the_payers_number_the_correction_waits_with_what_mends_it() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = sent(evening)
    answer(clinic, claim, "accepted", number="")
    evening.correct(IMRE, NO_SHOW)
    (found,) = Claim.objects.filter(frequency="8")
    assert [each["rule"] for each in found.findings] == ["payer-number"]
    answer(clinic, claim, "accepted", number="ALD-9")
    assert pending(evening, "8").payer_claim_number == "ALD-9"
    assert opened(evening) == [("8", "ready", ALDER)]


def test_A12_a_correction_while_a_replacement_is_pending_rebuilds_it() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = sent(evening, TOBIAS)
    answer(clinic, claim, "paid")
    shorter(evening, 60)
    first = pending(evening, "7", TOBIAS)
    shorter(evening, 75)
    second = pending(evening, "7", TOBIAS)
    first.refresh_from_db()
    assert (first.status, first.withdrawn_because) == (
        "withdrawn", "What it corrects changed again, or the payer answered.",
    )  # fmt: skip
    assert (second.replaces, lines(second)) == (claim, [("H0005", 5, Decimal("48.75"))])
    evening.correct(TOBIAS, PRESENT)
    addendum(evening, TOBIAS)
    assert (opened(evening, TOBIAS), step(claim)) == ([], "none"), "undone before it left"


def test_A12_a_correction_while_a_replacement_is_unanswered_waits_and_replaces_the_replacement() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = sent(evening, TOBIAS)
    answer(clinic, claim, "paid", "ICN1")
    shorter(evening, 60)
    first = send(evening, pending(evening, "7", TOBIAS))
    shorter(evening, 75)
    assert (opened(evening, TOBIAS), step(first), step(claim)) == ([], "wait", "")
    answer(clinic, first, "paid", "ICN2")
    second = pending(evening, "7", TOBIAS)
    assert (second.replaces, second.payer_claim_number) == (first, "ICN2")


def test_A12_a_rejected_replacement_never_was_so_the_first_claim_is_corrected_again() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = sent(evening, TOBIAS)
    answer(clinic, claim, "paid")
    shorter(evening)
    first = send(evening, pending(evening, "7", TOBIAS))
    answer(clinic, first, "rejected")
    assert pending(evening, "7", TOBIAS).replaces == claim


@pytest.mark.parametrize("kind", ["accepted", "paid"])
def test_A13_the_wrong_payer_is_voided_and_the_right_one_billed(kind: str) -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = sent(evening)
    right = move(clinic, clinic.clients[0], "medicaid", date(2026, 11, 1))
    evening.catch_up()
    assert (opened(evening), step(claim)) == ([], "wait")
    answer(clinic, claim, kind)
    assert opened(evening) == [("1", "ready", PRAIRIE), ("8", "ready", ALDER)]
    assert pending(evening, "1").coverage == right
    assert pending(evening, "8").coverage == claim.coverage


def test_A13_what_the_wrong_payer_denied_is_billed_to_the_right_one_at_once() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = sent(evening)
    answer(clinic, claim, "denied")
    move(clinic, clinic.clients[0], "medicaid", date(2026, 11, 1))
    evening.catch_up()
    assert (opened(evening), step(claim)) == ([("1", "ready", PRAIRIE)], "none")


def test_A13_another_coverage_of_the_same_payer_is_billed_only_after_the_void_has_left() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = sent(evening)
    answer(clinic, claim, "paid")
    move(clinic, clinic.clients[0], "commercial", date(2026, 11, 1))
    evening.catch_up()
    assert opened(evening) == [("8", "ready", ALDER)]
    send(evening, pending(evening, "8"))
    assert opened(evening) == [("1", "ready", ALDER)]


def test_a_payer_that_takes_no_replacement_gets_a_void_and_then_a_new_original() -> None:
    clinic = cast.clinic()
    policy(clinic, "void_and_new", "medicaid")
    evening = Evening(clinic).hold()
    claim = sent(evening, TOBIAS)
    answer(clinic, claim, "paid")
    shorter(evening)
    assert opened(evening, TOBIAS) == [("8", "ready", PRAIRIE)], "the new one waits for the void"
    void = send(evening, pending(evening, "8", TOBIAS))
    new = pending(evening, "1", TOBIAS)
    assert (new.replaces, lines(new)) == (None, [("H0005", 4, Decimal("39.00"))])
    answer(clinic, void, "rejected")
    assert opened(evening, TOBIAS) == [("8", "ready", PRAIRIE)], "the void never was, so the new one waits again"


def test_a_payer_that_takes_only_originals_is_told_another_way_and_never_billed_twice() -> None:
    clinic = cast.clinic()
    policy(clinic, "original_only", "medicaid")
    evening = Evening(clinic).hold()
    claim = sent(evening, TOBIAS)
    answer(clinic, claim, "paid")
    shorter(evening)
    assert (opened(evening, TOBIAS), step(claim)) == ([], "tell")
    given = ToldGiven("phone", "Reopening 4711, spoke to the provider line.", ON)
    with pytest.raises(NotAllowed):
        actions.tell(claim_id=claim.id, given=given, by=clinic.lead, now=evening.ended)
    told = actions.tell(claim_id=claim.id, given=given, by=clinic.biller, now=evening.ended)
    assert (opened(evening, TOBIAS), step(claim), told.told_by) == ([], "none", clinic.staff["biller"])
    with pytest.raises(NothingToTell):
        actions.tell(claim_id=claim.id, given=given, by=clinic.biller, now=evening.ended)
    shorter(evening, 75)
    assert step(claim) == "tell", "another correction is told anew"
    assert ToldPayer.objects.count() == 1


def test_presence_withdrawn_and_given_back_after_the_void_is_a_new_original() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = sent(evening)
    answer(clinic, claim, "paid")
    evening.correct(IMRE, NO_SHOW)
    void = pending(evening, "8")
    evening.correct(IMRE, PRESENT)
    addendum(evening)
    assert opened(evening) == [], "the void is withdrawn, and the claim stands"
    evening.correct(IMRE, NO_SHOW)
    send(evening, pending(evening, "8"))
    evening.correct(IMRE, PRESENT)
    addendum(evening)
    assert opened(evening) == [("1", "ready", ALDER)]
    void.refresh_from_db()
    assert void.status == "withdrawn"


def test_a_correction_after_the_claim_was_voided_in_the_worklist_is_refused_at_the_door() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = sent(evening)
    answer(clinic, claim, "paid")
    evening.correct(IMRE, NO_SHOW)
    void = pending(evening, "8")
    evening.correct(IMRE, PRESENT)
    addendum(evening)
    with pytest.raises(NotReady):
        send(evening, void)


def test_what_was_never_billed_to_anybody_is_still_an_original_beside_a_correction() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    answer(clinic, sent(evening), "paid")
    evening.correct(IMRE, NO_SHOW)
    others = Claim.objects.filter(status="ready", frequency="1")
    assert others.count() == Charge.objects.filter(current=True, status="ready").count() == 7
