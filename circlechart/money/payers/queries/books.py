"""A payer's rules as they hold: the shipped book with what the clinic says for the state, payer, plan and contract."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from circlechart.base.coverage.models import Payer, Plan
from circlechart.base.rulebook.facts import LEVELS, Rulebook, Source, Value
from circlechart.base.rulebook.loader import BadRulebook, parsed, quoted, read, read_file
from circlechart.money.payers import access, rules
from circlechart.money.payers.facts import OWN_BOOK, RuleGiven, Standing, Step, kind_of
from circlechart.money.payers.facts.cases import CaseGiven, Suggested
from circlechart.money.payers.models import RuleCase, RuleVersion
from circlechart.money.payers.states import TESTING

FOLDER = Path(__file__).parent.with_name("rulebooks")
Tried = Collection["UUID | Value"]


class Books(dict[UUID, Rulebook]):
    """Rulebooks by payer, and by plan where something is said for the plan alone.

    `trials` are the books with what is on trial, where anything is on the day.
    """

    def __init__(self) -> None:
        super().__init__()
        self.trials: dict[UUID, Rulebook] = {}

    def share(self, known: dict[tuple[UUID, str], Rulebook]) -> None:
        """This function will take the book of an earlier day where the same rules hold."""
        for key, book in self.items():
            self[key] = known.setdefault((key, book.version), book)

    def of(self, plan: Plan) -> Rulebook:
        """This function will find the book of a plan: its own, or that of its payer."""
        return self[plan.id] if plan.id in self else self[plan.payer_id]

    def trial_of(self, plan: Plan) -> Rulebook | None:
        """This function will find the book of a plan with what is on trial. Returns None when: nothing is."""
        return self.trials.get(plan.id if plan.id in self else plan.payer_id)


@dataclass(frozen=True, slots=True)
class Said:
    """A version of a rule with what became of it."""

    version: RuleVersion
    stands: Standing

    @property
    def value(self) -> Value:
        """The version as a value of its level."""
        return value_of(self.version, self.stands)

    def is_tried(self, on: date) -> bool:
        """Whether it is on trial, and a day is among those for which it was said."""
        return self.stands.status == TESTING and self.version.effective_from <= on


@lru_cache(maxsize=64)
def rulebook(name: str) -> Rulebook:
    """This function will read one of the shipped rulebooks. Raises: BadRulebook."""
    return read(FOLDER, name)


def from_file(path: Path) -> Rulebook:
    """This function will read a rulebook from any file and check every value against its kind. Raises: BadRulebook."""
    book = read_file(path, FOLDER)
    payer = parsed(path.name, path.read_bytes()).get("payer", {})
    medicaid = isinstance(payer, dict) and payer.get("kind") == Payer.Kind.MEDICAID
    for value in book.values:
        said = rules.problem(value.key, value.value)
        if said:
            raise BadRulebook(f"{value.book}.toml, {value.key}: {quoted(value.value)}. {said}")
        if medicaid and value.book == book.name and value.key.endswith("no_show.fee") and value.value == "policy":
            raise BadRulebook(f"{path.name}, {value.key}: 'policy'. A Medicaid member is never charged. Write never.")
    return book


def shipped() -> list[str]:
    """This function will name the rulebooks that a payer can follow."""
    return sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != "national")


def books(payers: Iterable[Payer], on: date, trying: Tried = ()) -> Books:
    """This function will read payers' rules for a day of service: the shipped ones with the clinic's own over them.

    What is on trial decides nothing, unless it is among `trying`: ids of versions, or values that nobody said yet.
    Those hold on the day whatever their own day is, each at its level. Constant queries.
    """
    return books_by_day(payers, [on], trying)[on]


def books_by_day(payers: Iterable[Payer], days: Iterable[date], trying: Tried = ()) -> dict[date, Books]:
    """This function will read payers' rules for many days of service, in as many queries as for one.

    Days on which the same rules hold share one book.
    """
    asked = list(payers)
    said = [Said(each, standing_of(each)) for each in versions(asked)]
    laid: dict[tuple[UUID, str], Rulebook] = {}
    found = {}
    for on in sorted(set(days)):
        found[on] = _books(asked, said, on, trying)
        found[on].share(laid)
    return found


def _books(payers: Iterable[Payer], said: list[Said], on: date, trying: Tried) -> Books:
    found = Books()
    for payer in payers:
        own = [each for each in said if each.version.plan_id is None and _is_of(each.version, payer)]
        plans = {each.version.plan_id for each in said if each.version.plan_id and each.version.payer_id == payer.id}
        laid = {payer.id: own}
        laid |= {plan: [*own, *(each for each in said if each.version.plan_id == plan)] for plan in plans}
        for key, mine in laid.items():
            found[key] = _laid(payer, mine, on, trying)
            on_trial = [each.version.id for each in mine if each.is_tried(on)]
            if on_trial:
                found.trials[key] = _laid(payer, mine, on, [*on_trial, *trying])
    return found


def versions(payers: Iterable[Payer]) -> QuerySet[RuleVersion]:
    """This function will list what the clinic says of payers' rules, with the steps of each, in the order it was said."""
    asked = list(payers)
    states = {payer.rules_state for payer in asked if payer.rules_state}
    found = RuleVersion.objects.filter(Q(payer__in=asked) | Q(level=RuleVersion.Level.STATE, state__in=states))
    return (found if asked else RuleVersion.objects.none()).prefetch_related("steps").order_by("made_at", "number")


