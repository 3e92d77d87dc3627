"""Whatever the facts are: a file that both readers accept, or a refusal that says where and what to do. Nothing else."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circlechart.base.formats.x12 import institutional, parties, write837i, write837p
from circlechart.base.formats.x12 import professional as facts
from circlechart.base.formats.x12.segments import Unwritable
from circlechart.base.formats.x12.tokens import read
from tests.formats.x12.deep import examples
from tests.formats.x12.oracles import both_accept
from tests.formats.x12.samples import (
    BILLING,
    CENTER_IOP,
    DEPENDENT,
    ELM,
    ENVELOPE,
    HOSPITAL_IOP,
    JANE,
    LINE,
    ORIGINAL,
    SECONDARY,
    SMITH,
    institutional_transaction,
    transaction,
)
from tests.formats.x12.test_benefits import INSTITUTIONAL
from tests.formats.x12.test_write837i import RESIDENTIAL, readable
from tests.formats.x12.test_write837p_details import EVERYTHING

Path = tuple[str | int, ...]
Claim = facts.Claim | institutional.Claim
# remark codes stand in a list that the readers know and the writer does not
LEFT_ALONE = {"remarks"}
TEXTS = st.one_of(
    st.text(max_size=90),
    st.sampled_from(
        ["", " ", "*", "~", ":", "^", "1", "8", "Y", "U", "S", "AA", "98", "30", "Zoë Núñez", "O’Shea", "L" * 60, "李"]
        + ["PO Box 9", "Apt 4", "97201", "97201-1234", "1234567890", "F11.20", "90853", "H0015", "0915", "A\nB"]
    ),
)
MONEY = st.one_of(
    st.decimals(),
    st.decimals(-100, 1000, places=2),
    st.sampled_from([Decimal("-0.00"), Decimal("1E+3"), Decimal("1.005")]),
)
VALUES: dict[type, Any] = {
    str: TEXTS,
    Decimal: MONEY,
    bool: st.booleans(),
    int: st.one_of(st.integers(-2, 20), st.integers()),
    date: st.dates(),
    time: st.times(),
}


def leaves(thing: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every single value in the facts, and every tuple as a whole."""
    if is_dataclass(thing):
        for each in fields(thing):
            if each.name not in LEFT_ALONE:
                yield from leaves(getattr(thing, each.name), (*path, each.name))
    elif isinstance(thing, tuple):
        yield path, thing
        for place, each in enumerate(thing):
            yield from leaves(each, (*path, place))
    elif thing is not None:
        yield path, thing


def put(thing: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    first, *rest = path
    if isinstance(first, int):
        return tuple(put(each, tuple(rest), value) if place == first else each for place, each in enumerate(thing))
    return replace(thing, **{first: put(getattr(thing, first), tuple(rest), value)})


def shaken(data: Any, claim: Claim) -> Claim:
    """The claim with one to three of its values replaced by any other of the same kind."""
    for _ in range(data.draw(st.integers(1, 3))):
        path, old = data.draw(st.sampled_from(list(leaves(claim))))
        new = data.draw(
            st.sampled_from([0, 2, 13, 60]).map(old.__mul__) if isinstance(old, tuple) else VALUES[type(old)]
        )
        claim = put(claim, path, new)
    return claim


def written(claim: Claim) -> str:
    if isinstance(claim, facts.Claim):
        return write837p.write(ENVELOPE, [transaction(claim)])
    return write837i.write(ENVELOPE, [institutional_transaction(claim)])


def accepted_or_refused(claim: Claim) -> bool:
    try:
        text = written(claim)
    except Unwritable as refused:
        assert refused.at and refused.mend
        return False
    tokens = list(read(text))
    assert text.isascii()
    assert [token.name for token in tokens] == [part.split("*")[0] for part in text.split("~")[:-1]]
    assert next(Decimal(token.element(2)) for token in tokens if token.name == "CLM") == claim.amount
    assert both_accept(text)
    return True


@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from([ORIGINAL, DEPENDENT, SECONDARY, EVERYTHING, replace(EVERYTHING, primary_care=None)]))
def test_any_facts_of_a_professional_claim_are_accepted_or_refused(data, claim) -> None:
    accepted_or_refused(shaken(data, claim))


@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.data(),
    st.sampled_from([*map(readable, (HOSPITAL_IOP, CENTER_IOP, RESIDENTIAL, INSTITUTIONAL)), RESIDENTIAL]),
)
def test_any_facts_of_an_institutional_claim_are_accepted_or_refused(data, claim) -> None:
    accepted_or_refused(shaken(data, claim))


def patient(**changes: Any) -> facts.Claim:
    return replace(ORIGINAL, subscriber=replace(JANE, **changes))


@pytest.mark.parametrize(
    "claim",
    [
        patient(person=parties.Person("O'*~:^Neil\n", "Zoë")),
        patient(person=parties.Person("L" * 60, "F" * 35, "M" * 25, "III")),
        patient(address=replace(ELM, line="Apt 4")),
        patient(address=replace(ELM, line="PO Box 9")),
        patient(address=replace(ELM, zip_code="97201")),
        patient(birth_on=date(2031, 1, 1)),
        replace(ORIGINAL, rendering=replace(SMITH, npi="1245319590")),
        replace(ORIGINAL, billing=replace(BILLING, address=replace(ELM, line="P.O. Box 9"))),
        replace(ORIGINAL, lines=(replace(LINE, amount=Decimal("0.00")),)),
    ],
)
def test_bad_input_that_the_format_can_carry_is_carried(claim) -> None:
    """Whether it may leave is for the claim's own checks to say, which look at more than one claim and at today."""
    assert accepted_or_refused(claim)


@pytest.mark.parametrize(
    "claim",
    [
        patient(person=parties.Person("L" * 61)),
        patient(person=parties.Person("*~")),
        patient(address=replace(ELM, line="")),
        patient(address=replace(ELM, zip_code="9720")),
        replace(ORIGINAL, billing=replace(BILLING, address=replace(ELM, zip_code="97201"))),
        replace(ORIGINAL, billing=replace(BILLING, npi="123456789")),
        replace(ORIGINAL, diagnoses=tuple(f"F{number}0" for number in range(10, 23))),
        replace(ORIGINAL, lines=(replace(LINE, units=0),)),
        replace(ORIGINAL, lines=(replace(LINE, units=-1),)),
        replace(ORIGINAL, lines=(replace(LINE, amount=Decimal("1.005")),)),
        replace(SECONDARY, subscriber=replace(JANE, responsibility="P")),
    ],
)
def test_bad_input_that_the_format_cannot_carry_is_refused(claim) -> None:
    assert not accepted_or_refused(claim)
