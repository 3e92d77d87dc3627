"""Finding other group members in a text. Source: 42 CFR 2.13(a) (disclose no more than necessary); design I6."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from circlechart.care.notes.facts import Blocker, PersonName

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # of letters with their accents in one piece (NFC)
LONG_PART = 4  # letters; shorter parts of a double name are often particles, such as “de la”
# First and last names that are ordinary English words: a lone mention warns, it does not block (care.md U7).
_ORDINARY = """
    will may hope grace mark april june faith joy art rose lily dawn summer rich bill sue pat drew chase hunter
    grant max ray frank jean rob long young small short brown green black white gray grey king price love bell wood
    woods stone rivers banks field fields day knight wise best good strong sharp swift case page rice
"""
ORDINARY_WORDS = frozenset(_ORDINARY.split())


def names_in(text: str, others: Iterable[PersonName]) -> list[Blocker]:
    """This function will find mentions of other group members: a full or uncommon name blocks, a common word warns."""
    words = WORD.findall(unicodedata.normalize("NFC", text))
    written = {_plain(word): word for word in reversed(words)}
    folded = f" {' '.join(_plain(word) for word in words)} "
    found: list[Blocker] = []
    for person in others:
        full = [f"{first} {person.last_name}" for first in person.first_names]
        whole = next((name for name in full if f" {_plain(name)} " in folded), "")
        if whole:
            found.append(_named(whole))
        else:
            found += [
                each
                for name in _spoken(person)
                if f" {_plain(name)} " in folded and (each := _mention(name, written.get(_plain(name), name)))
            ]
    return found


def without_own(others: Iterable[PersonName], own: PersonName) -> list[PersonName]:
    """This function will leave out the names that a client shares with others: their own name stands in their own note."""
    mine = {_plain(name) for name in _spoken(own)}
    return [
        PersonName(
            other.client_id,
            tuple(first for first in other.first_names if _plain(first) not in mine),
            "" if _plain(other.last_name) in mine else other.last_name,
        )
        for other in others
    ]


@lru_cache(maxsize=1024)
def _spoken(person: PersonName) -> tuple[str, ...]:
    """The names by which somebody is called: first names, the last name, and the long parts of a double one."""
    names = [name for name in (*person.first_names, person.last_name) if name.strip()]
    parts = [part for name in names for part in re.split(r"[\s-]+", name) if part not in names]
    return tuple(dict.fromkeys([*names, *(part for part in parts if len(part) >= LONG_PART)]))


def _mention(name: str, written: str) -> Blocker | None:
    if _plain(name) not in ORDINARY_WORDS:
        return _named(written)
    if not written[0].isupper():
        return None
    words = (
        f"“{written}” is the name of a group member. Write “another group member”, unless you mean the ordinary word."
    )
    return Blocker("may-name-other-member", words, blocks=False, word=written)


def _named(written: str) -> Blocker:
    words = f"“{written}” is the name of a group member. Write “another group member”."
    return Blocker("names-other-member", words, word=written)


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """Letters without case, accents, possessive and the shape of the apostrophe."""
    spread = unicodedata.normalize("NFKD", name.casefold().replace("’", "'"))
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return re.sub(r"'s\b", "", bare).strip()
