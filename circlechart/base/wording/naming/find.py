"""All names of a roster that a text says, with where and how sure."""

from collections.abc import Iterable, Iterator

from circlechart.base.wording.naming import lone, spelled, whole
from circlechart.base.wording.naming.facts import Level, Mention, Named
from circlechart.base.wording.naming.place import Place
from circlechart.base.wording.naming.roster import Called, Roster, roster
from circlechart.base.wording.naming.tokens import Word, words_of

LONGEST_NAME = 5
JOINS = frozenset({"", " ", "-", "‐", "‑", "\u00a0", ". "})
Call = tuple[int, int]


def find(text: str, others: Iterable[Named], me: Iterable[Named] = ()) -> tuple[Mention, ...]:
    """This function will find where others are named in a text about `me`, in the order of the text."""
    ready = roster(tuple(others), tuple(me))
    if not text.strip() or not ready.people:
        return ()
    words = words_of(text)
    calls = tuple(_calls(words, ready))
    found = _Found(text)
    for start, end, who, why in _sure(text, words, calls, ready):
        found.add(start, end, Level.BLOCK, who, why)
    for at, to in calls:
        _lone(found, words, at, to, ready)
    _unsure(found, words, ready)
    _unspaced(found, ready)
    return tuple(sorted(found.mentions, key=lambda each: each.start))


class _Found:
    """What was found so far; a place is named once, by whatever came first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mentions: list[Mention] = []

    def free(self, start: int, end: int) -> bool:
        return all(end <= each.start or start >= each.end for each in self.mentions)

    def add(self, start: int, end: int, level: Level, who: Named, why: str) -> None:
        if self.free(start, end):
            self.mentions.append(Mention(start, end, self.text[start:end], level, who, why))


def _calls(words: tuple[Word, ...], ready: Roster) -> Iterator[Call]:
    """Every run of words that is somebody's name, the longest at each place."""
    at = 0
    while at < len(words):
        longest = LONGEST_NAME if words[at].plain in ready.heads else 1
        for to in range(min(len(words), at + longest), at, -1):
            joined = all(word.gap in JOINS and not word.possessive for word in words[at : to - 1])
            if joined and "".join(word.plain for word in words[at:to]) in ready.called:
                yield at, to
                at = to - 1
                break
        at += 1


def _sure(text: str, words: tuple[Word, ...], calls: tuple[Call, ...], ready: Roster) -> Iterator[whole.Found]:
    for at, to in calls:
        yield from whole.full_names(words, at, to, ready)
    for at, to in calls:
        yield from whole.titled(words, at, to, ready)
    for at, to in calls:
        yield from whole.lettered(text, words, at, to, ready)
    yield from whole.initials(text, ready)


def _lone(found: _Found, words: tuple[Word, ...], at: int, to: int, ready: Roster) -> None:
    name = "".join(word.plain for word in words[at:to])
    if name in ready.mine or not found.free(words[at].start, words[to - 1].end):
        return
    place = Place(words, at, to, frozenset(ready.called) | ready.mine)
    options: tuple[tuple[Named, Called], ...] = ready.called[name]
    for who, called in options:
        if judged := lone.judge(place, who, called):
            found.add(words[at].start, words[to - 1].end, judged[0], who, judged[1])
            return


def _unsure(found: _Found, words: tuple[Word, ...], ready: Roster) -> None:
    known = frozenset(ready.called) | ready.mine
    for at, word in enumerate(words):
        if word.plain in known or not found.free(word.start, word.end):
            continue
        place = Place(words, at, at + 1, known)
        if whose := spelled.misspelled(place, ready) or spelled.shortened(place, ready):
            found.add(word.start, word.end, Level.WARN, *whose)
    for start, end, who, why in whole.pairs(words, ready):
        found.add(start, end, Level.WARN, who, why)


def _unspaced(found: _Found, ready: Roster) -> None:
    """Names in writing without spaces, such as Chinese, are found wherever they stand."""
    for who in ready.people:
        for name in {
            *who.first_names,
            *who.last_names,
            *who.nicknames,
            *("".join((b, a)) for a in who.first_names for b in who.last_names),
        }:
            if len(name) > 1 and all(
                "\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3" for letter in name
            ):
                at = found.text.find(name)
                while at >= 0:
                    found.add(at, at + len(name), Level.BLOCK, who, "name")
                    at = found.text.find(name, at + 1)
