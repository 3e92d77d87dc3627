"""A claim that is too long becomes several: every line once, every pointer on the same diagnosis, every cent kept."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circlechart.base.formats.x12 import benefits
from circlechart.base.formats.x12 import professional as facts
from circlechart.base.formats.x12.balance import imbalances
from circlechart.base.formats.x12.segments import Unwritable
from circlechart.base.formats.x12.split import split
from circlechart.base.formats.x12.write837p import write
from tests.formats.x12.oracles import both_accept
from tests.formats.x12.samples import ENVELOPE, LINE, ORIGINAL, SECONDARY, transaction

CODES = tuple(f"F{number}.0" for number in range(10, 50))


def long(lines: int, pointers: tuple[int, ...] = (1, 2)) -> facts.Claim:
    return replace(
        ORIGINAL,
        lines=tuple(replace(LINE, control_number=f"L{number:04d}", pointers=pointers) for number in range(lines)),
    )


def meant(claim: facts.Claim) -> list[tuple[str, tuple[str, ...]]]:
    return [(line.control_number, tuple(claim.diagnoses[at - 1] for at in line.pointers)) for line in claim.lines]


def test_a_claim_that_fits_comes_back_as_it_is() -> None:
    assert split(long(50)) == (long(50),)


def test_fifty_one_lines_become_two_claims_with_their_own_numbers() -> None:
    first, second = split(long(51))

    assert (len(first.lines), len(second.lines)) == (50, 1)
    assert (first.control_number, first.trace_number) == ("PCN000001", "CH00000001")
    assert (second.control_number, second.trace_number) == ("PCN000001-2", "CH00000001-2")
    assert first.diagnoses == second.diagnoses == ORIGINAL.diagnoses
    assert both_accept(write(ENVELOPE, [transaction(first, second)]))


def test_thirteen_diagnoses_of_which_one_line_needs_four_leave_the_last_off() -> None:
    [only] = split(replace(long(1, (1, 2, 3, 4)), diagnoses=CODES[:13]))

    assert only.diagnoses == CODES[:12]


def test_thirteen_diagnoses_that_all_are_pointed_to_become_two_claims() -> None:
    whole = replace(
        ORIGINAL,
        diagnoses=CODES[:13],
        lines=tuple(replace(LINE, control_number=f"L{at}", pointers=(at,)) for at in range(1, 14)),
    )
    first, second = split(whole)

    assert (first.diagnoses, second.diagnoses) == (CODES[:12], (CODES[12],))
    assert second.lines[0].pointers == (1,)


@settings(max_examples=100, deadline=None)
@given(st.data(), st.integers(1, 40), st.integers(1, 130))
def test_nothing_is_lost_doubled_or_pointed_elsewhere(data, diagnoses, lines) -> None:
    place = st.integers(1, diagnoses)
    pointers = st.lists(place, min_size=1, max_size=4, unique=True).map(tuple)
    claim = replace(
        ORIGINAL,
        diagnoses=CODES[:diagnoses],
        patient_paid=data.draw(st.none() | st.decimals(0, 5000, places=2)),
        lines=tuple(
            replace(LINE, control_number=f"L{number}", pointers=data.draw(pointers)) for number in range(lines)
        ),
    )
    parts = split(claim)

    assert [each for part in parts for each in meant(part)] == meant(claim)
    assert all(len(part.lines) <= 50 and 1 <= len(part.diagnoses) <= 12 for part in parts)
    assert len({part.control_number for part in parts}) == len(parts)
    assert sum(part.amount for part in parts) == claim.amount
    assert sum(part.patient_paid or 0 for part in parts) == (claim.patient_paid or 0)
    assert {code for part in parts for code in part.diagnoses} <= set(claim.diagnoses)
    assert write(ENVELOPE, [transaction(*parts)])


def test_what_another_payer_paid_goes_with_its_lines() -> None:
    [line] = SECONDARY.lines
    lines = tuple(replace(line, control_number=f"L{number}") for number in range(60))
    [acme] = SECONDARY.other_payers
    parts = split(replace(SECONDARY, lines=lines, other_payers=(replace(acme, paid=Decimal(1200)),)))

    assert [part.other_payers[0].paid for part in parts] == [Decimal(1000), Decimal(200)]
    assert [imbalances(part) for part in parts] == [(), ()]


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"frequency": "7", "payer_claim_number": "ICN"}, "2300 REF*F8"),
        ({"lines": (replace(LINE, pointers=(14,)),)}, "SV107"),
        ({"other_payers": (replace(SECONDARY.other_payers[0], not_covered=Decimal(1)),)}, "2320"),
        ({"other_payers": (replace(SECONDARY.other_payers[0], paid=Decimal(1)),)}, "2320 AMT*D"),
        (
            {
                "other_payers": (
                    replace(
                        SECONDARY.other_payers[0],
                        paid=None,
                        adjustments=(benefits.Adjustment("CO", "45", Decimal(1)),),
                    ),
                )
            },
            "2320",
        ),
        (
            {"lines": (replace(LINE, adjudications=(replace(SECONDARY.lines[0].adjudications[0], bundled_into=1),)),)},
            "2430 SVD06",
        ),
    ],
)
def test_what_cannot_be_divided_is_refused(change, at) -> None:
    with pytest.raises(Unwritable) as refused:
        split(replace(ORIGINAL, diagnoses=CODES[:13], **change))
    assert refused.value.at == at
