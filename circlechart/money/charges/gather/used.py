"""Units that other sessions charge already, where a payer has a most of them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from circlechart.base.coverage.models import Coverage
from circlechart.care.sessions.models import Session
from circlechart.money.charges.models import Charge
from circlechart.money.payers.queries import Books

CAPS = ("units.day_maximum", "units.week_maximum", "units.year_maximum")
Used = tuple[int, int, int]


def units_before(session: Session, coverages: Mapping[UUID, Coverage], books: Books) -> dict[UUID, Used]:
    """This function will count the units of the same code that the client's earlier sessions charge to the same payer.

    Earlier is what began before: of two sessions the later one meets the payer's most, however often both are derived.
    Returns units in the day, the payer's week and the calendar year, by attendance; empty where no payer has a most.
    """
    on, scope = session.local_on, session.group.service
    mine = {
        key: each for key, each in coverages.items() if any(books.of(each.plan).find(cap, on, scope) for cap in CAPS)
    }
    if not mine:
        return {}
    charged = (
        Charge.objects.filter(
            current=True,
            status=Charge.Status.READY,
            attendance__client_id__in=[each.client_id for each in mine.values()],
            coverage__plan__payer__in={each.plan.payer_id for each in mine.values()},
            service_on__range=(date(on.year, 1, 1) - timedelta(days=6), on),
        )
        .exclude(session=session)
        .exclude(service_on=on, session__span__startswith__gt=session.span.lower)
        .values_list("attendance__client_id", "coverage__plan__payer_id", "code", "service_on", "units")
    )
    by_line: dict[tuple[UUID, UUID, str], list[tuple[date, int]]] = defaultdict(list)
    for client, payer_id, code, at, count in charged:
        by_line[client, payer_id, code].append((at, count))
    found = {}
    for key, coverage in mine.items():
        payer, book = coverage.plan.payer_id, books.of(coverage.plan)
        lines = by_line[coverage.client_id, payer, str(book.get(f"{scope}.code", on, ""))]
        week = _week_of(on, str(book.get("week.start", on, "sunday", scope)))
        found[key] = (_since(lines, on), _since(lines, week), _since(lines, date(on.year, 1, 1)))
    return found


def _since(lines: list[tuple[date, int]], first: date) -> int:
    return sum(count for at, count in lines if at >= first)


def _week_of(on: date, start: str) -> date:
    """The first day of the payer's week."""
    back = on.weekday() if start == "monday" else (on.weekday() + 1) % 7
    return on - timedelta(days=back)
