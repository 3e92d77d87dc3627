"""What payers answer: kept beside the claim, which moves with it; amounts that do not add up are refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client as Browser
from django.urls import reverse

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.money.claims import actions
from circlechart.money.claims.errors import BadAnswer, NotThisAnswer
from circlechart.money.claims.facts import AdjustmentGiven, AnswerGiven, LineGiven
from circlechart.money.claims.models import Claim, LineAnswer, PayerAnswer
from tests import cast
from tests.rooms.money.claims.correcting import (
    IMRE,
    LATER,
    NO_SHOW,
    ON,
    TOBIAS,
    answer,
    left_to_patient,
    lines_of,
    opened,
    pending,
    policy,
    send,
    sent,
    shorter,
)  # fmt: skip
from tests.rooms.money.claims.test_views import browse, listed
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db
CENTS = Decimal("62.00")


def paid_by(claim: Claim, paid: str, *adjustments: tuple[str, str, str]) -> AnswerGiven:
    line = claim.lines.get()
    given = tuple(AdjustmentGiven(group, reason, Decimal(amount)) for group, reason, amount in adjustments)
    return AnswerGiven("paid", ON, "ICN1", "", (LineGiven(line.control_number, Decimal(paid), given),))


def test_an_answer_moves_the_claim_and_is_kept_line_by_line_with_who_and_when() -> None:
    clinic = cast.clinic()
    claim = sent(Evening(clinic).hold())
    given = paid_by(claim, "40.00", ("CO", "45", "12.00"), ("PR", "3", "10.00"))
    kept = actions.record_answer(claim_id=claim.id, given=given, by=clinic.biller, now=LATER)
    claim.refresh_from_db()
    assert (claim.status, claim.number_there, claim.answer) == ("paid", "ICN1", kept)
    assert (kept.paid, kept.patient_owes, kept.source) == (Decimal("40.00"), Decimal("10.00"), "hand")
    assert (kept.recorded_by, kept.recorded_at) == (clinic.staff["biller"], LATER)
    assert LineAnswer.objects.get().adjustments[0] == {
        "group": "CO",
        "reason": "45",
        "amount": "12.00",
        "quantity": None,
    }
    row = AuditEvent.objects.get(verb="claims.record_answer")
    assert (row.client_id, row.details) == (
        claim.client_id, {"answer": "paid", "paid": "40.00", "patient_owes": "10.00"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("paid", "adjustments", "words"),
    [
        ("40.00", [("CO", "45", "12.00")], "Paid 40.00 and adjusted 12.00 are 52.00, not 62.00."),
        ("62.00", [("CO", "45", "1.00")], "are 63.00, not 62.00."),
        ("61.00", [("XX", "45", "1.00")], "This is no adjustment code."),
        ("61.00", [("CO", "45 B", "1.00")], "This is no adjustment code."),
        ("62.00", [("CO", "45", "0.00")], "An adjustment has an amount."),
        ("0.00", [("CO", "197", "62.00")], "Nothing was paid, and nothing was left to the patient."),
        ("-1.00", [("CO", "45", "63.00")], "This is not an amount."),
    ],
)
def test_an_answer_that_does_not_add_up_is_refused_and_nothing_is_kept(
    paid: str, adjustments: list[tuple[str, str, str]], words: str
) -> None:
    clinic = cast.clinic()
    claim = sent(Evening(clinic).hold())
    with pytest.raises(BadAnswer) as refused:
        actions.record_answer(
            claim_id=claim.id, given=paid_by(claim, paid, *adjustments), by=clinic.biller, now=LATER
        )  # fmt: skip
    assert words in refused.value.sentence
    claim.refresh_from_db()
    assert (claim.status, PayerAnswer.objects.count(), LineAnswer.objects.count()) == ("sent", 0, 0)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (AnswerGiven("accepted", ON - timedelta(days=1)), "This day cannot be right."),
        (AnswerGiven("accepted", ON + timedelta(days=2)), "This day cannot be right."),
        (AnswerGiven("accepted", ON, "ICN*1"), "This cannot be a payer's number."),
        (AnswerGiven("rejected", ON), "A rejection has a reason."),
        (AnswerGiven("paid", ON), "Some line has no decision."),
    ],
)
def test_an_answer_that_cannot_be_is_refused(given: AnswerGiven, words: str) -> None:
    clinic = cast.clinic()
    claim = sent(Evening(clinic).hold())
    with pytest.raises(BadAnswer) as refused:
        actions.record_answer(claim_id=claim.id, given=given, by=clinic.biller, now=LATER)
    assert words in refused.value.sentence
    assert not PayerAnswer.objects.exists()


def test_only_who_builds_claims_records_answers() -> None:
    clinic = cast.clinic()
    claim = sent(Evening(clinic).hold())
    with pytest.raises(NotAllowed):
        actions.record_answer(claim_id=claim.id, given=AnswerGiven("accepted", ON), by=clinic.director, now=LATER)
    assert not PayerAnswer.objects.exists()


def test_what_has_not_left_cannot_be_answered_and_what_was_rejected_no_more() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    ready = evening.claim(IMRE)
    with pytest.raises(NotThisAnswer):
        answer(clinic, ready, "accepted")
    claim = sent(evening)
    answer(clinic, claim, "rejected")
    again = pending(evening, "1")
    assert (again.replaces, again.status, again.client) == (None, "ready", claim.client)
    with pytest.raises(NotThisAnswer):
        answer(clinic, claim, "paid")
    assert actions.kinds_for(Claim.objects.get(pk=claim.pk)) == []


def test_a_void_is_taken_or_not_and_nothing_is_paid_for_it() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    answer(clinic, sent(evening), "paid")
    evening.correct(IMRE, NO_SHOW)
    void = send(evening, pending(evening, "8"))
    assert actions.kinds_for(void) == ["accepted", "rejected"]
    with pytest.raises(NotThisAnswer):
        answer(clinic, void, "paid")
    answer(clinic, void, "accepted")
    assert opened(evening) == []


def test_an_answer_is_never_changed() -> None:
    clinic = cast.clinic()
    claim = sent(Evening(clinic).hold())
    answer(clinic, claim, "paid")
    for rows in (PayerAnswer.objects, LineAnswer.objects):
        with pytest.raises(Exception, match="cannot be changed or deleted"), transaction.atomic():
            rows.update(paid=1)
    with pytest.raises(Exception, match="cannot be changed or deleted"), transaction.atomic():
        LineAnswer.objects.all().delete()


def typed(claim: Claim, **changed: str) -> dict[str, str]:
    """The form, as filled in for a claim of one line."""
    return {
        "kind": "paid", "answered_on": "2026-11-23", "payer_claim_number": "ALD-77", "reasons": "", "paid1": "40.00",
        "group1_1": "CO", "reason1_1": "45", "amount1_1": "12.00", "group1_2": "PR", "reason1_2": "3", "amount1_2": "10.00",
    } | changed  # fmt: skip


def left_today(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    return browse(evening.clinic)


def test_a_biller_types_the_remittance_and_the_claim_is_paid(monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = sent(evening)
    browser = left_today(evening, monkeypatch)
    address = reverse("claims:answer", args=[claim.id])
    page = browser.get(address).content.decode()
    assert "Line 1: 90853 ×1, billed $62.00" in page
    wrong = browser.post(address, typed(claim, amount1_1="11.00"))
    assert wrong.status_code == 422
    assert "Paid 40.00 and adjusted 21.00 are 61.00, not 62.00." in wrong.content.decode()
    assert 'value="ALD-77"' in wrong.content.decode(), "what was typed stays"
    half = browser.post(address, typed(claim, reason1_2=""))
    assert "Enter group, reason and amount, or leave all three empty." in half.content.decode()
    assert browser.post(address, typed(claim)).status_code == 302
    page = browser.get(reverse("claims:claim", args=[claim.id])).content.decode()
    for words in ("Paid by the payer", "Hamid Farrow", "Paid $40.00, the patient owes $10.00.", "ALD-77"):
        assert words in page
    assert "Imre" in listed(clinic, "paid")


def test_a_correction_is_worked_off_from_the_list_to_the_replacement(monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = sent(evening, TOBIAS)
    shorter(evening)
    browser = left_today(evening, monkeypatch)
    page = listed(clinic, "correct")
    assert "The payer has not answered yet. Record the answer when it comes" in page
    form = {"kind": "accepted", "answered_on": "2026-11-23", "payer_claim_number": "", "reasons": ""}
    assert browser.post(reverse("claims:answer", args=[claim.id]), form).status_code == 302
    stops = Claim.objects.get(status="draft", frequency="7")
    page = browser.get(reverse("claims:claim", args=[stops.id])).content.decode()
    assert reverse("claims:answer", args=[claim.id]) in page, "the mend is a button"
    form["payer_claim_number"] = "PR-1"
    assert browser.post(reverse("claims:answer", args=[claim.id]), form).status_code == 302
    found = pending(evening, "7", TOBIAS)
    page = browser.get(reverse("claims:claim", args=[found.id])).content.decode()
    for words in ("Replacement beside the claim that it corrects", "H0005-HF-HQ ×6, $58.50", "H0005-HF-HQ ×4, $39.00"):
        assert words in page
    assert "Replacement" in listed(clinic, "ready")
    assert "Replacement" in listed(clinic, "correct")
    assert browser.post(reverse("claims:send"), {"claim": str(found.id)}).status_code == 302
    assert "No claim needs a correction" in listed(clinic, "correct")


def test_a_payer_that_takes_only_originals_is_told_on_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = cast.clinic()
    policy(clinic, "original_only", "medicaid")
    evening = Evening(clinic).hold()
    claim = sent(evening, TOBIAS)
    answer(clinic, claim, "paid")
    shorter(evening)
    browser = left_today(evening, monkeypatch)
    address = reverse("claims:tell", args=[claim.id])
    assert address in browser.get(reverse("claims:claim", args=[claim.id])).content.decode()
    assert "H0005-HF-HQ ×4, $39.00" in browser.get(address).content.decode()
    assert browser.post(address, {"how": "phone", "told_on": "2026-11-23"}).status_code == 422
    told = {"how": "phone", "told_on": "2026-11-23", "words": "Reopening 4711."}
    assert browser.post(address, told).status_code == 302
    page = browser.get(reverse("claims:claim", args=[claim.id])).content.decode()
    assert "Told: by telephone" in page
    assert "Reopening 4711." in page
    again = browser.post(address, told)
    assert (again.status_code, "There is nothing that this payer must be told" in again.content.decode()) == (409, True)


def test_what_is_denied_keeps_why() -> None:
    clinic = cast.clinic()
    claim = sent(Evening(clinic).hold())
    told = AnswerGiven("denied", ON, "ICN1", "No authorization on file.", lines_of(claim, "denied"))
    kept = actions.record_answer(claim_id=claim.id, given=told, by=clinic.biller, now=LATER)
    assert (kept.paid, kept.lines.get().adjustments[0]["reason"]) == (0, "197")
    assert left_to_patient(clinic, claim, "62.00").patient_owes == CENTS, "it may change its mind"
    assert date(2026, 11, 23) == ON
