"""Setting a payer's rules and fees from a day on: done, refused with the reason, audited, taken back whole."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed, NotFound
from circlechart.money.claims import actions as claims
from circlechart.money.payers import actions, errors, queries
from circlechart.money.payers.facts import FeeGiven, RuleGiven
from circlechart.money.payers.models import FeeLine, RuleVersion
from tests import cast
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db
ON, DAY = date(2026, 11, 23), timedelta(days=1)
NEXT_YEAR = date(2027, 1, 1)


def rule(clinic: cast.Clinic, who: str = "biller", seen: bool = False, **changes: Any) -> RuleVersion:
    plain = {
        "key": "minutes.floor", "value": 40, "from_on": NEXT_YEAR, "source": "Provider manual 2027, chapter 4",
        "trust": "F1", "read_on": ON,
    }  # fmt: skip
    given = RuleGiven(**(plain | changes))
    payer = clinic.payers["commercial"]
    return actions.set_rule(payer_id=payer.id, given=given, seen=seen, by=clinic.actors[who], now=timezone.now())


def fee(
    clinic: cast.Clinic, amount: str = "70.00", from_on: date = NEXT_YEAR, *, code: str = "90853",
    seen: bool = False, who: str = "biller", now: datetime | None = None,
) -> FeeLine:  # fmt: skip
    given = FeeGiven(code, Decimal(amount), from_on)
    payer = clinic.payers["commercial"]
    return actions.set_fee(payer_id=payer.id, given=given, seen=seen, by=clinic.actors[who], now=timezone.now())


def schedule(clinic: cast.Clinic) -> list[tuple[str, date, date | None]]:
    lines = FeeLine.objects.filter(payer=clinic.payers["commercial"], code="90853").order_by("effective")
    return [(str(line.amount), line.effective.lower, line.effective.upper) for line in lines]


def test_set_rule_adds_a_version_from_its_day_on() -> None:
    clinic = cast.clinic()
    made = rule(clinic)
    assert (made.number, made.status, made.value) == (1, "confirmed", 40)
    payer = clinic.payers["commercial"]
    assert queries.books([payer], ON)[payer.id].get("minutes.floor", ON) == 45
    assert queries.books([payer], NEXT_YEAR)[payer.id].get("minutes.floor", NEXT_YEAR) == 40
    row = AuditEvent.objects.get(verb="payers.set_rule")
    assert (row.thing_id, row.actor_id) == (payer.id, clinic.biller.staff_id)
    assert row.details == {"rule": "minutes.floor", "number": 1, "from": "2027-01-01", "level": "contract"}


def test_set_rule_from_general_knowledge_is_unverified() -> None:
    assert rule(cast.clinic(), trust="G").status == "unverified"


def test_set_rule_keeps_earlier_versions_as_they_were() -> None:
    clinic = cast.clinic()
    first = rule(clinic)
    assert rule(clinic, value=35).number == 2
    with pytest.raises(Exception, match="cannot be changed or deleted"), transaction.atomic():
        RuleVersion.objects.filter(pk=first.pk).update(value=30)
    with pytest.raises(Exception, match="cannot be changed or deleted"), transaction.atomic():
        RuleVersion.objects.filter(pk=first.pk)._raw_delete("default")


def test_set_rule_can_say_that_there_is_no_such_rule() -> None:
    clinic = cast.clinic()
    rule(clinic, value=None, key="group.maximum_size")
    payer = clinic.payers["commercial"]
    assert queries.books([payer], NEXT_YEAR)[payer.id].find("group.maximum_size", NEXT_YEAR) is None


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"value": 0}, errors.BadRule), ({"value": "many"}, errors.BadRule), ({"key": "no.such"}, errors.BadRule),
        ({"source": "   "}, errors.BadSource), ({"trust": "F9"}, errors.BadSource),
    ],
)  # fmt: skip
def test_set_rule_refuses_what_cannot_be_and_writes_nothing(changes: dict[str, Any], error: type[Exception]) -> None:
    clinic = cast.clinic()
    with pytest.raises(error):
        rule(clinic, **changes)
    assert not RuleVersion.objects.exists()
    assert not AuditEvent.objects.filter(verb="payers.set_rule").exists()


def test_set_rule_refuses_to_say_the_same_twice() -> None:
    clinic = cast.clinic()
    rule(clinic)
    with pytest.raises(errors.NothingNew):
        rule(clinic)
    assert rule(clinic, trust="G").number == 2, "another standing of the same value is news"


@pytest.mark.parametrize("who", ["lead", "director", "compliance", "nobody"])
def test_only_who_edits_payers_sets_rules_and_fees(who: str) -> None:
    clinic = cast.clinic()
    with pytest.raises(NotAllowed):
        rule(clinic, who)
    with pytest.raises(NotAllowed):
        fee(clinic, who=who)
    assert not RuleVersion.objects.exists()
    assert len(schedule(clinic)) == 1


def test_a_payer_that_is_gone_is_not_found() -> None:
    clinic = cast.clinic()
    given = FeeGiven("90853", Decimal("70.00"), NEXT_YEAR)
    with pytest.raises(NotFound):
        actions.set_fee(payer_id=uuid4(), given=given, seen=False, by=clinic.biller, now=timezone.now())


def test_set_fee_ends_the_one_before_and_writes_over_nothing() -> None:
    clinic = cast.clinic()
    made = fee(clinic)
    assert schedule(clinic) == [("62.00", cast.SINCE, NEXT_YEAR), ("70.00", NEXT_YEAR, None)]
    assert (made.made_by_id, made.made_at is None) == (clinic.biller.staff_id, False)
    row = AuditEvent.objects.get(verb="payers.set_fee")
    assert row.details == {"code": "90853", "from": "2027-01-01"}
    for change in ({"amount": "1.00"}, {"code": "90849"}):
        with pytest.raises(Exception, match="cannot be changed or deleted"), transaction.atomic():
            FeeLine.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(Exception, match="cannot be changed or deleted"), transaction.atomic():
        made.delete()


def test_set_fee_between_two_leaves_the_later_one() -> None:
    clinic = cast.clinic()
    fee(clinic)
    fee(clinic, "66.00", date(2026, 12, 1))
    assert schedule(clinic) == [
        ("62.00", cast.SINCE, date(2026, 12, 1)),
        ("66.00", date(2026, 12, 1), NEXT_YEAR),
        ("70.00", NEXT_YEAR, None),
    ]


def test_set_fee_for_a_code_without_one_begins_on_its_day() -> None:
    clinic = cast.clinic()
    assert fee(clinic, "40.00", code="90849").effective.lower == NEXT_YEAR


@pytest.mark.parametrize(
    ("amount", "code", "from_on", "error"),
    [
        ("0.00", "90853", NEXT_YEAR, errors.BadFee), ("-5.00", "90853", NEXT_YEAR, errors.BadFee),
        ("70.001", "90853", NEXT_YEAR, errors.BadFee), ("99999999.00", "90853", NEXT_YEAR, errors.BadFee),
        ("70.00", "9085", NEXT_YEAR, errors.BadFee), ("70.00", "<b>12", NEXT_YEAR, errors.BadFee),
        ("62.00", "90853", NEXT_YEAR, errors.NothingNew), ("70.00", "90853", cast.SINCE, errors.FeeBegins),
    ],
)  # fmt: skip
def test_set_fee_refuses_what_cannot_be(amount: str, code: str, from_on: date, error: type[Exception]) -> None:
    clinic = cast.clinic()
    before = schedule(clinic)
    with pytest.raises(error):
        fee(clinic, amount, from_on, code=code)
    assert schedule(clinic) == before


def test_a_day_on_which_claims_left_is_refused_with_the_first_day_that_is_free() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claims.send(claim_ids=[evening.claim("Imre Castellan").id], by=clinic.biller, now=evening.ended)
    with pytest.raises(errors.ClaimsHaveLeft) as refused:
        fee(clinic, from_on=ON, seen=True)
    assert refused.value.because == "1 claim has left for service from 11/23/2026 to 11/23/2026."
    assert refused.value.mend.startswith("Choose 11/24/2026 or later")
    with pytest.raises(errors.ClaimsHaveLeft):
        rule(clinic, from_on=ON, seen=True)
    assert len(schedule(clinic)) == 1
    assert fee(clinic, from_on=ON + DAY).effective.lower == ON + DAY
    assert rule(clinic, from_on=ON + DAY).number == 1


def test_what_left_under_one_plan_does_not_keep_another_plans_rule_from_changing() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = evening.claim("Imre Castellan")
    claims.send(claim_ids=[claim.id], by=clinic.biller, now=evening.ended)
    other = clinic.payers["commercial"].plans.create(name="Gold")
    with pytest.raises(errors.ClaimsHaveLeft):
        rule(clinic, from_on=ON, seen=True, level="plan", plan_id=claim.coverage.plan_id)
    assert rule(clinic, from_on=ON, level="plan", plan_id=other.id).plan == other


def test_a_day_whose_charges_stand_asks_to_be_seen_first() -> None:
    clinic = cast.clinic()
    Evening(clinic).hold()
    with pytest.raises(errors.TouchesCharges) as asked:
        fee(clinic, from_on=ON)
    assert asked.value.because == "5 charges stand for service from 11/23/2026 on; no claim of them has left."
    with pytest.raises(errors.TouchesCharges):
        rule(clinic, from_on=ON)
    assert fee(clinic, from_on=ON, seen=True).amount == Decimal("70.00")
    assert rule(clinic, from_on=ON, seen=True).number == 1


def test_another_source_for_the_same_value_touches_nothing() -> None:
    clinic = cast.clinic()
    Evening(clinic).hold()
    assert rule(clinic, value=45, from_on=ON).status == "confirmed"
