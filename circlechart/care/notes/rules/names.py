"""Finding other group members in a text. Source: 42 CFR 2.13(a) (disclose no more than necessary); design I6."""

import re
from collections.abc import Iterable
from dataclasses import replace

from circlechart.base.wording import naming
from circlechart.care.notes.facts import Blocker, PersonName

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # of letters with their accents in one piece (NFC)


def names_in(text: str, others: Iterable[PersonName]) -> list[Blocker]:
    """This function will find mentions of other group members: a full or uncommon name blocks, a common word warns.

    Whoever is marked as `own` among them may be named: it is their note.
    """
    people = tuple(others)
    mine = [_named(each) for each in people if each.own]
    found = naming.find(text, [_named(each) for each in people if not each.own], mine)
    return list({each.text.casefold(): _blocker(text, each) for each in reversed(found)}.values())[::-1]


def without_own(others: Iterable[PersonName], own: Iterable[PersonName]) -> list[PersonName]:
    """This function will mark whose note it is: a name that a client shares with others stands in their own note."""
    return [*others, *(replace(each, own=True) for each in own)]


def _named(person: PersonName) -> naming.Named:
    last = (person.last_name,) if person.last_name else ()
    return naming.Named(str(person.client_id), person.first_names, last, relative_of=person.relative_of)


def _blocker(text: str, mention: naming.Mention) -> Blocker:
    whom = "a relative of a group member" if mention.who.relative_of else "a group member"
    instead = naming.neutral(text, mention)
    words = f"“{mention.text}” is the name of {whom}. Write “{instead[0].lower()}{instead[1:]}”"
    blocks = mention.level is naming.Level.BLOCK
    if blocks:
        return Blocker("names-other-member", f"{words}.", word=mention.text, instead=instead)
    more = ", unless you mean the ordinary word or somebody else."
    return Blocker("may-name-other-member", words + more, blocks=False, word=mention.text, instead=instead)
