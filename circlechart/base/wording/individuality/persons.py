"""Names that stand in a text, found without a list of clients."""

import re

from circlechart.base.wording.individuality import lexicon

TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? ([A-Z][\w'’-]+)")
OPENS = re.compile(r"(?:^|[.!?:;\"“”)\]\n])\s*$")
ACTS = re.compile(
    r"\s+(?:[a-z]+(?:ed|es|s)|was|had|did|came|spoke|said|told|took|made|gave|left|sat|felt|led|met|got|and)\b"
)
COMMON, EVERYDAY = 1_500, 12_000


def names_in(text: str) -> frozenset[str]:
    """This function will find the names of persons in a text, in lower case."""
    found = {match.group(1).lower() for match in TITLE.finditer(text)}
    for match in re.finditer(r"\b([A-ZÀ-Þ][a-zà-ÿ]+(?:[A-Z][a-zà-ÿ]+)?)(['’]s)?", text):
        low = match.group(1).lower()
        if low in lexicon.DAYS or low in lexicon.FUNCTION or low in lexicon.PERSONS:
            continue
        before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 24]
        if _is_name(
            low, opens=bool(OPENS.search(before)) or match.start() == 0, owner=bool(match.group(2)), after=after
        ):
            found.add(low)
    return frozenset(found)


def _is_name(low: str, *, opens: bool, owner: bool, after: str) -> bool:
    rank = lexicon.ranks().get(low, len(lexicon.ranks()))
    if low in lexicon.given_names():
        return rank > COMMON or not opens or owner
    if not opens:
        return owner and rank > EVERYDAY
    return rank >= len(lexicon.ranks()) and bool(ACTS.match(after)) and low not in lexicon.stock_words("always")
