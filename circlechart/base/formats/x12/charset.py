"""What a value may contain: the basic and extended character sets, never a delimiter."""

import re
import unicodedata

DELIMITERS = "*~:^|"
BASIC = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !\"&'()+,-./;?=")
EXTENDED = frozenset("abcdefghijklmnopqrstuvwxyz%@[]_{}\\<>#$")
ALLOWED = BASIC | EXTENDED
LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {
        "ß": "ss",
        "ẞ": "SS",
        "Ø": "O",
        "ø": "o",
        "Æ": "AE",
        "æ": "ae",
        "Œ": "OE",
        "œ": "oe",
        "Ł": "L",
        "ł": "l",
        "Đ": "D",
        "đ": "d",
        "Ð": "D",
        "ð": "d",
        "Þ": "Th",
        "þ": "th",
        "ı": "i",
        "Ħ": "H",
        "ħ": "h",
        "‘": "'",
        "’": "'",
        "ʻ": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
    }
)
_SPACES = re.compile(r" {2,}")
_PLAIN = re.compile(r"(?:[A-Za-z0-9.,'#-] ?)*")


def clean(value: str) -> str:
    """This function will turn any text into upper-case characters that X12 carries; what has no equal is dropped.

    A delimiter inside a value becomes a space, so that data can never end an element or a segment.
    Shape: basic and extended character set of the 5010 guides, appendix B; names are sent in capitals by convention.
    """
    if _PLAIN.fullmatch(value):  # nearly every value: nothing to change but its case
        return value.rstrip().upper()
    plain = unicodedata.normalize("NFKD", value.translate(LETTERS_WITHOUT_DECOMPOSITION))
    kept = "".join(
        letter if letter in ALLOWED else " " if letter in DELIMITERS or letter.isspace() else "" for letter in plain
    )
    return _SPACES.sub(" ", kept).strip().upper()


def is_clean(value: str) -> bool:
    """This function will say whether every character may stand in an element as it is."""
    return ALLOWED.issuperset(value)
