"""The institutional writer against files known to be good, two independent readers, and what it has to refuse."""

import re
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from circlechart.base.formats.x12 import details, institutional, parties
from circlechart.base.formats.x12.check import objections
from circlechart.base.formats.x12.segments import Unwritable
from circlechart.base.formats.x12.tokens import read
from circlechart.base.formats.x12.write837i import claim_segments, stream, write
from tests.formats.x12.oracles import balances
from tests.formats.x12.samples import (
    BILLING,
    CENTER_IOP,
    DEPENDENT,
    ENVELOPE,
    HOSPITAL_IOP,
    IOP_DAY,
    JONES,
    NORTH,
    SMITH,
    institutional_transaction,
)

GOLDEN = Path(__file__).parent / "golden"
DAY = date(2026, 11, 2)
BOSS = parties.Provider(parties.Person("Boss", "Pat"), "1679576722")
RESIDENTIAL = replace(
    HOSPITAL_IOP,
    control_number="IPCN000009",
    trace_number="CH00000009",
    facility_code="86",
    frequency="4",
    statement_from=date(2026, 11, 1),
    statement_through=date(2026, 11, 30),
    admitted_on=date(2026, 10, 1),
    admitted_at=time(14, 30),
    discharged_at=time(11, 0),
    delay_reason="9",
    attachments=(details.Attachment("DS", "FX", "PAPER78"),),
    contract=details.Contract("02", Decimal("310.5")),
    patient_owes=Decimal("25"),
    authorization_exception="3",
    referral_number="REF55",
    accident_state="OR",
    medical_record_number="MRN0001",
    demonstration="PILOT7",
    peer_review="PRO1",
    notes=(institutional.Note("DCP", "Discharge to outpatient"), institutional.Note("MED", "Buprenorphine 8 mg")),
    billing_note="Residential",
    admitting="F11.20",
    reasons=("F11.20", "F41.1", "F43.10"),
    external_causes=(institutional.Diagnosis("X58.XXXA", "Y"),),
    drg="897",
    diagnoses=(institutional.Diagnosis("F11.20", "Y"), institutional.Diagnosis("F41.1", "N")),
    procedures=(institutional.Procedure("HZ30ZZZ", DAY), institutional.Procedure("HZ2ZZZZ", DAY)),
    spans=(institutional.Span("74", DAY, date(2026, 11, 4)),),
    conditions=("C1", "A6"),
    operating=replace(BOSS, npi="1999999984"),
    other_operating=BOSS,
    rendering=SMITH,
    facility=NORTH,
    referring=BOSS,
    lines=(
        institutional.Line("IL000001", "1002", Decimal("9300"), 30, in_days=True, not_covered=Decimal("310")),
        institutional.Line(
            "IL000002", "0915", Decimal("80"), 1, date(2026, 11, 5), date(2026, 11, 6), "90899", ("HQ", "HF"),
            "Psychoeducation", rendering=JONES, referring=JONES,
        ),
    ),
)  # fmt: skip
REVENUE_ONLY = replace(CENTER_IOP, lines=tuple(replace(line, code="") for line in CENTER_IOP.lines))
REPLACEMENT = replace(HOSPITAL_IOP, frequency="7", payer_claim_number="PAYERICN998877")
OF_DEPENDENT = replace(HOSPITAL_IOP, subscriber=DEPENDENT.subscriber, dependent=DEPENDENT.dependent)


def written(*claims: institutional.Claim) -> str:
    return write(ENVELOPE, [institutional_transaction(*claims)])


def lines(text: str) -> list[str]:
    return text.replace("~", "~\n").splitlines()


def known(name: str) -> str:
    return (GOLDEN / f"{name}.edi").read_text()


def readable(claim: institutional.Claim) -> institutional.Claim:
    """The claim without what x12sdk does not read, so that it can say whether the rest is right."""
    return replace(claim, billing_note="", lines=tuple(replace(line, service_through=None) for line in claim.lines))


def test_an_interim_bill_of_a_mental_health_center_equals_the_golden_one() -> None:
    assert "\n".join(lines(written(CENTER_IOP))) + "\n" == known("837i_cmhc_iop_tob762")


