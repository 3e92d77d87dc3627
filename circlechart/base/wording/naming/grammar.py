"""Whether a word that is a name too is somebody, where its letters do not tell: the ordinary word could not stand here."""

from collections.abc import Callable

from circlechart.base.wording.naming.place import Place, finite, people_only
from circlechart.base.wording.naming.words import forms, of

BE = frozenset(
    [
        "is",
        "was",
        "isn't",
        "wasn't",
        "isnt",
        "wasnt",
        "seemed",
        "appeared",
        "looked",
        "became",
        "felt",
        "remained",
        "remains",
        "seems",
        "appears",
        "looks",
    ]
)
PLAIN = frozenset(["put", "let", "read", "hit", "quit", "cut", "set", "come", "become", "run"])
FOLLOWED = 4


def told(place: Place) -> str:
    """This function will say why a word is somebody's name by grammar alone; empty when the ordinary word fits."""
    if place.kinds & {"never"} or _has_article(place):
        return ""
    reasons: tuple[Callable[[Place], str], ...] = (
        _behind_people,
        _done_to,
        _among_people,
        _compared,
        _owns,
        _acts,
        _coordinated,
    )
    return next((why for reason in reasons if (why := reason(place))), "")


def _has_article(place: Place) -> bool:
    before = place.before()
    if before == "her" and place.before(2) in forms("done_to_people"):
        return False
    if before == "that" and place.before(2) in finite():
        return False
    word = place.word_before()
    return before in of("articles") | of("possessives") or bool(word and word.possessive)


def _behind_people(place: Place) -> str:
    """“peer hope”, but not “client may return”."""
    if place.before() not in of("people") or place.before_noun and not place.kinds & {"past", "modal"}:
        return ""
    after = place.behind()
    if place.kinds & {"modal", "past"} and after and after not in finite() - PLAIN:
        return ""
    return f"stands behind “{place.before()}”"


def _done_to(place: Place) -> str:
    """“thanked may”, “reminded will that …”."""
    before = place.before()
    if before not in _done_to_people() or place.before_noun or _counts(place):
        return ""
    if before in _done_to_things() and place.kinds & {"mass", "time", "quality"}:
        return ""
    if place.kinds == {"grammar"} or before.endswith("s") and place.kinds & {"counted"} and before in of("also_plural"):
        return ""
    return f"it is done to somebody: “{before}”"


def _among_people(place: Place) -> str:
    """“disagreed with faith”, “sat beside ray”."""
    before = place.before()
    if before not in of("prepositions") or place.before_noun or _counts(place) or place.kinds == {"grammar"}:
        return ""
    if before == "to" and "verb" in place.kinds:
        return ""
    if before in of("person_prepositions"):
        return f"stands behind “{before}”"
    near = set(place.near())
    if place.kinds & {"mass"}:
        known = near & _between("between_only_people")
        return (
            f"goes on between people: “{sorted(known)[0]}”" if known and before in {"with", "to", "from", "by"} else ""
        )
    if place.kinds & {"time"}:
        known = near & _between("between_only_people") if before not in {"with", "like", "than"} else {before}
        return f"no time of the year: “{sorted(known)[0]} …”" if known else ""
    if place.kinds & {"counted", "quality"} and before not in {"with", "like", "than"}:
        known = near & _between("between_people")
        return f"goes on between people: “{sorted(known)[0]}”" if known else ""
    if _fixed(place):
        return ""
    return f"no ordinary word can stand behind “{before}” so"


def _compared(place: Place) -> str:
    """“Like faith, she is grieving.”"""
    word = place.word_before()
    if word and word.plain in {"like", "unlike"} and place.gap.lstrip().startswith(",") and not place.possessive:
        return "somebody is compared"
    return ""


def _owns(place: Place) -> str:
    """“april's story”, “compared it to hope's.”"""
    if not place.possessive or place.kinds == {"grammar"}:
        return ""
    after = place.behind()
    if after in of("human_things"):
        return f"has what people have: “{after}”"
    second = place.behind(1)
    if after and second in of("human_things"):
        return f"has what people have: “{second}”"
    if not after and place.before() in of("prepositions") | finite() | {"as"}:
        return "has something that is not said again"
    return ""


