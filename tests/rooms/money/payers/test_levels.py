"""Nation, state, payer, plan, contract: the nearest that decides on the day of service wins, and what is tried is laid over."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from circlechart.base.coverage.models import Coverage, Payer, Plan
from circlechart.base.rulebook.facts import CONTRACT, NATIONAL, PAYER, PLAN, STATE, Source, Value
from circlechart.money.charges import gather
from circlechart.money.payers import actions, errors, queries
from circlechart.money.payers.facts import RuleGiven
from circlechart.money.payers.models import RuleVersion
from tests import cast
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)
JANUARY = date(2026, 1, 1)
FLOOR = "minutes.floor"


def say(
    clinic: cast.Clinic, value: Any, level: str = "contract", payer: str = "commercial", **changes: Any
) -> RuleVersion:
    plain = {"key": FLOOR, "from_on": JANUARY, "source": "Letter of May 4", "trust": "F1", "read_on": ON}
    given = RuleGiven(value=value, level=level, **(plain | changes))
    return actions.set_rule(
        payer_id=clinic.payers[payer].id, given=given, seen=True, by=clinic.biller, now=timezone.now()
    )  # fmt: skip


def follow(clinic: cast.Clinic, state: str = "IL", *payers: str) -> None:
    Payer.objects.filter(pk__in=[clinic.payers[each].id for each in payers or ("commercial",)]).update(
        rules_state=state
    )
    for each in clinic.payers.values():
        each.refresh_from_db()


def stands(clinic: cast.Clinic, on: date = ON, payer: str = "commercial", plan: Plan | None = None) -> tuple[Any, int]:
    found = queries.books([clinic.payers[payer]], on)
    book = found.of(plan) if plan else found[clinic.payers[payer].id]
    value = book.stands(FLOOR, on)
    assert value is not None
    return value.value, value.level


def standard(clinic: cast.Clinic) -> Plan:
    return clinic.payers["commercial"].plans.get(name="Standard")


def test_the_nearest_level_wins_whatever_was_said_last() -> None:
    clinic = cast.clinic(1)
    follow(clinic)
    assert stands(clinic) == (45, PAYER), "as shipped"
    say(clinic, 20, "contract")
    say(clinic, 25, "plan", plan_id=standard(clinic).id)
    say(clinic, 30, "payer")
    say(clinic, 35, "state")
    assert stands(clinic) == (20, CONTRACT)
    assert stands(clinic, plan=standard(clinic)) == (20, CONTRACT)


def test_a_state_holds_below_what_was_shipped_for_the_payer_and_above_the_nation() -> None:
    clinic = cast.clinic(1)
    follow(clinic)
    say(clinic, 35, "state")
    assert stands(clinic) == (45, PAYER)
    say(clinic, 3, "state", key="group.minimum_size")
    book = queries.books([clinic.payers["commercial"]], ON)[clinic.payers["commercial"].id]
    found = book.stands("group.minimum_size", ON)
    assert found is not None
    assert (found.value, found.level) == (3, STATE)
    assert sorted(each.level for each in book.values if each.key == "group.minimum_size") == [NATIONAL, STATE]


def test_a_state_speaks_to_every_payer_that_follows_it_and_to_no_other() -> None:
    clinic = cast.clinic(4)
    follow(clinic, "IL", "commercial", "medicaid")
    say(clinic, 3, "state", key="group.minimum_size")
    other = Payer.objects.create(
        name="Cedar Health", payer_id="CDRH1", kind="commercial", filing_code="CI", rulebook="demo-commercial",
        rules_state="WI",
    )  # fmt: skip
    found = queries.books([*clinic.payers.values(), other], ON)
    told = {each.name: found[each.id].get("group.minimum_size", ON) for each in [*clinic.payers.values(), other]}
    assert told == {"Alder Mutual": 3, "Prairie State Medicaid": 3, "Cedar Health": 2}
    assert found[clinic.payers["medicaid"].id].version == "2026.1+IL1"


def test_a_plan_speaks_for_itself_alone() -> None:
    clinic = cast.clinic(1)
    gold = Plan.objects.create(payer=clinic.payers["commercial"], name="Gold")
    say(clinic, 30, "plan", plan_id=gold.id)
    assert stands(clinic, plan=gold) == (30, PLAN)
    assert stands(clinic, plan=standard(clinic)) == (45, PAYER)
    assert stands(clinic) == (45, PAYER)


def test_the_clinics_word_for_the_payer_ends_the_shipped_one_from_its_day() -> None:
    clinic = cast.clinic(1)
    say(clinic, 40, "payer", from_on=ON)
    assert stands(clinic, ON) == (40, PAYER)
    assert stands(clinic, ON - timedelta(days=1)) == (45, PAYER)


@pytest.mark.parametrize("changes", [{"level": "state"}, {"level": "plan"}, {"level": "galaxy"}])
def test_a_rule_for_nobody_is_refused(changes: dict[str, str]) -> None:
    clinic = cast.clinic(1)
    with pytest.raises(errors.BadLevel):
        say(clinic, 30, **changes)
    with pytest.raises(errors.BadLevel):
        say(clinic, 30, "plan", plan_id=uuid4())
    assert not RuleVersion.objects.exists()


def test_a_plan_of_another_payer_is_refused() -> None:
    clinic = cast.clinic(6)
    other = clinic.payers["medicaid"].plans.get()
    with pytest.raises(errors.BadLevel):
        say(clinic, 30, "plan", plan_id=other.id)


@pytest.mark.parametrize("wrong", [{"level": "state"}, {"level": "plan"}, {"state": "IL"}])
def test_the_database_refuses_a_rule_of_two_levels(wrong: dict[str, str]) -> None:
    clinic = cast.clinic(1)
    row: dict[str, Any] = {
        "payer": clinic.payers["commercial"], "number": 1, "key": FLOOR, "value": 30, "effective_from": ON,
        "status": "confirmed", "trust": "F1", "source": "Letter", "read_on": ON,
        "made_by_id": clinic.biller.staff_id, "made_at": timezone.now(),
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleVersion.objects.create(**(row | wrong))


def test_the_number_of_queries_does_not_grow_with_payers_plans_and_versions(
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    clinic = cast.clinic(4)
    follow(clinic, "IL", "commercial", "medicaid")
    for number in range(4):
        plan = Plan.objects.create(payer=clinic.payers["commercial"], name=f"Plan {number}")
        say(clinic, 30 + number, "plan", plan_id=plan.id)
        say(clinic, 20 + number, "contract", payer="medicaid")
    say(clinic, 3, "state", key="group.minimum_size")
    with django_assert_num_queries(2):
        queries.books(clinic.payers.values(), ON)


def test_a_plans_rule_decides_the_charges_of_its_members_alone() -> None:
    clinic = cast.clinic()
    gold = Plan.objects.create(payer=clinic.payers["commercial"], name="Gold")
    member = Coverage.objects.filter(plan=standard(clinic)).order_by("client__chart_number").first()
    assert member is not None
    Coverage.objects.filter(pk=member.pk).update(plan=gold)
    say(clinic, 91, "plan", plan_id=gold.id)
    evening = Evening(clinic).hold()
    held = [
        each.attendance.client_id for each in evening.session.charges.filter(current=True, hold_rule="under-the-floor")
    ]
    assert held == [member.client_id]
    assert evening.session.charges.filter(current=True, status="ready", coverage__plan=standard(clinic)).count() == 4


def test_what_is_on_trial_decides_nothing_until_it_is_tried() -> None:
    clinic = cast.clinic()
    tried = say(clinic, 91, from_on=date(2027, 1, 1), trial=True)
    assert tried.status == "testing"
    evening = Evening(clinic).hold()
    payer = clinic.payers["commercial"]
    assert queries.books([payer], ON)[payer.id].version == "2026.1"
    plain = {each.decision.outcome for each in gather.derive(evening.session, evening.ended) if each.book}
    assert plain == {"bill"}
    trying = gather.derive(evening.session, evening.ended, trying=[tried.id])
    held = {each.coverage.plan.payer.name for each in trying if each.coverage and each.decision.outcome == "hold"}
    assert held == {"Alder Mutual"}
    assert {each.book.version for each in trying if each.book} == {"2026.1?", "2026.1"}


def test_a_value_that_nobody_said_yet_can_be_tried() -> None:
    clinic = cast.clinic(1)
    payer = clinic.payers["commercial"]
    letter = Source("Draft contract", "F1", ON)
    value = Value(FLOOR, 50, "minutes", date(2030, 1, 1), None, "testing", letter, "clinic", CONTRACT, "?")
    book = queries.books([payer], ON, trying=[value])[payer.id]
    assert (book.get(FLOOR, ON), book.version) == (50, "2026.1?")
    assert queries.books([payer], ON)[payer.id].get(FLOOR, ON) == 45


def test_books_know_what_is_on_trial_from_its_day() -> None:
    clinic = cast.clinic(1)
    say(clinic, 50, from_on=ON, trial=True)
    before, after = (queries.books([clinic.payers["commercial"]], day) for day in (ON - timedelta(days=1), ON))
    assert before.trial_of(standard(clinic)) is None
    trial = after.trial_of(standard(clinic))
    assert trial is not None
    assert (trial.get(FLOOR, ON), after.of(standard(clinic)).get(FLOOR, ON)) == (50, 45)


def test_what_is_on_trial_is_said_beside_the_charge_and_changes_nothing() -> None:
    clinic = cast.clinic()
    say(clinic, 91, from_on=ON, trial=True)
    evening = Evening(clinic).hold()
    derived = gather.derive(evening.session, evening.ended)
    told = {
        each.coverage.plan.payer.name: [warning.sentence for warning in each.decision.warnings]
        for each in derived
        if each.coverage
    }
    assert told["Prairie State Medicaid"] == []
    assert len(told["Alder Mutual"]) == 1
    assert told["Alder Mutual"][0].startswith("With what is on trial: not charged. Present 90 minutes, under the 91")
    assert evening.statuses()["Alder Mutual"] == "ready"
