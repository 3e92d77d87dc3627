"""What may only be said when somebody noted it: risk, diagnosis, medication, mental status, understanding, progress (G6)."""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from circlechart.outside.drafting.facts import Check, Observation
from circlechart.outside.drafting.rules.words import normal


@lru_cache(maxsize=1)
def _protected() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """What is spoken of, the words that claim it, and those in a source that carry it."""
    raw = tomllib.loads((Path(__file__).parent / "protected.toml").read_text())
    return tuple(
        (
            each["about"],
            re.compile("|".join(each["said"])),
            re.compile("|".join(each["said"] + each.get("carried_by", []))),
        )
        for each in raw["protected"]
    )


def nothing_assumed(text: str, cited: Sequence[Observation]) -> Check:
    """This function will check G6: a protected statement stands only on a cited fact that speaks of the same.

    Source: ai.md 3, G6; facts 1.109 (nothing is documented that was not observed).
    """
    said, known = normal(text), [normal(each.text) for each in cited]
    for label, claims, carries in _protected():
        if claims.search(said) and not any(carries.search(each) for each in known):
            return Check("G6", False, f"Nobody noted anything about {label}.")
    return Check("G6", True)
