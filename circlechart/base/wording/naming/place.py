"""One name in its sentence: the words before and behind it."""

from dataclasses import dataclass
from functools import cached_property

from circlechart.base.wording.naming.tokens import Word
from circlechart.base.wording.naming.words import Kind, forms, kinds, of


@dataclass(frozen=True)
class Place:
    """Where a name stands: words `first` up to `last`, not included. `me` are names of the note's own client."""

    words: tuple[Word, ...]
    first: int
    last: int
    known: frozenset[str] = frozenset()

    @property
    def word(self) -> Word:
        return self.words[self.first]

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """What the name is as an ordinary word; of two words it is none."""
        return kinds(self.word.plain) if self.last - self.first == 1 else frozenset()

    @property
    def neutral(self) -> bool:
        """Its letters tell nothing: small, at the opening of a sentence, or among capitals alone."""
        return not self.word.capital or self.word.opens or self.word.shouted

    @property
    def gap(self) -> str:
        return self.words[self.last - 1].gap

    @property
    def possessive(self) -> bool:
        return self.words[self.last - 1].possessive

    def before(self, back: int = 1) -> str:
        """The bare word that many before, with nothing but spaces between; empty where a sign stands between."""
        return each.plain if (each := self.word_before(back)) else ""

    def word_before(self, back: int = 1) -> Word | None:
        at = self.first - back
        if at < 0 or not all(self.words[i].runs_on for i in range(at, self.first)):
            return None
        if any(self.words[i].opens for i in range(at + 1, self.first + 1)):
            return None
        return self.words[at]

    def near(self, most: int = 5) -> tuple[str, ...]:
        """The bare words before in the same sentence."""
        found = []
        for at in range(self.first - 1, max(-1, self.first - 1 - most), -1):
            if self.words[at + 1].opens:
                break
            found.append(self.words[at].plain)
        return tuple(found)

    def behind(self, on: int = 0) -> str:
        """The bare word behind, with nothing but spaces between."""
        return each.plain if (each := self.word_behind(on)) else ""

    def word_behind(self, on: int = 0) -> Word | None:
        at = self.last + on
        if at >= len(self.words) or not all(self.words[i].runs_on for i in range(self.last - 1, at)):
            return None
        return self.words[at]

    @property
    def before_noun(self) -> bool:
        """An ordinary noun follows at once: “bill collectors”, “frank talk”."""
        word = self.behind()
        if not word or self.possessive:
            return False
        little = (
            "articles",
            "possessives",
            "prepositions",
            "subordinators",
            "subjects",
            "objects",
            "auxiliaries",
            "adverbs",
        )
        if any(word in of(name) for name in little):
            return False
        return word not in finite() and not word.endswith(("ed", "ly"))

    @property
    def begins_clause(self) -> bool:
        """What stands here can be who does something."""
        before = self.before()
        if not before:
            return True
        return (
            before in of("subordinators")
            or before in finite()
            or before in of("people")
            or before in of("prepositions")
        )


def finite() -> frozenset[str]:
    """This function will give the finite verbs of people."""
    return forms("human_verbs") | of("irregular")


def people_only() -> frozenset[str]:
    """This function will give the finite verbs that nothing but people do."""
    return finite() - forms("also_of_things") - _irregular_of_things()


def _irregular_of_things() -> frozenset[str]:
    words = """fell stood ate drank drove left gave brought bought sold paid threw hit kept held lost found showed wore put let
    led taught learned slept sang went came got made took read wrote met felt sat stole"""
    return frozenset(words.split())
