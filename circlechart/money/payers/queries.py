"""Reading a payer's rules and fees."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from circlechart.base.coverage.models import Payer
from circlechart.base.rulebook.facts import CONTRACT, Rulebook, Source, Value
from circlechart.base.rulebook.loader import read
from circlechart.money.payers.facts import KINDS, OWN_BOOK
from circlechart.money.payers.models import FeeLine, RuleVersion

FOLDER = Path(__file__).with_name("rulebooks")


@lru_cache(maxsize=64)
def rulebook(name: str) -> Rulebook:
    """This function will read one of the shipped rulebooks. Raises: BadRulebook."""
    return read(FOLDER, name)


def shipped() -> list[str]:
    """This function will name the rulebooks that a payer can follow."""
    return sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != "national")


def books(payers: Iterable[Payer], on: date) -> dict[UUID, Rulebook]:
    """This function will read payers' rules for a day of service: the shipped ones with the clinic's own over them."""
    asked = list(payers)
    own: dict[UUID, list[Value]] = defaultdict(list)
    for version in RuleVersion.objects.filter(payer__in=asked).order_by("number") if asked else ():
        own[version.payer_id].append(value_of(version))
    return {payer.id: rulebook(payer.rulebook).overridden(payer.name, own[payer.id], on) for payer in asked}


def value_of(version: RuleVersion) -> Value:
    """This function will read one version of a rule that the clinic set as a value of its contract."""
    source = Source(version.source, version.trust, version.read_on, version.url)
    unit = KINDS[version.key].unit if version.key in KINDS else ""
    return Value(
        version.key, version.value, unit, version.effective_from, None, version.status, source, OWN_BOOK, CONTRACT,
        str(version.number),
    )  # fmt: skip


def fees(payer_ids: set[UUID], on: date) -> dict[tuple[UUID, str], Decimal]:
    """This function will read what each code is charged at on a day. Units: dollars for one unit."""
    lines = FeeLine.objects.filter(payer_id__in=payer_ids, effective__contains=on)
    return {(line.payer_id, line.code): line.amount for line in lines}
