"""What the first payer leaves is billed to the second, with what the first one decided; and follows its corrections."""

from datetime import timedelta
from decimal import Decimal

import pytest

from circlechart.base.coverage.models import Coverage, Plan
from circlechart.base.formats.x12 import check
from circlechart.money.claims.models import Claim, Submission
from tests import cast
from tests.rooms.money.claims.correcting import (
    IMRE,
    NO_SHOW,
    answer,
    left_to_patient,
    opened,
    pending,
    send,
    sent,
    step,
)  # fmt: skip
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db
ALDER, PRAIRIE = "Alder Mutual", "Prairie State Medicaid"


def twice_covered() -> Evening:
    """Imre is covered by Medicaid after the commercial payer."""
    clinic = cast.clinic()
    plan = Plan.objects.get(payer=clinic.payers["medicaid"])
    Coverage.objects.create(client=clinic.clients[0], plan=plan, member_id="M900901", priority=2, effective=cast.ALWAYS)
    return Evening(clinic).hold()


def secondary(evening: Evening) -> Claim:
    return Claim.objects.get(status__in=["draft", "ready"], follows__isnull=False, replaces__isnull=True)


def test_what_is_left_to_the_patient_goes_to_the_second_payer_with_what_the_first_decided() -> None:
    evening = twice_covered()
    claim = sent(evening)
    kept = left_to_patient(evening.clinic, claim, "20.00")
    found = secondary(evening)
    assert (found.follows, found.rests_on, found.status, found.coverage.priority) == (claim, kept, "ready", 2)
    assert [(line.code, line.amount) for line in found.lines.all()] == [("90853", Decimal("62.00"))]
    send(evening, found)
    text = Submission.objects.get(claims=found).content
    assert check.objections(text) == []
    for piece in (
        "SBR*S*18*",
        "SBR*P*18*",
        "AMT*D*42",
        "SVD*ALDR1*42*HC:90853**1",
        "CAS*PR*3*20",
        "NM1*PR*2*ALDER MUTUAL",
    ):
        assert piece in text, piece


@pytest.mark.parametrize(("kind", "built"), [("paid", 0), ("denied", 1), ("accepted", 0)])
def test_nothing_is_asked_of_the_second_payer_where_nothing_is_left(kind: str, built: int) -> None:
    evening = twice_covered()
    answer(evening.clinic, sent(evening), kind)
    assert len(opened(evening)) == built


def test_a_second_coverage_that_had_ended_is_not_asked() -> None:
    evening = twice_covered()
    before = type(cast.ALWAYS)(cast.SINCE, evening.session.local_on - timedelta(days=1))
    Coverage.objects.filter(member_id="M900901").update(effective=before)
    left_to_patient(evening.clinic, sent(evening), "20.00")
    assert opened(evening) == []


def test_a_voided_primary_voids_its_secondary() -> None:
    evening = twice_covered()
    claim = sent(evening)
    left_to_patient(evening.clinic, claim, "20.00")
    second = send(evening, secondary(evening))
    answer(evening.clinic, second, "paid", "PR-5")
    evening.correct(IMRE, NO_SHOW)
    assert (step(claim), step(second)) == ("void", "wait")
    send(evening, pending(evening, "8"))
    assert opened(evening) == [("8", "ready", PRAIRIE)]
    void = pending(evening, "8")
    assert (void.replaces, void.payer_claim_number, void.follows) == (second, "PR-5", claim)


def test_another_decision_of_the_first_payer_rebuilds_the_secondary_or_replaces_it() -> None:
    evening = twice_covered()
    claim = sent(evening)
    left_to_patient(evening.clinic, claim, "20.00")
    first = secondary(evening)
    left_to_patient(evening.clinic, claim, "15.00")
    second = secondary(evening)
    first.refresh_from_db()
    assert (first.status, second.rests_on.paid) == ("withdrawn", Decimal("47.00"))
    send(evening, second)
    answer(evening.clinic, second, "paid", "PR-6")
    left_to_patient(evening.clinic, claim, "10.00")
    found = pending(evening, "7")
    assert (found.replaces, found.follows, found.payer_claim_number) == (second, claim, "PR-6")
    assert found.rests_on.paid == Decimal("52.00")
