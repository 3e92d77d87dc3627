"""An institutional claim on the UB-04: every locator, paging, line 23, and what paper cannot say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from circlechart.base.formats.paper.filling import Trouble
from circlechart.base.formats.paper.form import Totals, form
from circlechart.base.formats.paper.pdf import aligned
from circlechart.base.formats.paper.ub04 import fill
from circlechart.base.formats.x12 import institutional as facts
from circlechart.base.formats.x12 import parties
from tests.formats.paper.samples import UNION, cell, placed, sheets
from tests.formats.x12.samples import HOSPITAL_IOP, IOP_DAY, SMITH
from tests.formats.x12.test_write837i import BOSS, RESIDENTIAL

FORM = form("ub04")
MADE = date(2026, 12, 1)
CLAIM = replace(
    RESIDENTIAL,
    payer=replace(RESIDENTIAL.payer, legacy_billing_id="LEG77"),
    subscriber=replace(RESIDENTIAL.subscriber, group_name="Acme Gold"),
    other_payers=(replace(UNION, authorization="UAUTH", claim_number="UCLAIM", group_number="UG1"),),
    lines=(
        replace(IOP_DAY, amount=Decimal("300.5"), modifiers=("HQ", "HF"), units=3, not_covered=Decimal(20),
                description="Group work"),
        replace(IOP_DAY, control_number="IL2", code="", revenue_code="1002"),
    ),
)  # fmt: skip
EXPECTED = {
    "billing.name": "RIVERBEND BEHAVIORAL",
    "billing.street": "100 MAIN ST",
    "billing.city": "PORTLAND OR 97201-1234",
    "billing.telephone": "503 555-1212",
    "billing.npi": "1234567893",
    "payto.street": "PO BOX 9",
    "payto.city": "PORTLAND OR 97207-0009",
    "claim.number": "IPCN000009",
    "record.number": "MRN0001",
    "bill.type": "0864",
    "tax.id": "931234567",
    "period.from": "110126",
    "period.through": "113026",
    "patient.name": "DOE1, JANE",
    "patient.street": "1 ELM ST",
    "patient.city": "PORTLAND",
    "patient.state": "OR",
    "patient.zip": "97201-1111",
    "patient.birth": "01011990",
    "patient.sex": "F",
    "admission.on": "100126",
    "admission.hour": "14",
    "admission.type": "3",
    "admission.source": "1",
    "discharge.hour": "11",
    "patient.status": "01",
    "accident.state": "OR",
    "icd": "0",
    "diagnosis.0": "F1120",
    "diagnosis.0.poa": "Y",
    "diagnosis.1": "F411",
    "diagnosis.1.poa": "N",
    "admitting": "F1120",
    "reason.1": "F1120",
    "reason.2": "F411",
    "reason.3": "F4310",
    "price.group": "897",
    "cause.1": "X58XXXA",
    "cause.1.poa": "Y",
    "provider.76.npi": "1245319599",
    "provider.76.last": "JONES",
    "provider.76.first": "CHRIS",
    "total.revenue": "0001",
    "total.charges": "600 50",
    "total.not_covered": "20 00",
    "sheet": "1",
    "sheets": "1",
    "created.on": "120126",
    "codes.1.qualifier": "B3",
    "codes.1.code": "261QM0801X",
    "payer.A.name": "ACME HEALTH",
    "payer.A.plan": "60054",
    "payer.A.release": "Y",
    "payer.A.assigned": "Y",
    "payer.A.other": "LEG77",
    "payer.A.insured": "DOE1, JANE",
    "payer.A.relation": "18",
    "payer.A.id": "MBR000001",
    "payer.A.group": "ACME GOLD",
    "payer.A.group_number": "GRP100",
    "payer.A.authorization": "AUTH777",
    "payer.B.name": "UNION FUND",
    "payer.B.plan": "UF001",
    "payer.B.release": "Y",
    "payer.B.assigned": "Y",
    "payer.B.paid": "10 50",
    "payer.B.insured": "DOE JR, SECOND, Q",
    "payer.B.relation": "19",
    "payer.B.id": "UF77",
    "payer.B.group": "UNION PLAN",
    "payer.B.group_number": "UG1",
    "payer.B.authorization": "UAUTH",
    "payer.B.claim_number": "UCLAIM",
}
SEVERAL = (
    "condition",
    "occurrence",
    "span",
    "value",
    "procedure",
    "provider.77",
    "provider.78",
    "provider.79",
    "remark",
)
LINES = [
    {"line.revenue": "0905", "line.description": "GROUP WORK", "line.service": "H0015 HQ HF", "line.on": "110126",
     "line.units": "3", "line.charge": "300 50", "line.not_covered": "20 00"},
    {"line.revenue": "1002", "line.on": "110126", "line.units": "1", "line.charge": "300 00"},
]  # fmt: skip


def many(count: int) -> facts.Claim:
    lines = tuple(replace(IOP_DAY, control_number=f"L{number}", amount=Decimal(number)) for number in range(count))
    return replace(HOSPITAL_IOP, lines=lines)


def test_every_locator_of_a_rich_claim():
    (sheet,) = sheets(fill(CLAIM, telephone="503-555-1212", created_on=MADE))
    for box in FORM.boxes:
        if not box.fact.startswith(SEVERAL):
            assert cell(FORM, sheet, box.fact) == EXPECTED.get(box.fact, ""), box
    for row in range(22):
        expected = LINES[row] if row < len(LINES) else {}
        for box in FORM.lines:
            assert cell(FORM, sheet, box.fact, row) == expected.get(box.fact, ""), (row, box)


def test_codes_with_days_and_amounts_fill_row_a_before_row_b():
    days = [date(2026, 10, day) for day in range(1, 14)]
    claim = replace(
        HOSPITAL_IOP,
        conditions=("92", "41"),
        occurrences=tuple(facts.Occurrence(f"{number:02d}", day) for number, day in enumerate(days[:6], start=1)),
        spans=tuple(facts.Span(f"7{number}", days[0], day) for number, day in enumerate(days[:3])),
        values=tuple(facts.Value(f"8{number}", Decimal(number)) for number in range(5)),
    )
    (sheet,) = sheets(fill(claim))
    assert "".join(sheet[8].split()).endswith("9241")
    assert sheet[10].split() == [
        "01",
        "100126",
        "02",
        "100226",
        "03",
        "100326",
        "04",
        "100426",
        "70",
        "100126",
        "100126",
        "71",
        "100126",
        "100226",
    ]
    assert sheet[11].split() == ["05", "100526", "06", "100626", "72", "100126", "100326"]
    assert sheet[13].split() == ["80", "0", "00", "81", "1", "00", "82", "2", "00"]
    assert sheet[14].split() == ["83", "3", "00", "84", "4", "00"]


def test_who_takes_part_stands_in_76_to_79():
    claim = replace(HOSPITAL_IOP, operating=BOSS, rendering=SMITH, referring=BOSS)
    (sheet,) = sheets(fill(claim))
    got = {
        place: [cell(FORM, sheet, f"provider.{place}.{each}") for each in ("npi", "last", "first")]
        for place in ("76", "77", "78", "79")
    }
    assert got == {
        "76": ["1245319599", "JONES", "CHRIS"],
        "77": ["1679576722", "BOSS", "PAT"],
        "78": ["1245319599", "SMITH", "ALEX"],
        "79": ["1679576722", "BOSS", "PAT"],
    }
    assert [cell(FORM, sheet, f"provider.{place}.role") for place in ("78", "79")] == ["82", "DN"]


@pytest.mark.parametrize(
    ("count", "totals", "expected"),
    [
        (22, None, ["231 00"]),
        (23, None, ["", "253 00"]),
        (45, Totals.EACH_PAGE, ["231 00", "715 00", "44 00"]),
    ],
)
def test_twenty_two_lines_fill_a_sheet(count, totals, expected):
    printed = sheets(fill(many(count), totals=totals))
    assert [cell(FORM, sheet, "total.charges") for sheet in printed] == expected
    assert [cell(FORM, sheet, "total.revenue") for sheet in printed] == ["0001" if each else "" for each in expected]
    assert [cell(FORM, sheet, "sheet") for sheet in printed] == [str(number + 1) for number in range(len(expected))]
    assert {cell(FORM, sheet, "sheets") for sheet in printed} == {str(len(expected))}
    assert {cell(FORM, sheet, "patient.name") for sheet in printed} == {"DOE1, JANE"}
    charges = [cell(FORM, sheet, "line.charge", row) for sheet in printed for row in range(22)]
    assert [each for each in charges if each] == [f"{number} 00" for number in range(count)]


def test_remarks_take_three_rows_and_say_what_does_not_fit():
    note = "The client joined the evening track after the first week and stays in it until the end of the month"
    paper = fill(replace(HOSPITAL_IOP, billing_note=note))
    (sheet,) = sheets(paper)
    assert [cell(FORM, sheet, f"remark.{row}") for row in (1, 2, 3)] == [
        "THE CLIENT JOINED THE",
        "EVENING TRACK AFTER THE",
        "FIRST WEEK AND STAYS IN IT",
    ]
    (cut,) = (each for each in paper.findings if each.trouble is Trouble.CUT)
    assert cut.box == "80"
    assert "“UNTIL THE END OF THE MONTH” is missing" in cut.sentence


def test_what_has_no_locator_is_said():
    said = " ".join(each.sentence for each in fill(RESIDENTIAL).findings)
    for words in ("place of service (RIVERBEND NORTH)", "contract (02)", "attachment (PAPER78)", "project (PILOT7)",
                  "delay (9)", "expected to pay (25)", "its last day (2026-11-06)"):  # fmt: skip
        assert words.lower() in said.lower()
    fourth = fill(replace(HOSPITAL_IOP, subscriber=replace(HOSPITAL_IOP.subscriber, responsibility="A")))
    assert "The payer of rank A (Acme Health) has no box on the UB-04." in {each.sentence for each in fourth.findings}


def test_the_pdf_keeps_twelve_letters_to_the_inch_at_the_places_of_the_table():
    paper = fill(CLAIM, created_on=MADE)
    page = placed(aligned(paper))
    for entry in paper.sheets[0]:
        x, y = FORM.at(entry.box)
        if sum(each.text == entry.text for each in paper.sheets[0]) == 1:
            assert page[entry.text] == pytest.approx((x + (entry.column - entry.box.column) * 6, y), abs=0.03), entry
    assert page["H0015 HQ HF"] == pytest.approx((0.06 * 72 + 37 * 6, 0.06 * 72 + 18.8 * 12), abs=0.03)


def test_a_name_longer_than_its_locator():
    person = parties.Person("Featherstonehaugh-Cholmondeley", "Bartholomew")
    paper = fill(replace(HOSPITAL_IOP, subscriber=replace(HOSPITAL_IOP.subscriber, person=person)))
    assert {each.box for each in paper.findings if each.trouble is Trouble.CUT} == {"8b", "58"}