def _acts(place: Place) -> str:
    """“hope said”, “after joy left the room”, “Grant was talking”."""
    if place.possessive or not place.begins_clause:
        return ""
    at, helpers = 0, list[str]()
    while at < FOLLOWED and (place.behind(at) in of("auxiliaries") | of("adverbs") or place.behind(at) in BE):
        helpers.append(place.behind(at))
        at += 1
    verb = place.behind(at)
    if not verb and not helpers:
        return ""
    if set(helpers) & BE:
        return _is_somebody(place, verb, helpers)
    return _did(place, verb, at, helpers)


def _did(place: Place, verb: str, at: int, helpers: list[str]) -> str:
    plain = {each for each in of("human_verbs") if each not in of("also_of_things")}
    why = f"does what people do: “{verb}”"
    nothing_else = place.kinds == {"grammar"}
    if "modal" in place.kinds:
        return why if verb in finite() - PLAIN and place.before() not in of("subjects") else ""
    if set(helpers) & {"did", "didnt", "would", "wouldnt", "could", "couldnt", "does", "doesnt"}:
        return why if verb in plain else ""
    if verb in people_only() and not (verb in of("also_plural") and not _goes_on(place, at)):
        return why if not nothing_else or place.word.capital else ""
    if nothing_else or verb not in finite():
        return ""
    if place.behind(at + 1) in of("scene") or place.behind(at + 2) in of("scene"):
        return why
    bare = not place.kinds & {"mass", "time"}
    return why if bare and _takes_object(place, at) or "past" in place.kinds and bare else ""


def _is_somebody(place: Place, verb: str, helpers: list[str]) -> str:
    if verb in of("human_states"):
        return f"is what people are: “{verb}”"
    if verb.endswith("ing") and any(_ing(each) == verb for each in of("human_verbs") - of("also_of_things")):
        return f"does what people do: “{verb}”"
    if verb in {"asked", "told", "reminded", "thanked", "interrupted", "invited", "encouraged"}:
        return f"it is done to somebody: “{verb}”"
    if verb in of("states_of_people") and not place.kinds & {"mass", "time", "counted"}:
        return f"is what people are: “{verb}”"
    if "modal" in place.kinds and "time" not in place.kinds:
        return f"no verb can stand before “{helpers[0]}” so"
    return ""


def _coordinated(place: Place) -> str:
    """“Hope and he”, “he and grace practiced”."""
    if (
        place.behind() == "and"
        and place.behind(1) in {"he", "she", "i", "they", "client", "him", "her"}
        and place.word.opens
    ):
        return "stands beside somebody"
    beside = place.before(2) in of("people") | {"he", "she", "him", "i", "me"} or place.before(2) in place.known
    if place.before() == "and" and beside and place.behind() in finite() | of("auxiliaries"):
        return "stands beside somebody" if not place.kinds & {"past", "verb", "modal"} else ""
    return ""


def _goes_on(place: Place, at: int) -> bool:
    return place.behind(at + 1) in of("articles") | of("possessives") | of("prepositions") | of("objects") | of(
        "subordinators"
    ) or (place.behind(at + 1) in of("subjects") | of("adverbs"))


def _takes_object(place: Place, at: int) -> bool:
    return place.behind(at + 1) in of("possessives") | of("objects") | {"a", "an", "the", "that", "how"}


def _counts(place: Place) -> bool:
    """“may 5”, “page 3”."""
    return place.gap.strip()[:1].isdigit()


def _fixed(place: Place) -> bool:
    return f"{place.before()} {place.word.plain}" in of("fixed")


def _ing(verb: str) -> str:
    return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"


def _done_to_people() -> frozenset[str]:
    base = of("done_to_people")
    return forms("done_to_people") | base | {_ing(each) for each in base} | {"told", "met", "knew", "forgave", "texted"}


def _done_to_things() -> frozenset[str]:
    base = of("also_to_things")
    return forms("also_to_things") | base | {_ing(each) for each in base} | {"met", "knew", "forgave", "heard"}


def _between(name: str) -> frozenset[str]:
    return forms(name) | of(name) | {_ing(each) for each in of(name)} | ({"met"} if name == "between_people" else set())