def test_a_hospital_day_program_equals_the_golden_one_with_its_line_control_numbers_added() -> None:
    ours = [line for line in lines(written(HOSPITAL_IOP)) if not line.startswith(("REF*6R", "SE*"))]

    assert ours == [line for line in known("837i_iop_tob131").splitlines() if not line.startswith("SE*")]


def test_every_group_of_codes_stands_in_the_order_of_the_guide() -> None:
    text = written(RESIDENTIAL)

    assert "\n".join(lines(text)) + "\n" == known("837i_every_group")
    assert [token.parts(1)[0] for token in read(text) if token.name == "HI"] == (
        ["ABK", "ABJ", "APR", "ABN", "DR", "ABF", "BBR", "BBQ", "BI", "BH", "BE", "BG"]
    )


@pytest.mark.parametrize(
    "claims",
    [
        (HOSPITAL_IOP,),
        (CENTER_IOP,),
        (RESIDENTIAL,),
        (REVENUE_ONLY,),
        (REPLACEMENT,),
        (OF_DEPENDENT,),
        (replace(REPLACEMENT, frequency="8"), HOSPITAL_IOP, OF_DEPENDENT),
        (replace(CENTER_IOP, frequency="3"), replace(CENTER_IOP, frequency="4", patient_status="01")),
        (replace(HOSPITAL_IOP, admitted_on=DAY),),
    ],
)
def test_two_independent_readers_accept_what_we_write(claims) -> None:
    assert objections(written(*claims)) == []
    assert balances(written(*map(readable, claims)))


def test_a_supervisor_has_no_place_and_who_attends_is_not_repeated() -> None:
    same = replace(HOSPITAL_IOP, rendering=JONES, referring=JONES)

    assert written(same) == written(HOSPITAL_IOP)
    assert "NM1*DQ" not in written(RESIDENTIAL)


def test_a_suppressed_procedure_leaves_the_revenue_code_alone() -> None:
    assert "SV2*0915**200*UN*1~" in written(REVENUE_ONLY)


def test_nine_hundred_lines_and_all_lists_fill_up() -> None:
    many = tuple(replace(IOP_DAY, control_number=f"IL{number:06d}") for number in range(999))
    full = replace(
        RESIDENTIAL,
        lines=many,
        diagnoses=(institutional.Diagnosis("F11.20"),) * 25,
        external_causes=(institutional.Diagnosis("X58.XXXA"),) * 12,
        procedures=(institutional.Procedure("HZ30ZZZ", DAY),) * 25,
        spans=(institutional.Span("74", DAY, DAY),) * 24,
        occurrences=(institutional.Occurrence("11", DAY),) * 24,
        values=(institutional.Value("80", Decimal("1.5")),) * 24,
        conditions=("92",) * 24,
        notes=(institutional.Note("DCP", "Plan"),) * 10,
    )

    assert objections(written(full)) == []
    assert sum(token.name == "LX" for token in read(written(full))) == 999


def test_type_of_bill_is_that_of_the_paper() -> None:
    assert [claim.type_of_bill for claim in (HOSPITAL_IOP, CENTER_IOP, REPLACEMENT)] == ["0131", "0762", "0137"]


def test_the_file_is_streamed_and_the_same_each_time() -> None:
    transaction = institutional_transaction(HOSPITAL_IOP, CENTER_IOP)

    assert "".join(stream(ENVELOPE, [transaction])) == write(ENVELOPE, [transaction])
    assert [segment[0] for segment in claim_segments(CENTER_IOP)][:3] == ["CLM", "DTP", "CL1"]


@pytest.mark.parametrize("frequency", ["2", "3"])
def test_an_interim_bill_says_that_the_patient_is_still_there(frequency) -> None:
    assert written(replace(CENTER_IOP, frequency=frequency))
    with pytest.raises(Unwritable, match="Or bill with 4") as refused:
        written(replace(CENTER_IOP, frequency=frequency, patient_status="01"))
    assert refused.value.at == "CL103"


@pytest.mark.parametrize("frequency", ["1", "4"])
def test_the_only_and_the_last_bill_say_where_the_patient_went(frequency) -> None:
    with pytest.raises(Unwritable, match="bill with 2 or 3") as refused:
        written(replace(CENTER_IOP, frequency=frequency))
    assert refused.value.at == "CL103"


