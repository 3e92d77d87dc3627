"""The client's other sessions of the day, and the pair edits between their codes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from django.db.models import F, Max, Q

from circlechart.base.coverage.models import Coverage
from circlechart.care.sessions.models import Session
from circlechart.money.charges.facts import Other, Pair
from circlechart.money.charges.models import Charge, PairEdit, PairFile
from circlechart.money.payers.facts import PAIR_TABLES
from circlechart.money.payers.queries import Books
from circlechart.money.payers.rules import charged_as


class Room(Protocol):
    """What is asked of a session that was gathered."""

    @property
    def session(self) -> Session: ...
    @property
    def coverages(self) -> Mapping[UUID, Coverage]: ...
    @property
    def books(self) -> Books: ...


@dataclass(frozen=True, slots=True)
class Line:
    """A pair edit with the days on which it applies."""

    pair: Pair
    first_on: date
    last_on: date | None

    def applies(self, on: date) -> bool:
        """Whether it applies on a day; one that was deleted on the day it began never did."""
        return self.first_on <= on and (self.last_on is None or on <= self.last_on != self.first_on)


Carried = tuple[str, int, datetime, UUID, bool]
"""What a session is charged as by itself: code, minutes, when it began, which it is, whether its note is signed."""
Days = Mapping[tuple[UUID, UUID, date], Sequence[Carried]]
"""By client, payer and day."""


def others(rooms: Sequence[Room], days: Days | None = None) -> dict[UUID, tuple[Other, ...]]:
    """This function will find what the same payer would be charged for other sessions of each client's day.

    By attendance; earlier is what began before, and of two that began together the one with the lower id. `days` says
    what they are charged as; without it that is read from the charges.
    """
    known = charged(rooms) if days is None else days
    found = {}
    for room in rooms:
        here = (room.session.span.lower, room.session.id)
        for key, coverage in room.coverages.items():
            lines = known.get((coverage.client_id, coverage.plan.payer_id, room.session.local_on), ())
            own = tuple(
                Other(code, minutes, (began, session_id) < here, signed)
                for code, minutes, began, session_id, signed in lines
                if session_id != room.session.id
            )
            if own:
                found[key] = own
    return found


def charged(rooms: Sequence[Room]) -> Days:
    """This function will read what the sessions of each client's day are charged as by themselves, in order of time."""
    clients = {each.client_id for room in rooms for each in room.coverages.values()}
    found = (
        Charge.objects.filter(
            current=True, service_on__in={each.session.local_on for each in rooms}, attendance__client_id__in=clients
        )
        .exclude(provided_code="")
        .annotate(began=F("session__span__startswith"), payer=F("coverage__plan__payer_id"))
        .order_by("began", "session_id")
        .values_list(
            "attendance__client_id", "payer", "service_on", "provided_code", "minutes", "began", "session_id",
            "signed_note_id",
        )
    )  # fmt: skip
    by_day: dict[tuple[UUID, UUID, date], list[Carried]] = defaultdict(list)
    for client, payer_id, on, code, minutes, began, session_id, note in found:
        by_day[client, payer_id, on].append((code, minutes, began, session_id, note is not None))
    return by_day


def pairs(rooms: Sequence[Room], beside: Mapping[UUID, tuple[Other, ...]]) -> dict[UUID, tuple[Pair, ...]]:
    """This function will read the pair edits between a session's code and the day's others, from each payer's table.

    By attendance. The newest quarter that is loaded decides for every day: each line says when it applied.
    """
    asked = {}
    for room in rooms:
        on = room.session.local_on
        for key, coverage in room.coverages.items():
            book = room.books.of(coverage.plan)
            scope = charged_as(book, room.session.group.service, on)
            table = book.get("same_day.pairs", on, "", scope) if key in beside else ""
            if table:
                asked[key] = (table, on)
    if not asked:
        return {}
    lines = _lines({table for table, _ in asked.values()}, {each.code for key in asked for each in beside[key]})
    found = {}
    for key, (table, on) in asked.items():
        codes = {each.code for each in beside[key]}
        found[key] = tuple(
            each.pair for each in lines.get(table, ()) if each.pair.column_1 in codes and each.applies(on)
        )
    return found


def _lines(tables: set[str], column_1: set[str]) -> dict[str, list[Line]]:
    newest = dict(PairFile.objects.filter(table__in=tables).values_list("table").annotate(Max("quarter")))
    wanted = Q(pk__in=())
    for table, quarter in newest.items():
        wanted |= Q(file__table=table, file__quarter=quarter)
    found: dict[str, list[Line]] = defaultdict(list)
    for each in PairEdit.objects.filter(wanted, column_1__in=column_1).select_related("file").order_by("id"):
        source = f"{PAIR_TABLES[each.file.table]}{f': {each.rationale}' if each.rationale else ''}"
        pair = Pair(each.column_1, each.column_2, each.indicator, source, each.file.quarter)
        found[each.file.table].append(Line(pair, each.effective_on, each.deleted_on))
    return found
