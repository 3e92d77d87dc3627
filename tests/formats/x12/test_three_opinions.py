"""Our edits, pyx12 and x12sdk on the same files: where they agree, and what each alone sees (facts/x12.md section 2)."""

from datetime import date
from pathlib import Path

import pytest

from circlechart.base.formats.x12.check import mapped, objections
from circlechart.base.formats.x12.edits import findings
from circlechart.base.formats.x12.edits.finding import ERROR
from circlechart.base.formats.x12.tokens import read
from tests.formats.x12.oracles import balances, unread_by_x12sdk

HERE = Path(__file__).parent
TODAY = date(2026, 11, 25)
CORPUS = sorted((HERE / "corpus").glob("*.edi"))
OURS = [path for folder in ("samples", "golden") for path in sorted((HERE / folder).glob("8*.edi"))]
ORIGINAL = (HERE / "golden" / "837p_group_original.edi").read_text().replace("\n", "")
# the guide's own examples hold papers “available on request at the provider” as AD, which both others leave out
REFUSED_BY_BOTH_OTHERS = {"837P_oxygen", "837P_wheelchair"}
OURS_ALONE = {"npi.digits", "address.zip", "address.zip_plus_4", "address.po_box"}


def own(text: str) -> set[str]:
    return {one.rule for one in findings(text, today=TODAY) if one.level == ERROR}


def pyx12_accepts(text: str) -> bool | None:
    """None where it has no map."""
    guides = {token.element(8) for token in read(text) if token.name == "GS"}
    return objections(text) == [] if all(map(mapped, guides)) else None


def x12sdk_accepts(text: str) -> bool:
    try:
        return balances(text.replace("\n", ""))
    except Exception:  # it raises whatever its models raise
        return False


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_on_what_others_wrote_we_find_only_what_nobody_else_looks_for(path: Path) -> None:
    text = path.read_text()
    others_accept = path.stem not in REFUSED_BY_BOTH_OTHERS
    assert own(text) <= OURS_ALONE
    assert pyx12_accepts(text) in (others_accept, None)
    assert x12sdk_accepts(text) is others_accept


@pytest.mark.parametrize("path", OURS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_on_what_we_wrote_all_three_agree(path: Path) -> None:
    text = path.read_text()
    assert own(text) == set()
    assert pyx12_accepts(text)
    assert x12sdk_accepts(text) or unread_by_x12sdk(text)


BREAKS: dict[str, tuple[str, str, set[str], bool, bool]] = {
    # what is broken: as it is, as it becomes, what we say, whether pyx12 sees it, whether x12sdk sees it
    "NPI with a wrong digit": ("XX*1234567893", "XX*1234567890", {"npi.digits"}, False, False),
    "no NPI": ("*****XX*1234567893", "", {"npi.missing"}, False, False),
    "unit XX": ("*UN*1*", "*XX*1*", {"code.unit"}, True, True),
    "place 98": ("***11:B:1", "***98:B:1", {"code.place"}, True, False),
    "procedure": ("HC:90853", "HC:9O853", {"code.procedure"}, False, False),
    "diagnosis": ("ABK:F1120", "ABK:FF120", {"code.diagnosis"}, False, False),
    "taxonomy": ("PXC*251S00000X", "PXC*25XX00000X", {"code.taxonomy"}, False, False),
    "parent of a level": ("HL*2*1*22", "HL*2*9*22", {"hl.parent"}, True, True),
    "count of segments": ("SE*34*", "SE*35*", {"envelope.se01"}, True, True),
    "a day that does not exist": ("*20261120~", "*20260230~", {"date.not_real"}, True, True),
    "a number of 39 characters": ("PCN000001", "P" * 39, {"claim.number"}, True, True),
    "total and lines": ("CLM*PCN000001*45", "CLM*PCN000001*46", {"claim.total"}, False, True),
    "pointer": ("***1:2~", "***1:5~", {"line.pointer"}, False, False),
    "frequency 7 without number": ("11:B:1", "11:B:7", {"claim.payer_number"}, False, False),
    "count of transactions": ("GE*1*", "GE*2*", {"envelope.ge01"}, True, False),
    "number of the interchange": ("IEA*1*000000001", "IEA*1*000000002", {"envelope.iea02"}, True, False),
    "a name with accents": ("SMITH", "SMÎTH", {"value.letters"}, True, False),
    "ZIP code of five digits": ("*972011234", "*97201", {"address.zip_plus_4"}, False, False),
    "post-office box": ("N3*100 MAIN ST", "N3*PO BOX 9", {"address.po_box"}, False, False),
    "kind of insurance": ("GRP100******CI", "GRP100", {"sbr.filing"}, False, True),
    "a service tomorrow": ("*20261120~", "*20261126~", {"date.future"}, False, False),
    "born tomorrow": ("D8*19900101", "D8*20261126", {"date.future"}, False, False),
    "no principal diagnosis": ("HI*ABK:F1120*ABF:F411~", "", {"claim.no_diagnosis", "line.pointer"}, True, True),
}


@pytest.mark.parametrize("name", BREAKS)
def test_what_is_broken_is_seen_by_us_whoever_else_sees_it(name: str) -> None:
    before, after, rules, seen_by_pyx12, seen_by_x12sdk = BREAKS[name]
    text = ORIGINAL.replace(before, after, 1)
    assert text != ORIGINAL
    if text.count("~") != ORIGINAL.count("~"):
        text = text.replace("SE*34*", "SE*33*")
    assert rules <= own(text)
    assert (not pyx12_accepts(text), not x12sdk_accepts(text)) == (seen_by_pyx12, seen_by_x12sdk)
