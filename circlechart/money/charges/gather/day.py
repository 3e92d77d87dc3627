"""The client's other sessions of the day, and the pair edits between their codes."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import F, Max, Q

from circlechart.base.coverage.models import Coverage
from circlechart.care.sessions.models import Session
from circlechart.money.charges.facts import Other, Pair
from circlechart.money.charges.models import Charge, PairEdit, PairFile
from circlechart.money.payers.facts import PAIR_TABLES
from circlechart.money.payers.queries import Books


def others(session: Session, coverages: Mapping[UUID, Coverage]) -> dict[UUID, tuple[Other, ...]]:
    """This function will find what the same payer would be charged for other sessions of each client's day.

    By attendance; earlier is what began before, and of two that began together the one with the lower id.
    """
    payers = {each.client_id: each.plan.payer_id for each in coverages.values()}
    charged = (
        Charge.objects.filter(current=True, service_on=session.local_on, attendance__client_id__in=payers)
        .exclude(provided_code="")
        .exclude(session=session)
        .annotate(began=F("session__span__startswith"), payer=F("coverage__plan__payer_id"))
        .values_list(
            "attendance__client_id", "payer", "provided_code", "minutes", "began", "session_id", "signed_note_id"
        )
        .order_by("began", "session_id")
    )
    found: dict[UUID, list[Other]] = defaultdict(list)
    for client, payer_id, code, minutes, began, session_id, note in charged:
        if payers.get(client) == payer_id:
            earlier = (began, session_id) < (session.span.lower, session.id)
            found[client].append(Other(code, minutes, earlier, note is not None))
    return {key: tuple(found[each.client_id]) for key, each in coverages.items() if found[each.client_id]}


def pairs(
    session: Session, coverages: Mapping[UUID, Coverage], books: Books, beside: Mapping[UUID, tuple[Other, ...]]
) -> dict[UUID, tuple[Pair, ...]]:
    """This function will read the pair edits between a session's code and the day's others, from each payer's table.

    By attendance. The newest quarter that is loaded decides for every day: each line says when it applied.
    """
    tables = {}
    for key in beside:
        book = books.of(coverages[key].plan)
        tables[key] = str(book.get("same_day.pairs", session.local_on, "", session.group.service))
    asked = {table for table in tables.values() if table}
    if not asked:
        return {}
    edits = _edits(asked, {each.code for own in beside.values() for each in own}, session.local_on)
    found = {}
    for key, table in tables.items():
        codes = {each.code for each in beside[key]}
        found[key] = tuple(edit for edit in edits.get(table, ()) if edit.column_1 in codes)
    return found


def _edits(tables: set[str], column_1: set[str], on: date) -> dict[str, list[Pair]]:
    newest = dict(PairFile.objects.filter(table__in=tables).values_list("table").annotate(Max("quarter")))
    wanted = Q(pk__in=())
    for table, quarter in newest.items():
        wanted |= Q(file__table=table, file__quarter=quarter)
    lines = PairEdit.objects.filter(wanted, column_1__in=column_1, effective_on__lte=on).select_related("file")
    applies = lines.filter(Q(deleted_on=None) | Q(deleted_on__gte=on)).exclude(deleted_on=F("effective_on"))
    found: dict[str, list[Pair]] = defaultdict(list)
    for line in applies:
        source = f"{PAIR_TABLES[line.file.table]}{f': {line.rationale}' if line.rationale else ''}"
        found[line.file.table].append(Pair(line.column_1, line.column_2, line.indicator, source, line.file.quarter))
    return found
