"""What the screens show of payers: their rules, fees and plans."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count
from psycopg.types.range import DateRange

from circlechart.base.coverage.models import Payer
from circlechart.money.payers import rules
from circlechart.money.payers.facts import Fee, Kind, Page, Row, RuleLine, Version, unverified
from circlechart.money.payers.models import FeeLine
from circlechart.money.payers.queries.books import books, rulebook, versions

ONE_DAY = timedelta(days=1)


def fees(payer_ids: set[UUID], on: date) -> dict[tuple[UUID, str], Decimal]:
    """This function will read what each code is charged at on a day. Units: dollars for one unit."""
    return fees_by_day(payer_ids, [on])[on]


def fees_by_day(payer_ids: set[UUID], days: Iterable[date]) -> dict[date, dict[tuple[UUID, str], Decimal]]:
    """This function will read what each code is charged at on many days. Units: dollars for one unit."""
    asked = set(days)
    span = DateRange(min(asked), max(asked), "[]")
    lines = list(FeeLine.objects.filter(payer_id__in=payer_ids, effective__overlap=span))
    return {on: {(line.payer_id, line.code): line.amount for line in lines if on in line.effective} for on in asked}


def schedule(payer: Payer, on: date) -> list[Fee]:
    """This function will list a payer's fees by code, the newest first, and say which holds on a day."""
    found = []
    for line in FeeLine.objects.filter(payer=payer).order_by("code", "-effective"):
        begins, until = line.effective.lower, line.effective.upper
        standing = "future" if begins > on else "past" if until is not None and until <= on else "current"
        found.append(Fee(line.code, line.amount, begins, until - ONE_DAY if until else None, standing))
    return found


def page(payer: Payer, on: date) -> Page:
    """This function will read everything about a payer as it holds on a day."""
    book = books([payer], on)[payer.id]
    told = rules.lines(book, on)
    plans = list(payer.plans.order_by("name").values_list("name", flat=True))
    return Page(payer, plans, told, schedule(payer, on), book.version, rulebook(payer.rulebook).title)


def rule(payer: Payer, kind: Kind, on: date) -> tuple[RuleLine, list[Version]]:
    """This function will read one rule of a payer as it holds on a day, and everything that was ever said of it."""
    book = books([payer], on)[payer.id]
    made = {str(each.id): each for each in versions([payer]).filter(key=kind.key).select_related("made_by")}
    told = []
    for value in rules.history(book, kind.key):
        who = made[value.row].made_by.display_name if value.row in made else ""
        told.append(Version(value, rules.sentence(kind.key, value.value), who))
    return rules.line(book, kind, on), told


def everyone(today: date) -> list[Row]:
    """This function will list the payers with how many of their rules nobody has confirmed."""
    payers = list(Payer.objects.order_by("name").annotate(covered=Count("plans__coverages", distinct=True)))
    told = books(payers, today)
    return [Row(payer, payer.covered, unverified(rules.lines(told[payer.id], today))) for payer in payers]
