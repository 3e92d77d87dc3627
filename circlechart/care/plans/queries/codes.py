"""The ICD-10-CM codes: all of them by their letters, those of behavioral health by their words, too."""

from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from circlechart.care.plans import rules

WORDS = Path(__file__).parents[1] / "data" / "icd10cm-behavioral.tsv"
LISTED = "simple_icd_10_cm/data/code-list-April-2026.txt"
"""Of simple-icd-10-cm (MIT): every code of the tabular list without its dot, beside chapters and blocks.

It is read where it lies: importing the package would parse ten megabytes of XML.
"""


@cache
def codes() -> rules.Table:
    """This function will read the tables once."""
    listed = Path(str(distribution("simple-icd-10-cm").locate_file(LISTED))).read_text().split()
    return rules.read(
        WORDS.read_text().splitlines(), (each for each in listed if each[0].isalpha() and "-" not in each)
    )
