"""Bad input in real rows: a claim that may leave, or a draft whose findings say in words what to mend; never a 500."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from circlechart.base.coverage.models import Coverage
from circlechart.base.people.models import Client, Organization, Staff
from circlechart.care.plans.models import Diagnosis
from circlechart.money.claims import actions, build, gather, queries
from circlechart.money.claims.actions.checking import check
from circlechart.money.claims.models import Claim
from circlechart.money.clearinghouse import queries as clearinghouse
from circlechart.money.payers.models import FeeLine
from circlechart.web.office import actions as office
from tests import cast
from tests.rooms.money.claims.test_views import browse
from tests.rooms.money.evening import Evening, join

pytestmark = pytest.mark.django_db
FUTURE = date(2031, 1, 1)
# what is wrong with whom -> the rule that finds it and words of it; nothing where the claim may leave all the same
PEOPLE: dict[str, tuple[dict[str, object], str, str]] = {
    "Delimiter": ({"legal_first_name": "An*sel~:^"}, "", ""),
    "Alphabet": (
        {"legal_first_name": "李", "legal_last_name": "李小龍"},
        "cannot-be-written",
        "The subscriber: name “李小龍”",
    ),
    "Sixty": ({"legal_first_name": "F" * 35, "legal_last_name": "Ł" * 60}, "", ""),
    "Doubled": ({"legal_last_name": "ß" * 31}, "cannot-be-written", "at most 60 fit. Shorten it."),
    "Apartment": ({"street": "Apt 4"}, "", ""),
    "Box": ({"street": "P.O. Box 9"}, "", ""),
    "Plusfour": ({"postal_code": "60929-0417"}, "", ""),
    "Fourdigits": ({"postal_code": "6092"}, "cannot-be-written", "must have 5 or 9 digits"),
    "Nowhere": ({"state": "ZQ"}, "cannot-be-written", "is none of the codes of this place"),
    "Homeless": ({"street": ""}, "patient-address", "The client's address is not whole."),
    "Unborn": ({"birth_on": FUTURE}, "date.future", "The birth date lies in the future."),
    "Ancient": ({"birth_on": date(1700, 1, 1)}, "cannot-be-written", "lies before 1800"),
}


@pytest.fixture
def clinic() -> cast.Clinic:
    return cast.clinic()


def spoiled(clinic: cast.Clinic) -> Evening:
    """An evening of twelve, each with something else that is wrong; those of the cast stay at home."""
    clinic.group.enrollments.update(
        status="discharged", effective=cast.DateRange(cast.SINCE, cast.SINCE + timedelta(1))
    )
    for chart, (columns, _, _) in PEOPLE.items():
        client = join(clinic, f"Q{chart}")
        Client.objects.filter(pk=client.pk).update(**columns, chart_number=chart)
    return Evening(clinic).hold()


def test_what_is_wrong_with_a_client_is_found_in_words_or_carried(clinic: cast.Clinic) -> None:
    evening = spoiled(clinic)
    claims = {claim.client.chart_number: claim for claim in queries.of_session(evening.session.id)}
    assert claims.keys() == PEOPLE.keys()
    browser = browse(clinic)
    for chart, claim in claims.items():
        _, rule, words = PEOPLE[chart]
        assert [each["rule"] for each in claim.findings] == ([rule] if rule else []), (chart, claim.findings)
        assert claim.status == ("draft" if rule else "ready")
        for found in claim.findings:
            assert words in found["sentence"]
            assert found["mend"] and found["at"]
        answer = browser.get(reverse("claims:claim", args=[claim.id]))
        assert answer.status_code == 200
    ready = [claim.id for claim in claims.values() if claim.status == "ready"]
    sent = actions.send(claim_ids=ready, by=clinic.biller, now=evening.ended)
    assert "NM1*IL*1*QDELIMITER*AN SEL" in sent.content
    assert f"*{'L' * 60}*" in sent.content


@pytest.mark.parametrize(
    ("row", "columns", "rule"),
    [
        (Organization, {"npi": "1932102080"}, "billing-npi"),
        (Organization, {"postal_code": "60929"}, "billing-zip"),
        (Organization, {"street": "PO Box 12"}, "billing-street"),
        (Organization, {"street": "Post-Office Box 12"}, "billing-street"),
        (Organization, {"tax_id": "12"}, "cannot-be-written"),
        (Organization, {"name": "李"}, "cannot-be-written"),
        (Organization, {"phone": "555"}, "cannot-be-written"),
        (Organization, {"taxonomy": "25"}, "cannot-be-written"),
        (Organization, {"taxonomy": "ABCDEFGHIJ"}, "code.taxonomy"),
        (Staff, {"npi": "1234567890"}, "rendering-npi"),
        (Staff, {"legal_last_name": "***"}, "cannot-be-written"),
        (Staff, {"taxonomy": "Counselor"}, "cannot-be-written"),
        (Coverage, {"member_id": "M*100"}, "cannot-be-written"),
        (Coverage, {"relation": "child", "subscriber_last_name": "李", "subscriber_first_name": "李"}, "cannot-be-written"),
        (Coverage, {"group_number": "~*"}, ""),
    ],
)  # fmt: skip
def test_what_became_wrong_since_stops_the_claim_with_words(
    clinic: cast.Clinic, row: type, columns: dict[str, str], rule: str
) -> None:
    evening = Evening(clinic).hold()
    rows = row.objects.filter(pk=clinic.staff["lead"].pk) if row is Staff else row.objects.all()
    rows.update(**columns)
    claims = list(queries.of_session(evening.session.id))
    check(claims, evening.ended)
    assert {each["rule"] for claim in claims for each in claim.findings} == ({rule} if rule else set())
    assert all(each["sentence"] and each["mend"] and each["at"] for claim in claims for each in claim.findings)


@pytest.mark.parametrize(("last", "held"), [(0, False), (-1, True)])
def test_a_coverage_pays_for_its_last_day_and_for_no_day_after(clinic: cast.Clinic, last: int, held: bool) -> None:
    """Its last day is typed and shown; kept is the day after, which is outside: `[from, until)`."""
    evening = Evening(clinic)
    on = evening.start.date()
    coverage = Coverage.objects.get(client=clinic.clients[0])
    office.end_coverage(coverage_id=coverage.id, last_on=on + timedelta(last), by=clinic.desk, now=evening.start)
    coverage.refresh_from_db()
    assert (on in coverage.effective) is not held
    evening.hold()
    charge = evening.charge("Imre Castellan")
    assert charge.hold_rule == ("no-coverage" if held else "")
    assert Claim.objects.filter(client=clinic.clients[0]).count() == (0 if held else 1)


def test_two_coverages_of_the_same_priority_are_refused_by_the_database(clinic: cast.Clinic) -> None:
    first = Coverage.objects.get(client=clinic.clients[0])
    with pytest.raises(IntegrityError, match="coverage_one_per_priority"), transaction.atomic():
        Coverage.objects.create(client=first.client, plan=first.plan, member_id="M2", effective=cast.ALWAYS)


def test_the_twelve_first_of_thirteen_diagnoses_are_claimed(clinic: cast.Clinic) -> None:
    for rank in range(2, 14):
        Diagnosis.objects.create(
            client=clinic.clients[0], code=f"F{rank + 10}.20", label="Another", rank=rank, effective=cast.ALWAYS
        )
    claim = Evening(clinic).hold().claim("Imre Castellan")
    assert claim.status == "ready", claim.findings
    assert len(claim.diagnoses) == 12
    assert "F23.20" not in claim.diagnoses


def test_a_service_without_a_fee_is_a_draft_that_says_so(clinic: cast.Clinic) -> None:
    fee = FeeLine.objects.filter(payer=clinic.payers["commercial"], code="90853")
    fee.update(effective=cast.DateRange(cast.SINCE, cast.SINCE + timedelta(1)))
    claim = Evening(clinic).hold().claim("Imre Castellan")
    assert [each["rule"] for each in claim.findings] == ["amount"]


def test_many_claims_read_in_chunks_say_what_each_says_alone(
    clinic: cast.Clinic, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: object
) -> None:
    Coverage.objects.filter(client=clinic.clients[0]).update(
        relation="child", subscriber_first_name="Ilona", subscriber_last_name="Castellan"
    )
    evening = Evening(clinic).hold()
    organization = Organization.objects.get()
    alone = [
        gather.facts_of_claim(claim, organization)
        for claim in queries.of_session(evening.session.id).order_by("client_id", "coverage_id", "number")
    ]
    for size, asked in ((100, 6), (3, 11)):
        monkeypatch.setattr("circlechart.money.claims.gather.many.CHUNK", size)
        with django_assert_max_num_queries(asked):
            assert list(gather.facts_of(Claim.objects.all(), organization)) == alone


def test_a_file_is_checked_while_it_is_written(clinic: cast.Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("circlechart.money.claims.build.SEGMENTS_AT_ONCE", 5)
    evening = Evening(clinic).hold()
    organization = Organization.objects.get()
    payer = clinic.payers["commercial"]
    partner = clearinghouse.partner_of(payer)
    envelope = gather.addressed(organization, partner, 7, evening.ended, cast.CHICAGO)
    facts = list(gather.facts_of(Claim.objects.filter(coverage__plan__payer=payer), organization))
    sets = gather.transactions("7", organization, partner, facts)
    text, said = build.checked(envelope, sets, today=evening.start.date())
    assert text == build.file(envelope, sets)
    assert said == ()
    _, said = build.checked(envelope, sets, today=evening.start.date() - timedelta(1))
    assert {one.rule for one in said} == {"date.future"}
    assert len(said) == len(facts)
