"""Misspelled names: close to a name of the roster, and no word."""

from rapidfuzz.distance import OSA

from circlechart.base.wording.naming.facts import Named
from circlechart.base.wording.naming.place import Place
from circlechart.base.wording.naming.roster import Roster, names_of
from circlechart.base.wording.naming.shorts import given_names
from circlechart.base.wording.naming.words import kinds, rank

SHORTEST, LONG, SHORTEST_SMALL = 4, 8, 6
RARE_INSIDE, RARE_OPENING, RARE_SMALL = 6000, 25000, 80000
LEAST_OF_A_SHORT_FORM = 3


def misspelled(place: Place, ready: Roster) -> tuple[Named, str] | None:
    """This function will find whose name a word is meant to be. Returns None when: it is a word, or nobody's."""
    word = place.word
    if len(word.plain) < SHORTEST or word.plain in ready.mine or kinds(word.plain) or rank(word.plain) < _rare(place):
        return None
    if any(OSA.distance(word.plain, mine) <= 1 for mine in ready.mine if len(mine) >= SHORTEST - 1):
        return None
    given = word.plain in given_names() and rank(word.plain) < RARE_SMALL
    for who in ready.people:
        names = names_of(who)
        for name in sorted(names.firsts | names.lasts):
            if _close(word.plain, name) and (not given or _sounds(word.plain) == _sounds(name)):
                return who, f"close to “{name}”"
    return None


def shortened(place: Place, ready: Roster) -> tuple[Named, str] | None:
    """This function will find whose first name a capital word begins: “Xio” for Xiomara. Returns None when: nobody's."""
    bare = place.word.plain
    if not place.word.capital or place.word.opens or len(bare) < LEAST_OF_A_SHORT_FORM or bare in ready.mine:
        return None
    if kinds(bare) or bare in given_names() or rank(bare) < RARE_OPENING or place.word.shouted:
        return None
    for who in ready.people:
        if not who.relative_of and any(
            name.startswith(bare) and len(name) > len(bare) + 1 for name in names_of(who).firsts
        ):
            return who, "the beginning of a first name"
    return None


def _rare(place: Place) -> int:
    """The more letters tell, the less rare a word need be to be no word."""
    if not place.word.capital:
        return RARE_SMALL if len(place.word.plain) >= SHORTEST_SMALL else 10**7
    return RARE_OPENING if place.word.opens else RARE_INSIDE


def _close(word: str, name: str) -> bool:
    if (
        len(name) < LEAST_OF_A_SHORT_FORM
        or len(word) < len(name) - 2
        or len(name) == LEAST_OF_A_SHORT_FORM
        and len(word) < SHORTEST
    ):
        return False
    most = 2 if len(name) >= LONG else 1
    same_head = (
        word[0] == name[0]
        or (word[1] == name[0] and word[0] == name[1])
        or (len(name) > SHORTEST and word[1:2] == name[1:2])
    )
    return same_head and OSA.distance(word, name, score_cutoff=most) <= most


def _sounds(name: str) -> str:
    """Roughly how a name is heard: Sara is Sarah, Erik is Eric."""
    for written, heard in (
        ("ph", "f"),
        ("ck", "k"),
        ("c", "k"),
        ("q", "k"),
        ("y", "i"),
        ("z", "s"),
        ("h", ""),
        ("ie", "i"),
        ("ee", "i"),
    ):
        name = name.replace(written, heard)
    return "".join(letter for at, letter in enumerate(name) if not at or letter != name[at - 1])
