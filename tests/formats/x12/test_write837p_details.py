"""What a professional claim carries beside its services: dates, papers, numbers, notes, providers of claim and line."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from circlechart.base.formats.x12 import details, parties
from circlechart.base.formats.x12 import professional as facts
from circlechart.base.formats.x12.segments import Unwritable
from circlechart.base.formats.x12.tokens import read
from circlechart.base.formats.x12.write837p import write
from tests.formats.x12.oracles import balances, both_accept
from tests.formats.x12.samples import BILLING, ENVELOPE, JANE, JONES, LINE, NORTH, ORIGINAL, SMITH, transaction

GOLDEN = Path(__file__).parent / "golden"
BOSS = parties.Provider(parties.Person("Boss", "Pat"), "1679576722")
DAY = date(2026, 11, 2)
FULL_LINE = replace(
    LINE,
    control_number="L000007",
    code="90899",
    service_through=date(2026, 11, 21),
    description="Family psychoeducation",
    note="Interpreter present",
    place="10",
    authorization="AUTH999",
    rendering=replace(SMITH, npi="1999999984", person=parties.Person("Green", "Robin")),
    facility=NORTH,
    supervising=JONES,
    referring=BOSS,
)
EVERYTHING = replace(
    ORIGINAL,
    control_number="PCN000009",
    lines=(LINE, FULL_LINE),
    referring=JONES,
    primary_care=BOSS,
    facility=NORTH,
    referral_number="REF55",
    authorization_exception="3",
    medical_record_number="MRN0001",
    demonstration="PILOT7",
    note="Plan of care on file",
    note_kind="DCP",
    causes=("AA", "OA"),
    accident_state="OR",
    delay_reason="9",
    dates=facts.Dates(DAY, DAY, DAY, DAY, DAY, DAY, DAY),
    attachments=(details.Attachment("OZ", "AA"), details.Attachment("03", "FX", "PAPER77")),
    contract=details.Contract("02", Decimal("310.5"), "RATE1"),
    patient_paid=Decimal("10"),
    conditions=("AA", "AB"),
)


def written(*claims: facts.Claim) -> str:
    return write(ENVELOPE, [transaction(*claims)])


def names(text: str) -> list[str]:
    return [f"{token.name}*{token.element(1)}" for token in read(text)]


def test_everything_stands_in_the_order_of_the_guide() -> None:
    text = written(EVERYTHING)

    assert both_accept(text) and balances(written(replace(EVERYTHING, primary_care=None)))
    assert text.replace("~", "~\n") == (GOLDEN / "837p_every_detail.edi").read_text()


def test_who_renders_supervises_or_houses_the_claim_is_not_repeated_on_its_lines() -> None:
    same = replace(
        LINE, rendering=ORIGINAL.rendering, supervising=ORIGINAL.supervising, authorization=ORIGINAL.authorization
    )

    assert written(replace(ORIGINAL, lines=(same,))) == written(ORIGINAL)


def test_a_line_may_have_a_rendering_provider_where_the_claim_has_none() -> None:
    text = written(replace(ORIGINAL, rendering=None, lines=(replace(LINE, rendering=SMITH),)))

    assert names(text).index("REF*6R") < names(text).index("NM1*82")
    assert both_accept(text)


def test_twenty_four_conditions_stand_in_two_segments() -> None:
    text = written(replace(ORIGINAL, conditions=tuple(f"{number:02d}" for number in range(1, 25))))

    conditions = [token.elements for token in read(text) if token.name == "HI" and token.parts(1)[0] == "BG"]
    assert [len(each) for each in conditions] == [12, 12]
    assert both_accept(text)


def test_a_patient_paid_in_full_and_a_medicare_secondary_say_so() -> None:
    medicare = replace(JANE, responsibility="S", insurance_type="12")
    text = written(replace(ORIGINAL, subscriber=medicare, patient_paid=Decimal("0")))

    assert "SBR*S*18*GRP100**12****CI~" in text and "AMT*F5*0~" in text
    assert both_accept(text)


def test_the_same_facts_give_the_same_bytes() -> None:
    assert written(EVERYTHING, ORIGINAL) == written(EVERYTHING, ORIGINAL)


PAPER = details.Attachment("OZ", "BM", "P7")


@pytest.mark.parametrize(
    ("change", "at", "words"),
    [
        ({"attachments": (replace(PAPER, number=""),)}, "2300 PWK06", "number that stands on the paper"),
        ({"attachments": (replace(PAPER, report="ZZ"),)}, "2300 PWK01", "none of the codes"),
        ({"attachments": (replace(PAPER, transmission="ZZ"),)}, "2300 PWK02", "AA, BM, EL"),
        ({"attachments": (PAPER,) * 11}, "2300 PWK", "more papers"),
        ({"contract": details.Contract("99")}, "2300 CN101", "none of the codes"),
        ({"note_kind": "XYZ"}, "2300 NTE01", "ADD, CER"),
        ({"note": "n" * 81}, "2300 NTE02", "81 characters"),
        ({"causes": ("AA",)}, "CLM11-4", "needs the state"),
        ({"causes": ("AA", "EM", "OA")}, "CLM11", "two related causes"),
        ({"causes": ("ZZ",)}, "CLM11-1", "AA, EM, OA"),
        ({"delay_reason": "14"}, "CLM20", "none of the codes"),
        ({"frequency": "2"}, "CLM05-3", "1, 7, 8"),
        ({"place": "98"}, "CLM05-1", "none of the codes"),
        ({"patient_paid": Decimal("1.005")}, "2300 AMT*F5", "whole cents"),
        ({"conditions": ("AAA",)}, "2300 HI*BG", "2 to 2"),
        ({"conditions": ("AA",) * 25}, "2300 HI*BG", "more than the 24"),
        ({"primary_care": BOSS}, "2310A", "no such provider"),
        ({"dates": facts.Dates(onset_on=date(1799, 12, 31))}, "2300 DTP*431", "before 1800"),
        ({"lines": (LINE, LINE)}, "2400 REF*6R", "numbers two lines"),
        ({"lines": (replace(LINE, service_through=date(2026, 11, 19)),)}, "2400 DTP*472", "ends before it begins"),
        ({"lines": (replace(LINE, place="98"),)}, "SV105", "none of the codes"),
        ({"lines": (replace(LINE, amount=Decimal("NaN")),)}, "SV102", "between"),
        ({"subscriber": replace(JANE, sex="X")}, "2010BA DMG03", "F, M, U"),
        ({"subscriber": replace(JANE, insurance_type="99")}, "2000B SBR05", "none of the codes"),
        ({"payer": parties.Payer("Acme", "60054", "10")}, "2000B SBR09", "none of the codes"),
        ({"billing": replace(BILLING, address=replace(BILLING.address, state="ZZ"))}, "2010AA N402", "guide"),
    ],
)
def test_what_the_guide_does_not_know_is_refused_with_place_and_mend(change, at, words) -> None:
    with pytest.raises(Unwritable, match=re.escape(words)) as refused:
        written(replace(ORIGINAL, **change))
    assert refused.value.at == at
