"""Taking a file, copying a payer's rules, and what is refused: all or nothing, through the action of the form."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from circlechart.base.audit.models import AuditEvent
from circlechart.base.coverage.models import Payer, Plan
from circlechart.base.kit.errors import NotAllowed, NotFound
from circlechart.money.claims import actions as claims
from circlechart.money.claims.models import Claim
from circlechart.money.payers import actions as payers
from circlechart.money.payers import queries as books
from circlechart.money.payers.errors import TouchesCharges
from circlechart.money.payers.facts import FeeGiven, RuleGiven
from circlechart.money.payers.models import RuleVersion
from circlechart.money.rulebooks import actions, queries, rules
from circlechart.money.rulebooks.actions import Taking
from circlechart.money.rulebooks.errors import BadFile, NothingInIt, RulesAlready
from tests import cast
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = date(2031, 1, 1)
HEAD = 'title = "Alder"\nlevel = "contract"\ninherits = "demo-commercial"\n'


def said(key: str = "minutes.floor", value: str = "value = 40", since: str = "2031-01-01", **more: str) -> str:
    lines = {"status": '"confirmed"', "trust": '"F1"', "source": '"Manual of 2031"', "read_on": "2026-11-23", **more}
    rest = "".join(f"{name} = {each}\n" for name, each in lines.items())
    return f'\n[[value]]\nkey = "{key}"\n{value}\nunit = "as it is"\nfrom = {since}\n{rest}'


def taking(*parts: str, **changed: object) -> Taking:
    return replace(Taking(rules.reading("alder.toml", (HEAD + "".join(parts)).encode())), **changed)


def take(clinic: cast.Clinic, given: Taking, seen: bool = False, now: datetime = NOW) -> int:
    return actions.take_file(payer_id=alder(clinic).id, taking=given, seen=seen, by=clinic.biller, now=now)


def alder(clinic: cast.Clinic) -> Payer:
    return clinic.payers["commercial"]


def own(payer: Payer) -> list[tuple[str, object, date, str, str]]:
    found = RuleVersion.objects.filter(payer=payer).order_by("effective_from", "key")
    return [(each.key, each.value, each.effective_from, each.status, each.level) for each in found]


def verbs() -> list[str]:
    return list(
        AuditEvent.objects.filter(verb__regex="^(rulebooks|payers)").order_by("at", "id").values_list("verb", flat=True)
    )


def test_a_file_becomes_versions_of_rules() -> None:
    clinic = cast.clinic()
    count = take(
        clinic,
        taking(
            said(), said("group.maximum_size", "no_rule = true"), said("note.hours", "value = 72", status='"testing"')
        ),
    )
    assert count == 3
    assert own(alder(clinic)) == [
        ("group.maximum_size", None, LATER, "confirmed", "contract"),
        ("minutes.floor", 40, LATER, "confirmed", "contract"),
        ("note.hours", 72, LATER, "testing", "contract"),
    ]
    assert sorted(verbs()) == ["payers.set_rule"] * 3 + ["rulebooks.take_file"]
    event = AuditEvent.objects.get(verb="rulebooks.take_file")
    assert event.details == {"file": "alder.toml", "rules": 3}


def test_what_is_unverified_in_a_file_stays_unverified() -> None:
    clinic = cast.clinic()
    take(clinic, taking(said(status='"unverified"')))
    assert own(alder(clinic))[0][3] == "unverified"


def test_a_preview_says_it_in_sentences_and_changes_nothing() -> None:
    clinic = cast.clinic()
    before = AuditEvent.objects.count()
    given = taking(said(), said("units.basis", 'value = "per_session"'))
    preview = actions.preview_file(payer_id=alder(clinic).id, taking=given, by=clinic.biller, now=NOW)
    floor, basis = preview.changes
    assert (floor.before, floor.after) == (
        "Under 45 minutes present, the charge is held. Nothing is rounded up.",
        "Under 40 minutes present, the charge is held. Nothing is rounded up.",
    )
    assert basis.same
    assert preview.problems == ()
    assert (RuleVersion.objects.count(), AuditEvent.objects.count()) == (0, before)


def test_a_file_taken_twice_says_nothing_new() -> None:
    clinic = cast.clinic()
    take(clinic, taking(said()))
    with pytest.raises(NothingInIt):
        take(clinic, taking(said()))
    again = actions.preview_file(payer_id=alder(clinic).id, taking=taking(said()), by=clinic.biller, now=NOW)
    assert (again.changes, again.unchanged) == ((), 1)


def test_one_bad_value_takes_back_the_whole_file() -> None:
    clinic = cast.clinic()
    with pytest.raises(BadFile) as refused:
        take(clinic, taking(said(), said("minutes.flour")))
    assert "minutes.flour" in refused.value.because
    with pytest.raises(BadFile):
        take(clinic, taking(said(), said("note.hours", "value = 72", level='"state"')))
    assert own(alder(clinic)) == []
    assert verbs() == []


def test_a_case_of_the_file_that_comes_to_something_else_refuses_it() -> None:
    clinic = cast.clinic()
    case = '\n[[case]]\nname = "Forty minutes"\n[case.given]\nminutes = 40\n[case.expected]\noutcome = "hold"\nrule = "under-the-floor"\n'
    with pytest.raises(BadFile) as refused:
        take(clinic, taking(said(), case))
    assert "Forty minutes" in refused.value.because
    assert take(clinic, taking(said(), case.replace("= 40", "= 39"))) == 1


def test_a_day_moves_what_holds_then_and_keeps_what_follows() -> None:
    clinic = cast.clinic()
    parts = (
        said(since="2020-01-01", until="2031-01-01"), said(value="value = 50", until="2032-01-01"),
        said(value="value = 60", since="2032-01-01"),
    )  # fmt: skip
    take(clinic, taking(*parts, from_on=date(2031, 6, 1)))
    assert [(value, since) for _, value, since, _, _ in own(alder(clinic))] == [
        (50, date(2031, 6, 1)),
        (60, date(2032, 1, 1)),
    ]


def test_claims_that_left_refuse_the_file_and_charges_ask() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    since = evening.session.local_on.isoformat()
    given = taking(said(since=since))
    preview = actions.preview_file(payer_id=alder(clinic).id, taking=given, by=clinic.biller, now=evening.ended)
    assert "stand for service from" in preview.touches
    with pytest.raises(TouchesCharges):
        take(clinic, given, now=evening.ended)
    assert own(alder(clinic)) == []
    claims.assemble(session_id=evening.session.id, by=clinic.biller, now=evening.ended)
    ready = Claim.objects.filter(status="ready", coverage__plan__payer=alder(clinic)).first()
    assert ready is not None
    claims.send(claim_ids=[ready.id], by=clinic.biller, now=evening.ended)
    with pytest.raises(BadFile) as refused:
        take(clinic, given, seen=True, now=evening.ended)
    assert "left for service" in refused.value.because
    assert own(alder(clinic)) == []
    day = (evening.session.local_on + timedelta(days=1)).isoformat()
    assert take(clinic, taking(said(since=day)), now=evening.ended) == 1


def test_only_who_edits_payers_takes_files_and_copies() -> None:
    clinic = cast.clinic()
    for by in (clinic.actors["lead"], clinic.actors["director"]):
        with pytest.raises(NotAllowed):
            actions.take_file(payer_id=alder(clinic).id, taking=taking(said()), seen=True, by=by, now=NOW)
        with pytest.raises(NotAllowed):
            actions.preview_file(payer_id=alder(clinic).id, taking=taking(said()), by=by, now=NOW)
        with pytest.raises(NotAllowed):
            actions.copy_rules(from_id=alder(clinic).id, to_id=alder(clinic).id, fees=False, by=by, now=NOW)
    with pytest.raises(NotFound):
        actions.take_file(payer_id=clinic.group.id, taking=taking(said()), seen=True, by=clinic.biller, now=NOW)


def set_rule(clinic: cast.Clinic, key: str, value: object, since: date = LATER, **more: object) -> None:
    given = replace(RuleGiven(key, value, since, "Letter", "F1", LATER), **more)
    payers.set_rule(payer_id=alder(clinic).id, given=given, seen=True, by=clinic.biller, now=NOW)


def fresh(name: str = "Second") -> Payer:
    return Payer.objects.create(
        name=name, payer_id="SEC01", kind="commercial", filing_code="CI", rulebook="demo-commercial"
    )  # fmt: skip


def test_a_payers_rules_go_into_a_file_and_back_exactly() -> None:
    clinic = cast.clinic()
    set_rule(clinic, "minutes.floor", 40)
    set_rule(clinic, "minutes.floor", 30, date(2032, 1, 1))
    set_rule(clinic, "group.maximum_size", None)
    set_rule(clinic, "modifiers.always", ["U1"], level="payer")
    text = queries.as_file(alder(clinic), None, LATER)
    again = fresh()
    read = rules.reading("alder.toml", text.encode())
    assert read.problems == ()
    actions.take_file(payer_id=again.id, taking=Taking(read), seen=True, by=clinic.biller, now=NOW)
    assert own(again) == own(alder(clinic))
    assert queries.as_file(again, None, LATER).split("\n", 1)[1] == text.split("\n", 1)[1]


def test_a_plans_rules_go_into_a_file_of_their_own() -> None:
    clinic = cast.clinic()
    plan = Plan.objects.get(payer=alder(clinic))
    set_rule(clinic, "minutes.floor", 40)
    set_rule(clinic, "minutes.floor", 35, level="plan", plan_id=plan.id)
    assert "value = 35" not in queries.as_file(alder(clinic), None, LATER)
    text = queries.as_file(alder(clinic), plan, LATER)
    assert "value = 35" in text
    assert "value = 40" not in text
    again = fresh()
    read = rules.reading("alder.toml", text.encode())
    with pytest.raises(BadFile, match="BadFile") as refused:
        actions.take_file(payer_id=again.id, taking=Taking(read), seen=True, by=clinic.biller, now=NOW)
    assert "no such plan" in refused.value.because
    other = Plan.objects.create(payer=again, name="PPO")
    actions.take_file(payer_id=again.id, taking=Taking(read, other.id), seen=True, by=clinic.biller, now=NOW)
    assert RuleVersion.objects.get(payer=again).plan == other


def test_a_copy_has_the_rules_unverified_and_the_fees_if_asked() -> None:
    clinic = cast.clinic()
    set_rule(clinic, "minutes.floor", 40)
    fee = FeeGiven("90899", Decimal("50.00"), LATER)
    payers.set_fee(payer_id=alder(clinic).id, given=fee, seen=True, by=clinic.biller, now=NOW)
    bare, full = fresh("Bare"), fresh("Full")
    actions.copy_rules(from_id=alder(clinic).id, to_id=bare.id, fees=False, by=clinic.biller, now=NOW)
    actions.copy_rules(from_id=alder(clinic).id, to_id=full.id, fees=True, by=clinic.biller, now=NOW)
    assert own(bare) == [("minutes.floor", 40, LATER, "unverified", "contract")]
    assert bare.fees.count() == 0
    lines = [set(payer.fees.values_list("code", "amount", "effective")) for payer in (full, alder(clinic))]
    assert lines[0] == lines[1]
    assert books.books([full], LATER)[full.id].get("minutes.floor", LATER) == 40
    assert AuditEvent.objects.filter(verb="rulebooks.copy").count() == 2
    with pytest.raises(RulesAlready):
        actions.copy_rules(from_id=alder(clinic).id, to_id=full.id, fees=False, by=clinic.biller, now=NOW)
