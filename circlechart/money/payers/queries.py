"""Reading a payer's rules and fees."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.db.models import Count
from psycopg.types.range import DateRange

from circlechart.base.coverage.models import Payer
from circlechart.base.rulebook.facts import CONTRACT, Rulebook, Source, Value
from circlechart.base.rulebook.loader import BadRulebook, read, read_file
from circlechart.money.payers import rules
from circlechart.money.payers.facts import OWN_BOOK, Fee, Kind, Page, Row, RuleLine, Version, kind_of, unverified
from circlechart.money.payers.models import FeeLine, RuleVersion

ONE_DAY = timedelta(days=1)
FOLDER = Path(__file__).with_name("rulebooks")


@lru_cache(maxsize=64)
def rulebook(name: str) -> Rulebook:
    """This function will read one of the shipped rulebooks. Raises: BadRulebook."""
    return read(FOLDER, name)


def from_file(path: Path) -> Rulebook:
    """This function will read a rulebook from any file and check every value against its kind. Raises: BadRulebook."""
    book = read_file(path, FOLDER)
    for value in book.values:
        said = rules.problem(value.key, value.value)
        if said:
            raise BadRulebook(f"{value.book}.toml, {value.key}: {value.value!r}. {said}")
    return book


def shipped() -> list[str]:
    """This function will name the rulebooks that a payer can follow."""
    return sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != "national")


def books(payers: Iterable[Payer], on: date) -> dict[UUID, Rulebook]:
    """This function will read payers' rules for a day of service: the shipped ones with the clinic's own over them."""
    return books_by_day(payers, [on])[on]


def books_by_day(payers: Iterable[Payer], days: Iterable[date]) -> dict[date, dict[UUID, Rulebook]]:
    """This function will read payers' rules for many days of service at once; days with the same rules share a book."""
    asked = list(payers)
    own: dict[UUID, list[Value]] = defaultdict(list)
    for version in RuleVersion.objects.filter(payer__in=asked).order_by("number") if asked else ():
        own[version.payer_id].append(value_of(version))
    laid: dict[tuple[UUID, str], Rulebook] = {}
    found: dict[date, dict[UUID, Rulebook]] = {}
    for on in set(days):
        told = {payer.id: rulebook(payer.rulebook).overridden(payer.name, own[payer.id], on) for payer in asked}
        found[on] = {payer_id: laid.setdefault((payer_id, book.version), book) for payer_id, book in told.items()}
    return found


def value_of(version: RuleVersion) -> Value:
    """This function will read one version of a rule that the clinic set as a value of its contract."""
    source = Source(version.source, version.trust, version.read_on, version.url)
    kind = kind_of(version.key)
    unit = kind.unit if kind else ""
    return Value(
        version.key, version.value, unit, version.effective_from, None, version.status, source, OWN_BOOK, CONTRACT,
        str(version.number),
    )  # fmt: skip


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
    made = {
        str(each.number): each
        for each in RuleVersion.objects.filter(payer=payer, key=kind.key).select_related("made_by")
    }
    versions = []
    for value in rules.history(book, kind.key):
        own = made.get(value.version) if value.book == OWN_BOOK else None
        who = own.made_by.display_name if own else ""
        versions.append(Version(value, rules.sentence(kind.key, value.value), who))
    return rules.line(book, kind, on), versions


def everyone(today: date) -> list[Row]:
    """This function will list the payers with how many of their rules nobody has confirmed."""
    payers = list(Payer.objects.order_by("name").annotate(covered=Count("plans__coverages", distinct=True)))
    told = books(payers, today)
    return [Row(payer, payer.covered, unverified(rules.lines(told[payer.id], today))) for payer in payers]
