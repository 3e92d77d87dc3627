"""Where the plans of clients stand today, and by when each is reviewed."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from circlechart.base.kit import walltime
from circlechart.base.people.models import Client
from circlechart.base.rulebook import loader
from circlechart.base.rulebook.facts import Rulebook
from circlechart.care.enrollment.models import Enrollment, Group
from circlechart.care.plans import rules
from circlechart.care.plans.facts import ReviewRule, Standing, VersionFacts
from circlechart.care.plans.models import PlanVersion
from circlechart.care.plans.queries.plan import plans

RULEBOOKS = Path(__file__).parents[1] / "rulebooks"
PARTIAL_HOSPITALIZATION = ("PHP", "partial hospitalization")


@cache
def book() -> Rulebook:
    """This function will read the rules of reviews once."""
    return loader.read(RULEBOOKS, "reviews")


def warning_days(on: date) -> int:
    """This function will say how many days before a review people are reminded. Units: days."""
    return int(book().get(rules.WARNING, on, 0))


def rule_for(client: Client, on: date) -> ReviewRule:
    """This function will say within how many days a client's plan is reviewed, by programs and payers of a day."""
    places = Enrollment.objects.filter(client=client, status="active", effective__contains=on)
    scopes = {
        (each.group.program.level, each.group.program.get_level_display().lower())
        for each in places.select_related("group__program")
        if each.group.program is not None
    }
    if places.filter(group__service=Group.Service.PHP_GROUP).exists():
        scopes.add(PARTIAL_HOSPITALIZATION)
    covered = client.coverages.filter(effective__contains=on).select_related("plan__payer")
    scopes |= {(each.plan.payer.kind, each.plan.payer.name) for each in covered}
    return rules.review_rule(book(), on, sorted(scopes))


def latest(clients: Iterable[UUID]) -> dict[UUID, VersionFacts]:
    """This function will read the newest signed version of each client's plan."""
    newest = PlanVersion.objects.filter(client_id__in=list(clients)).order_by("client_id", "-number")
    found = newest.distinct("client_id").prefetch_related("signatures")
    return {each.client_id: version_facts(each) for each in found}


def version_facts(version: PlanVersion) -> VersionFacts:
    """This function will say of a signed version what its standing depends on."""
    asked = [each for each in version.signatures.all() if each.meaning in ("client", "guardian")]
    return VersionFacts(
        id=version.id,
        number=version.number,
        from_on=version.from_on,
        review_on=version.review_on,
        plan_hash=rules.fingerprint(version.content["plan"]),
        agreed=bool(asked),
        declined=bool(asked) and all(each.method == "declined" for each in asked),
    )


def standings(clients: Iterable[Client], now: datetime) -> dict[UUID, Standing]:
    """This function will say where the plan of each client stands today, by the calendar of the client's facility.

    The clients come with their facility; the number of queries does not depend on how many they are.
    """
    by_day: dict[date, list[UUID]] = {}
    for each in clients:
        by_day.setdefault(walltime.today(now, each.facility.time_zone), []).append(each.id)
    versions = latest([each for own in by_day.values() for each in own])
    found: dict[UUID, Standing] = {}
    for today, own in by_day.items():
        for client_id, plan in plans(own, today).items():
            version = versions.get(client_id)
            found[client_id] = rules.standing(today, plan, rules.plan_hash(plan), version, warning_days(today))
    return found
