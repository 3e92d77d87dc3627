"""Looking up ICD-10-CM codes by their letters or by words."""

from collections.abc import Iterable
from dataclasses import dataclass

from circlechart.care.plans.facts import Code

LISTED = 20
PREFIX = 3  # characters of a category


@dataclass(frozen=True)
class Table:
    """Codes with their descriptions, what else people call them, and every code there is, without dots."""

    rows: tuple[Code, ...]
    heard: tuple[str, ...]
    """For each row the words by which it is found: its own, its terms, and those of the categories above it."""
    known: frozenset[str]
    parents: frozenset[str]

    def find(self, code: str) -> Code | None:
        """This function will find a code. Returns None when: there is none, or it has no words here."""
        return next((row for row in self.rows if row.code == code), None)


def read(lines: Iterable[str], listed: Iterable[str]) -> Table:
    """This function will make a table from lines of code, description and terms, and from the list of all codes.

    Source: ICD-10-CM tabular list of April 2026, National Center for Health Statistics.
    """
    known = frozenset(listed)
    parents = frozenset(code[:end] for code in known for end in range(PREFIX, len(code)))
    rows: list[Code] = []
    heard: dict[str, str] = {}
    for line in lines:
        if line.startswith("#") or not line.strip():
            continue
        code, label, terms = line.rstrip("\n").split("\t")
        above = heard.get(_above(code), "")
        heard[code] = f"{above} {label} {terms}".casefold()
        rows.append(Code(code, label, _bare(code) not in parents))
    return Table(tuple(rows), tuple(heard[each.code] for each in rows), known, parents)


def search(words: str, table: Table) -> list[Code]:
    """This function will find codes that a claim can carry, by the beginning of the code or by every word typed.

    Those whose own description has all words come first, then by code.
    """
    asked = words.strip().casefold()
    if not asked:
        return []
    bare = _bare(asked.upper())
    by_code = [row for row in table.rows if row.leaf and _bare(row.code).startswith(bare)]
    if by_code:
        return by_code[:LISTED]
    parts = asked.split()
    found = [
        (not all(part in row.label.casefold() for part in parts), number)
        for number, row in enumerate(table.rows)
        if row.leaf and all(part in table.heard[number] for part in parts)
    ]
    return [table.rows[number] for _, number in sorted(found)[:LISTED]]


def problem_with(code: str, table: Table) -> str:
    """This function will say why a code cannot be used, in words; empty when it can.

    Source: ICD-10-CM official guidelines I.B.2: a code is used to its highest number of characters.
    """
    bare = _bare(code)
    if bare not in table.known:
        return "no_such_code"
    return "has_finer_codes" if bare in table.parents else ""


def _bare(code: str) -> str:
    return code.replace(".", "")


def _above(code: str) -> str:
    """The category that a code belongs to."""
    shorter = code[:-1].rstrip(".")
    return shorter if len(shorter) >= PREFIX else ""
