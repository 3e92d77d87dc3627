"""Units that other sessions charge already, where a payer has a most of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from circlechart.base.coverage.models import Coverage
from circlechart.base.rulebook.facts import Rulebook
from circlechart.care.sessions.models import Session
from circlechart.money.charges.models import Charge
from circlechart.money.payers.queries import Books
from circlechart.money.payers.rules import charged_as

CAPS = ("units.day_maximum", "units.week_maximum", "units.year_maximum", "authorization.after_units")
LONGEST_WEEK = timedelta(days=6)
Used = tuple[int, int, int]
Charged = Mapping[tuple[UUID, UUID, str], list[tuple[date, int]]]
"""Day and units that count before a session, by client, payer and code."""


def units_before(session: Session, coverages: Mapping[UUID, Coverage], books: Books) -> dict[UUID, Used]:
    """This function will count the units of the same code that the client's earlier sessions charge to the same payer.

    Earlier is what began before: of two sessions the later one meets the payer's most, however often both are derived.
    Returns units in the day, the payer's week and the calendar year, by attendance; empty where no payer has a most.
    """
    mine = capped(session, coverages, books)
    if not mine:
        return {}
    on = session.local_on
    earlier = (
        ready({each.client_id for each in mine.values()}, {each.plan.payer_id for each in mine.values()})
        .filter(service_on__range=(date(on.year, 1, 1) - LONGEST_WEEK, on))
        .exclude(session=session)
        .exclude(service_on=on, session__span__startswith__gt=session.span.lower)
    )
    return used(session, mine, books, by_line(earlier))


def units_until(clients: Collection[UUID], payer_id: UUID, since: date) -> Charged:
    """This function will read what counts toward a payer's most of units from the sessions before a day."""
    earlier = ready(clients, [payer_id]).filter(service_on__lt=since)
    return by_line(earlier.filter(service_on__gte=date(since.year, 1, 1) - LONGEST_WEEK))


def capped(session: Session, coverages: Mapping[UUID, Coverage], books: Books) -> dict[UUID, Coverage]:
    """This function will find whose payer has a most of units, by attendance."""
    plans = {each.plan_id: each.plan for each in coverages.values()}
    most = {key for key, plan in plans.items() if _has_most(books.of(plan), session)}
    return {key: each for key, each in coverages.items() if each.plan_id in most}


def used(session: Session, mine: Mapping[UUID, Coverage], books: Books, charged: Charged) -> dict[UUID, Used]:
    """This function will count, of what is charged already, what is of the same code, day, week and year."""
    on = session.local_on
    found = {}
    for key, coverage in mine.items():
        payer_id, book = coverage.plan.payer_id, books.of(coverage.plan)
        scope = charged_as(book, session.group.service, on)
        codes = {book.get(f"{scope}.code", on, ""), book.get("day.full_code", on, "", scope)}
        lines = [line for code in codes for line in charged.get((coverage.client_id, payer_id, str(code)), ())]
        week = week_of(on, str(book.get("week.start", on, "sunday", scope)))
        found[key] = (_since(lines, on), _since(lines, week), _since(lines, date(on.year, 1, 1)))
    return found


def _has_most(book: Rulebook, session: Session) -> bool:
    scope = charged_as(book, session.group.service, session.local_on)
    return any(book.find(cap, session.local_on, scope) for cap in CAPS)


def ready(clients: Collection[UUID], payers: Collection[UUID]) -> QuerySet[Charge]:
    """This function will find the charges of some clients to some payers that stand."""
    return Charge.objects.filter(
        current=True,
        status=Charge.Status.READY,
        attendance__client_id__in=clients,
        coverage__plan__payer__in=payers,
    )


def by_line(charges: QuerySet[Charge]) -> Charged:
    """This function will sort charges by client, payer and code."""
    found: dict[tuple[UUID, UUID, str], list[tuple[date, int]]] = defaultdict(list)
    for client, payer_id, code, at, count in charges.values_list(
        "attendance__client_id", "coverage__plan__payer_id", "code", "service_on", "units"
    ):
        found[client, payer_id, code].append((at, count))
    return found


def _since(lines: list[tuple[date, int]], first: date) -> int:
    return sum(count for at, count in lines if at >= first)


def week_of(on: date, start: str) -> date:
    """This function will find the first day of the payer's week."""
    back = on.weekday() if start == "monday" else (on.weekday() + 1) % 7
    return on - timedelta(days=back)
