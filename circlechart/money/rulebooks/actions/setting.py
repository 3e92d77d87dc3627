"""Setting many rules, each by the action that the form uses too, and ending what a file ends."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import TypeVar

from django.db import transaction

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.coverage.models import Payer
from circlechart.base.kit.errors import Refusal
from circlechart.money.payers import actions as payers
from circlechart.money.payers import queries as books
from circlechart.money.payers.errors import NothingNew, TouchesCharges
from circlechart.money.payers.facts import RuleGiven, StepGiven
from circlechart.money.payers.models import RuleVersion
from circlechart.money.payers.queries.books import versions as said_versions
from circlechart.money.rulebooks.facts import Problem

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A rule that is set, and the day from which nothing of it holds any more."""

    given: RuleGiven
    ends_on: date | None = None


@dataclass
class Made:
    """What came of setting many rules."""

    versions: list[RuleVersion] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    touches: str = ""


def set_all(payer: Payer, wanted: Iterable[Wanted], by: Actor, now: datetime, file: str = "") -> Made:
    """This function will set rules, and keep what stops each of them. Raises: nothing expected. Audit: payers.set_rule for each."""
    done = Made()
    for want in wanted:
        each = want.given
        try:
            version = _set(payer, want, done, by, now, file)
        except NothingNew:
            done.unchanged += 1
        except Refusal as refusal:
            said = "" if refusal.value is None else str(refusal.value)[:60]
            done.problems.append(Problem(file, each.key, said, refusal.because, refusal.mend))
        else:
            done.versions.append(version)
    return done


def _set(payer: Payer, want: Wanted, done: Made, by: Actor, now: datetime, file: str) -> RuleVersion:
    """Set one rule, and end it where the file does. Raises: Refusal; NothingNew where it stands so already."""
    given = want.given
    known = _standing(payer, given)
    if given.trial and known is not None:
        raise NothingNew(value=given.from_on)
    try:
        version = _told(partial(payers.set_rule, payer_id=payer.id, given=given, by=by, now=now), done)
    except NothingNew:
        if known is None or not _ends(payer, known, want.ends_on, done, by, now, file):
            raise
        return known
    _ends(payer, version, want.ends_on, done, by, now, file)
    return version


def _ends(
    payer: Payer, version: RuleVersion, ends_on: date | None, done: Made, by: Actor, now: datetime, file: str
) -> bool:
    """Retire a version on the day on which the file ends it; says whether it had to be."""
    if ends_on is None or version.status == RuleVersion.Status.TESTING:
        return False
    if books.standing_of(version).until == ends_on:
        return False
    step = StepGiven("retire", f"It ends so in the file {file[:80]}.", ends_on)
    retire = partial(
        payers.step, payer_id=payer.id, version_id=version.id, given=step, by=by, now=now, today=reach.today(by, now)
    )
    _told(retire, done)
    return True


def _standing(payer: Payer, given: RuleGiven) -> RuleVersion | None:
    """The version that says the same already. Returns None when: there is none, or it is not on trial as this one is."""
    same = said_versions([payer]).filter(
        key=given.key, level=given.level, effective_from=given.from_on, plan=given.plan_id, source=given.source,
        trust=given.trust,
    )  # fmt: skip
    found = [each for each in same if each.value == given.value]
    alike = [each for each in found if (books.standing_of(each).status == "testing") == given.trial]
    return alike[-1] if alike else None


def _told(act: Callable[..., Done], done: Made) -> Done:
    """Charges that stand are told, not asked about. Raises: Refusal."""
    try:
        with transaction.atomic():
            return act(seen=False)
    except TouchesCharges as touched:
        done.touches = touched.because
        with transaction.atomic():
            return act(seen=True)
