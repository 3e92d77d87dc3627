"""A second payer's claim says what the first one decided, and the sums agree."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from circlechart.base.formats.x12 import benefits, institutional, write837i, write837p
from circlechart.base.formats.x12 import professional as facts
from circlechart.base.formats.x12.balance import imbalances
from circlechart.base.formats.x12.check import objections
from circlechart.base.formats.x12.segments import Unwritable
from circlechart.base.formats.x12.tokens import read
from tests.formats.x12.oracles import both_accept
from tests.formats.x12.samples import CENTER_IOP, ENVELOPE, SECONDARY, institutional_transaction, transaction

GOLDEN = Path(__file__).parent / "golden"
[ACME] = SECONDARY.other_payers
[LINE] = SECONDARY.lines
[DECISION] = LINE.adjudications
PATIENT = replace(SECONDARY.subscriber, responsibility="T")
BLUE = replace(
    ACME, name="Blue River", identifier="00123", responsibility="S", filing_code="BL", paid=None, claim_number=""
)
# Acme: 3 x 200 billed; 100 paid and 100 adjusted on each of two lines, the third refused
INSTITUTIONAL_DECISIONS = tuple(
    replace(
        DECISION,
        paid=Decimal(paid),
        code=line.code,
        modifiers=(),
        revenue_code=line.revenue_code,
        units=1 if paid else 0,
        adjustments=(benefits.Adjustment("CO", "45", Decimal(200 - paid)),),
        patient_owes=None,
    )
    for line, paid in zip(CENTER_IOP.lines, (100, 100, 0), strict=True)
)
INSTITUTIONAL = replace(
    CENTER_IOP,
    control_number="IPCN000003",
    subscriber=replace(CENTER_IOP.subscriber, responsibility="S", member_id="SEC000001"),
    lines=tuple(
        replace(line, adjudications=(decision,))
        for line, decision in zip(CENTER_IOP.lines, INSTITUTIONAL_DECISIONS, strict=True)
    ),
    other_payers=(replace(ACME, paid=Decimal(200), patient_owes=Decimal(0), remarks=("MA01", "N130")),),
    billing_note="",
)


def professional(*claims: facts.Claim) -> str:
    return write837p.write(ENVELOPE, [transaction(*claims)])


def of_institution(*claims: institutional.Claim) -> str:
    return write837i.write(ENVELOPE, [institutional_transaction(*claims)])


def with_other(**changes: object) -> facts.Claim:
    return replace(SECONDARY, other_payers=(replace(ACME, **changes),))


def with_decision(**changes: object) -> facts.Claim:
    return replace(SECONDARY, lines=(replace(LINE, adjudications=(replace(DECISION, **changes),)),))


def segments(text: str, name: str) -> list[tuple[str, ...]]:
    return [token.elements for token in read(text) if token.name == name]


def test_professional_and_institutional_secondaries_are_accepted_and_balance() -> None:
    assert both_accept(professional(SECONDARY)) and both_accept(of_institution(INSTITUTIONAL))
    assert imbalances(SECONDARY) == () == imbalances(INSTITUTIONAL)


def test_institutional_secondary_equals_the_golden_one() -> None:
    assert of_institution(INSTITUTIONAL).replace("~", "~\n") == (GOLDEN / "837i_secondary_cob.edi").read_text()


def test_amounts_stand_in_the_order_of_each_guide() -> None:
    money = {"paid": Decimal(1), "not_covered": Decimal(2), "patient_owes": Decimal(3)}
    text = professional(with_other(**money))
    other = of_institution(replace(INSTITUTIONAL, other_payers=(replace(INSTITUTIONAL.other_payers[0], **money),)))

    assert [each[0] for each in segments(text, "AMT")][:3] == ["D", "A8", "EAF"]
    assert [each[0] for each in segments(other, "AMT")][:3] == ["D", "EAF", "A8"]
    assert both_accept(text) and both_accept(other)


def test_the_day_of_the_claims_decision_gives_way_to_those_of_its_lines() -> None:
    without = replace(SECONDARY, lines=(replace(LINE, adjudications=()),))

    assert segments(professional(SECONDARY), "DTP")[-1] == ("573", "D8", "20261110")
    assert len([each for each in segments(professional(SECONDARY), "DTP") if each[0] == "573"]) == 1
    assert len([each for each in segments(professional(without), "DTP") if each[0] == "573"]) == 1


def test_one_group_of_adjustments_holds_six_reasons_and_opens_another_for_the_seventh() -> None:
    many = tuple(benefits.Adjustment("CO", str(number), Decimal(1), 1) for number in range(1, 8))
    text = professional(with_decision(adjustments=(*many, benefits.Adjustment("PR", "1", Decimal(-2)))))

    groups = segments(text, "CAS")
    assert [(each[0], len(each)) for each in groups] == [("CO", 19), ("CO", 4), ("PR", 3)]
    assert groups[2] == ("PR", "1", "-2")
    assert both_accept(text)


def test_ten_other_payers_and_fifteen_decisions_fit() -> None:
    others = tuple(
        replace(BLUE, identifier=f"P{place:03d}", responsibility=rank) for place, rank in enumerate("SABCDEFGH")
    )
    claim = replace(SECONDARY, subscriber=PATIENT, other_payers=(ACME, *others))
    crowded = replace(LINE, adjudications=(DECISION,) * 15)

    assert both_accept(professional(claim))
    assert both_accept(professional(replace(SECONDARY, lines=(crowded,))))


def test_two_payers_before_the_third_are_told_apart() -> None:
    blue = replace(BLUE, paid=Decimal("15.00"), group_number="", group_name="Mill Workers")
    by_blue = replace(
        DECISION,
        payer_identifier="00123",
        paid=Decimal("15.00"),
        adjustments=(benefits.Adjustment("OA", "23", Decimal("30.00")),),
    )
    claim = replace(
        SECONDARY,
        subscriber=PATIENT,
        other_payers=(ACME, blue),
        lines=(replace(LINE, adjudications=(DECISION, by_blue)),),
    )

    assert both_accept(professional(claim))
    assert imbalances(claim) == ()


def test_remarks_of_an_inpatient_stay_have_their_own_segment() -> None:
    inpatient = replace(INSTITUTIONAL.other_payers[0], inpatient=True, remarks=("MA01", "N130", "N59"))
    text = of_institution(replace(INSTITUTIONAL, other_payers=(inpatient,)))

    [mia] = segments(text, "MIA")
    assert (mia[0], mia[4], mia[19], mia[20], len(mia)) == ("0", "MA01", "N130", "N59", 21)
    assert segments(text, "MOA") == []
    assert both_accept(text)


@pytest.mark.parametrize(
    ("claim", "at", "words"),
    [
        (replace(SECONDARY, other_payers=(ACME,) * 11), "2320", "more other payers than the 10"),
        (with_other(responsibility="S"), "2320 SBR01", "Say which of them pays first"),
        (replace(SECONDARY, subscriber=PATIENT, other_payers=(ACME, replace(ACME, responsibility="S"))),
         "2330B NM109", "names two other payers"),
        (replace(SECONDARY, other_payers=()), "2430 SVD01", "none of the other payers"),
        (replace(SECONDARY, lines=(replace(LINE, adjudications=(DECISION,) * 16),)), "2430", "more than 15"),
        (with_other(relation="02"), "2320 SBR02", "none of the codes"),
        (with_other(filing_code="09"), "2320 SBR09", "none of the codes"),
        (with_other(paid=Decimal("-1")), "2320 AMT*D", "between 0"),
        (with_other(member_id=""), "2330A NM109", "2 to 80"),
        (with_other(remarks=("N1",) * 6), "2320 MOA03", "more than the 5"),
        (with_other(benefits_assigned="?"), "2320 OI03", "N, W, Y"),
        (with_other(adjustments=(benefits.Adjustment("XX", "45", Decimal(1)),)), "2320 CAS01", "CO, CR, OA, PI, PR"),
        (with_decision(adjustments=(benefits.Adjustment("CO", "", Decimal(1)),)), "2430 CAS02", "1 to 5"),
        (with_decision(adjustments=(benefits.Adjustment("CO", "45", Decimal("0.001")),)), "2430 CAS03", "whole cents"),
        (with_decision(adjustments=(benefits.Adjustment("CO", "45", Decimal(1), 0),)), "2430 CAS04", "from 1"),
        (with_decision(adjustments=(benefits.Adjustment("CO", "45", Decimal(1)),) * 31), "2430 CAS", "5 groups"),
        (with_decision(adjustments=(benefits.Adjustment("CO", "45", Decimal("-0.00")),)), "2430 CAS03", "adjusts nothing"),
        (with_decision(adjustments=(benefits.Adjustment("CO", "45", Decimal("sNaN")),)), "2430 CAS03", "between 0"),
        (with_decision(units=-1), "2430 SVD05", "from 0"),
        (with_decision(code=""), "2430 SVD03-2", "5 to 5"),
        (with_decision(modifiers=("HQ",) * 5), "2430 SVD03", "more than 4"),
        (with_decision(bundled_into=0), "2430 SVD06", "from 1"),
        (with_decision(patient_owes=Decimal("NaN")), "2430 AMT*EAF", "between 0"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused_with_place_and_mend(claim, at, words) -> None:
    with pytest.raises(Unwritable, match=re.escape(words)) as refused:
        professional(claim)
    assert refused.value.at == at


def test_a_decision_on_a_revenue_line_needs_its_revenue_code() -> None:
    [first, *others] = INSTITUTIONAL.lines
    bare = replace(first, adjudications=(replace(first.adjudications[0], revenue_code=""),))

    with pytest.raises(Unwritable, match="4 to 4") as refused:
        of_institution(replace(INSTITUTIONAL, lines=(bare, *others)))
    assert refused.value.at == "2430 SVD04"


def test_a_line_that_does_not_add_up_is_told_with_its_sums() -> None:
    [line] = imbalances(with_decision(paid=Decimal("19.99")))

    assert (line.at, line.line, line.payer) == ("2430 SVD02", "L000003", "60054")
    assert line.sentence == (
        "Acme Health paid 19.99 and adjusted 25.00, together 44.99, but line L000003 charges 45.00."
    )
    assert "remittance" in line.mend


def test_a_claim_that_does_not_add_up_is_told_with_its_sums() -> None:
    [found] = imbalances(with_other(paid=Decimal("21.00")))

    assert (found.at, found.line) == ("2320 AMT*D", "")
    assert found.sentence == "Acme Health paid 21.00 and adjusted 25.00, together 46.00, but the claim charges 45.00."


def test_adjustments_of_the_claim_count_with_those_of_its_lines() -> None:
    claim = with_other(adjustments=(benefits.Adjustment("CO", "253", Decimal("0.40")),), paid=Decimal("19.60"))

    assert imbalances(claim) == ()


def test_a_payer_that_decided_must_say_what_it_paid() -> None:
    [found] = imbalances(with_other(paid=None))

    assert found.at == "2320 AMT*D" and "0 when it paid nothing" in found.mend


def test_a_payer_that_has_not_decided_or_covers_nothing_has_nothing_to_add_up() -> None:
    waiting = replace(SECONDARY, lines=(replace(LINE, adjudications=()),), other_payers=(replace(ACME, paid=None),))
    nothing = replace(waiting, other_payers=(replace(ACME, paid=None, not_covered=Decimal("45.00")),))

    assert imbalances(waiting) == () == imbalances(nothing)


def test_several_decisions_of_one_payer_on_a_line_count_together() -> None:
    half = replace(DECISION, paid=Decimal("10.00"), adjustments=(benefits.Adjustment("CO", "45", Decimal("12.50")),))
    claim = replace(SECONDARY, lines=(replace(LINE, adjudications=(half, half)),))

    assert imbalances(claim) == ()


def test_a_decision_on_a_revenue_code_alone_names_no_procedure() -> None:
    lines = tuple(
        replace(line, code="", adjudications=(replace(line.adjudications[0], code=""),)) for line in INSTITUTIONAL.lines
    )
    text = of_institution(replace(INSTITUTIONAL, lines=lines))

    assert segments(text, "SVD")[0] == ("60054", "100", "", "0915", "1")
    assert objections(text) == []


def test_the_day_of_a_decision_may_not_be_impossible() -> None:
    with pytest.raises(Unwritable, match="before 1800"):
        professional(with_decision(adjudicated_on=date(1, 1, 1)))
