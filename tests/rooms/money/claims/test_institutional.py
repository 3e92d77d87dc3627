"""Claims on the institutional form: what the payer's rules make of ready charges, and the 837I that comes of it."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from psycopg.types.range import DateRange

from circlechart.base.formats.x12 import check, edits
from circlechart.base.people.models import Staff
from circlechart.care.enrollment.models import Enrollment, Group
from circlechart.money.claims import actions
from circlechart.money.claims.models import Claim
from circlechart.money.clearinghouse.models import Attending
from circlechart.money.payers import actions as payers
from circlechart.money.payers.facts import RuleGiven
from circlechart.money.payers.models import FeeLine
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db
IMRE = "Imre Castellan"
ADMITTED = date(2026, 11, 2)
MONDAY = cast.evening()
RULES: dict[str, Any] = {
    "claim.form": "institutional", "claim.type_of_bill": "13", "revenue_code": "0905",
    "claim.condition_codes": ["92"], "claim.occurrence_codes": ["11:start"], "claim.value_codes": ["80:days"],
}  # fmt: skip


def clinic(attending: str = "supervisor", **changed: Any) -> cast.Clinic:
    """Alder Mutual takes the group's program day on an institutional claim; the stay began on 11/02."""
    made = cast.clinic()
    Group.objects.filter(pk=made.group.pk).update(service="iop_group")
    made.group.refresh_from_db()
    Enrollment.objects.update(effective=DateRange(ADMITTED, None))
    FeeLine.objects.create(payer=made.payers["commercial"], code="H0015", amount="210.00", effective=cast.ALWAYS)
    if attending:
        Attending.objects.create(facility=made.north, staff=made.staff[attending], valid=cast.ALWAYS)
    for key, value in (RULES | {key.replace("__", "."): value for key, value in changed.items()}).items():
        said(made, key, value)
    return made


def said(made: cast.Clinic, key: str, value: Any) -> None:
    given = RuleGiven(f"iop_group.{key}", value, cast.SINCE, "Facility manual 2026", "F2", cast.SINCE)
    payers.set_rule(payer_id=made.payers["commercial"].id, given=given, seen=True, by=made.biller, now=MONDAY)


def day(made: cast.Clinic, start: datetime = MONDAY) -> Evening:
    return Evening(made, start=start, minutes=180).hold()


def claims(name: str = "Castellan") -> list[Claim]:
    found = Claim.objects.exclude(status="withdrawn").filter(client__legal_last_name=name)
    return list(found.order_by("service_on", "part"))


def written(claim: Claim, now: datetime = MONDAY) -> list[str]:
    """The claim's own file, which both of our checks and pyx12 accept."""
    text = actions.preview(claim, now)
    assert [each.sentence for each in edits.findings(text, today=now.date()) if each.level == "error"] == []
    assert check.objections(text) == []
    return re.findall(r"[^~\n]+", text)


def starting(segments: list[str], *beginnings: str) -> list[str]:
    return [each for each in segments if each.startswith(beginnings)]


def test_a_program_day_becomes_an_institutional_claim() -> None:
    made = clinic()
    day(made)
    (claim,) = claims()
    assert (claim.form, claim.status, claim.findings) == ("institutional", "ready", [])
    assert (claim.rendering, claim.supervising, claim.place_of_service) == (None, None, "")
    assert (claim.admitted_on, claim.service_on, claim.service_through) == (ADMITTED, MONDAY.date(), MONDAY.date())
    segments = written(claim)
    assert segments[1].endswith("*X*005010X223A2")
    assert starting(segments, "CLM", "DTP*434", "DTP*435", "CL1", "HI*B", "NM1*71", "PRV*AT", "NM1*82", "SV2") == [
        f"CLM*{claim.number}*210***13:A:1**A*Y*Y", "DTP*434*RD8*20261123-20261123", "DTP*435*D8*20261102", "CL1*3*1*01",
        "HI*BH:11:D8:20261102", "HI*BE:80:::1", "HI*BG:92", "NM1*71*1*VALMONT*INGRID****XX*1245319599",
        "PRV*AT*PXC*1041C0700X", "SV2*0905*HC:H0015*210*UN*1",
    ]  # fmt: skip


def test_the_other_payers_claims_stay_professional() -> None:
    made = clinic()
    FeeLine.objects.create(payer=made.payers["medicaid"], code="H0015", amount="180.00", effective=cast.ALWAYS)
    day(made)
    assert set(Claim.objects.filter(form="institutional").values_list("coverage__plan__payer__name", flat=True)) == {
        "Alder Mutual"
    }


def test_the_revenue_code_stands_alone_where_the_payer_wants_no_procedure() -> None:
    made = clinic(code__suppressed=True)
    day(made)
    (claim,) = claims()
    assert starting(written(claim), "SV2") == ["SV2*0905**210*UN*1"]


