"""Word lists: function words, numbers, persons, stock words, how common an English word is, given names."""

import csv
from functools import cache
from importlib import resources

RARE = 30_000
"""The rank of a word that the frequency list does not have."""

FUNCTION = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "if",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "as",
        "is",
        "was",
        "were",
        "be",
        "been",
        "being",
        "are",
        "am",
        "has",
        "had",
        "have",
        "having",
        "do",
        "did",
        "does",
        "done",
        "not",
        "no",
        "nor",
        "so",
        "than",
        "then",
        "that",
        "this",
        "these",
        "those",
        "there",
        "here",
        "it",
        "its",
        "who",
        "whom",
        "whose",
        "which",
        "what",
        "when",
        "where",
        "while",
        "how",
        "why",
        "all",
        "any",
        "each",
        "both",
        "few",
        "more",
        "most",
        "other",
        "some",
        "such",
        "own",
        "same",
        "too",
        "very",
        "can",
        "could",
        "will",
        "would",
        "shall",
        "should",
        "may",
        "might",
        "must",
        "into",
        "out",
        "up",
        "down",
        "over",
        "under",
        "again",
        "also",
        "about",
        "after",
        "before",
        "during",
        "between",
        "through",
        "per",
        "us",
        "yet",
        "still",
        "just",
        "even",
        "because",
        "until",
        "since",
        "upon",
        "within",
        "without",
        "toward",
        "towards",
        "across",
        "among",
        "s",
        "t",
        "re",
        "ve",
        "ll",
        "d",
        "m",
        "isn't",
        "wasn't",
        "didn't",
        "doesn't",
        "don't",
        "hadn't",
        "hasn't",
        "haven't",
        "couldn't",
        "wouldn't",
        "can't",
        "won't",
        "cannot",
    ]
)
PERSONS = frozenset(
    [
        "he",
        "she",
        "they",
        "him",
        "her",
        "them",
        "his",
        "hers",
        "their",
        "theirs",
        "himself",
        "herself",
        "themselves",
        "themself",
        "i",
        "me",
        "my",
        "mine",
        "myself",
        "we",
        "you",
        "your",
        "our",
        "ours",
        "client",
        "clients",
        "patient",
        "patients",
        "member",
        "participant",
        "pt",
        "ct",
        "cl",
        "he's",
        "she's",
        "they're",
        "i'm",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "ze",
        "hir",
        "xe",
        "xem",
        "it's",
    ]
)
DAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mondays",
        "tuesdays",
        "wednesdays",
        "thursdays",
        "fridays",
        "saturdays",
        "sundays",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
    ]
)
NUMBERS = {
    word: number
    for number, words in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
    )
    for word in (words,)
} | {
    "once": 1, "twice": 2, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "single": 1,
}  # fmt: skip
SHORT = {
    "w/": "with", "w/o": "without", "b/c": "because", "tx": "treatment", "hx": "history", "mins": "minutes",
    "min": "minutes", "sx": "symptoms", "dx": "diagnosis", "rx": "medication", "meds": "medication", "appt": "appointment",
    "approx": "about", "wk": "week", "wks": "weeks", "hr": "hour", "hrs": "hours", "yr": "year", "yrs": "years",
    "yo": "year", "y/o": "year", "f/u": "follow", "s/p": "after", "sob": "dyspnea", "abd": "abdomen", "bp": "pressure",
    "htn": "hypertension", "dm": "diabetes", "grp": "group", "&": "and", "si": "suicidal", "hi": "homicidal",
    "prn": "needed", "prob": "problem", "prev": "previous", "eval": "evaluation", "tmrw": "tomorrow", "bf": "boyfriend",
    "gf": "girlfriend",
}  # fmt: skip

CARRIED = frozenset(
    [
        "pmh",
        "past medical history",
        "medical history",
        "psh",
        "past surgical history",
        "surgical history",
        "family history",
        "fh",
        "fhx",
        "social history",
        "sh",
        "shx",
        "meds",
        "medications",
        "current medications",
        "medication list",
        "home medications",
        "allergies",
        "allergy",
        "dx",
        "diagnosis",
        "diagnoses",
        "problem list",
        "active problems",
        "goal",
        "goals",
        "treatment goals",
        "treatment plan goal",
        "treatment plan goals",
        "long term goal",
        "long-term goal",
        "short term goal",
        "short-term goal",
        "goal addressed",
        "goals addressed",
        "immunizations",
        "insurance",
        "pharmacy",
        "code status",
    ]
)
"""Headings of what is rightly carried from note to note."""


def _lines(name: str) -> list[str]:
    text = (resources.files(__package__) / "data" / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def concept_lines() -> tuple[tuple[str, ...], ...]:
    """This function will give the groups of words that say nearly the same."""
    return tuple(tuple(line.split()) for line in _lines("concepts.txt"))


@cache
def stock_words(section: str) -> frozenset[str]:
    """This function will give the words of one section of stock.txt."""
    found: set[str] = set()
    here = ""
    for line in _lines("stock.txt"):
        if line.startswith("["):
            here = line.strip("[]")
        elif here == section:
            found.update(line.split())
    return frozenset(found)


@cache
def ranks() -> dict[str, int]:
    """This function will give each English word's rank by how often it is used."""
    text = (resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    return {line.split(" ", 1)[0]: rank for rank, line in enumerate(text.splitlines())}


@cache
def given_names() -> frozenset[str]:
    """This function will give first names and nicknames."""
    with (resources.files("nicknames") / "names.csv").open(encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        return frozenset(row[at].strip().lower() for row in rows for at in (0, 2) if len(row[at].strip()) > 1)
