"""Every profile of a payer, from a session in the room to a validated claim and its paper twin."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from psycopg.types.range import DateRange

from circlechart.base.coverage.models import Coverage, Payer
from circlechart.base.formats.paper import cms1500, ub04
from circlechart.base.formats.x12 import check, edits
from circlechart.base.formats.x12.institutional import Claim as Institutional
from circlechart.base.people.models import Credential, Organization
from circlechart.care.attendance.facts import Mark
from circlechart.care.enrollment.models import Enrollment, Group
from circlechart.money.charges.models import Authorization, Charge
from circlechart.money.claims import actions
from circlechart.money.claims.gather.file import facts_of_claim
from circlechart.money.claims.models import Claim
from circlechart.money.clearinghouse.models import Attending
from circlechart.money.payers import actions as payers
from circlechart.money.payers.facts import RuleGiven
from circlechart.money.payers.models import FeeLine
from circlechart.money.rulebooks import queries
from tests import cast
from tests.formats.paper.samples import cell, sheets
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db
FEE = "60.00"


@dataclass(frozen=True)
class Run:
    """One session under a profile, and the line that must come of it."""

    book: str
    service: str
    minutes: int
    line: str
    units: int = 1
    revenue: str = ""
    level: str = "masters"
    place: str = "11"
    says: dict[str, Any] = field(default_factory=dict)
    """What the clinic says beside the profile, where the profile says nothing."""


RUNS = (
    Run("medicare-ngs", "group_psychotherapy", 60, "90853"),
    Run("medicare-opps-iop", "iop_group", 60, "90853", revenue="0915"),
    Run("medicare-opps-iop", "education_group", 60, "G0177", revenue="0942"),
    Run("medicare-opps-php", "php_group", 60, "G0410", revenue="0915"),
    Run("medicare-otp", "otp_week", 60, "G0137", place="58"),
    Run("texas-medicaid", "group_psychotherapy", 60, "90853"),
    Run("texas-medicaid", "sud_group", 90, "H0005-HF"),
    Run("california-dmc-ods", "sud_group", 90, "H0005-HQ", units=6),
    Run("nc-medicaid", "iop_group", 180, "H0015"),
    Run("nc-medicaid", "php_group", 240, "H2035", units=4),
    Run("nc-medicaid", "peer_group", 60, "H0038-HQ", units=4, level="peer"),
    Run("maryland-medicaid", "sud_group", 60, "H0005"),
    Run("maryland-medicaid", "iop_group", 120, "H0015"),
    Run("tricare", "group_psychotherapy", 60, "90853"),
    Run("tricare", "php_group", 180, "H0035", revenue="0912", says={"claim.type_of_bill": "13"}),
    Run(
        "tricare",
        "php_group",
        360,
        "H0037",
        revenue="0913",
        says={"claim.type_of_bill": "13", "day.full_minutes": 300},
    ),
    Run("tricare", "iop_group", 180, "S9480", revenue="0905", says={"claim.type_of_bill": "13"}),
    Run("commercial-outpatient", "group_psychotherapy", 60, "90853"),
    Run("commercial-outpatient", "individual_45", 45, "90834"),
    Run("commercial-iop-php", "iop_group", 180, "H0015", revenue="0906"),
    Run("commercial-iop-php", "group_psychotherapy", 180, "H0015", revenue="0906"),
    Run("commercial-iop-php", "php_group", 300, "H0035", revenue="0912"),
    Run("commercial-iop-mh", "iop_group", 180, "S9480", revenue="0905"),
    Run("eap", "individual_45", 45, "90834-HJ"),
    Run("eap-evernorth", "individual_45", 45, "99404"),
)


def follow(clinic: cast.Clinic, payer: str, book: str) -> Payer:
    """Let a payer of the cast follow a profile, as a payer that is added from the template does."""
    template = next(each for each in queries.templates() if each.name == book)
    found = clinic.payers[payer]
    found.rulebook, found.kind, found.filing_code = book, template.kind, template.filing_code
    found.save()
    return found


def prepared(run: Run) -> cast.Clinic:
    """The cast's group as the profile's service, with fee, authorizations, an attending clinician and what is said."""
    clinic = cast.clinic()
    payer = follow(clinic, "commercial", run.book)
    Group.objects.filter(pk=clinic.group.pk).update(service=run.service)
    clinic.group.refresh_from_db()
    Credential.objects.filter(staff=clinic.staff["lead"]).update(level=run.level)
    Enrollment.objects.update(effective=DateRange(date(2026, 11, 2), None))
    code = run.line.split("-")[0]
    if not FeeLine.objects.filter(payer=payer, code=code).exists():
        FeeLine.objects.create(payer=payer, code=code, amount=FEE, effective=cast.ALWAYS)
    Attending.objects.create(facility=clinic.north, staff=clinic.staff["supervisor"], valid=cast.ALWAYS)
    for coverage in Coverage.objects.filter(plan__payer=payer):
        Authorization.objects.create(
            client=coverage.client, payer=payer, number="AU70010", effective=cast.ALWAYS, status="approved",
            said_by=clinic.staff["biller"], said_at=cast.evening(),
        )  # fmt: skip
    for key, value in run.says.items():
        given = RuleGiven(f"{run.service}.{key}", value, cast.SINCE, "Facility manual 2026", "F2", cast.SINCE)
        payers.set_rule(payer_id=payer.id, given=given, seen=True, by=clinic.biller, now=cast.evening())
    return clinic


@pytest.mark.parametrize("run", RUNS, ids=lambda run: f"{run.book}-{run.service}")
def test_a_profile_runs_from_the_room_to_a_validated_claim_and_its_paper_twin(run: Run) -> None:
    clinic = prepared(run)
    evening = Evening(clinic, minutes=run.minutes).hold()
    charges = Charge.objects.filter(current=True, coverage__plan__payer=clinic.payers["commercial"])
    assert {
        (each.status, "-".join([each.code, *each.modifiers]), each.units, each.hold_sentence) for each in charges
    } == {("ready", run.line, run.units, "")}
    claims = Claim.objects.exclude(status="withdrawn").filter(coverage__plan__payer=clinic.payers["commercial"])
    assert claims.count() == charges.count() > 0
    for claim in claims:
        assert (claim.status, claim.findings) == ("ready", [])
    claim = claims.order_by("number")[0]
    assert claim.form == ("institutional" if run.revenue else "professional")
    text = actions.preview(claim, evening.ended)
    assert [each.sentence for each in edits.findings(text, today=evening.ended.date()) if each.level == "error"] == []
    assert check.objections(text) == []
    agrees_with_paper(run, claim, text)


def agrees_with_paper(run: Run, claim: Claim, text: str) -> None:
    """The same facts on the form: member, service with modifiers, units, charge and total as the file has them."""
    organization = Organization.objects.get()
    facts = facts_of_claim(claim, organization)
    segments = [each.split("*") for each in re.findall(r"[^~\n]+", text)]
    member = next(each[9] for each in segments if each[:2] == ["NM1", "IL"])
    total, place = next((each[2], each[5].split(":")[0]) for each in segments if each[0] == "CLM")
    dollars = f"{float(total):.2f}".replace(".", " ")
    if isinstance(facts, Institutional):
        paper = ub04.fill(facts)
        (sheet, *_) = sheets(paper)
        line = next(each for each in segments if each[0] == "SV2")
        said = {"line.revenue": line[1], "line.service": " ".join(line[2].split(":")[1:]), "line.units": line[5]}
        assert line[1] == run.revenue
        whole = {"payer.A.id": member, "total.charges": dollars}
    else:
        paper = cms1500.fill(facts)
        (sheet, *_) = sheets(paper)
        line = next(each for each in segments if each[0] == "SV1")
        code, *modifiers = line[1].split(":")[1:]
        said = {"line.code": code, "line.place": line[5] or place, "line.units": line[4]}
        assert said["line.place"] == run.place
        said |= {f"line.modifier.{number}": each for number, each in enumerate(modifiers, 1)}
        whole = {"insured.id": member, "claim.total": dollars}
    assert {fact: cell(paper.form, sheet, fact, 0) for fact in said} == said
    assert {fact: cell(paper.form, sheet, fact) for fact in whole} == whole


def test_every_template_runs() -> None:
    assert {run.book for run in RUNS} == {each.name for each in queries.templates()}


@pytest.mark.parametrize("book", ["eap", "eap-evernorth"])
def test_what_a_profile_does_not_cover_is_held_and_never_claimed(book: str) -> None:
    clinic = cast.clinic()
    payer = follow(clinic, "commercial", book)
    Evening(clinic).hold()
    charges = Charge.objects.filter(current=True, coverage__plan__payer=payer)
    assert {each.hold_rule for each in charges} == {"service-not-covered"}
    assert not Claim.objects.filter(coverage__plan__payer=payer).exists()


def test_the_eight_client_scenario_under_medicare_and_a_per_diem_payer() -> None:
    clinic = cast.clinic()
    medicare, per_diem = follow(clinic, "commercial", "medicare-ngs"), follow(clinic, "medicaid", "commercial-iop-php")
    start = cast.evening()
    marks = {"Oren Pell": Mark(choice="no_show"), "Imre Castellan": Mark(left_at=cast.later(start, 20))}
    evening = Evening(clinic, start=start, minutes=60, marks=marks).hold()
    charges = Charge.objects.filter(current=True, session=evening.session)
    assert charges.count() == 7  # nobody is charged for the no-show
    assert not charges.filter(attendance__client__legal_last_name="Pell").exists()
    assert evening.charge("Imre Castellan").hold_rule == "under-the-floor"
    stayed = charges.filter(coverage__plan__payer=medicare).exclude(attendance__client__legal_last_name="Castellan")
    found = stayed.values_list("status", "code", "units", "place_of_service", "rendering__npi").distinct()
    assert list(found) == [("ready", "90853", 1, "11", "1234567893")]
    assert set(charges.filter(coverage__plan__payer=per_diem).values_list("hold_rule", flat=True)) == {"day-too-short"}
    claims = Claim.objects.exclude(status="withdrawn")
    assert claims.count() == stayed.count()
    for claim in claims:
        text = actions.preview(claim, evening.ended)
        assert check.objections(text) == []
        others = [each.legal_last_name.upper() for each in clinic.clients if each.id != claim.client_id]
        assert not any(name in text for name in others)
