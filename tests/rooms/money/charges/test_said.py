"""What payers authorized and what people decided against their rules: done, refused with reason, in the trail, shown."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.attendance.actions import Mark
from circlechart.money.charges import actions, queries
from circlechart.money.charges.errors import BadAuthorization, BadOverride, OverrideStands
from circlechart.money.charges.facts import AuthorizationGiven, OverrideGiven
from circlechart.money.charges.models import Charge, ChargeOverride
from circlechart.money.charges.rules import RELEASABLE
from circlechart.money.payers import actions as payers
from circlechart.money.payers.errors import NoFeeForMedicaid
from circlechart.money.payers.facts import RuleGiven
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.money.evening import Evening
from tests.rooms.web.hostile import browse

pytestmark = pytest.mark.django_db
BEFORE = date(2026, 1, 1)
IMRE, TOBIAS = "Imre Castellan", "Tobias Bracken"
FACTS = ("unsigned", "no-coverage", "note-and-attendance-differ", "counted-elsewhere", "diagnosis-missing")


def rule(clinic: cast.Clinic, key: str, value: object, payer: str = "commercial") -> None:
    given = RuleGiven(key, value, BEFORE, "Provider manual, chapter 4", "F1", BEFORE)
    payers.set_rule(payer_id=clinic.payers[payer].id, given=given, seen=True, by=clinic.biller, now=cast.evening())


def authorization(units: int | None = None, **changes: object) -> AuthorizationGiven:
    given = {"number": "A-1180", "codes": (), "first_on": BEFORE, "last_on": None, "status": "approved"} | changes
    return AuthorizationGiven(units=units, **given)


def authorize(clinic: cast.Clinic, evening: Evening, given: AuthorizationGiven) -> None:
    client = evening.charge(IMRE).attendance.client_id
    actions.add_authorization(
        client_id=client, payer_id=clinic.payers["commercial"].id, given=given, by=clinic.desk, now=evening.ended
    )
    evening.catch_up()


def test_an_authorization_releases_the_hold_and_stands_on_the_charge() -> None:
    clinic = cast.clinic()
    rule(clinic, "authorization.required", True)
    evening = Evening(clinic).hold()
    assert evening.charge(IMRE).hold_rule == "authorization-missing"
    authorize(clinic, evening, authorization(units=1))
    charge = evening.charge(IMRE)
    assert (charge.status, charge.authorization.number) == ("ready", "A-1180")
    line = queries.authorizations(charge.attendance.client)[0]
    assert (line.used, line.days, line.left) == (1, 1, 0)
    assert AuditEvent.objects.filter(verb="charges.add_authorization", client_id=charge.attendance.client_id).exists()


def test_a_used_up_or_closed_authorization_or_one_for_another_code_holds() -> None:
    clinic = cast.clinic()
    rule(clinic, "authorization.required", True)
    first = Evening(clinic, cast.evening() - timedelta(days=7)).hold()
    authorize(clinic, first, authorization(units=1))
    second = Evening(clinic).hold()
    assert first.charge(IMRE).status == "ready"
    assert second.charge(IMRE).hold_sentence == "Authorization A-1180 is used up; this session is 1 unit."
    authorize(clinic, second, authorization(number="A-1181", codes=("H0015",)))
    assert second.charge(IMRE).hold_rule == "authorization-used-up"
    known = queries.authorizations(second.charge(IMRE).attendance.client)
    for line in known:
        actions.step_authorization(
            authorization_id=line.authorization.id, status="closed", number="", by=clinic.biller, now=second.ended
        )
    second.catch_up()
    assert second.charge(IMRE).hold_rule == "authorization-missing"


@pytest.mark.parametrize(
    "given",
    [authorization(number=""), authorization(codes=("9085",)), authorization(last_on=date(2025, 1, 1))],
    ids=["no number", "no code", "ends before it begins"],
)
def test_what_no_payer_could_have_said_is_refused(given: AuthorizationGiven) -> None:
    clinic = cast.clinic()
    with pytest.raises(BadAuthorization):
        actions.add_authorization(
            client_id=clinic.clients[0].id, payer_id=clinic.payers["commercial"].id, given=given, by=clinic.desk,
            now=cast.evening(),
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.add_authorization(
            client_id=clinic.clients[0].id, payer_id=clinic.payers["commercial"].id, given=authorization(),
            by=clinic.nurse, now=cast.evening(),
        )  # fmt: skip
    assert queries.authorizations(clinic.clients[0]) == []


def held(clinic: cast.Clinic) -> Evening:
    rule(clinic, "minutes.floor", 200)
    evening = Evening(clinic).hold()
    assert evening.charge(IMRE).hold_rule == "under-the-floor"
    return evening


def decide(clinic: cast.Clinic, evening: Evening, given: OverrideGiven, who: str = "biller") -> ChargeOverride:
    later = evening.ended + timedelta(minutes=5)
    made = actions.override(attendance_id=evening.id(IMRE), given=given, by=clinic.actors[who], now=later)
    catch_up(evening.session.id, by=None, now=later)
    return made


RELEASE = OverrideGiven("release", "Ms. Lorne of the payer said so on 11/24.", "under-the-floor")


def test_a_released_hold_is_charged_and_says_so_until_it_ends() -> None:
    clinic = cast.clinic()
    evening = held(clinic)
    made = decide(clinic, evening, RELEASE)
    charge = evening.charge(IMRE)
    assert (charge.status, charge.overridden) == ("ready", True)
    said = [each["sentence"] for each in charge.reasons if each["rule"] == "override"]
    assert said == ["Release the hold: Ms. Lorne of the payer said so on 11/24. Hamid Farrow (Biller), 11/23/2026."]
    assert [each["rule"] for each in charge.warnings] == ["under-the-floor"]
    assert AuditEvent.objects.filter(verb="charges.override").count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        ChargeOverride.objects.update(reason="Another")
    with pytest.raises(BadOverride):  # the hold does not stand any more
        decide(clinic, evening, RELEASE)
    actions.end_override(override_id=made.id, by=clinic.director, now=evening.ended)
    evening.catch_up()
    assert evening.charge(IMRE).hold_rule == "under-the-floor"
    with pytest.raises(OverrideStands):
        actions.end_override(override_id=made.id, by=clinic.director, now=evening.ended)
    assert [each.reason for each in queries.overrides(clinic.director)] == [RELEASE.reason]


def test_another_line_or_no_charge_at_all() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    line = decide(clinic, evening, OverrideGiven("line", "Agreed.", units=2, modifiers=("U1",)), "director")
    charge = evening.charge(IMRE)
    assert (charge.code_words, charge.units, charge.amount) == ("90853-U1", 2, 124)
    actions.end_override(override_id=line.id, by=clinic.biller, now=evening.ended)
    decide(clinic, evening, OverrideGiven("waive", "Courtesy after the fire alarm."))
    assert evening.charge(IMRE).status == "waived"
    assert not Charge.objects.filter(current=True, status="ready", attendance_id=evening.id(IMRE)).exists()


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_is_never_released(fact: str) -> None:
    assert fact not in RELEASABLE


def test_what_is_not_signed_stays_so_whoever_asks() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold(sign=False)
    with pytest.raises(BadOverride, match="BadOverride"):
        decide(clinic, evening, OverrideGiven("release", "Please.", "unsigned"))
    decide(clinic, evening, OverrideGiven("line", "Agreed.", units=3))
    assert evening.charge(IMRE).status == "waiting"
    for who in ("lead", "desk", "compliance"):
        with pytest.raises(NotAllowed):
            decide(clinic, evening, OverrideGiven("waive", "Please."), who)
    for given in (OverrideGiven("line", "Why not."), OverrideGiven("waive", " "), OverrideGiven("line", "x", code="9")):
        with pytest.raises(BadOverride):
            decide(clinic, evening, given)


def test_the_history_says_what_changed_and_the_pages_show_it() -> None:
    clinic = cast.clinic()
    evening = held(clinic)
    decide(clinic, evening, RELEASE)
    steps = queries.history(evening.charge(IMRE).attendance)
    assert {each.label for each in steps[0].changes} >= {"Status", "Charge", "Amount", "Because"}
    assert any(what == "Authorization or decision" for what, _, _ in steps[0].causes)
    page = browse(clinic, "director").get(reverse("charges:history", args=[evening.id(IMRE)])).content.decode()
    assert "Ms. Lorne of the payer said so" in page and "Decide against the payer" in page
    listed = browse(clinic, "compliance").get(reverse("charges:overrides")).content.decode()
    assert "Ms. Lorne of the payer said so" in listed


def test_a_hold_leads_to_its_mend_or_says_who_can() -> None:
    clinic = cast.clinic()
    held(clinic)
    browser = browse(clinic, "biller")
    page = browser.get(reverse("charges:worklist")).content.decode()
    assert (
        "Correct attendance: A facilitator, co-facilitator, trainee or associate, supervisor or program director"
        in page
    )
    assert "/charge/" in page
    director = browse(clinic, "director").get(reverse("charges:worklist")).content.decode()
    assert "/correction/" in director


def test_what_has_to_leave_soon_is_listed_by_its_last_day() -> None:
    clinic = cast.clinic()
    rule(clinic, "filing.days", 95)
    evening = Evening(clinic).hold()
    assert queries.filing_soon(clinic.biller, evening.session.local_on) == []
    soon = queries.filing_soon(clinic.biller, evening.session.local_on + timedelta(days=85))
    assert {(each.charge.coverage.plan.payer.name, each.days) for each in soon} == {("Alder Mutual", 10)}
    assert "File soon" in browse(clinic, "biller").get(reverse("charges:worklist") + "?status=soon").content.decode()


def test_who_did_not_come_is_told_whose_policy_decides_a_fee_and_a_medicaid_member_never_pays_one() -> None:
    clinic = cast.clinic()
    rule(clinic, "no_show.fee", "policy")
    with pytest.raises(NoFeeForMedicaid):
        rule(clinic, "no_show.fee", "policy", "medicaid")
    evening = Evening(clinic, marks={IMRE: Mark("no_show"), TOBIAS: Mark("no_show")}).hold()
    lines = {line.name: line for line in queries.effect(evening.session, evening.ended)}
    assert lines[IMRE].detail == "The fee for not coming follows the clinic's policy, and never a claim."
    assert lines[TOBIAS].detail == "No fee: a Medicaid member is never charged for not coming."
    assert not Charge.objects.filter(attendance_id=evening.id(IMRE)).exists()


def test_the_room_says_which_payers_would_not_pay_and_for_how_many() -> None:
    clinic = cast.clinic()
    rule(clinic, "staff.ratio", 3)
    rule(clinic, "telehealth.taken", ["audio"], "medicaid")
    evening = Evening(clinic).hold(modality="video", sign=False)
    said = {line.crowded for line in queries.effect(evening.session, evening.ended)}
    assert said == {
        "8 clients with 2 staff members: Alder Mutual wants one for every 3.",
        "Prairie State Medicaid does not take it by audio and video",
    }
    page = browse(clinic, "lead").get(reverse("charges:session-effect", args=[evening.session.id])).content.decode()
    assert "As it is now, some payers would not pay" in page and "(3 clients)" in page


def test_an_authorization_that_is_recorded_or_closed_on_screen_reaches_the_charges_at_once() -> None:
    clinic = cast.clinic()
    rule(clinic, "authorization.required", True)
    evening = Evening(clinic).hold()
    client = evening.charge(IMRE).attendance.client_id
    desk = browse(clinic, "desk")
    typed = {"payer": str(clinic.payers["commercial"].id), "number": "A-1180", "status": "approved"}
    with time_machine.travel(evening.ended, tick=False):
        desk.post(reverse("charges:add-authorization", args=[client]), typed | {"first_on": "2026-01-01"})
        assert evening.charge(IMRE).status == "ready"
        made = queries.authorizations(evening.charge(IMRE).attendance.client)[0].authorization
        desk.post(reverse("charges:step-authorization", args=[made.id]), {"status": "closed"})
    assert evening.charge(IMRE).hold_rule == "authorization-missing"


def test_what_was_decided_stands_in_todays_effect() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    given = OverrideGiven("waive", "The clinic made a mistake")
    key = evening.charge(IMRE).attendance_id
    actions.override(attendance_id=key, given=given, by=clinic.biller, now=evening.ended)
    line = next(each for each in queries.effect(evening.session, evening.ended) if each.name == IMRE)
    assert len(line.decided) == 1
    assert "The clinic made a mistake. Hamid Farrow" in line.decided[0]


def test_what_has_to_be_filed_soon_knows_the_rule_of_a_plan() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    plan = evening.charge(IMRE).coverage.plan
    given = RuleGiven(
        "filing.days", 20, BEFORE, "Plan letter", "F1", BEFORE, level="plan", plan_id=plan.id
    )  # fmt: skip
    payers.set_rule(payer_id=plan.payer_id, given=given, seen=True, by=clinic.biller, now=cast.evening())
    today = evening.session.local_on + timedelta(days=10)
    soon = queries.filing_soon(clinic.biller, today)
    assert {each.charge.coverage.plan_id for each in soon} == {plan.id}
    assert {each.days for each in soon} == {10}
