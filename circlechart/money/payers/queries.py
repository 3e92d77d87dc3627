"""Reading a payer's rules and fees."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from circlechart.base.rulebook.facts import Rulebook
from circlechart.base.rulebook.loader import read
from circlechart.money.payers.models import FeeLine

FOLDER = Path(__file__).with_name("rulebooks")


@lru_cache(maxsize=64)
def rulebook(name: str) -> Rulebook:
    """This function will read one of the shipped rulebooks. Raises: BadRulebook."""
    return read(FOLDER, name)


def shipped() -> list[str]:
    """This function will name the rulebooks that a payer can follow."""
    return sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != "national")


def fees(payer_ids: set[UUID], on: date) -> dict[tuple[UUID, str], Decimal]:
    """This function will read what each code is charged at on a day. Units: dollars for one unit."""
    lines = FeeLine.objects.filter(payer_id__in=payer_ids, effective__contains=on)
    return {(line.payer_id, line.code): line.amount for line in lines}
