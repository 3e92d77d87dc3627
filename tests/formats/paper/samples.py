"""A professional claim that says all that the form has a box for, and readers of what was printed."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pypdf import PdfReader

from circlechart.base.formats.paper.filling import Paper
from circlechart.base.formats.paper.form import Form
from circlechart.base.formats.paper.text import text
from circlechart.base.formats.x12 import parties
from circlechart.base.formats.x12 import professional as facts
from circlechart.base.formats.x12.benefits import OtherPayer
from tests.formats.x12.samples import ACME, DEPENDENT, ELM, LINE, ORIGINAL, SMITH

NORTH = parties.Facility("Riverbend North", parties.Address("8 Oak Ave", "Salem", "OR", "97301-2222"), "1999999984")
PARENT = replace(DEPENDENT.subscriber, address=ELM, birth_on=date(1980, 2, 3), sex="M", group_name="Acme Gold")
UNION = OtherPayer(
    name="Union Fund",
    identifier="UF001",
    responsibility="S",
    relation="19",
    filing_code="CI",
    subscriber=parties.Person("Doe", "Second", "Quincy", "Jr"),
    member_id="UF77",
    group_name="Union Plan",
    paid=Decimal("10.50"),
)
RICH = replace(
    DEPENDENT,
    control_number="PCN000002",
    payer=replace(ACME, legacy_billing_id="LEG77", filing_code="MC"),
    subscriber=PARENT,
    facility=NORTH,
    supervising=parties.Provider(parties.Person("Boss", "Pat"), "1679576722"),
    frequency="7",
    payer_claim_number="PAYERICN998877",
    authorization="AUTH12345",
    note="Group session 8 members",
    causes=("EM", "AA"),
    accident_state="WA",
    dates=facts.Dates(onset_on=date(2026, 10, 1), first_treated_on=date(2026, 10, 8)),
    patient_paid=Decimal("5"),
    conditions=("A1", "B2"),
    diagnoses=("F41.1", "F11.20", "F10.20", "F43.10", "F33.1", "F32.9", "F12.10", "F14.10", "F15.10", "F60.3", "F50.2",
               "F84.0"),
    other_payers=(UNION,),
    lines=(
        replace(LINE, modifiers=("HQ", "HF", "GT", "95"), pointers=(1, 2, 3, 12), units=2, amount=Decimal("145.00"),
                description="Group work", rendering=replace(SMITH, taxonomy="101YA0400X")),
    ),
)  # fmt: skip
PLAIN = ORIGINAL


def sheets(paper: Paper) -> list[list[str]]:
    """The printed text: sheets of lines."""
    return [sheet.split("\n") for sheet in text(paper).split("\f")[:-1]]


def cell(form: Form, sheet: list[str], fact: str, row: int | None = None) -> str:
    """What stands in the columns of one box."""
    box = form.box(fact, row)
    return sheet[box.line - 1].ljust(form.page_columns)[box.column - 1 : box.column - 1 + box.width].strip()


def placed(pdf: bytes, page: int = 0) -> dict[str, tuple[float, float]]:
    """Text to where it stands on the page, in points from the upper left."""
    found: dict[str, tuple[float, float]] = {}

    def visit(words: str, matrix: list[float], *_rest: object) -> None:
        if words.strip():
            found[words.strip()] = (round(matrix[4], 2), round(792 - matrix[5], 2))

    PdfReader(io.BytesIO(pdf)).pages[page].extract_text(visitor_text=visit)
    return found
