"""The names of a roster, ready to be looked up: every way somebody is called, except as the note's own client is called."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from circlechart.base.wording.naming.facts import Named
from circlechart.base.wording.naming.shorts import shorts
from circlechart.base.wording.naming.tokens import plain

Called = Literal["first", "nick", "last", "short"]
SURENESS: tuple[Called, ...] = ("first", "nick", "last", "short")
_PARTICLES = (
    "de la del las los da das do dos di du van von der den ter ten el al bin ibn abu ben bar le mac mc san st dela"
)
PARTICLES = frozenset(_PARTICLES.split())
# what may be written apart from the rest of its name: “De Shawn”, “Mc Kay”
APART = frozenset(["de", "la", "le", "ja", "da", "mc", "mac", "o", "d", "al", "el", "abd", "abdul"])
SHORTEST_PART = 3
PARTS = re.compile(r"[\s\-‐‑]+")


@dataclass(frozen=True, slots=True)
class Names:
    """All the names of one person: how each is called, which are first and which are last names."""

    by_kind: tuple[tuple[str, Called], ...]
    firsts: frozenset[str]
    lasts: frozenset[str]
    initials: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is called what. `mine` are the names of the note's own client; `heads` begin names of several words."""

    people: tuple[Named, ...]
    called: dict[str, tuple[tuple[Named, Called], ...]]
    mine: frozenset[str]
    my_initials: frozenset[tuple[str, str]]
    heads: frozenset[str]


@lru_cache(maxsize=256)
def roster(others: tuple[Named, ...], me: tuple[Named, ...]) -> Roster:
    """This function will make a roster ready. The own client's short names give way to what others are really called."""
    called: dict[str, list[tuple[Named, Called]]] = defaultdict(list)
    heads: set[str] = set()
    for who in others:
        for name, kind in names_of(who).by_kind:
            called[name].append((who, kind))
        whole = (*who.first_names, *who.last_names, *who.nicknames)
        heads |= {plain(PARTS.split(name)[0]) for name in whole if len(PARTS.split(name)) > 1}
    real = {name for name, found in called.items() if any(kind in {"first", "nick"} for _, kind in found)}
    own = [pair for who in me for pair in names_of(who).by_kind]
    mine = frozenset(name for name, kind in own if kind != "short" or name not in real)
    initials = frozenset(pair for who in me for pair in names_of(who).initials)
    ranked = {name: tuple(sorted(found, key=_sureness)) for name, found in called.items()}
    return Roster(others, ranked, mine, initials, frozenset(heads) | APART)


def _sureness(found: tuple[Named, Called]) -> tuple[bool, int]:
    who, kind = found
    return bool(who.relative_of), SURENESS.index(kind)


@lru_cache(maxsize=2048)
def names_of(who: Named) -> Names:
    """This function will gather every name of somebody."""
    first, last, nick = (list(map(plain, names)) for names in (who.first_names, who.last_names, who.nicknames))
    first += _parts(who.first_names)
    last += _parts(who.last_names)
    spoken: list[tuple[list[str], Called]] = [(first, "first"), (nick, "nick"), (last, "last")]
    if not who.relative_of:
        spoken.append((sorted(short for name in first for short in shorts(name)), "short"))
    kinds: dict[str, Called] = {}
    for names, kind in spoken:
        for name in names:
            if name:
                kinds.setdefault(name, kind)
    firsts = frozenset({*first, *nick, *(name for name, kind in kinds.items() if kind == "short")} - {""})
    initials = frozenset((a[0], b[0]) for a in (*first, *nick) for b in last if a and b)
    return Names(tuple(kinds.items()), firsts, frozenset(last) - {""}, initials)


def _parts(names: Iterable[str]) -> list[str]:
    """The parts of a double name that are said alone; “de la” is not."""
    parts = [PARTS.split(name.strip()) for name in names]
    bare = [plain(part) for each in parts if len(each) > 1 for part in each]
    return [part for part in bare if len(part) >= SHORTEST_PART and part not in PARTICLES]
