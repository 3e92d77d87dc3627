"""What validators by structure let through is found here before it leaves: in words, and with where it is mended.

The rows are those of "Does pyx12 catch errors?" in the facts of X12 that concern claims, and the list below it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from circlechart.base.formats.x12 import check as second_opinion
from circlechart.base.formats.x12 import institutional
from circlechart.base.people.models import Organization
from circlechart.money.claims import build, gather
from circlechart.money.claims.actions.checking import check
from circlechart.money.claims.models import Claim
from circlechart.money.claims.rules import places
from circlechart.money.clearinghouse import queries as clearinghouse
from tests import cast
from tests.rooms.money.claims import test_institutional as program
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db
IMRE = "Imre Castellan"
Facts = Any
"""A claim as plain facts, of either form."""


def part(name: str, **columns: Any) -> Callable[[Facts], Facts]:
    """The claim with something else in one of its parts, such as `billing`."""
    return lambda facts: replace(facts, **{name: replace(getattr(facts, name), **columns)})


def line(**columns: Any) -> Callable[[Facts], Facts]:
    return lambda facts: replace(facts, lines=(replace(facts.lines[0], **columns), *facts.lines[1:]))


def whole(**columns: Any) -> Callable[[Facts], Facts]:
    return lambda facts: replace(facts, **columns)


def zip_code(code: str) -> Callable[[Facts], Facts]:
    return lambda facts: part("billing", address=replace(facts.billing.address, zip_code=code))(facts)


def street(words: str) -> Callable[[Facts], Facts]:
    return lambda facts: part("billing", address=replace(facts.billing.address, line=words))(facts)


FUTURE = date(2031, 1, 1)
# what is wrong with the facts of a claim; the rule that finds it, words of it, where it is mended
PROFESSIONAL: dict[str, tuple[Callable[[Facts], Facts], str, str, str]] = {
    "billing NPI missing": (part("billing", npi=""), "billing-npi", "NPI is not valid", places.ORGANIZATION),
    "billing NPI, check digit": (part("billing", npi="1932102085"), "billing-npi", "NPI is not valid", places.ORGANIZATION),
    "rendering NPI missing": (part("rendering", npi=""), "rendering-npi", "no valid NPI", places.RENDERING),
    "rendering NPI, check digit": (part("rendering", npi="1234567894"), "rendering-npi", "no valid NPI", places.RENDERING),
    "unit counts of nothing": (line(units=0), "units", "has no units", places.ATTENDANCE),
    "place of service 98": (whole(place="98"), "cannot-be-written", "place", places.FACILITY),
    "place of service missing": (whole(place=""), "place", "place of service is missing", places.FACILITY),
    "CPT": (line(code="9O853"), "code.procedure", "not a CPT or HCPCS code", places.CODE),
    "modifier": (line(modifiers=("H",)), "cannot-be-written", "must have 2 to 2 characters", places.CODE),
    "ICD-10": (whole(diagnoses=("1120F",)), "code.diagnosis", "not an ICD-10-CM code", places.DIAGNOSIS),
    "no diagnosis": (whole(diagnoses=()), "diagnosis", "has no diagnosis", places.DIAGNOSIS),
    "taxonomy of the clinic": (part("billing", taxonomy="COUNSELORX"), "code.taxonomy", "not a taxonomy", places.ORGANIZATION),
    "taxonomy of a person": (part("rendering", taxonomy="COUNSELORX"), "code.taxonomy", "not a taxonomy", places.RENDERING),
    "pointer without its diagnosis": (line(pointers=(5,)), "cannot-be-written", "the claim's diagnoses", places.DIAGNOSIS),
    "replacement without the payer's number": (
        whole(frequency="7", payer_claim_number=""), "payer-number", "is not known", places.CORRECTED
    ),
    "void without the payer's number": (
        whole(frequency="8", payer_claim_number=""), "payer-number", "is not known", places.CORRECTED
    ),
    "billing ZIP of five digits": (zip_code("60929"), "billing-zip", "nine-digit ZIP", places.ORGANIZATION),
    "billing address is a box": (street("PO Box 9"), "billing-street", "post-office box", places.ORGANIZATION),
    "no kind of insurance": (part("payer", filing_code=""), "cannot-be-written", "kind of payer", places.PAYER),
    "claim number of 39": (whole(control_number="P" * 39), "control", "longer than 20", places.CHARGES),
    "no fee": (line(amount=Decimal(0)), "amount", "no fee", places.FEE),
    "service tomorrow": (line(service_on=FUTURE), "date.future", "lies in the future", places.ATTENDANCE),
    "born tomorrow": (part("subscriber", birth_on=FUTURE), "date.future", "lies in the future", places.CLIENT),
    "no member ID": (part("subscriber", member_id=""), "member-id", "member ID is missing", places.COVERAGE),
}  # fmt: skip
INSTITUTIONAL: dict[str, tuple[Callable[[Facts], Facts], str, str, str]] = {
    "revenue code": (line(revenue_code="ZZZZ"), "code.revenue", "not a revenue code", places.REVENUE_CODE),
    "no revenue code": (line(revenue_code=""), "revenue-code", "no revenue code", places.REVENUE_CODE),
    "type of bill": (whole(facility_code="99"), "bill.type", "not a type of bill", places.TYPE_OF_BILL),
    "condition code": (whole(conditions=("ZZ",)), "condition-code", "condition code", "rule:claim.condition_codes"),
    "two programs": (whole(conditions=("41", "92")), "bill.two_programs", "at once", "rule:claim.condition_codes"),
    "no patient status": (whole(patient_status=""), "cannot-be-written", "patient status", places.RULE),
    "interim without status 30": (
        whole(frequency="2", patient_status="01"), "cannot-be-written", "patient status", places.RULE
    ),
    "attending NPI": (
        lambda facts: part("attending", npi="1245319590")(facts), "attending-npi", "no valid NPI", places.ATTENDING
    ),
    "outside the period": (line(service_on=date(2026, 11, 1)), "outside-period", "statement period", places.CHARGES),
}  # fmt: skip
# what is wrong with the file: what is replaced, by what
WRITTEN: dict[str, tuple[str, str, str, str, str]] = {
    "total": (r"(CLM\*[^*]+\*)62\*", r"\g<1>63*", "claim.total", "not the sum of its lines", places.CHARGES),
    "level without its child": (r"(HL\*2\*1\*22\*)0", r"\g<1>1", "hl.no_child", "none follows", places.CHARGES),
    "count of the group": (r"GE\*1\*", "GE*2*", "envelope.ge01", "miscounts the transactions", places.HOUSE),
    "number of the interchange": (r"IEA\*1\*\d+", "IEA*1*000000777", "envelope.iea02", "another number", places.HOUSE),
    "no billing NPI in the file": (r"\*XX\*1932102084", "", "npi.missing", "has no NPI", places.ORGANIZATION),
}  # fmt: skip


def found(claim: Claim, now: Any) -> list[dict[str, str]]:
    check([claim], now)
    return claim.findings


def told(findings: list[dict[str, str]], rule: str, words: str, place: str) -> None:
    assert [each["rule"] for each in findings] == [rule], findings
    (one,) = findings
    assert words in one["sentence"]
    assert one["mend"].endswith(".")
    assert one["place"] == place
    assert not re.match(r"[A-Z0-9]{2,6}\b", one["sentence"]), "a segment's name is no sentence for a biller"


def altered(monkeypatch: pytest.MonkeyPatch, alter: Callable[[Facts], Facts]) -> None:
    plain = gather.facts_of_claim
    monkeypatch.setattr("circlechart.money.claims.gather.facts_of_claim", lambda *given: alter(plain(*given)))


@pytest.mark.parametrize("row", PROFESSIONAL)
def test_a_professional_claim_stays_in_and_says_why(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alter, rule, words, place = PROFESSIONAL[row]
    evening = Evening(cast.clinic()).hold()
    claim = evening.claim(IMRE)
    altered(monkeypatch, alter)
    told(found(claim, evening.ended), rule, words, place)


@pytest.mark.parametrize("row", INSTITUTIONAL)
def test_an_institutional_claim_stays_in_and_says_why(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alter, rule, words, place = INSTITUTIONAL[row]
    program.day(program.clinic())
    (claim,) = program.claims()
    assert isinstance(gather.facts_of_claim(claim, Organization.objects.get()), institutional.Claim)
    altered(monkeypatch, alter)
    told(found(claim, program.MONDAY + timedelta(days=1)), rule, words, place)


@pytest.mark.parametrize("row", WRITTEN)
def test_a_file_that_the_writer_got_wrong_stays_in_and_says_why(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new, rule, words, place = WRITTEN[row]
    evening = Evening(cast.clinic()).hold()
    claim = evening.claim(IMRE)
    write = build.stream

    def wrong(*given: Any) -> Iterator[str]:
        text = "".join(write(*given))
        assert re.search(old, text)
        yield re.sub(old, new, text)

    monkeypatch.setattr(build, "stream", wrong)
    told(found(claim, evening.ended), rule, words, place)


def test_what_only_the_second_opinion_finds_says_where_it_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    evening = Evening(cast.clinic()).hold()
    claim = evening.claim(IMRE)
    monkeypatch.setattr(
        second_opinion,
        "objections",
        lambda text: [second_opinion.Objection(4, "PER", "04", "1", "Data element is too short.", 1)],
    )
    told(found(claim, evening.ended), "pyx12", "The organization: telephone: Data", places.ORGANIZATION)


def test_two_claims_of_one_number_are_found_by_the_file_that_holds_both(monkeypatch: pytest.MonkeyPatch) -> None:
    evening = Evening(cast.clinic()).hold()
    claims = list(Claim.objects.filter(coverage__plan__payer__name="Alder Mutual").order_by("number")[:2])
    altered(monkeypatch, whole(control_number="C1"))
    organization = Organization.objects.get()
    facts = [gather.facts_of_claim(claim, organization) for claim in claims]
    to = clearinghouse.partner_of(claims[0].coverage.plan.payer)
    envelope = gather.addressed(organization, to, 1, evening.ended, cast.CHICAGO)
    said = build.findings(envelope, gather.transactions("1", organization, to, facts), today=evening.ended.date())
    assert [(each.rule, each.place) for each in said] == [("claim.again", places.CHARGES)]
    assert "stands twice" in said[0].sentence
