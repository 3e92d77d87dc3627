"""The writer against files known to be good, against two independent readers, and against anything Hypothesis finds."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circlechart.base.formats.x12 import parties
from circlechart.base.formats.x12 import professional as facts
from circlechart.base.formats.x12.check import objections
from circlechart.base.formats.x12.segments import Unwritable
from circlechart.base.formats.x12.tokens import read
from circlechart.base.formats.x12.write837p import write
from tests.formats.x12.oracles import balances
from tests.formats.x12.samples import (
    ACME,
    BILLING,
    DEPENDENT,
    ELM,
    ENVELOPE,
    JANE,
    LINE,
    NORTH,
    ORIGINAL,
    SECONDARY,
    transaction,
)

GOLDEN = Path(__file__).parent / "golden"
REPLACEMENT = replace(ORIGINAL, frequency="7", payer_claim_number="PAYERICN998877")


def written(*claims: facts.Claim) -> str:
    return write(ENVELOPE, [transaction(*claims)])


@pytest.mark.parametrize(
    ("name", "claim"),
    [
        ("837p_group_original", ORIGINAL),
        ("837p_group_dependent_telehealth", DEPENDENT),
        ("837p_group_replacement_freq7", REPLACEMENT),
        ("837p_group_secondary_cob", SECONDARY),
    ],
)
def test_written_file_equals_the_golden_one(name, claim):
    golden = (GOLDEN / f"{name}.edi").read_text()
    assert written(claim).replace("~", "~\n") == golden


@pytest.mark.parametrize(
    "claims",
    [
        (ORIGINAL,),
        (DEPENDENT,),
        (REPLACEMENT,),
        (ORIGINAL, DEPENDENT),
        (replace(ORIGINAL, facility=NORTH, note="", authorization=""),),
        (replace(ORIGINAL, rendering=None, supervising=None),),
        (replace(ORIGINAL, lines=(LINE, replace(LINE, control_number="L9", place="10", authorization="A2"))),),
        (replace(ORIGINAL, payer=replace(ACME, legacy_billing_id="LEG77")),),
        (replace(ORIGINAL, subscriber=replace(JANE, group_number="", group_name="Mill Workers")),),
    ],
)
def test_two_independent_readers_accept_what_we_write(claims):
    text = written(*claims)
    assert objections(text) == []
    assert balances(text)


def test_balancing_oracle_does_object_to_a_wrong_total():
    with pytest.raises(Exception, match="(?i)charge|amount|total"):
        balances(written(ORIGINAL).replace("CLM*PCN000001*45*", "CLM*PCN000001*46*"))


def test_claims_are_grouped_by_billing_payer_and_subscriber():
    other_billing = replace(BILLING, npi="1999999984")
    claims = (
        ORIGINAL,
        replace(ORIGINAL, control_number="PCN3", billing=other_billing),
        DEPENDENT,
        replace(ORIGINAL, control_number="PCN4"),
    )
    text = written(*claims)
    levels = [(token.element(1), token.element(2), token.element(3)) for token in read(text) if token.name == "HL"]
    assert levels == [
        ("1", "", "20"), ("2", "1", "22"), ("3", "1", "22"), ("4", "3", "23"), ("5", "", "20"), ("6", "5", "22"),
    ]  # fmt: skip
    assert [token.element(1) for token in read(text) if token.name == "CLM"] == [
        "PCN000001",
        "PCN4",
        "PCN000002",
        "PCN3",
    ]
    assert objections(text) == []


def test_every_line_carries_its_control_number_and_the_claim_its_trace():
    two = replace(ORIGINAL, lines=(LINE, replace(LINE, control_number="L000009", amount=Decimal("30.50"))))
    tokens = list(read(written(two)))
    assert [token.element(2) for token in tokens if token.name == "REF" and token.element(1) == "6R"] == [
        "L000001",
        "L000009",
    ]
    assert [token.element(2) for token in tokens if token.element(1) == "D9"] == ["CH00000001"]
    assert next(token.element(2) for token in tokens if token.name == "CLM") == "75.5"


def test_supervising_provider_is_sent_only_when_asked():
    assert "NM1*DQ" in written(ORIGINAL)
    assert "NM1*DQ" not in written(replace(ORIGINAL, supervising=None))


def test_same_facts_give_the_same_bytes():
    assert written(ORIGINAL, DEPENDENT) == written(ORIGINAL, DEPENDENT)


def test_envelope_is_counted_and_numbered():
    text = write(
        replace(ENVELOPE, interchange_control=42, group_control=7, production=True), [transaction(ORIGINAL)] * 2
    )
    tokens = list(read(text))
    assert text.index("~") == 105
    assert tokens[0].elements[12] == "000000042"
    assert tokens[0].elements[14] == "P"
    assert [token.elements for token in tokens if token.name == "SE"] == [("34", "0001"), ("34", "0002")]
    assert [token.elements for token in tokens if token.name in ("GE", "IEA")] == [("2", "7"), ("1", "000000042")]
    assert objections(text) == []


@pytest.mark.parametrize(
    ("change", "at", "words"),
    [
        ({"diagnoses": ()}, "2300 HI", "1 to 12"),
        ({"diagnoses": tuple(f"F{n}0" for n in range(10, 23))}, "2300 HI", "1 to 12"),
        ({"lines": ()}, "2400", "Split"),
        ({"lines": (LINE,) * 51}, "2400", "51 lines"),
        ({"lines": (replace(LINE, pointers=(3,)),)}, "SV107", "point"),
        ({"lines": (replace(LINE, pointers=()),)}, "SV107", "point"),
        ({"lines": (replace(LINE, units=0),)}, "SV104", "from 1"),
        ({"lines": (replace(LINE, amount=Decimal("-1")),)}, "SV102", "between"),
        ({"lines": (replace(LINE, amount=Decimal("1.005")),)}, "SV102", "cents"),
        ({"lines": (replace(LINE, modifiers=("HQ", "HF", "95", "U1", "U2")),)}, "SV101", "more than 4"),
        ({"lines": (replace(LINE, code="9085"),)}, "SV101-2", "5 to 5"),
        ({"frequency": "7"}, "2300 REF*F8", "payer's own"),
        ({"control_number": "P" * 21}, "CLM01", "1 to 20"),
        ({"control_number": "A*B"}, "CLM01", "character"),
        ({"billing": replace(BILLING, address=replace(ELM, zip_code="97201"))}, "2010AA N403", "9 digits"),
        ({"billing": replace(BILLING, npi="123")}, "2010AA NM109", "10 digits"),
        ({"subscriber": replace(JANE, birth_on=None)}, "2010BA", "birth date"),
        ({"subscriber": replace(JANE, person=parties.Person("L" * 61))}, "2010BA NM103", "61 characters"),
        ({"subscriber": replace(JANE, person=parties.Person("李"))}, "2010BA NM103", "needs at least"),
    ],
)
def test_what_the_format_cannot_carry_is_refused_with_place_and_mend(change, at, words):
    with pytest.raises(Unwritable, match=re.escape(words)) as refused:
        written(replace(ORIGINAL, **change))
    assert refused.value.at == at


def test_empty_transaction_list_is_refused():
    with pytest.raises(Unwritable, match="GE01"):
        write(ENVELOPE, [])


nasty = st.text(alphabet=st.one_of(st.sampled_from("*~:^|\n\r\t ñÉøß’李"), st.characters(codec="utf-8")), max_size=50)
cents = st.decimals(min_value=0, max_value=9999, places=2)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    last=nasty,
    first=nasty,
    street=nasty,
    city=nasty,
    note=nasty,
    member=nasty,
    amounts=st.lists(cents, min_size=1, max_size=4),
)
def test_any_text_gives_a_readable_file_or_a_refusal(last, first, street, city, note, member, amounts):
    person = parties.Person(last[:30], first[:30])
    lines = tuple(replace(LINE, control_number=f"L{n}", amount=value) for n, value in enumerate(amounts))
    address = replace(ELM, line=street, city=city[:28])
    claim = replace(
        ORIGINAL, note=note, lines=lines, subscriber=replace(JANE, person=person, address=address, member_id=member)
    )
    try:
        text = written(claim)
    except Unwritable as refused:
        assert refused.at and refused.mend
        return
    tokens = list(read(text))
    assert text.isascii()
    assert [token.name for token in tokens] == [part.split("*")[0] for part in text.split("~")[:-1]]
    assert sum(token.name == "SV1" for token in tokens) == len(lines)
    total = next(Decimal(token.element(2)) for token in tokens if token.name == "CLM")
    assert total == sum(amounts)
    assert objections(text) == []


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_any_day_is_written_as_eight_digits(when):
    text = written(replace(ORIGINAL, subscriber=replace(JANE, birth_on=when)))
    assert next(token.element(2) for token in read(text) if token.name == "DMG") == when.strftime("%Y%m%d")
