"""A text as words with their places. Places count code points of the text as it was given, whatever its form."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# letters with the marks that belong to them (an accent may be a code point of its own) and apostrophes inside
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200d]|['’ʼ`´](?=[^\W\d_]))*")
POSSESSIVE = re.compile(r"['’ʼ`´]s$", re.IGNORECASE)
SPLIT_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe"})
SHORTENED = frozenset(
    ["dr", "mr", "mrs", "ms", "mx", "st", "mt", "ft", "rev", "prof", "sr", "sra", "jr"]
)  # their full stop ends no sentence
ENDS = ".!?:;\n•…–—*|>#"


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its place without the possessive, how it is written, its bare letters, and what stands around it."""

    start: int
    end: int
    text: str
    plain: str
    possessive: bool
    opens: bool  # the first word of a sentence, where a capital tells nothing
    gap: str  # between this word and the next, a possessive left out

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()

    @property
    def runs_on(self) -> bool:
        """Nothing but space stands between this word and the next."""
        gap = self.gap[1:] if self.plain in SHORTENED and self.gap[:1] == "." else self.gap
        return bool(gap) and gap.isspace() and "\n" not in gap


@lru_cache(maxsize=16384)
def plain(name: str) -> str:
    """This function will give the bare letters of a name: no case, accents, apostrophes, hyphens or spaces."""
    spread = unicodedata.normalize("NFKD", name.casefold()).translate(SPLIT_LETTERS)
    return "".join(letter for letter in spread if letter.isalpha())


def words_of(text: str) -> tuple[Word, ...]:
    """This function will divide a text into its words."""
    found = list(WORD.finditer(text))
    words = []
    for at, match in enumerate(found):
        whole = match.group()
        owner = POSSESSIVE.search(whole)
        end = match.end() - (len(owner.group()) if owner else 0)
        after = found[at + 1].start() if at + 1 < len(found) else len(text)
        gap = text[match.end() : after]
        bare = text[match.start() : end]
        plural = gap[:1] in {"'", "’"} and bare[-1:] == "s"
        opens = _opens(text, match.start())
        words.append(Word(match.start(), end, bare, plain(bare), bool(owner) or plural, opens, gap))
    return tuple(words)


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'“”‘’([")
    quoted = text[:start].rstrip(" \t")[-1:] in {'"', "“", "‘"}
    if not before or quoted or before[-1] in ENDS:
        return not _shortened(before)
    return bool(re.search(r"(?:^|\n)\s*(?:[-–*]|\d+[.)])\s*$", text[:start]))


def _shortened(before: str) -> bool:
    """The full stop of “Mr.” or of an initial ends no sentence."""
    return bool(re.search(r"(?:^|[\s(])(?:Mr|Mrs|Ms|Mx|Dr|St|Sr|Sra|Jr|Rev|vs|[^\W\d_])\.$", before))