def test_who_rendered_is_named_only_where_the_payer_wants_it() -> None:
    made = clinic(claim__rendering=True)
    day(made)
    assert starting(written(claims()[0]), "NM1*71", "NM1*82") == [
        "NM1*71*1*VALMONT*INGRID****XX*1245319599", "NM1*82*1*RIVERS*ANNEKE****XX*1234567893"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("missing", "rule"), [("claim.type_of_bill", "type-of-bill"), ("revenue_code", "revenue-code")]
)
def test_what_the_payers_rules_leave_out_keeps_the_claim_in(missing: str, rule: str) -> None:
    made = clinic()
    said(made, missing, None)
    day(made)
    (claim,) = claims()
    assert (claim.status, [each["rule"] for each in claim.findings]) == ("draft", [rule])


def test_without_somebody_who_attends_the_claim_stays_in_until_somebody_is_named() -> None:
    made = clinic(attending="")
    evening = day(made)
    (claim,) = claims()
    assert (claim.status, [each["rule"] for each in claim.findings]) == ("draft", ["attending"])
    Attending.objects.create(facility=made.north, staff=made.staff["supervisor"], valid=cast.ALWAYS)
    evening.catch_up()
    (claim,) = claims()
    assert (claim.status, claim.attending) == ("ready", made.staff["supervisor"])


def test_who_attends_needs_an_npi() -> None:
    made = clinic()
    Staff.objects.filter(pk=made.staff["supervisor"].pk).update(npi="")
    day(made)
    assert [each["rule"] for each in claims()[0].findings] == ["attending-npi"]


def test_a_weeks_days_stand_on_one_claim_that_waits_for_the_week_to_end() -> None:
    made = clinic(claim__period="week")
    monday = day(made)
    (claim,) = claims()
    assert (claim.service_on, claim.service_through) == (date(2026, 11, 22), date(2026, 11, 28))
    assert [each["rule"] for each in claim.findings] == ["period-open"]
    day(made, MONDAY + timedelta(days=1))
    (claim,) = claims()
    assert claim.lines.count() == 2
    catch_up(monday.session.id, by=None, now=MONDAY + timedelta(days=6))
    (claim,) = claims()
    assert (claim.status, claim.lines.count(), str(claim.amount)) == ("ready", 2, "420.00")
    segments = written(claim, MONDAY + timedelta(days=6))
    assert starting(segments, "DTP*434", "DTP*472", "HI*BE") == [
        "DTP*434*RD8*20261122-20261128", "HI*BE:80:::2", "DTP*472*D8*20261123", "DTP*472*D8*20261124"
    ]  # fmt: skip


def test_the_bills_of_a_stay_follow_each_other_and_the_last_says_how_it_ended() -> None:
    made = clinic(claim__period="week", claim__interim=True)
    Enrollment.objects.filter(client=made.clients[0]).update(
        effective=DateRange(date(2026, 11, 9), date(2026, 11, 25)), status="ended", end_reason="Finished"
    )
    later = MONDAY + timedelta(days=9)
    for days in (-14, -7, 0):
        evening = day(made, MONDAY + timedelta(days=days))
    catch_up(evening.session.id, by=None, now=later)
    found = claims()
    said_of = [(each.frequency, each.patient_status, each.service_on, each.service_through) for each in found]
    assert said_of == [
        ("2", "30", date(2026, 11, 9), date(2026, 11, 14)), ("3", "30", date(2026, 11, 15), date(2026, 11, 21)),
        ("4", "01", date(2026, 11, 22), date(2026, 11, 24)),
    ]  # fmt: skip
    assert starting(written(found[2], later), "CLM", "CL1")[0].endswith("***13:A:4**A*Y*Y")


def test_lines_beyond_what_the_payer_takes_go_on_a_further_claim() -> None:
    made = clinic(claim__period="month", claim__lines_per_claim=2)
    for days in range(3):
        day(made, MONDAY + timedelta(days=days))
    found = claims()
    assert [(each.part, each.lines.count()) for each in found] == [(1, 2), (2, 1)]


def test_a_note_and_papers_of_the_payer_stand_on_every_claim() -> None:
    made = clinic(claim__note="Program day", claim__attachments=["OZ:AA", "PN:FX"])
    day(made)
    (claim,) = claims()
    assert starting(written(claim), "PWK", "NTE") == [
        "PWK*OZ*AA", f"PWK*PN*FX***AC*{claim.number}", "NTE*ADD*PROGRAM DAY"
    ]  # fmt: skip


def test_a_claim_that_stays_the_same_is_not_built_twice() -> None:
    made = clinic(claim__period="week")
    evening = day(made)
    before = {claim.id for claim in Claim.objects.all()}
    evening.catch_up()
    assert {claim.id for claim in Claim.objects.all()} == before


def test_an_institutional_file_is_sent_by_itself_and_named_so() -> None:
    made = clinic()
    evening = day(made)
    ready = Claim.objects.filter(status="ready", form="institutional")
    sent = actions.send(claim_ids=[each.id for each in ready], by=made.biller, now=evening.ended)
    assert sent.file_name == "837I-000000001.txt"
    assert sent.claims.count() == 5
    assert check.objections(sent.content) == []
