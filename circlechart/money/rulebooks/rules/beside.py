"""Two rulebooks side by side, as sentences with what differs marked."""

from datetime import date
from difflib import SequenceMatcher

from circlechart.base.rulebook.facts import Rulebook, Value
from circlechart.money.payers.facts import KINDS, STANDINGS, TOPICS, TRUST, Kind, Version, scopes
from circlechart.money.payers.rules import sentence
from circlechart.money.rulebooks.facts import Cell, Pair, Piece

NOTHING = "Nothing was ever said of it."


def beside(one: Rulebook, one_on: date, two: Rulebook, two_on: date) -> list[tuple[str, list[Pair]]]:
    """This function will lay two rulebooks beside each other, each on its day, in the order of the payer's page.

    A rule that only one side says for a service alone stands beside what holds for that service on the other.

    Source: the rulebooks' values.
    """
    said = {each.key for book in (one, two) for each in book.values}
    found = []
    for topic in TOPICS:
        kinds = [kind for whole in KINDS.values() if whole.topic == topic for kind in (whole, *scopes(whole))]
        pairs = [
            _pair(kind, _holds(one, kind.key, one_on), _holds(two, kind.key, two_on))
            for kind in kinds
            if kind.key in said
        ]
        found.append((topic, pairs))
    return found


def _holds(book: Rulebook, key: str, on: date) -> Value | None:
    scope, _, rest = key.partition(".")
    return book.stands(key, on) if key in KINDS else book.stands(rest, on, scope)


def _pair(kind: Kind, one: Value | None, two: Value | None) -> Pair:
    words = [sentence(kind.key, each.value) if each else NOTHING for each in (one, two)]
    left, right = marked(*words)
    differs = (one.value if one else None) != (two.value if two else None) or words[0] != words[1]
    return Pair(kind.label, _cell(left, one), _cell(right, two), differs)


def _cell(pieces: tuple[Piece, ...], value: Value | None) -> Cell:
    if value is None:
        return Cell(pieces)
    trust = TRUST[value.source.trust]
    return Cell(pieces, STANDINGS[value.status].partition(":")[0], trust, value.source.title, value.effective_from)


def of_versions(one: Version, two: Version) -> list[Pair]:
    """This function will lay two versions of one rule beside each other: what each says, since when and where from.

    Source: the versions' values.
    """
    said = [_facts(each) for each in (one, two)]
    pairs = []
    for label, left in said[0].items():
        right = said[1][label]
        pieces = marked(left, right)
        pairs.append(Pair(label, Cell(pieces[0]), Cell(pieces[1]), left != right))
    return pairs


def _facts(version: Version) -> dict[str, str]:
    value = version.value
    until = f"{value.effective_until:%m/%d/%Y}" if value.effective_until else "Until the next is said"
    return {
        "What it says": version.sentence,
        "From": f"{value.effective_from:%m/%d/%Y}",
        "Until": until,
        "Said for": version.said_for,
        "Standing": version.words,
        "How well it is known": TRUST[value.source.trust],
        "Where it was read": value.source.title,
        "Address": value.source.url or "None",
        "Read on": f"{value.source.read_on:%m/%d/%Y}",
        "Said by": version.who or "Shipped",
    }


def marked(one: str, two: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """This function will mark the words of two sentences that the other one lacks.

    Source: the words themselves, in order.
    """
    left, right = one.split(), two.split()
    found: tuple[list[Piece], list[Piece]] = ([], [])
    for tag, first, last, start, end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for pieces, words in ((found[0], left[first:last]), (found[1], right[start:end])):
            if words:
                pieces.append(Piece(" ".join(words), tag != "equal"))
    return tuple(found[0]), tuple(found[1])
