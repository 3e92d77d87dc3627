"""Words of a note: how they are cut, what is masked, what stands for what."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from circlechart.base.wording.individuality import lexicon

SHORT_WORD = 6
PERSON, NUMBER, DAY = "~p", "~d", "~t"
WORD = re.compile(r"[A-Za-zÀ-ɏ0-9]+(?:['’./:\-][A-Za-zÀ-ɏ0-9]+)*|&")
SENTENCE = re.compile(r"(?<=[.!?;])[\"”’')\]]*\s+|[\"”’')\]]*\s*\n+\s*")
HEADING = re.compile(r"^[\s\-*•#\d.)]*[A-Z][A-Za-z/&()]*(?: [A-Za-z/&()]+){0,4}:\s*")
DIGITS = re.compile(r"[\d./:\-]+(?:st|nd|rd|th|s|mg|mcg|ml|am|pm|min|mins|hrs|x|lb|lbs|kg|cm|bpm|f|c)?")
MARK = re.compile(r"[\d\"“”]|\b(?:his|her|their|my|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b", re.IGNORECASE)
_stemmer = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: where it stands, its mask for copying, its concept for rewording ("" = says nothing)."""

    start: int
    end: int
    mask: str
    concept: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a line of a list, without its heading."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    heading: str = ""
    marked: bool = False
    """It quotes, or has a number, a day, or somebody's own thing or kin in it."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """This function will cut a lower-case word to its stem, British spelling as American."""
    if word.endswith(("ise", "ised", "ises", "ising", "isation")) and len(word) > SHORT_WORD:
        word = word.replace("is", "iz") if word.count("is") == 1 else word
    if "our" in word[2:] and len(word) >= SHORT_WORD:
        word = word.replace("our", "or")
    return str(_stemmer.stemWord(word))


@cache
def concepts() -> dict[str, str]:
    """This function will say which group of concepts.txt a stem belongs to."""
    found: dict[str, str] = {}
    for group in lexicon.concept_lines():
        for word in group:
            found.setdefault(stem(word), f"={stem(group[0])}")
    return found


def sentences(text: str, names: frozenset[str]) -> list[Sentence]:
    """This function will cut a text into sentences of tokens; a heading holds until the next, or to the end of its line."""
    found, at, above = [], 0, ""
    for end in [*(match.end() for match in SENTENCE.finditer(text)), len(text)]:
        piece = text[at:end]
        skip = heading(piece)
        above = piece[:skip].strip(" \t\n-*•#:.)(").lower() if skip else above
        tokens = tuple(_token(match, at + skip, names) for match in WORD.finditer(piece[skip:]))
        if tokens:
            found.append(Sentence(tokens[0].start, tokens[-1].end, tokens, above, bool(MARK.search(piece[skip:]))))
        if "\n" in piece and tokens:
            above = ""
        at = end
    return found


def heading(line: str) -> int:
    """This function will say how long a heading such as "Plan:" at the start is."""
    match = HEADING.match(line)
    return match.end() if match else 0


def _token(match: re.Match[str], at: int, names: frozenset[str]) -> Token:
    mask, concept = read(match.group(), names)
    return Token(at + match.start(), at + match.end(), mask, concept)


def read(word: str, names: frozenset[str]) -> tuple[str, str]:
    """This function will give a word's mask and its concept."""
    low = re.sub(r"['’]s?$", "", word.lower().replace("’", "'"))
    low = lexicon.SHORT.get(low, low)
    if low in names or low in lexicon.PERSONS:
        return PERSON, ""
    if low in lexicon.DAYS:
        return DAY, f"#{low[:3]}"
    if low in lexicon.NUMBERS:
        return NUMBER, f"#{lexicon.NUMBERS[low]}"
    if DIGITS.fullmatch(low):
        return NUMBER, f"#{re.sub(r'[a-z]+$', '', low)}"
    if low in lexicon.FUNCTION:
        return low, ""
    root = stem(low)
    return root, concepts().get(root, root)
