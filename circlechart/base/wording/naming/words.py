"""What an English word can be in a sentence: read from the lists beside this file, or told from its inflected forms."""

import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

Kind = Literal["time", "counted", "mass", "verb", "past", "modal", "quality", "grammar", "never"]
FEW_FORMS = 3
RARE = 10**6
REGULAR = ("s", "es", "ed", "d", "ing")


@cache
def lists(file: str) -> dict[str, frozenset[str]]:
    """This function will read a data file: every list in it as a set of words."""
    text = resources.files("circlechart.base.wording.naming").joinpath("data", file).read_text("utf-8")
    return {
        name: frozenset(
            each.strip() for each in (words.replace("\n", "|").split("|") if name == "fixed" else words.split())
        )
        for name, words in tomllib.loads(text).items()
    }


@cache
def ranks() -> dict[str, int]:
    """This function will give how often English words are used, as their rank: 0 is the most frequent.

    Source: frequency_dictionary_en_82_765.txt of symspellpy (MIT), from Google Books Ngrams and SCOWL.
    """
    text = resources.files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    return {line.split(" ", 1)[0]: rank for rank, line in enumerate(text.splitlines())}


def rank(word: str) -> int:
    """This function will say how rare a word is; what no dictionary has is rarer than all."""
    return ranks().get(word, RARE)


@lru_cache(maxsize=8192)
def kinds(word: str) -> frozenset[Kind]:
    """This function will say what a word can be; empty when it is no ordinary word."""
    known: list[Kind] = ["time", "counted", "mass", "verb", "past", "modal", "quality", "grammar", "never"]
    listed = lists("words.toml")
    found = frozenset(each for each in known if word in listed[each])
    return found or _told_by_forms(word)


def _told_by_forms(word: str) -> frozenset[Kind]:
    """A word that is inflected as verbs, nouns or adjectives are is one. Few given names are."""
    seen = {ending for ending in (*REGULAR, "er", "ly", "ness", "ful", "less") if _form(word, ending) in ranks()}
    if rank(word) == RARE or len(seen) < FEW_FORMS:
        return frozenset()
    kinds_seen: set[Kind] = {"counted"}
    if "ing" in seen and seen & {"ed", "d"}:
        kinds_seen.add("verb")
    if seen & {"ly", "ness"}:
        kinds_seen.add("quality")
    return frozenset(kinds_seen)


def _form(word: str, ending: str) -> str:
    if ending[0] in "ei" and word.endswith("e"):
        return word[:-1] + ending
    if word.endswith("y") and ending != "ing":
        return word[:-1] + ("ies" if ending == "s" else f"i{ending}")
    return word + ending


@lru_cache(maxsize=64)
def forms(name: str) -> frozenset[str]:
    """This function will give the finite forms of the verbs of a list: third person and past; irregular ones stand by."""
    made: set[str] = set()
    for verb in lists("language.toml")[name]:
        base = verb.replace("-", "")
        doubled = base + base[-1] + "ed"
        made |= {_form(base, "s"), _form(base, "ed"), *([doubled] if doubled in ranks() else [])}
        if base.endswith(("sh", "ch", "ss", "x", "zz")):
            made.add(base + "es")
    return frozenset(made)


def of(name: str) -> frozenset[str]:
    """This function will give a list of the language file."""
    return lists("language.toml")[name]
