"""Minutes of the payer's week, where a payer asks how many a client was present."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from circlechart.money.charges.gather.day import Room
from circlechart.money.charges.gather.used import week_of
from circlechart.money.charges.models import Charge
from circlechart.money.charges.rules.week import KEYS
from circlechart.money.payers.rules import charged_as

SIX_DAYS = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Minutes of the week's other sessions with the same code, and the last day of the week."""

    minutes: int
    last_on: date


@dataclass(frozen=True, slots=True)
class _Asked:
    client_id: UUID
    payer_id: UUID
    code: str
    session_id: UUID
    first_on: date


def minutes(rooms: Sequence[Room]) -> dict[UUID, Elsewhere]:
    """This function will add up the minutes of each client's week, by attendance; empty where no payer asks.

    Units: minutes present, in sessions that the payer would be charged for by themselves.
    """
    asked = {key: each for room in rooms for key, each in _asked(room).items()}
    if not asked:
        return {}
    days = [each.first_on for each in asked.values()]
    found = Charge.objects.filter(
        current=True,
        service_on__range=(min(days), max(days) + SIX_DAYS),
        attendance__client_id__in={each.client_id for each in asked.values()},
        coverage__plan__payer_id__in={each.payer_id for each in asked.values()},
    )
    by_line: dict[tuple[UUID, UUID, str], list[tuple[date, UUID, int]]] = defaultdict(list)
    for client_id, payer_id, code, on, session_id, present in found.values_list(
        "attendance__client_id", "coverage__plan__payer_id", "provided_code", "service_on", "session_id", "minutes"
    ):
        by_line[client_id, payer_id, code].append((on, session_id, present))
    return {key: _added(each, by_line[each.client_id, each.payer_id, each.code]) for key, each in asked.items()}


def _asked(room: Room) -> dict[UUID, _Asked]:
    on, found = room.session.local_on, {}
    for key, coverage in room.coverages.items():
        book = room.books.of(coverage.plan)
        scope = charged_as(book, room.session.group.service, on)
        if any(book.find(each, on, scope) for each in KEYS):
            first = week_of(on, str(book.get("week.start", on, "sunday", scope)))
            code = str(book.get(f"{scope}.code", on, ""))
            found[key] = _Asked(coverage.client_id, coverage.plan.payer_id, code, room.session.id, first)
    return found


def _added(asked: _Asked, lines: list[tuple[date, UUID, int]]) -> Elsewhere:
    last = asked.first_on + SIX_DAYS
    others = (present for on, key, present in lines if asked.first_on <= on <= last and key != asked.session_id)
    return Elsewhere(sum(others), last)
