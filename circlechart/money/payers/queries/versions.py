"""Everything that was ever said of one rule, what became of it, and whose review is due."""

from datetime import date
from uuid import UUID

from circlechart.base.coverage.models import Payer, Plan
from circlechart.base.kit import walltime
from circlechart.base.people.models import Facility
from circlechart.base.rulebook.facts import PLAN
from circlechart.money.payers import rules, states
from circlechart.money.payers.facts import (
    LEVEL_WORDS,
    Due,
    Kind,
    Layer,
    RulePage,
    Standing,
    Taken,
    Version,
    kind_of,
    moves,
)
from circlechart.money.payers.facts.cases import Proved
from circlechart.money.payers.models import RuleStep, RuleVersion
from circlechart.money.payers.queries.books import Books, books, rulebook, standing_of, value_of, versions


def rule(payer: Payer, kind: Kind, on: date) -> RulePage:
    """This function will read one rule of a payer as it holds on a day, and everything that was ever said of it."""
    found = books([payer], on)
    plans = {plan.id: plan for plan in payer.plans.order_by("name")}
    said = versions([payer]).filter(key=kind.key).select_related("made_by", "plan")
    zone = Facility.objects.order_by("name").values_list("time_zone", flat=True).first() or walltime.NOWHERE
    told = [_own(each, found, on, zone) for each in said.prefetch_related("steps__owner", "steps__made_by", "cases")]
    for value in rules.history(rulebook(payer.rulebook), kind.key):
        level = LEVEL_WORDS[value.level].capitalize()
        told.append(Version(value, rules.sentence(kind.key, value.value), "", said_for=level))
    told.sort(key=lambda each: (each.value.level, each.value.effective_from), reverse=True)
    return RulePage(rules.line(found[payer.id], kind, on), _layers(found, payer, plans, kind, on), tuple(told))


def _layers(found: Books, payer: Payer, plans: dict[UUID, Plan], kind: Kind, on: date) -> tuple[Layer, ...]:
    own = rules.layers(found[payer.id], kind.key, on)
    told = [Layer(each, rules.sentence(each.key, each.value), not number) for number, each in enumerate(own)]
    for key, book in found.items():
        if key not in plans:
            continue
        for number, each in enumerate(rules.layers(book, kind.key, on)):
            if each.level == PLAN:
                told.append(Layer(each, rules.sentence(each.key, each.value), not number, f"Plan {plans[key].name}"))
    return tuple(sorted(told, key=lambda each: -each.value.level))


def _own(version: RuleVersion, found: Books, on: date, zone: str) -> Version:
    stands = standing_of(version)
    value = value_of(version, stands)
    in_book = (each for book in found.values() for each in book.values if each.row == value.row)
    taken = list(version.steps.all())
    last = taken[-1] if taken else None
    return Version(
        next(in_book, value), rules.sentence(version.key, version.value), version.made_by.display_name,
        walltime.today(version.made_at, zone), said_for(version), stands, version.id,
        last.owner.display_name if last and last.owner else "", is_overdue(stands, on),
        moves(states.moves_from(stands.status)), tuple(_taken(each, zone) for each in reversed(taken)),
        tuple(Proved(each.passes, each.given, each.outcome, rules.happened(each.given), each.comes_to) for each in version.cases.all()),
    )  # fmt: skip


def _taken(step: RuleStep, zone: str) -> Taken:
    owner = step.owner.display_name if step.owner else ""
    made_on = walltime.today(step.made_at, zone)
    return Taken(step.status, step.made_by.display_name, made_on, step.why, step.from_on, owner, step.review_on)


def said_for(version: RuleVersion) -> str:
    """This function will say in words for whom a version is said."""
    if version.plan:
        return f"Plan {version.plan.name}"
    return f"State {version.state}" if version.state else version.get_level_display()


def is_overdue(stands: Standing, on: date) -> bool:
    """This function will say whether somebody has to look at a version again."""
    return stands.status != states.RETIRED and stands.review_on is not None and stands.review_on <= on


def reviews_due(today: date) -> list[Due]:
    """This function will list the versions whose review is due, the longest overdue first."""
    asked = RuleStep.objects.filter(review_on__lte=today).values("version")
    said = RuleVersion.objects.filter(pk__in=asked).select_related("payer")
    of_state = {each.rules_state: each for each in Payer.objects.exclude(rules_state="").order_by("-name")}
    found = []
    for version in said.prefetch_related("steps__owner"):
        stands = standing_of(version)
        payer = version.payer or of_state.get(version.state)
        kind, last = kind_of(version.key), list(version.steps.all())[-1]
        if payer is None or kind is None or stands.review_on is None or not is_overdue(stands, today):
            continue
        owner = last.owner.display_name if last.owner else ""
        name = f"State {version.state}" if version.state else payer.name
        told = rules.sentence(version.key, version.value)
        found.append(Due(payer.id, name, version.key, kind.label, told, owner, stands.review_on))
    return sorted(found, key=lambda each: (each.review_on, each.payer, each.label))


def said_to(payer: Payer) -> list[tuple[str, str]]:
    """This function will list for whom a rule of a payer can be said, the farthest first."""
    found = [("payer", f"{payer.name}, all plans")]
    if payer.rules_state:
        found.insert(0, ("state", f"State {payer.rules_state}: every payer that follows its rules"))
    found += [(f"plan:{plan.id}", f"Plan {plan.name} alone") for plan in payer.plans.order_by("name")]
    return [*found, ("contract", f"Our contract with {payer.name}")]


def version(payer: Payer, version_id: UUID) -> RuleVersion | None:
    """This function will find a version of a rule that a payer follows. Returns None when: it follows no such one."""
    return versions([payer]).filter(pk=version_id).select_related("plan", "payer").first()


def looked_after(version: RuleVersion) -> dict[str, object]:
    """This function will say who looks after a version, and when it is looked at next, as a form shows it."""
    stands = standing_of(version)
    return {"owner": str(stands.owner_id or ""), "review_on": stands.review_on}
