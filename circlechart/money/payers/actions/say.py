"""Saying what a rule is from a day on. What held before stays as it was."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from circlechart.base.access.facts import Actor
from circlechart.base.audit import actions as audit
from circlechart.base.coverage.models import Payer
from circlechart.base.rulebook.facts import LEVELS
from circlechart.money.payers import queries, rules, states
from circlechart.money.payers.actions.guards import followers, locked, nothing_left
from circlechart.money.payers.errors import BadLevel, BadRule, BadSource, NoFeeForMedicaid, NothingNew, NotProved
from circlechart.money.payers.facts import TRUST, RuleGiven
from circlechart.money.payers.facts.cases import Proved
from circlechart.money.payers.models import RuleCase, RuleStep, RuleVersion


def set_rule(*, payer_id: UUID, given: RuleGiven, seen: bool, by: Actor, now: datetime) -> RuleVersion:
    """This function will say what a rule is from a day on, as a new version: of the payer, its state, a plan, the contract.

    It is stored with a case that passes and one that does not. On trial it decides nothing yet. Otherwise, from a day on which claims have left it is refused; from a day whose charges stand it asks to be `seen` first.

    Raises: NotAllowed, NotFound, BadRule, BadSource, BadLevel, NotProved, NothingNew, ClaimsHaveLeft, TouchesCharges.
    Audit: payers.set_rule with the rule, its number and its level.
    """
    problem = rules.problem(given.key, given.value)
    if problem:
        raise BadRule(problem)
    if not given.source.strip() or given.trust not in TRUST:
        raise BadSource()
    with transaction.atomic():
        payer = locked(payer_id, by, now)
        if given.key.endswith("no_show.fee") and given.value == "policy" and payer.kind == Payer.Kind.MEDICAID:
            raise NoFeeForMedicaid()
        target = _target(payer, given)
        told = _proved(payer, target, given)
        _changes_something(payer, target, given, seen)
        numbered = RuleVersion.objects.filter(payer=target["payer"], state=target["state"])
        number = (numbered.order_by("-number").values_list("number", flat=True).first() or 0) + 1
        version = RuleVersion.objects.create(
            **target, number=number, key=given.key, value=given.value, effective_from=given.from_on,
            status=_status(given), trust=given.trust, source=given.source.strip(),
            url=given.url, read_on=given.read_on, made_by_id=by.staff_id, made_at=now,
        )  # fmt: skip
        RuleCase.objects.bulk_create(
            RuleCase(
                version=version, passes=each.passes, given=each.given, outcome=each.outcome, comes_to=each.comes_to[:400]
            )
            for each in told
        )  # fmt: skip
        if given.owner_id or given.review_on:
            RuleStep.objects.create(
                version=version, status=version.status, owner_id=given.owner_id, review_on=given.review_on,
                made_by_id=by.staff_id, made_at=now,
            )  # fmt: skip
        details = {"rule": given.key, "number": number, "from": given.from_on.isoformat(), "level": given.level}
        audit.record(by=by, verb="payers.set_rule", thing=payer, now=now, details=details)
        return version


def _proved(payer: Payer, target: dict[str, Any], given: RuleGiven) -> list[Proved]:
    """Raises: NotProved."""
    claim = queries.claim(payer, target["plan"], given.key, given.value, given.from_on)
    cases = given.cases or rules.suggested(claim)
    if not cases:
        raise NotProved(value=given.value)
    told, wrong = rules.proved(claim, cases)
    if wrong:
        raise NotProved(wrong)
    return told


def _target(payer: Payer, given: RuleGiven) -> dict[str, Any]:
    """For whom a rule is said. Raises: BadLevel."""
    target: dict[str, Any] = {"level": given.level, "payer": payer, "plan": None, "state": ""}
    if given.level == RuleVersion.Level.STATE:
        if not payer.rules_state:
            raise BadLevel("This payer follows the rules of no state.", value=given.level)
        return target | {"payer": None, "state": payer.rules_state}
    if given.level == RuleVersion.Level.PLAN:
        plan = payer.plans.filter(pk=given.plan_id).first() if given.plan_id else None
        if plan is None:
            raise BadLevel("This payer has no such plan.", value=given.level)
        return target | {"plan": plan}
    if given.level not in RuleVersion.Level.values:
        raise BadLevel(value=given.level)
    return target


def _status(given: RuleGiven) -> str:
    unsure = given.unverified or given.trust == "G"
    return states.TESTING if given.trial else states.UNVERIFIED if unsure else states.CONFIRMED


def _changes_something(payer: Payer, target: dict[str, Any], given: RuleGiven, seen: bool) -> None:
    """Raises: NothingNew, ClaimsHaveLeft, TouchesCharges."""
    books = queries.books([payer], given.from_on)
    book = books.of(target["plan"]) if target["plan"] else books[payer.id]
    level = LEVELS[given.level]
    own = [each for each in book.values if each.key == given.key and each.level == level]
    stands = next((each for each in reversed(own) if each.in_force(given.from_on)), None)
    told = (given.value, given.source.strip(), given.trust)
    if stands is not None and (stands.value, stands.source.title, stands.source.trust) == told:
        raise NothingNew(value=given.from_on)
    holds = book.stands(given.key, given.from_on)
    same = holds is not None and holds.value == given.value and holds.level <= level
    if given.trial or same:
        return
    until = min((each.effective_from for each in own if each.effective_from > given.from_on), default=None)
    for each in followers(target["state"]) if target["state"] else [payer]:
        nothing_left(each, given.from_on, until, seen, plan_id=target["plan"] and target["plan"].id)
