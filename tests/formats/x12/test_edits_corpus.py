"""Files that somebody else wrote: each finding is one that a house would make today, and there is no other."""

from datetime import date
from pathlib import Path

import pytest

from circlechart.base.formats.x12.edits import findings
from circlechart.base.formats.x12.edits.reading import Marks, segments
from circlechart.base.formats.x12.tokens import read

HERE = Path(__file__).parent
CORPUS = sorted((HERE / "corpus").glob("*.edi"))
OURS = sorted((HERE / "samples").glob("*.edi")) + sorted((HERE / "golden").glob("*.edi"))
TODAY = date(2026, 11, 25)
# The guides' examples invent NPIs without a check digit (`npi.digits`; the test below holds each against Luhn by hand),
# write the billing ZIP code with five digits (`address.zip_plus_4`; facts: refused by houses), once with four
# (`address.zip`), name a referring provider by an old number (`npi.missing`, a warning) and bill from a post-office box
# (`address.po_box`). Everything else in them is right, and nothing else is found.
FOUND: dict[str, list[tuple[str, int]]] = {
    "270_generic-request-by-clinic-for-patient-subscriber-eligibility": [],
    "270_generic-request-by-physician-for-patient-dependent-eligibility": [],
    "271_error-response-from-payer-to-clinic-not-eligible-for-inquiries-with-payer": [],
    "271_response-to-generic-request-by-clinic-for-patient-subscriber-eligibility": [],
    "271_response-to-generic-request-by-physician-for-patient-dependent-eligibility": [],
    "835_dollars-and-data-sent-separate": [("npi.digits", 11)],
    "835_dollars-and-data-sent-together": [],
    "835_era-sample": [],
    "835_multiple-claims-single-check": [],
    "835_secondary-payment-with-higher-fee-schedule": [],
    "835_secondary-payments": [],
    "835_tertiary-payments": [],
    "837P_COB-claim-from-billing-provider-to-payer-a": [
        ("npi.digits", 9),
        ("address.zip_plus_4", 11),
        ("npi.digits", 33),
        ("npi.digits", 36),
        ("address.zip_plus_4", 38),
    ],
    "837P_COB-claim-from-billing-provider-to-payer-b": [
        ("npi.digits", 9),
        ("address.zip_plus_4", 11),
        ("address.zip", 16),
        ("npi.digits", 33),
        ("npi.digits", 36),
        ("address.zip_plus_4", 38),
    ],
    "837P_COB-claim-from-payer-a-to-payer-b-in-payer-to-payer": [
        ("npi.digits", 9),
        ("address.zip_plus_4", 11),
        ("npi.digits", 33),
        ("npi.digits", 36),
        ("address.zip_plus_4", 38),
    ],
    "837P_ambulance": [("npi.digits", 10)],
    "837P_anesthesia": [
        ("npi.digits", 9),
        ("address.zip_plus_4", 11),
        ("npi.digits", 22),
        ("npi.digits", 25),
        ("address.zip_plus_4", 27),
    ],
    "837P_chiropractic": [("npi.digits", 9), ("address.zip_plus_4", 11)],
    "837P_commercial-health-insurance": [("npi.digits", 10), ("address.zip_plus_4", 12)],
    "837P_drug-administered-in-the-physician-office": [("address.zip_plus_4", 11)],
    "837P_encounter": [("npi.digits", 10), ("address.zip_plus_4", 12), ("npi.digits", 28), ("address.zip_plus_4", 30)],
    "837P_home-infusion-therapy-pharmacy-either": [("address.zip_plus_4", 11), ("billing.tax_number", 12)],
    "837P_home-infusion-therapy-pharmacy-ndc": [("address.zip_plus_4", 11), ("billing.tax_number", 12)],
    "837P_medicare-secondary-payer-COB": [
        ("npi.digits", 9),
        ("address.zip_plus_4", 11),
        ("npi.missing", 25),
        ("npi.digits", 27),
    ],
    "837P_out-of-network-repriced-claim": [("npi.digits", 31)],
    "837P_oxygen": [("npi.digits", 9), ("address.zip_plus_4", 11), ("npi.digits", 30), ("npi.digits", 53)],
    "837P_ppo-repriced-claim": [("npi.digits", 9), ("address.po_box", 10), ("npi.digits", 26)],
    "837P_wheelchair": [("address.zip_plus_4", 11), ("npi.digits", 32)],
}


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_guides_examples_have_the_findings_that_were_reasoned_about(path: Path) -> None:
    found = list(findings(path.read_text(), today=TODAY))
    assert [(one.rule, one.position) for one in found] == FOUND[path.stem]
    assert all(one.sentence and one.mend and one.segment for one in found)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_an_npi_that_is_refused_fails_luhn_and_one_that_is_not_passes(path: Path) -> None:
    refused = {one.value for one in findings(path.read_text(), today=TODAY) if one.rule == "npi.digits"}
    named = {token.element(9) for token in read(path.read_text()) if token.name == "NM1" and token.element(8) == "XX"}
    named |= {token.element(4) for token in read(path.read_text()) if token.name == "N1" and token.element(3) == "XX"}
    assert refused == {each for each in named if not luhn("80840" + each) or len(each) != 10}


def luhn(number: str) -> bool:
    """As a textbook has it: every second digit from the right is doubled, and its digits are added."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        for each in str(int(digit) * (2 if place % 2 else 1)):
            total += int(each)
    return total % 10 == 0


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_our_own_files_have_no_finding(path: Path) -> None:
    assert list(findings(path.read_text(), today=TODAY)) == []


@pytest.mark.parametrize("path", [*CORPUS, *OURS], ids=lambda path: path.stem)
def test_a_stream_has_the_segments_that_the_reader_of_texts_finds(path: Path) -> None:
    text = path.read_text()
    known = [[token.name, *token.elements] for token in read(text)]
    for size in (1, 7, 106, 107, 1000, len(text)):
        assert list(segments((text[at : at + size] for at in range(0, len(text), size)), Marks())) == known
