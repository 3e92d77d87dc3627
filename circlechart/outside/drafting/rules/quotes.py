"""What stands in quotation marks was said, word for word (G3)."""

import re
from collections.abc import Sequence

from circlechart.outside.drafting.facts import Check, Observation

MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'"})
QUOTED = re.compile(r'"([^"]+)(?:"|$)')
EDGES = " .,;:!?…\"'"


def quoted(text: str) -> list[str]:
    """This function will list what stands in quotation marks, also where the closing one is missing."""
    return [part.strip(EDGES) for part in QUOTED.findall(text.translate(MARKS)) if part.strip(EDGES)]


def quotes_kept(text: str, cited: Sequence[Observation]) -> Check:
    """This function will check G3: each quotation is part of a cited quotation, word for word.

    Source: ai.md 3, G3 (invented direct quotes are a typical failure of scribes).
    """
    said = [_plain(each.text) for each in cited if each.kind == "said" or '"' in each.text.translate(MARKS)]
    for quote in quoted(text):
        if not any(re.search(rf"(?<!\w){re.escape(_plain(quote))}(?!\w)", each) for each in said):
            return Check("G3", False, f"Nobody noted “{quote}” as said.")
    return Check("G3", True)


def _plain(text: str) -> str:
    return " ".join(text.translate(MARKS).casefold().split())
