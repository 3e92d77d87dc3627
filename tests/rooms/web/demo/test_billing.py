"""What the demo clinic billed in the weeks behind: every state of a claim is there, by the actions that people use."""

from datetime import UTC, datetime

import pytest

from circlechart.base.audit.models import AuditEvent
from circlechart.money.charges.models import Authorization, Charge, ChargeOverride
from circlechart.money.claims.models import Claim, PayerAnswer, Submission
from circlechart.money.payers.models import RuleVersion
from circlechart.web.demo import seed

SATURDAY = datetime(2027, 2, 20, 15, 0, tzinfo=UTC)
TABLES = (Claim, Submission, PayerAnswer, RuleVersion, ChargeOverride, Authorization)


def silent(words: str) -> None:
    """Nobody watches."""


@pytest.mark.django_db
def test_four_weeks_of_billing_show_every_state_and_are_made_once() -> None:
    seed.seed(SATURDAY, silent)
    states = set(Claim.objects.values_list("status", flat=True))
    assert states >= {"ready", "sent", "accepted", "rejected", "denied", "paid"}
    assert not Claim.objects.filter(status="draft").exists()
    files = Submission.objects.order_by("made_at").values_list("form", flat=True)
    assert sorted(files) == ["institutional", "professional", "professional"]

    replacements = Claim.objects.filter(frequency="7").order_by("service_on", "status")
    assert sorted(each.status for each in replacements) == ["ready", "sent"]
    assert all(each.payer_claim_number and each.amount < each.replaces.amount for each in replacements if each.replaces)
    again = Claim.objects.filter(client__legal_last_name="Quintero").order_by("service_on", "built_at")
    assert [each.status for each in again[:2]] == ["rejected", "ready"]
    second = Claim.objects.get(follows__isnull=False)
    assert (second.status, second.coverage.priority, second.follows and second.follows.status) == ("ready", 2, "paid")
    assert Charge.objects.filter(current=True, hold_rule="note-and-attendance-differ").count() == 1

    assert ChargeOverride.objects.get().reason
    assert Authorization.objects.get().number
    assert RuleVersion.objects.get().status == "testing"
    verbs = {"claims.send", "claims.record_answer", "charges.override", "charges.add_authorization", "payers.set_rule"}
    assert verbs <= set(AuditEvent.objects.values_list("verb", flat=True))

    before = [model.objects.count() for model in TABLES]
    seed.seed(SATURDAY, silent)
    assert [model.objects.count() for model in TABLES] == before
