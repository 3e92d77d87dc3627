"""A name that stands alone, first or last: is it the person, and how sure is that?"""

from circlechart.base.wording.naming import capital, grammar
from circlechart.base.wording.naming.facts import Level, Named
from circlechart.base.wording.naming.place import Place, finite
from circlechart.base.wording.naming.roster import Called
from circlechart.base.wording.naming.shorts import given_names
from circlechart.base.wording.naming.words import forms, of, rank

HEARD_OFTEN = 3000
SHORTEST_NICKNAME = 3
Judged = tuple[Level, str]


def judge(place: Place, who: Named, called: Called) -> Judged | None:
    """This function will weigh a lone name. Returns None when: the ordinary word fits, or it is somebody else's name."""
    if not who.relative_of and _own_people(place):
        return None
    if who.relative_of:
        sure = _uncommon(place, called) if not place.kinds else _common(place, "last")
        return (Level.WARN, f"{sure[1]}, of a relative") if sure else None
    return _common(place, called) if place.kinds else _uncommon(place, called)


def _uncommon(place: Place, called: Called) -> Judged | None:
    """A name that is no word is a name, unless it is a short form that is often said or somebody else's."""
    word, bare = place.word, place.word.plain
    if called in {"first", "nick"} and capital.someone_else(place) and word.capital and not word.shouted:
        return Level.WARN, "with another last name"
    if place.before() in of("offices"):
        return Level.WARN, f"behind “{place.before()}”"
    if called == "short":
        return _short_form(place)
    if word.capital:
        return Level.BLOCK, f"{called} name"
    if rank(bare) < HEARD_OFTEN and bare not in given_names():
        why = grammar.told(place)
        return (Level.WARN, why) if why else None
    return Level.BLOCK, f"{called} name in small letters"


def _short_form(place: Place) -> Judged | None:
    word = place.word
    if len(word.plain) >= SHORTEST_NICKNAME and word.capital:
        if not word.opens or rank(word.plain) > HEARD_OFTEN or _acts(place):
            return Level.BLOCK, "short form of a first name"
        return None
    if word.capital or len(word.plain) >= SHORTEST_NICKNAME:
        return (Level.WARN, "short form of a first name") if _acts(place) else None
    return None


def _acts(place: Place) -> bool:
    """Somebody is spoken of: behind people, or before what people do."""
    before = place.before()
    people = of("people") | forms("done_to_people") | {"with", "beside", "like", "when", "after"}
    return before in people or place.behind() in finite() or place.possessive and place.behind() in of("human_things")


def _common(place: Place, called: Called) -> Judged | None:
    """An ordinary word: its capital inside a sentence, or the grammar around it, makes a name of it. It only warns."""
    if _joined(place):
        return None
    if place.neutral:
        if called == "last" and not (place.word.capital and place.behind() in finite()):
            return None
        if called == "short" and not place.word.capital:
            return None
        why = grammar.told(place)
        return (Level.WARN, why) if why else None
    if "never" in place.kinds or capital.ordinary(place):
        return None
    return Level.WARN, "a capital inside a sentence"


def _joined(place: Place) -> bool:
    """“well-being”, “hope-filled”: a part of another word."""
    before = place.words[place.first - 1].gap if place.first else ""
    return place.gap[:1] in {"-", "‐", "‑", "/"} and len(place.gap) == 1 or before in {"-", "‐", "‑"}


def _own_people(place: Place) -> bool:
    """“his brother Mark”: the client's own people are nobody of the group."""
    return place.before() in of("kin") and place.before(2) in of("possessives")
