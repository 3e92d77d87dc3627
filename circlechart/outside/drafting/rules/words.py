"""Words as the checks compare them: stems, how much each one says, and which mean the same here."""

import math
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

import snowballstemmer
from rapidfuzz.distance import JaroWinkler

TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
COMMON, SCALE = 9.5, 5.0  # powers of ten in the count of words: what is more frequent says nothing, SCALE below all
UNKNOWN = 1.0
ALIKE, LONG_WORD, LIKE, PREFIX = 0.93, 6, 0.8, 5
SAME_FIELD = 0.9
NO_FIELD: frozenset[int] = frozenset()
PLAIN_MARKS = str.maketrans("’‘“”–—", "''\"\"--")
_stemmer = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as written in lower case, its stem, and its weight from 0 (says nothing) to 1."""

    written: str
    stem: str
    weight: float


def normal(text: str) -> str:
    """This function will give a text in lower case with plain quotes and dashes, contractions written out."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = plain.translate(PLAIN_MARKS)
    plain = re.sub(r"\bcan't\b|\bcannot\b", "can not", plain)
    plain = re.sub(r"\bwon't\b", "will not", plain)
    return re.sub(r"n't\b", " not", plain)


def words(text: str, silent: Iterable[str] = ()) -> list[Word]:
    """This function will list the words of a text with their weights; those in `silent` (own names) say nothing."""
    mute = {normal(name) for name in silent}
    return [_word(each, mute) for each in TOKEN.findall(normal(text))]


def _word(written: str, mute: set[str]) -> Word:
    bare = written.removesuffix("'s")
    if bare in mute or bare.removesuffix("s") in mute:
        return Word(written, bare, 0.0)
    return Word(bare, stem(bare), weight(bare))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """This function will give the stem of a word; irregular past tenses stand under their present."""
    return _stem(language().irregular.get(word, word))


@lru_cache(maxsize=65536)
def weight(word: str) -> float:
    """This function will say how much a word tells, from how rare it is in English; reporting verbs tell nothing."""
    if word[0].isdigit():
        return 1.0
    if word in language().silent or stem(word) in language().reporting:
        return 0.0
    count = _counts().get(word)
    if count is None:
        return UNKNOWN
    return min(1.0, max(0.0, (COMMON - math.log10(count)) / SCALE))


@lru_cache(maxsize=262144)
def alike(first: str, second: str) -> float:
    """This function will say how far two stems mean the same, from 0 to 1: equal, of one field of meaning, or spelled alike."""
    if first == second:
        return 1.0
    fields = language().fields
    if fields.get(first, NO_FIELD) & fields.get(second, NO_FIELD):
        return SAME_FIELD
    if min(len(first), len(second)) >= LONG_WORD and first[:PREFIX] == second[:PREFIX]:
        return LIKE if JaroWinkler.similarity(first, second) >= ALIKE else 0.0
    return 0.0


@lru_cache(maxsize=1)
def _counts() -> dict[str, int]:
    """How often each English word is used. Source: symspellpy (MIT), frequency_dictionary_en_82_765.txt."""
    file = resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt"
    pairs = (line.split(" ") for line in file.read_text(encoding="utf-8-sig").splitlines())
    return {word: int(count) for word, count in pairs}


@dataclass(frozen=True, slots=True)
class Language:
    """The room's own word lists. A field of meaning holds stems that say the same in a group note."""

    irregular: dict[str, str]
    fields: dict[str, frozenset[int]]
    silent: frozenset[str]
    reporting: frozenset[str]
    numbers: dict[str, int]
    tens: frozenset[str]
    ones: frozenset[str]
    units: frozenset[str]
    days: frozenset[str]
    denying: frozenset[str]
    perhaps: frozenset[str]
    deniable: frozenset[str]


@lru_cache(maxsize=1)
def language() -> Language:
    """This function will read the word lists, once."""
    raw = tomllib.loads((Path(__file__).parent / "words.toml").read_text())
    irregular = {past: present for present, pasts in raw["irregular"].items() for past in pasts.split()}
    fields: dict[str, set[int]] = {}
    for number, line in enumerate(raw["fields"]):
        for word in line.split():
            fields.setdefault(_stem(irregular.get(word, word)), set()).add(number)
    numbers, negation = raw["numbers"], raw["negation"]
    ones, tens = numbers["ones"].split(), numbers["tens"].split()
    values = {word: at for at, word in enumerate(ones)} | {word: 20 + 10 * at for at, word in enumerate(tens)}
    return Language(
        irregular=irregular,
        fields={word: frozenset(lines) for word, lines in fields.items()},
        silent=frozenset(raw["silent"].split()),
        reporting=frozenset(_stem(word) for word in raw["reporting"].split()),
        numbers=values | numbers["others"],
        tens=frozenset(tens),
        ones=frozenset(ones),
        units=frozenset(numbers["units"].split()),
        days=frozenset([*numbers["days"].split(), *numbers["months"].split()]),
        denying=frozenset(negation["hard"].split()),
        perhaps=frozenset(negation["soft"].split()),
        deniable=frozenset(negation["verbs"].split()),
    )


def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word))
