"""The comparison: what a read file says, spelled as forms spell it, against what stands in a printed box."""

from decimal import Decimal

from circlechart.base.formats.paper.filling import Paper
from circlechart.base.formats.paper.form import Kind
from tests.formats.paper import edi
from tests.formats.paper.samples import cell


def name(party: edi.Loop) -> str:
    """NM103-NM107 as a form spells it."""
    last = " ".join(part for part in (party.at("NM1", 3), party.at("NM1", 7)) if part)
    return ", ".join(part for part in (last, party.at("NM1", 4), party.at("NM1", 5)[:1]) if part)


def street(party: edi.Loop) -> str:
    return " ".join(part for part in (party.at("N3", 1), party.at("N3", 2)) if part)


def zip_code(party: edi.Loop) -> str:
    value = party.at("N4", 3)
    return f"{value[:5]}-{value[5:]}" if len(value) == 9 else value


def place(party: edi.Loop) -> str:
    return " ".join(part for part in (party.at("N4", 1), party.at("N4", 2), zip_code(party)) if part)


def spelled_day(fact: str, value: str, *, short: bool = False) -> dict[str, str]:
    if not value:
        return {}
    return {f"{fact}.month": value[4:6], f"{fact}.day": value[6:8], f"{fact}.year": value[2 if short else 0 : 4]}


def dollars(value: str) -> str:
    return f"{Decimal(value):.2f}".replace(".", " ") if value else ""


def agree(paper: Paper, sheet: list[str], expected: dict[str, str], skipped: set[str], row: int | None = None) -> None:
    """Every box holds what the file says, or a finding says which part it does not hold."""
    form = paper.form
    told = {(each.box, each.value): each.printed for each in paper.findings}
    for box in form.boxes if row is None else form.lines:
        if box.fact in skipped:
            continue
        printed, said = cell(form, sheet, box.fact, row), expected.get(box.fact, "")
        if len(said) <= box.width:
            assert printed == said, (box, printed, said)
        else:
            assert told[(box.number, said)] == printed, (box, printed, said)
            assert printed == ("" if box.kind is not Kind.TEXT else said[: box.width].rstrip())
