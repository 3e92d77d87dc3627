"""Setting a payer's rule or fee from a day on. What held before stays as it was."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from psycopg.types.range import DateRange

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.coverage.models import Payer
from circlechart.base.kit.errors import NotFound
from circlechart.base.rulebook.facts import LEVELS
from circlechart.money.payers import access, queries, rules, states
from circlechart.money.payers.errors import (
    BadFee,
    BadLevel,
    BadRule,
    BadSource,
    ClaimsHaveLeft,
    FeeBegins,
    NothingNew,
    TouchesCharges,
)
from circlechart.money.payers.facts import TRUST, FeeGiven, RuleGiven
from circlechart.money.payers.models import FeeLine, RuleVersion

ONE_DAY = timedelta(days=1)
HIGHEST = Decimal("9999999.99")
CENT = Decimal("0.01")


def set_rule(*, payer_id: UUID, given: RuleGiven, seen: bool, by: Actor, now: datetime) -> RuleVersion:
    """This function will say what a rule is from a day on, as a new version: of the payer, its state, a plan, the contract.

    On trial it decides nothing yet. Otherwise, from a day on which claims have left it is refused; from a day whose charges stand it asks to be `seen` first.

    Raises: NotAllowed, NotFound, BadRule, BadSource, BadLevel, NothingNew, ClaimsHaveLeft, TouchesCharges.
    Audit: payers.set_rule with the rule, its number and its level.
    """
    problem = rules.problem(given.key, given.value)
    if problem:
        raise BadRule(problem)
    if not given.source.strip() or given.trust not in TRUST:
        raise BadSource()
    with transaction.atomic():
        payer = _locked(payer_id, by, now)
        target = _target(payer, given)
        _changes_something(payer, target, given, seen)
        numbered = RuleVersion.objects.filter(payer=target["payer"], state=target["state"])
        number = (numbered.order_by("-number").values_list("number", flat=True).first() or 0) + 1
        version = RuleVersion.objects.create(
            **target, number=number, key=given.key, value=given.value, effective_from=given.from_on,
            status=_status(given), trust=given.trust, source=given.source.strip(),
            url=given.url, read_on=given.read_on, made_by_id=by.staff_id, made_at=now,
        )  # fmt: skip
        details = {"rule": given.key, "number": number, "from": given.from_on.isoformat(), "level": given.level}
        audit.record(by=by, verb="payers.set_rule", thing=payer, now=now, details=details)
        return version


def _target(payer: Payer, given: RuleGiven) -> dict[str, Any]:
    """For whom a rule is said. Raises: BadLevel."""
    target: dict[str, Any] = {"level": given.level, "payer": payer, "plan": None, "state": ""}
    if given.level == RuleVersion.Level.STATE:
        if not payer.rules_state:
            raise BadLevel("This payer follows the rules of no state.", value=given.level)
        list(Payer.objects.select_for_update(of=("self",)).filter(rules_state=payer.rules_state).order_by("id"))
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
    for each in Payer.objects.filter(rules_state=target["state"]) if target["state"] else [payer]:
        _nothing_left(each, "", given.from_on, until, seen)


def set_fee(*, payer_id: UUID, given: FeeGiven, seen: bool, by: Actor, now: datetime) -> FeeLine:
    """This function will set the fee of a code from a day on; the fee before it ends there and is never written over.

    From a day on which claims have left with that code it is refused; from a day whose charges stand it asks to be
    `seen` first. A fee that is set already for a later day stays.

    Raises: NotAllowed, NotFound, BadFee, NothingNew, FeeBegins, ClaimsHaveLeft, TouchesCharges.
    Audit: payers.set_fee with the code and the day.
    """
    amount = given.amount
    if rules.CODE.fullmatch(given.code) is None or not 0 < amount <= HIGHEST or amount != amount.quantize(CENT):
        raise BadFee(value=given.code)
    with transaction.atomic():
        payer = _locked(payer_id, by, now)
        of_code = FeeLine.objects.filter(payer=payer, code=given.code)
        standing = of_code.filter(effective__contains=given.from_on).first()
        if standing is not None and standing.effective.lower == given.from_on:
            raise FeeBegins(f"The fee of {given.code} from that day is ${standing.amount}.", value=given.from_on)
        if standing is not None and standing.amount == amount:
            raise NothingNew(value=given.from_on)
        following = of_code.filter(effective__startswith__gt=given.from_on).order_by("effective").first()
        until = following.effective.lower if following else None
        _nothing_left(payer, given.code, given.from_on, until, seen)
        if standing is not None:
            standing.effective = DateRange(standing.effective.lower, given.from_on)
            standing.save(update_fields=["effective"])
        fee = FeeLine.objects.create(
            payer=payer, code=given.code, amount=amount, effective=DateRange(given.from_on, until),
            made_by_id=by.staff_id, made_at=now,
        )  # fmt: skip
        details = {"code": given.code, "from": given.from_on.isoformat()}
        audit.record(by=by, verb="payers.set_fee", thing=payer, now=now, details=details)
        return fee


def _locked(payer_id: UUID, by: Actor, now: datetime) -> Payer:
    decide.ensure(by, Permission.EDIT_PAYERS, None, on=now)
    payer = Payer.objects.select_for_update(of=("self",)).filter(pk=payer_id).first()
    if payer is None:
        raise NotFound()
    return payer


def _nothing_left(payer: Payer, code: str, since: date, until: date | None, seen: bool) -> None:
    """Raises: ClaimsHaveLeft, TouchesCharges."""
    found = access.resting(payer.id, code, since, until)
    if found.left and found.last_left_on:
        many = "1 claim has" if found.left == 1 else f"{found.left} claims have"
        after = found.last_left_on + ONE_DAY
        raise ClaimsHaveLeft(
            f"{many} left for service from {since:%m/%d/%Y} to {found.last_left_on:%m/%d/%Y}.",
            value=since,
            mend=f"Choose {after:%m/%d/%Y} or later, or replace those claims with the payer first.",
        )
    if found.charges and not seen:
        many = "1 charge stands" if found.charges == 1 else f"{found.charges} charges stand"
        raise TouchesCharges(f"{many} for service from {since:%m/%d/%Y} on; no claim of them has left.", value=since)
