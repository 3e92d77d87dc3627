"""Whether a capital inside a sentence makes a name of a word: not in “in May”, “Hope House”, “a Christian meeting”."""

import re
from collections.abc import Callable

from circlechart.base.wording.naming.grammar import told
from circlechart.base.wording.naming.place import Place, finite
from circlechart.base.wording.naming.shorts import given_names
from circlechart.base.wording.naming.words import of, rank

LOOSE_ARTICLES = "that both such what which other all same own much more another"
HEARD_DAILY = 1500
DIGITS = re.compile(r"^\s+(?:\d|#)")


def ordinary(place: Place) -> str:
    """This function will say why a word with a capital inside a sentence is no name; empty when it is one."""
    reasons: tuple[Callable[[Place], bool], ...] = (
        _title_of_something,
        _office,
        _time,
        _article,
        _people_of_a_kind,
        _numbered,
        _grammar,
    )
    return next((reason.__name__ for reason in reasons if reason(place)), "")


def someone_else(place: Place) -> bool:
    """This function will say whether another surname follows, or another first name stands before: “Jack Daniels”."""
    after = place.word_behind()
    if place.possessive or after is None or not after.capital or after.opens or len(after.plain) == 1:
        return False
    if (
        after.shouted
        or after.plain in place.known
        or after.plain in of("auxiliaries") | of("prepositions") | of("subjects")
    ):
        return False
    return after.plain not in finite()


def _title_of_something(place: Place) -> bool:
    after, before = place.word_behind(), place.word_before()
    if after and after.capital and not after.opens and (after.plain in of("places") or someone_else(place)):
        return True
    if before is None or not before.capital or before.plain in place.known | of("people") | of("titles"):
        return False
    if before.plain in of("before_places"):
        return True
    if before.opens:
        return before.plain in given_names() and rank(before.plain) > HEARD_DAILY
    return not before.shouted and len(before.plain) > 1 and before.plain not in _days()


def _office(place: Place) -> bool:
    named_after = place.before() == "of" and place.before(2) in of("before_places")
    return place.before() in of("offices") or named_after


def _time(place: Place) -> bool:
    if "time" not in place.kinds:
        return False
    before, why = place.before(), told(place)
    if DIGITS.match(place.gap):
        return True
    if before in of("time_before") or before in {"is", "was", "are", "be"}:
        return not why
    return before in of("time_maybe") and not why and not set(place.near()) & of("between_people")


def _article(place: Place) -> bool:
    before = place.before()
    if before == "her" and place.behind() in finite():
        return False
    return before in (of("articles") - frozenset(LOOSE_ARTICLES.split())) | of("possessives")


def _people_of_a_kind(place: Place) -> bool:
    return place.word.plain in of("demonyms") and place.before_noun


def _numbered(place: Place) -> bool:
    return bool(DIGITS.match(place.gap)) and bool(place.kinds & {"counted", "time"})


def _grammar(place: Place) -> bool:
    return bool(place.kinds & {"never"}) or place.kinds == {"grammar"} and place.before_noun


def _days() -> frozenset[str]:
    return frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today"])
