"""What a page of the specification is made of."""

from collections.abc import Callable
from dataclasses import dataclass, field

PARTED = " · "


@dataclass(frozen=True)
class Row:
    """One case: what is given (as printed), what must come out (as printed), and how to ask the code."""

    given: tuple[str, ...]
    comes_to: str
    ask: Callable[[], str]
    why: str = ""


@dataclass(frozen=True)
class Table:
    """Cases under one heading. `outcome` heads what must come out; several columns of it are parted by ` · `."""

    title: str
    words: str
    columns: tuple[str, ...]
    outcome: str
    rows: tuple[Row, ...]

    def markdown(self) -> str:
        """The table as printed."""
        reasons = any(row.why for row in self.rows)
        heads = [*self.columns, *self.outcome.split(PARTED), *(["Because"] if reasons else [])]
        lines = [f"## {self.title}", "", self.words, "", _line(heads), _line(["---"] * len(heads))]
        lines += [_line([*row.given, *_bold(row.comes_to), *([row.why] if reasons else [])]) for row in self.rows]
        return "\n".join([*lines, ""])


@dataclass(frozen=True)
class Page:
    """One page: what it is about, who reads it, its tables, and parts that are printed but need no test."""

    file: str
    title: str
    words: str
    tables: tuple[Table, ...]
    more: Callable[[], str] = field(default=lambda: "")

    def markdown(self) -> str:
        """The page as printed."""
        note = "Written by `./circle spec` from `tests/spec`; every line below is a test that the code passes."
        parts = [f"# {self.title}", "", self.words, "", f"*{note}*", ""]
        return "\n".join([*parts, *(table.markdown() for table in self.tables), self.more()]).rstrip() + "\n"


def _bold(comes_to: str) -> list[str]:
    return [f"**{part}**" for part in comes_to.split(PARTED)]


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
