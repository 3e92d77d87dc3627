"""What the screens show of payers: their rules, fees and plans."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q
from psycopg.types.range import DateRange

from circlechart.base.coverage.models import Payer
from circlechart.base.people.models import Staff
from circlechart.base.rulebook.facts import PLAN, Rulebook
from circlechart.money.payers import rules
from circlechart.money.payers.facts import Fee, Page, Row, RuleLine, unverified
from circlechart.money.payers.models import FeeLine
from circlechart.money.payers.queries.books import books, rulebook

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
    plans = {plan.id: plan.name for plan in payer.plans.order_by("name")}
    found = books([payer], on)
    book = found[payer.id]
    for_plans = {plans[key]: each for key, each in found.items() if key in plans}
    also = [value for each in for_plans.values() for value in each.values if value.level == PLAN]
    told = [(topic, [_with_plans(each, for_plans, on) for each in own]) for topic, own in rules.lines(book, on, also)]
    return Page(payer, list(plans.values()), told, schedule(payer, on), book.version, rulebook(payer.rulebook).title)


def _with_plans(line: RuleLine, books_of_plans: dict[str, Rulebook], on: date) -> RuleLine:
    found = {name: book.stands(line.kind.key, on) for name, book in books_of_plans.items()}
    own = [(name, value) for name, value in found.items() if value is not None and value.level == PLAN]
    return replace(line, plans=tuple((name, rules.sentence(line.kind.key, value.value)) for name, value in own))


def everyone(today: date) -> list[Row]:
    """This function will list the payers with how many of their rules nobody has confirmed."""
    payers = list(Payer.objects.order_by("name").annotate(covered=Count("plans__coverages", distinct=True)))
    told = books(payers, today)
    return [Row(payer, payer.covered, unverified(rules.lines(told[payer.id], today))) for payer in payers]


def owners(today: date) -> list[Staff]:
    """This function will list who can look after a rule: whoever works here."""
    working = Q(active_until=None) | Q(active_until__gt=today)
    return list(Staff.objects.filter(working, active_from__lte=today).order_by("display_name"))
