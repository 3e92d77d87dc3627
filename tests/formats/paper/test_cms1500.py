"""A professional claim on the CMS-1500: every box, paging, and what paper cannot say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circlechart.base.formats.paper.cms1500 import fill
from circlechart.base.formats.paper.filling import Trouble
from circlechart.base.formats.paper.form import Totals, form
from circlechart.base.formats.x12 import parties
from circlechart.base.formats.x12.benefits import Adjudication
from tests.formats.paper.samples import NORTH, PLAIN, RICH, UNION, cell, sheets
from tests.formats.x12.samples import ELM, LINE, SMITH

FORM = form("cms1500")
EXPECTED = {
    "payer.name": "ACME HEALTH",
    "type.medicaid": "X",
    "insured.id": "MBR000009",
    "patient.name": "DOE, TEEN",
    "patient.birth.month": "01",
    "patient.birth.day": "01",
    "patient.birth.year": "2010",
    "patient.male": "X",
    "insured.name": "DOE, PARENT",
    "patient.street": "1 ELM ST",
    "patient.city": "PORTLAND",
    "patient.state": "OR",
    "patient.zip": "97201-1111",
    "relation.child": "X",
    "insured.street": "1 ELM ST",
    "insured.city": "PORTLAND",
    "insured.state": "OR",
    "insured.zip": "97201-1111",
    "other.name": "DOE JR, SECOND, Q",
    "other.id": "UF77",
    "other.plan": "UNION PLAN",
    "work.yes": "X",
    "auto.yes": "X",
    "auto.state": "WA",
    "accident.no": "X",
    "claim.codes": "A1 B2",
    "insured.group": "GRP100",
    "insured.birth.month": "02",
    "insured.birth.day": "03",
    "insured.birth.year": "1980",
    "insured.male": "X",
    "insured.plan": "ACME GOLD",
    "other.yes": "X",
    "release": "SIGNATURE ON FILE",
    "assigned": "SIGNATURE ON FILE",
    "onset.month": "10",
    "onset.day": "01",
    "onset.year": "2026",
    "onset.qualifier": "431",
    "date.qualifier": "454",
    "date.month": "10",
    "date.day": "08",
    "date.year": "2026",
    "source.qualifier": "DQ",
    "source.name": "BOSS, PAT",
    "source.npi": "1679576722",
    "claim.note": "GROUP SESSION 8 MEMBERS",
    "icd": "0",
    **dict(
        zip(
            (f"diagnosis.{letter}" for letter in "ABCDEFGHIJKL"),
            ["F411", "F1120", "F1020", "F4310", "F331", "F329", "F1210", "F1410", "F1510", "F603", "F502", "F840"],
            strict=True,
        )
    ),
    "resubmission.code": "7",
    "resubmission.original": "PAYERICN998877",
    "authorization": "AUTH12345",
    "tax.id": "931234567",
    "tax.ein": "X",
    "claim.number": "PCN000002",
    "assignment.yes": "X",
    "claim.total": "145 00",
    "claim.paid": "15 50",
    "signature": "SIGNATURE ON FILE",
    "facility.name": "RIVERBEND NORTH",
    "facility.street": "8 OAK AVE",
    "facility.city": "SALEM OR 97301-2222",
    "facility.npi": "1999999984",
    "billing.area": "503",
    "billing.telephone": "555-1212",
    "billing.name": "RIVERBEND BEHAVIORAL",
    "billing.street": "100 MAIN ST",
    "billing.city": "PORTLAND OR 97201-1234",
    "billing.npi": "1234567893",
    "billing.other": "G2LEG77",
}
LINES = {
    "line.note": "GROUP WORK",
    "line.qualifier": "ZZ",
    "line.other": "101YA0400X",
    "line.from.month": "11",
    "line.from.day": "20",
    "line.from.year": "26",
    "line.to.month": "11",
    "line.to.day": "20",
    "line.to.year": "26",
    "line.place": "10",
    "line.code": "90853",
    "line.modifier.1": "HQ",
    "line.modifier.2": "HF",
    "line.modifier.3": "GT",
    "line.modifier.4": "95",
    "line.pointers": "ABCL",
    "line.charge": "145 00",
    "line.units": "2",
    "line.npi": "1245319599",
}


def test_every_box_of_a_rich_claim():
    paper = fill(RICH, telephone="(503) 555-1212")
    (sheet,) = sheets(paper)
    for box in FORM.boxes:
        assert cell(FORM, sheet, box.fact) == EXPECTED.get(box.fact, ""), box
    for box in FORM.lines:
        assert cell(FORM, sheet, box.fact, 0) == LINES.get(box.fact, ""), box
        assert cell(FORM, sheet, box.fact, 1) == ""


def test_the_client_who_holds_the_policy():
    (sheet,) = sheets(fill(replace(PLAIN, referring=SMITH)))
    assert cell(FORM, sheet, "relation.self") == "X"
    assert cell(FORM, sheet, "patient.name") == cell(FORM, sheet, "insured.name") == "DOE1, JANE"
    assert cell(FORM, sheet, "patient.female") == "X"
    assert cell(FORM, sheet, "type.other") == "X"
    assert cell(FORM, sheet, "other.no") == "X"
    assert cell(FORM, sheet, "source.qualifier") == "DN"
    assert cell(FORM, sheet, "resubmission.code") == ""
    assert cell(FORM, sheet, "billing.other") == "ZZ251S00000X"
    assert cell(FORM, sheet, "claim.paid") == ""


@pytest.mark.parametrize(
    ("totals", "expected"),
    [(Totals.EACH_PAGE, ["27 00", "63 00", "13 00"]), (Totals.LAST_PAGE, ["", "", "103 00"])],
)
def test_thirteen_lines_take_three_sheets(totals, expected):
    charges = [Decimal(number) for number in (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 13)]
    lines = tuple(replace(LINE, control_number=f"L{place}", amount=each) for place, each in enumerate(charges))
    printed = sheets(fill(replace(PLAIN, lines=lines, patient_paid=Decimal("1.25")), totals=totals))
    assert [cell(FORM, sheet, "claim.total") for sheet in printed] == expected
    assert [cell(FORM, sheet, "claim.paid") for sheet in printed] == ["", "", "1 25"]
    assert [cell(FORM, sheet, "patient.name") for sheet in printed] == ["DOE1, JANE"] * 3
    seen = [
        Decimal(at.replace(" ", "."))
        for sheet in printed
        for row in range(6)
        if (at := cell(FORM, sheet, "line.charge", row))
    ]
    assert seen == charges


def test_a_long_name_is_cut_with_a_finding_that_shows_what_is_missing():
    person = parties.Person("Featherstonehaugh-Cholmondeley", "Bartholomew")
    paper = fill(replace(PLAIN, subscriber=replace(PLAIN.subscriber, person=person)))
    (sheet,) = sheets(paper)
    assert cell(FORM, sheet, "patient.name") == "FEATHERSTONEHAUGH-CHOLMONDEL"
    patient, insured = (each for each in paper.findings if each.trouble is Trouble.CUT)
    assert (patient.box, insured.box) == ("2", "4")
    assert patient.sentence == (
        "Box 2 (client) holds 28 characters: “FEATHERSTONEHAUGH-CHOLMONDELEY, BARTHOLOMEW” was cut to "
        "“FEATHERSTONEHAUGH-CHOLMONDEL”; “EY, BARTHOLOMEW” is missing."
    )


def test_a_number_is_never_cut():
    paper = fill(
        replace(PLAIN, control_number="PCN45678901234567890", lines=(replace(LINE, amount=Decimal("1234567")),))
    )
    (sheet,) = sheets(paper)
    assert cell(FORM, sheet, "claim.number") == cell(FORM, sheet, "claim.total") == ""
    assert {(each.box, each.value) for each in paper.findings if each.trouble is Trouble.LEFT_OUT} == {
        ("26", "PCN45678901234567890"),
        ("24F", "1234567 00"),
        ("28", "1234567 00"),
    }


@pytest.mark.parametrize("amount", ["45.005", "-1", "NaN", "1E+30", "Infinity"])
def test_what_is_no_amount_is_not_printed(amount):
    paper = fill(replace(PLAIN, lines=(replace(LINE, amount=Decimal(amount)),)), totals=Totals.EACH_PAGE)
    (sheet,) = sheets(paper)
    assert cell(FORM, sheet, "line.charge", 0) == ""
    assert "whole cents" in next(each for each in paper.findings if each.box == "24F").sentence


def test_letters_that_no_claim_carries_are_named():
    paper = fill(replace(PLAIN, note="山田"))
    (found,) = (each for each in paper.findings if each.box == "19")
    assert found.sentence == "Box 19 (note) stays empty: “山田” holds no letter or digit that a claim can carry."


def test_what_has_no_box_is_said():
    line = replace(
        LINE, authorization="OWN1", facility=NORTH, supervising=SMITH,
        adjudications=(Adjudication("UF001", Decimal(0), date(2026, 11, 1)),),
    )  # fmt: skip
    claim = replace(
        PLAIN, lines=(line,), referral_number="REF9", medical_record_number="MRN1", referring=SMITH,
        other_payers=(UNION, replace(UNION, name="Third Fund", identifier="TF3", responsibility="T")),
    )  # fmt: skip
    said = {each.sentence for each in fill(claim).findings}
    assert said == {
        "The address for payments (PO BOX 9) has no box on the CMS-1500 (02/12).",
        "The referral number (REF9) has no box on the CMS-1500 (02/12).",
        "The medical record number (MRN1) has no box on the CMS-1500 (02/12).",
        "A further payer (Third Fund) has no box on the CMS-1500 (02/12).",
        "A further provider in box 17 (DQ) (BOSS, PAT) has no box on the CMS-1500 (02/12).",
        "Of line 1, its own authorization (OWN1) has no box on the CMS-1500 (02/12).",
        "Of line 1, its own place of service (Riverbend North) has no box on the CMS-1500 (02/12).",
        "Of line 1, its own supervisor (SMITH, ALEX) has no box on the CMS-1500 (02/12).",
        "Of line 1, what another payer decided (UF001) has no box on the CMS-1500 (02/12).",
    }


def test_an_apartment_stands_behind_the_street_and_a_foreign_zip_stays_as_it_is():
    address = replace(ELM, second_line="Apt 4", zip_code="K1A 0B1")
    (sheet,) = sheets(fill(replace(PLAIN, subscriber=replace(PLAIN.subscriber, address=address))))
    assert cell(FORM, sheet, "patient.street") == "1 ELM ST APT 4"
    assert cell(FORM, sheet, "patient.zip") == "K1A 0B1"


anything = st.text(max_size=80)


@settings(max_examples=100, deadline=None)
@given(
    st.builds(parties.Person, anything, anything, anything, anything),
    st.builds(parties.Address, anything, anything, anything, anything, anything),
    st.decimals(allow_nan=False),
    st.tuples(st.integers(), st.integers()),
    st.lists(anything, max_size=15).map(tuple),
    anything,
)
def test_no_fact_breaks_the_paper(person, address, amount, pointers, several, words):
    """Whatever is printed stands inside its box; whatever is not is told."""
    line = replace(LINE, amount=amount, units=-1, pointers=pointers, modifiers=several, code=words, note=words)
    subscriber = replace(PLAIN.subscriber, person=person, address=address, member_id=words, sex=words)
    claim = replace(PLAIN, subscriber=subscriber, lines=(line,) * 7, diagnoses=several, note=words, frequency=words)
    paper = fill(claim, telephone=words)
    for sheet in paper.sheets:
        for entry in sheet:
            assert len(entry.text) <= entry.box.width
            assert entry.text == entry.value or any(each.value == entry.value for each in paper.findings)
    assert len(sheets(paper)) == 2
