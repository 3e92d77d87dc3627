"""Steps in the life of a rule's version. A version itself is never changed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from circlechart.base.access.facts import Actor
from circlechart.base.audit import actions as audit
from circlechart.base.coverage.models import Payer
from circlechart.base.kit.errors import NotFound
from circlechart.money.payers import queries, states
from circlechart.money.payers.actions.guards import followers, locked, nothing_left
from circlechart.money.payers.errors import DayMissing, NoOwner, NotThere, ReviewPast, WhyMissing
from circlechart.money.payers.facts import MOVES, Standing, StepGiven
from circlechart.money.payers.models import RuleStep, RuleVersion


def step(
    *, payer_id: UUID, version_id: UUID, given: StepGiven, seen: bool, by: Actor, now: datetime, today: date
) -> RuleStep:
    """This function will take a step with a version of a rule: confirm, doubt, try, enforce, retire or review it.

    What decides otherwise from a day on which claims have left is refused; where charges stand it asks to be `seen`.

    Raises: NotAllowed, NotFound, NotThere, WhyMissing, DayMissing, NoOwner, ReviewPast, ClaimsHaveLeft, TouchesCharges.
    Audit: payers.step_rule with the rule, its number and the step.
    """
    with transaction.atomic():
        payer = locked(payer_id, by, now)
        version = _version(payer, version_id)
        stands = queries.standing_of(version)
        status = states.after(given.move, stands.status, version.trust)
        if status is None:
            raise NotThere(value=stands.status)
        _is_whole(given, today)
        since = _changes_from(given, version, stands)
        if since is not None:
            until = _until(payer, version, since)
            for each in followers(version.state) if version.state else [payer]:
                nothing_left(each, since, until, seen, plan_id=version.plan_id)
        reviewed = given.move == "review"
        made = RuleStep.objects.create(
            version=version, status=status, from_on=given.from_on if MOVES[given.move].dated else None,
            owner_id=given.owner_id if reviewed else stands.owner_id,
            review_on=given.review_on if reviewed else stands.review_on,
            why=given.why.strip(), made_by_id=by.staff_id, made_at=now,
        )  # fmt: skip
        details: dict[str, Any] = {"rule": version.key, "number": version.number, "step": given.move}
        audit.record(by=by, verb="payers.step_rule", thing=payer, now=now, details=details)
        return made


def follow_state(*, payer_id: UUID, state: str, seen: bool, by: Actor, now: datetime) -> Payer:
    """This function will say whose state's rules a payer follows; an empty one means none.

    It acts on every day for which something was said for the old or the new state.

    Raises: NotAllowed, NotFound, ClaimsHaveLeft, TouchesCharges.
    Audit: payers.follow_state with the state.
    """
    with transaction.atomic():
        payer = locked(payer_id, by, now)
        if payer.rules_state == state:
            return payer
        said = RuleVersion.objects.filter(level=RuleVersion.Level.STATE, state__in=[state, payer.rules_state])
        since = said.order_by("effective_from").values_list("effective_from", flat=True).first()
        if since is not None:
            nothing_left(payer, since, None, seen)
        payer.rules_state = state
        payer.save(update_fields=["rules_state"])
        audit.record(by=by, verb="payers.follow_state", thing=payer, now=now, details={"state": state})
        return payer


def _version(payer: Payer, version_id: UUID) -> RuleVersion:
    """Raises: NotFound."""
    theirs = Q(payer=payer) | Q(level=RuleVersion.Level.STATE, state=payer.rules_state)
    found = RuleVersion.objects.select_for_update(of=("self",)).filter(theirs, pk=version_id).first()
    if found is None:
        raise NotFound()
    return found


def _is_whole(given: StepGiven, today: date) -> None:
    """Raises: WhyMissing, DayMissing, NoOwner, ReviewPast."""
    move = MOVES[given.move]
    if move.needs_why and not given.why.strip():
        raise WhyMissing()
    if move.dated and given.from_on is None:
        raise DayMissing()
    if given.move != "review":
        return
    if given.owner_id is not None and given.owner_id not in {each.id for each in queries.owners(today)}:
        raise NoOwner()
    if given.review_on is not None and given.review_on < today:
        raise ReviewPast(value=given.review_on)


def _changes_from(given: StepGiven, version: RuleVersion, stands: Standing) -> date | None:
    """The day from which something is decided otherwise. Returns None when: nothing is."""
    if given.move == "try":
        return stands.begins
    if given.move == "enforce":
        return max(version.effective_from, given.from_on or version.effective_from)
    if given.move == "retire" and stands.begins is not None:
        return max(stands.begins, given.from_on or stands.begins)
    return None


def _until(payer: Payer, version: RuleVersion, since: date) -> date | None:
    """The day on which something else of the same level is said of it. Returns None when: nothing is."""
    books = queries.books([payer], since)
    book = books.of(version.plan) if version.plan else books[payer.id]
    mine = queries.value_of(version)
    after = (
        each.effective_from
        for each in book.values
        if (each.key, each.level) == (mine.key, mine.level) and each.effective_from > since
    )
    return min(after, default=None)