FIRST = HOSPITAL_IOP.lines[0]


@pytest.mark.parametrize(
    ("change", "at", "words"),
    [
        ({"lines": ()}, "2400", "0 lines"),
        ({"lines": (FIRST,) * 1000}, "2400", "1000 lines"),
        ({"lines": (FIRST, FIRST)}, "2400 REF*6R", "numbers two lines"),
        ({"lines": (replace(FIRST, revenue_code="915"),)}, "SV201", "4 to 4"),
        ({"lines": (replace(FIRST, code="", modifiers=("HQ",)),)}, "SV202", "without a code"),
        ({"lines": (replace(FIRST, modifiers=("HQ",) * 5),)}, "SV202", "more than 4"),
        ({"lines": (replace(FIRST, units=0),)}, "SV205", "from 1"),
        ({"lines": (replace(FIRST, units=-2),)}, "SV205", "from 1"),
        ({"lines": (replace(FIRST, amount=Decimal("10.005")),)}, "SV203", "whole cents"),
        ({"lines": (replace(FIRST, amount=Decimal("sNaN")),)}, "SV203", "between"),
        ({"lines": (replace(FIRST, service_on=None, service_through=DAY),)}, "2400 DTP*472", "without a first"),
        ({"frequency": "5"}, "CLM05-3", "1, 2, 3, 4, 7, 8"),
        ({"frequency": "7"}, "2300 REF*F8", "payer's own"),
        ({"facility_code": "131"}, "CLM05-1", "2 to 2"),
        ({"statement_through": date(2026, 10, 31)}, "2300 DTP*434", "ends before it begins"),
        ({"admitted_at": time(9, 0)}, "2300 DTP*435", "without its day"),
        ({"admission_type": ""}, "CL101", "1 to 1"),
        ({"patient_status": "1"}, "CL103", "2 to 2"),
        ({"diagnoses": ()}, "2300 HI", "1 to 25"),
        ({"diagnoses": HOSPITAL_IOP.diagnoses * 9}, "2300 HI", "27 diagnoses"),
        ({"diagnoses": (institutional.Diagnosis("F11.20", "X"),)}, "2300 HI*ABK-9", "N, U, W, Y"),
        ({"reasons": ("F11.20",) * 4}, "2300 HI*APR", "more than the 3"),
        ({"external_causes": (institutional.Diagnosis("X58"),) * 13}, "2300 HI*ABN", "more than the 12"),
        ({"procedures": (institutional.Procedure("HZ30ZZZ", DAY),) * 26}, "2300 HI*BBQ", "more than the 24"),
        ({"spans": (institutional.Span("74", DAY, date(2026, 11, 1)),)}, "2300 HI*BI", "ends before it begins"),
        ({"occurrences": (institutional.Occurrence("11", DAY),) * 25}, "2300 HI*BH", "more than the 24"),
        ({"values": (institutional.Value("80", Decimal("1.001")),)}, "2300 HI*BE", "whole cents"),
        ({"conditions": ("9",)}, "2300 HI*BG", "2 to 2"),
        ({"notes": (institutional.Note("ADD", "no"),)}, "2300 NTE01", "none of the codes"),
        ({"notes": (institutional.Note("DCP", "no"),) * 11}, "2300 NTE", "more notes"),
        ({"billing_note": "n" * 81}, "2300 NTE*ADD", "81 characters"),
        ({"accident_state": "ZZ"}, "2300 REF*LU", "guide"),
        ({"attending": replace(JONES, npi="")}, "2310A NM109", "10 digits"),
        ({"billing": replace(BILLING, tax_id_is_ssn=True)}, "2010AA REF01", "Enter the EIN"),
    ],
)
def test_what_the_guide_does_not_know_is_refused_with_place_and_mend(change, at, words) -> None:
    with pytest.raises(Unwritable, match=re.escape(words)) as refused:
        written(replace(HOSPITAL_IOP, **change))
    assert refused.value.at == at


def test_the_second_reader_does_object_to_a_wrong_total() -> None:
    with pytest.raises(Exception, match="(?i)claim amount"):
        balances(written(readable(HOSPITAL_IOP)).replace("CLM*IPCN000001*900*", "CLM*IPCN000001*901*"))