def standing_of(version: RuleVersion) -> Standing:
    """This function will follow a version through its steps."""
    steps = [Step(each.status, each.from_on, each.owner_id, each.review_on) for each in version.steps.all()]
    return rules.standing(version.status, version.effective_from, steps)


def value_of(version: RuleVersion, stands: Standing | None = None) -> Value:
    """This function will read one version of a rule that the clinic set as a value of its level."""
    stands = stands or standing_of(version)
    source = Source(version.source, version.trust, version.read_on, version.url)
    kind = kind_of(version.key)
    number = f"{version.state}{version.number}" if version.state else str(version.number)
    return Value(
        version.key, version.value, kind.unit if kind else "", stands.begins or version.effective_from, stands.until,
        stands.decided_as, source, OWN_BOOK, LEVELS[version.level], number, str(version.id),
    )  # fmt: skip


def tried(payer: Payer, plan: Plan | None) -> list[Value]:
    """This function will list what is on trial for a payer and its state, or for a plan, as values from their own day on."""
    found = [Said(each, standing_of(each)) for each in versions([payer]).filter(plan=plan)]
    return [
        replace(each.value, effective_from=each.version.effective_from, effective_until=None, status=TESTING)
        for each in found
        if each.stands.status == TESTING
    ]


def proofs(rows: Iterable[str]) -> dict[str, list[CaseGiven]]:
    """This function will read the cases that prove versions, by the record of each."""
    found: dict[str, list[CaseGiven]] = defaultdict(list)
    for each in RuleCase.objects.filter(version__in=list(rows)):
        found[str(each.version_id)].append(CaseGiven(each.passes, each.given))
    return found


def _is_of(version: RuleVersion, payer: Payer) -> bool:
    return version.payer_id == payer.id or bool(version.state and version.state == payer.rules_state)


def _laid(payer: Payer, said: list[Said], on: date, trying: Tried) -> Rulebook:
    values = [each.value for each in said if each.stands.decides]
    tried = [each.value for each in said if each.version.id in trying]
    tried += [each for each in trying if isinstance(each, Value)]
    book = rulebook(payer.rulebook)
    version = _version(book.version, said, on) + ("?" if tried else "")
    held = [replace(each, effective_from=on, effective_until=None) for each in tried]
    return book.overridden(payer.name, [*values, *held], on, version)


def _version(shipped_version: str, said: Iterable[Said], on: date) -> str:
    """The shipped version, and how often what is decided on the day was changed for the state and by the clinic."""
    changes = [each.version.state for each in said for day in each.stands.changed if day <= on]
    of_state = [state for state in changes if state]
    own = len(changes) - len(of_state)
    told = f"{shipped_version}+{of_state[0]}{len(of_state)}" if of_state else shipped_version
    return f"{told}+{own}" if own else told


def claim(payer: Payer, plan: Plan | None, key: str, value: Any, on: date) -> rules.Claim:
    """This function will say what a rule would have to prove, over what holds for a payer or its plan on a day."""
    found = books([payer], on)
    return rules.Claim(key, value, on, found.of(plan) if plan else found[payer.id], access.deciding())


def suggested(payer: Payer, given: RuleGiven) -> list[Suggested]:
    """This function will suggest the cases that prove a rule, with what each comes to; none where none can."""
    plan = payer.plans.filter(pk=given.plan_id).first() if given.plan_id else None
    if rules.problem(given.key, given.value):
        return []
    asked = claim(payer, plan, given.key, given.value, given.from_on)
    cases = rules.suggested(asked) or ()
    told, _ = rules.proved(asked, cases) if cases else ([], "")
    return [Suggested(case, each) for case, each in zip(cases, told, strict=True)]
