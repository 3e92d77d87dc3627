"""Bad input of every kind in every combination: a file that all accept, or words that say where and what to mend.

Nothing else: no exception, no file that pyx12 refuses, no sum that does not add up, no silent loss of a person's name.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from circlechart.base.formats.x12 import parties
from circlechart.base.formats.x12 import professional as facts
from circlechart.base.formats.x12.charset import ALLOWED, DELIMITERS, clean
from circlechart.base.formats.x12.check import objections
from circlechart.base.formats.x12.edits import findings
from circlechart.base.formats.x12.edits.finding import ERROR
from circlechart.base.formats.x12.segments import Unwritable
from circlechart.base.formats.x12.split import split
from tests.formats.x12.deep import examples
from tests.formats.x12.oracles import balances, unread_by_x12sdk
from tests.formats.x12.samples import CENTER_IOP, DEPENDENT, ELM, HOSPITAL_IOP, LINE, ORIGINAL, SECONDARY
from tests.formats.x12.test_any_facts import Claim, shaken, written
from tests.formats.x12.test_write837i import readable
from tests.formats.x12.test_write837p_details import EVERYTHING

TODAY = date(2026, 11, 25)
PATIENT = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def mostly(right: Any, *wrong: Any) -> st.SearchStrategy[Any]:
    """A value that is right more often than not: when everything is wrong, only the first thing is refused."""
    odd = st.one_of(*(each if isinstance(each, st.SearchStrategy) else st.just(each) for each in wrong))
    return st.sampled_from([right] * 5 + [None]).flatmap(lambda chosen: odd if chosen is None else st.just(chosen))


LETTERS = st.sampled_from("AbZéñøŁßđĐ李*~:^|-'’. \n\t0123456789&/#\0\u200b")
NAMES = mostly(
    "O’Shea-Núñez",
    st.text(LETTERS, max_size=64),
    st.sampled_from(["", " ", "*", "~~~", "李小龍", "O’Shea*", "L" * 60, "L" * 61, "é" * 60, "ß" * 31, "a\u0301" * 60]),
)
STREETS = mostly(
    "1 Elm St",
    NAMES,
    st.sampled_from(["Apt 4", "PO Box 9", "P.O. BOX 12", "Post Office Box 7", "#12", "1 Elm St*Rear"]),
)
ZIPS = mostly("97201-1234", "", "97201", "972011234", "9720", "97201-12", "A7201-1234", "٩٧٢٠١", "97201 1234")
NPIS = mostly("1234567893", "1234567890", "", "123456789", "12345678930", "abcdefghij", "١٢٣٤٥٦٧٨٩٠")
DAYS = mostly(date(1990, 2, 28), date(1, 1, 1), date(1799, 12, 31), TODAY, date(2031, 1, 1), date(9999, 12, 31))
MONEY = mostly(
    *(Decimal(each) for each in ("45.00", "0", "-0.00", "-45", "45.005", "1E+3", "1E-3", "99999999.99", "100000000", "NaN",
                                "Infinity", "-Infinity", "sNaN"))
)  # fmt: skip
UNITS = mostly(1, 0, -1, 96, 10**9, 10**12)
CODES = mostly("90853", "H0015", "9085", "", "90*53", "90853 ", "é0853", "h0005")
MODIFIERS = mostly(("HQ",), st.lists(st.sampled_from(["HQ", "95", "", "h", "HF*", "é1"]), max_size=5).map(tuple))
DIAGNOSES = st.lists(mostly("F11.20", "F331", "", ".", "F1*20", "F11.2012", "é11"), max_size=14).map(tuple)

ADDRESSES = st.builds(parties.Address, STREETS, NAMES, mostly("OR", "or", "", "XX", "*"), ZIPS, STREETS)
PERSONS = st.builds(parties.Person, NAMES, NAMES, NAMES, mostly("", "Jr", "*", "Esquire the Third"))
MEMBER_IDS = mostly("MBR1", "", "M*1", "é", "M 1", "M" * 80, "M" * 81)


def people(claim: Claim) -> st.SearchStrategy[Claim]:
    """The claim with any patient, subscriber, providers and addresses."""
    billing = st.builds(lambda name, npi, address, taxonomy, box: replace(
        claim.billing, name=name, npi=npi, address=address, taxonomy=taxonomy, pay_to=box),
        NAMES, NPIS, ADDRESSES, mostly("251S00000X", "", "25*S", "251S00000X0"), st.none() | ADDRESSES,
    )  # fmt: skip
    subscriber = st.builds(lambda person, member, address, born, sex, rank: replace(
        claim.subscriber, person=person, member_id=member, address=address, birth_on=born, sex=sex, responsibility=rank),
        PERSONS, MEMBER_IDS, mostly(ELM, None, ADDRESSES), mostly(TODAY, None, DAYS), mostly("F", "U", "", "X"),
        mostly("P", "S", "T", "", "Z"),
    )  # fmt: skip
    dependent = st.none() | st.builds(parties.Dependent, PERSONS, mostly("19", "01", "18", ""), ADDRESSES, DAYS)
    provider = st.builds(parties.Provider, PERSONS, NPIS, mostly("101YA0400X", "", "bad"))
    facility = st.none() | st.builds(parties.Facility, NAMES, ADDRESSES, NPIS)
    return _some(
        claim, billing=billing, subscriber=subscriber, dependent=dependent, rendering=provider, facility=facility
    )


def _some(claim: Claim, **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Claim]:
    """The claim with some of these parts, so that one bad part does not hide the others."""
    chosen = st.fixed_dictionaries({}, optional=parts)
    return chosen.map(lambda new: replace(claim, **new))


LINES = st.builds(
    lambda code, amount, units, on, pointers, modifiers, number: replace(
        LINE, code=code, amount=amount, units=units, service_on=on, pointers=pointers, modifiers=modifiers,
        control_number=number),
    CODES, MONEY, UNITS, DAYS, mostly((1,), st.lists(st.integers(-1, 13), max_size=5).map(tuple)), MODIFIERS,
    mostly("L1", "L2", "", "L*", "L" * 31),
)  # fmt: skip


def accepted_or_said(claim: Claim) -> bool:
    """Whether the claim may leave; if not, somebody said where and what to do."""
    try:
        text = written(claim)
    except Unwritable as refused:
        assert refused.at and refused.mend, refused
        event("refused by the writer")
        return False
    event("written")
    assert objections(text) == []
    found = [one for one in findings(text, today=TODAY) if one.level == ERROR]
    assert all(one.sentence and one.mend and (one.element or one.segment) for one in found)
    if not found and not unread_by_x12sdk(text):
        assert balances(text)
    return not found


PROFESSIONAL = (ORIGINAL, DEPENDENT, SECONDARY, EVERYTHING)
INSTITUTIONAL = tuple(map(readable, (HOSPITAL_IOP, CENTER_IOP)))


@PATIENT
@given(st.sampled_from((*PROFESSIONAL, *INSTITUTIONAL)).flatmap(people))
@example(replace(DEPENDENT, dependent=replace(DEPENDENT.dependent, sex="U")))
def test_any_people_and_places(claim: Claim) -> None:
    accepted_or_said(claim)


@PATIENT
@given(
    st.sampled_from(PROFESSIONAL).flatmap(
        lambda claim: _some(claim, lines=st.lists(LINES, max_size=3).map(tuple), diagnoses=DIAGNOSES)
    )
)
def test_any_lines_and_diagnoses(claim: facts.Claim) -> None:
    accepted_or_said(claim)


@PATIENT
@given(
    st.data(),
    st.sampled_from((*PROFESSIONAL, *INSTITUTIONAL)),
    st.sampled_from("12345678"),
    st.sampled_from(["", "ICN1", "*"]),
)
def test_any_frequency_with_anything_else(data: Any, claim: Claim, frequency: str, number: str) -> None:
    accepted_or_said(shaken(data, replace(claim, frequency=frequency, payer_claim_number=number)))


@settings(PATIENT, max_examples=examples(25))
@given(st.data(), st.sampled_from([1, 49, 50, 51, 60]), st.sampled_from([1, 12, 13, 20]))
def test_a_claim_of_any_length_is_split_or_refused(data: Any, lines: int, diagnoses: int) -> None:
    pointers = st.lists(st.integers(1, diagnoses), min_size=1, max_size=4, unique=True).map(tuple)
    claim = replace(
        data.draw(st.sampled_from(PROFESSIONAL[:3])),
        lines=tuple(replace(LINE, control_number=f"L{each}", pointers=data.draw(pointers)) for each in range(lines)),
        diagnoses=tuple(f"F{10 + each}.0" for each in range(diagnoses)),
    )
    if data.draw(st.booleans()):
        claim = shaken(data, claim)
    try:
        parts = split(claim)
    except Unwritable as refused:
        assert refused.at and refused.mend
        return
    for part in parts:
        accepted_or_said(part)


@given(st.text(max_size=80))
@example("a\u0301" * 30)
@example("ǆ" * 9)
def test_a_cleaned_text_holds_only_what_x12_carries_and_stays_as_it_is(value: str) -> None:
    cleaned = clean(value)
    assert set(cleaned) <= ALLOWED
    assert not set(cleaned) & set(DELIMITERS)
    assert clean(cleaned) == cleaned
