"""What is charged follows the record: group size, coverage, rules and fees, before and after a claim has left."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from psycopg.types.range import DateRange

from circlechart.base.audit.models import AuditEvent
from circlechart.base.coverage.models import Coverage, Plan
from circlechart.base.people.models import Client
from circlechart.care.attendance.actions import Mark
from circlechart.care.notes import actions as notes
from circlechart.care.notes.models import SignedNote
from circlechart.money.charges import queries
from circlechart.money.charges.models import Charge
from circlechart.money.claims import actions as claims
from circlechart.money.claims import queries as claim_queries
from circlechart.money.claims.models import Claim
from circlechart.money.payers import actions as payers
from circlechart.money.payers.facts import FeeGiven, RuleGiven
from tests import cast
from tests.rooms.money.evening import Evening, join

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)
BEFORE = date(2026, 1, 1)
IMRE, TOBIAS = "Imre Castellan", "Tobias Bracken"


def ten_at_most(clinic: cast.Clinic) -> None:
    given = RuleGiven("group.maximum_size", 10, BEFORE, "Provider manual, chapter 4", "F1", BEFORE)
    payers.set_rule(
        payer_id=clinic.payers["medicaid"].id, given=given, seen=False, by=clinic.biller, now=timezone.now()
    )


def eleven(clinic: cast.Clinic) -> Evening:
    for last in ("Orlov", "Quintero", "Sayegh"):
        join(clinic, last)
    return Evening(clinic)


def test_G21_eleven_in_the_room_hold_only_the_lines_of_the_payer_that_pays_ten() -> None:
    clinic = cast.clinic()
    ten_at_most(clinic)
    evening = eleven(clinic).hold()

    assert evening.statuses() == {"Alder Mutual": "ready", "Prairie State Medicaid": "group-too-large"}
    assert evening.charge(TOBIAS).hold_sentence == (
        "11 clients were present, more than the 10 of Prairie State Medicaid."
    )
    assert Claim.objects.filter(status="ready").count() == 8
    effect = {line.name: line for line in queries.effect(evening.session, evening.ended)}
    assert effect[TOBIAS].crowded == "Prairie State Medicaid max 10, present 11"
    assert effect[IMRE].crowded == ""


def test_G21_the_session_screen_says_it_while_there_is_time() -> None:
    clinic = cast.clinic()
    ten_at_most(clinic)
    evening = eleven(clinic).hold()
    browser = Browser()
    browser.force_login(clinic.user("lead"))
    page = browser.get(reverse("charges:session-effect", args=[evening.session.id])).content.decode()
    assert page.count("Prairie State Medicaid max 10, present 11") == 1
    assert "Nobody has to leave" in page


def test_G21_the_no_show_that_makes_it_ten_releases_them() -> None:
    clinic = cast.clinic()
    ten_at_most(clinic)
    evening = eleven(clinic).hold()
    alders = set(Claim.objects.values_list("id", flat=True))

    evening.correct("Nadia Orlov", Mark("no_show"))

    assert evening.statuses() == {"Alder Mutual": "ready", "Prairie State Medicaid": "ready"}
    assert Claim.objects.filter(status="ready", coverage__plan__payer=clinic.payers["medicaid"]).count() == 3
    assert Claim.objects.filter(status="ready", id__in=alders).count() == 7, "the other payer's claims are not touched"
    assert not any(line.crowded for line in queries.effect(evening.session, evening.ended))


def test_somebody_elses_correction_marks_no_claim_that_left() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    sent = evening.claim(IMRE)
    claims.send(claim_ids=[sent.id], by=clinic.biller, now=evening.ended)

    evening.correct("Oren Pell", Mark("no_show"))

    assert claim_queries.marked().get(id=sent.id).overtaken is False
    assert evening.charge(IMRE).current


def test_a_minute_less_of_a_session_paid_as_one_unit_marks_no_claim_that_left() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    sent = evening.claim(IMRE)
    claims.send(claim_ids=[sent.id], by=clinic.biller, now=evening.ended)

    evening.correct(IMRE, Mark("left_early", left_at=evening.start + timedelta(minutes=89)))
    assert evening.charge(IMRE).hold_rule == "note-and-attendance-differ"
    assert claim_queries.marked().get(id=sent.id).overtaken is True, "the note does not say so yet"

    notes.add_addendum(
        signed_note_id=SignedNote.objects.get(attendance_id=evening.id(IMRE)).id, text="Left a minute early.",
        reason="Times", by=clinic.lead, now=evening.ended,
    )  # fmt: skip
    evening.catch_up()
    assert (evening.charge(IMRE).status, evening.charge(IMRE).minutes) == ("ready", 89)
    assert claim_queries.marked().get(id=sent.id).overtaken is False


def move(clinic: cast.Clinic, client: Client, payer: str, from_on: date) -> Coverage:
    """The client was covered by another payer since a day: what the front desk types when it comes to know of it."""
    held = Coverage.objects.get(client=client, priority=1)
    held.effective = DateRange(held.effective.lower, from_on)
    held.save()
    plan = Plan.objects.get(payer=clinic.payers[payer])
    return Coverage.objects.create(client=client, plan=plan, member_id="M900900", effective=DateRange(from_on, None))


def test_A13_a_coverage_corrected_before_the_claim_left_rebuilds_it() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    wrong = evening.claim(IMRE)
    assert evening.charge(IMRE).code == "90853"

    coverage = move(clinic, clinic.clients[0], "medicaid", date(2026, 11, 1))
    evening.catch_up()

    charge = evening.charge(IMRE)
    assert (charge.coverage, charge.code, charge.units, charge.amount) == (coverage, "H0005", 6, Decimal("58.50"))
    wrong.refresh_from_db()
    assert (wrong.status, wrong.withdrawn_because) == ("withdrawn", "Its charges or diagnoses changed.")
    right = evening.claim(IMRE)
    assert (right.coverage, right.status) == (coverage, "ready")
    assert claim_queries.marked().get(id=wrong.id).overtaken is False


def test_A13_a_coverage_corrected_after_the_claim_left_marks_it_and_builds_no_second() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    sent = evening.claim(IMRE)
    claims.send(claim_ids=[sent.id], by=clinic.biller, now=evening.ended)

    move(clinic, clinic.clients[0], "medicaid", date(2026, 11, 1))
    evening.catch_up()

    assert evening.claim(IMRE) == sent
    assert claim_queries.marked().get(id=sent.id).overtaken is True
    assert evening.charge(IMRE).coverage != sent.coverage


def test_A13_a_coverage_that_begins_the_day_after_changes_nothing() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    before = evening.charge(IMRE).id

    move(clinic, clinic.clients[0], "medicaid", ON + timedelta(days=1))
    evening.catch_up()

    assert evening.charge(IMRE).id == before


def test_a_secondary_coverage_is_not_billed() -> None:
    clinic = cast.clinic()
    plan = Plan.objects.get(payer=clinic.payers["medicaid"])
    Coverage.objects.create(client=clinic.clients[0], plan=plan, member_id="M900901", priority=2, effective=cast.ALWAYS)
    evening = Evening(clinic).hold()

    (claim,) = Claim.objects.filter(client=clinic.clients[0])
    assert claim.coverage.priority == 1
    assert evening.charge(IMRE).code == "90853"


def test_a_charge_without_coverage_is_held_until_there_is_one() -> None:
    clinic = cast.clinic()
    Coverage.objects.filter(client=clinic.clients[0]).delete()
    evening = Evening(clinic).hold()
    assert evening.charge(IMRE).hold_rule == "no-coverage"
    plan = Plan.objects.get(payer=clinic.payers["commercial"])
    Coverage.objects.create(client=clinic.clients[0], plan=plan, member_id="M900902", effective=cast.ALWAYS)
    evening.catch_up()
    assert evening.charge(IMRE).status == "ready"
    assert evening.claim(IMRE).status == "ready"


def test_a_rule_that_changes_no_decision_leaves_the_charge_with_its_version() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    before = evening.charge(IMRE)
    given = RuleGiven("minutes.floor", 40, BEFORE, "Letter of 2026-01-04", "F1", BEFORE)
    payer = clinic.payers["commercial"]
    payers.set_rule(payer_id=payer.id, given=given, seen=True, by=clinic.biller, now=evening.ended)

    evening.catch_up()

    assert evening.charge(IMRE).id == before.id
    assert evening.charge(IMRE).rulebook_version == "2026.1"


def test_a_rule_that_changes_the_decision_derives_the_charge_under_its_new_version() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    given = RuleGiven("units.maximum", 4, BEFORE, "Letter of 2026-01-04", "F1", BEFORE)
    payer = clinic.payers["medicaid"]
    payers.set_rule(payer_id=payer.id, given=given, seen=True, by=clinic.biller, now=evening.ended)

    evening.catch_up()

    charge = evening.charge(TOBIAS)
    assert (charge.units, charge.rulebook_version) == (4, "2026.1+1")
    assert [each["rule"] for each in charge.reasons] == ["code", "units", "rounding", "units-maximum", "modifiers"]
    assert Charge.objects.get(id=charge.id).current
    assert AuditEvent.objects.filter(verb="charges.capture").count() == 2


def test_a_new_fee_reaches_claims_that_have_not_left() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    given = FeeGiven("90853", Decimal("70.00"), ON)
    payer = clinic.payers["commercial"]
    payers.set_fee(payer_id=payer.id, given=given, seen=True, by=clinic.biller, now=evening.ended)

    evening.catch_up()

    assert evening.claim(IMRE).amount == Decimal("70.00")
    assert Claim.objects.filter(client=clinic.clients[0], status="withdrawn").count() == 1


def test_A5_a_session_that_runs_over_is_billed_by_its_real_end_up_to_the_most_that_is_paid() -> None:
    clinic = cast.clinic()
    given = RuleGiven("units.maximum", 6, BEFORE, "Provider manual, chapter 4", "F1", BEFORE)
    payer = clinic.payers["medicaid"]
    payers.set_rule(payer_id=payer.id, given=given, seen=False, by=clinic.biller, now=timezone.now())
    evening = Evening(clinic, minutes=110).hold()

    charge = evening.charge(TOBIAS)
    assert (charge.minutes, charge.units) == (110, 6)
    assert "110 minutes are 7 units, per 15." in [each["sentence"] for each in charge.reasons]
    assert "Prairie State Medicaid pays at most 6 for one session." in [each["sentence"] for each in charge.reasons]
