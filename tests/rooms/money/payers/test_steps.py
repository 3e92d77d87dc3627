"""The life of a version: confirmed, doubted, tried, taken into force, retired, reviewed; never changed."""

from datetime import date, datetime, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from hypothesis import given as cases
from hypothesis import strategies as st

from circlechart.base.audit.models import AuditEvent
from circlechart.base.coverage.models import Payer
from circlechart.base.kit.errors import NotAllowed, NotFound
from circlechart.money.charges.models import Charge
from circlechart.money.claims import actions as claims
from circlechart.money.payers import actions, errors, queries, rules, states
from circlechart.money.payers.facts import MOVES, Step, StepGiven
from circlechart.money.payers.models import RuleStep, RuleVersion
from tests import cast
from tests.rooms.money.evening import Evening
from tests.rooms.money.payers.test_levels import FLOOR, ON, follow, say, stands
from tests.rooms.money.payers.test_views import CASES_FOR

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHY = "Provider manual 2026, page 12"
LATER = date(2026, 12, 1)


def take(
    clinic: cast.Clinic, version: RuleVersion, move: str, *, who: str = "biller", seen: bool = False,
    today: date = ON, now: datetime | None = None, payer: str = "commercial", **changes: Any,
) -> RuleStep:  # fmt: skip
    given = StepGiven(**({"move": move, "why": WHY} | changes))
    return actions.step(
        payer_id=clinic.payers[payer].id, version_id=version.id, given=given, seen=seen,
        by=clinic.actors[who], now=now or timezone.now(), today=today,
    )  # fmt: skip


def test_confirm_says_who_when_and_why_and_leaves_the_version_as_it_was() -> None:
    clinic = cast.clinic(1)
    version = say(clinic, 40, trust="G")
    step = take(clinic, version, "confirm")
    assert (step.status, step.made_by_id, step.why) == ("confirmed", clinic.biller.staff_id, WHY)
    version.refresh_from_db()
    assert version.status == "unverified"
    payer = clinic.payers["commercial"]
    value = queries.books([payer], ON)[payer.id].stands(FLOOR, ON)
    assert value is not None
    assert (value.value, value.status, value.unverified) == (40, "confirmed", False)
    row = AuditEvent.objects.get(verb="payers.step_rule")
    assert (row.thing_id, row.details) == (payer.id, {"rule": FLOOR, "number": 1, "step": "confirm"})
    with pytest.raises(Exception, match="cannot be changed or deleted"), transaction.atomic():
        RuleStep.objects.filter(pk=step.pk).update(why="Nothing")
    with pytest.raises(Exception, match="cannot be changed or deleted"), transaction.atomic():
        step.delete()


def test_what_was_confirmed_can_be_doubted() -> None:
    clinic = cast.clinic(1)
    version = say(clinic, 40)
    take(clinic, version, "doubt", why="The manual of 2027 no longer says it")
    payer = clinic.payers["commercial"]
    value = queries.books([payer], ON)[payer.id].stands(FLOOR, ON)
    assert value is not None
    assert value.unverified


def test_a_rule_on_trial_decides_from_the_day_it_is_taken_into_force() -> None:
    clinic = cast.clinic(1)
    say(clinic, 40)
    version = say(clinic, 50, trial=True)
    assert stands(clinic) == (40, 4)
    take(clinic, version, "enforce", from_on=LATER)
    assert stands(clinic, LATER - DAY) == (40, 4)
    assert stands(clinic, LATER) == (50, 4)


def test_general_knowledge_that_is_taken_into_force_is_unverified() -> None:
    clinic = cast.clinic(1)
    version = say(clinic, 50, trial=True, trust="G")
    assert take(clinic, version, "enforce", from_on=LATER).status == "unverified"


def test_retired_it_no_longer_acts_from_its_day_and_what_is_below_holds() -> None:
    clinic = cast.clinic(1)
    say(clinic, 38, "payer")
    version = say(clinic, 40)
    take(clinic, version, "retire", from_on=LATER)
    assert stands(clinic, LATER - DAY) == (40, 4)
    assert stands(clinic, LATER) == (38, 2)
    payer = clinic.payers["commercial"]
    found = queries.books([payer], LATER)[payer.id].version
    assert found == "2026.1+3", "two were said and one was retired"


def test_retired_before_it_began_it_never_acts() -> None:
    clinic = cast.clinic(1)
    version = say(clinic, 40, from_on=LATER)
    take(clinic, version, "retire", from_on=ON)
    assert stands(clinic, LATER) == (45, 2)


def test_put_on_trial_it_no_longer_decides_its_days() -> None:
    clinic = cast.clinic(1)
    version = say(clinic, 40, from_on=LATER)
    take(clinic, version, "try")
    assert stands(clinic, LATER) == (45, 2)
    tried = queries.books([clinic.payers["commercial"]], LATER, trying=[version.id])
    assert tried[clinic.payers["commercial"].id].get(FLOOR, LATER) == 40


@pytest.mark.parametrize(
    ("status", "move"),
    [(status, move) for move, ways in states.MOVES.items() for status in states.DECIDES if status not in ways],
)
def test_a_step_from_elsewhere_is_refused(status: str, move: str) -> None:
    clinic = cast.clinic(1)
    version = say(clinic, 40, trust="G" if status == "unverified" else "F1")
    with pytest.raises(errors.NotThere):
        take(clinic, version, move, from_on=LATER)
    assert not RuleStep.objects.exists()


def test_nothing_follows_what_is_retired() -> None:
    clinic = cast.clinic(1)
    version = say(clinic, 40)
    take(clinic, version, "retire", from_on=LATER)
    for move in MOVES:
        with pytest.raises(errors.NotThere):
            take(clinic, version, move, from_on=LATER)


@pytest.mark.parametrize(
    ("move", "changes", "error"),
    [
        ("confirm", {"why": "  "}, errors.WhyMissing), ("retire", {"from_on": None}, errors.DayMissing),
        ("retire", {"why": "", "from_on": LATER}, errors.WhyMissing), ("dance", {}, errors.NotThere),
        ("review", {"review_on": ON - DAY}, errors.ReviewPast), ("review", {"owner_id": uuid4()}, errors.NoOwner),
    ],
)  # fmt: skip
def test_a_step_that_is_not_whole_is_refused_and_writes_nothing(
    move: str, changes: dict[str, Any], error: type[Exception]
) -> None:
    clinic = cast.clinic(1)
    version = say(clinic, 40, trust="G")
    with pytest.raises(error):
        take(clinic, version, move, **changes)
    assert not RuleStep.objects.exists()
    assert not AuditEvent.objects.filter(verb="payers.step_rule").exists()


@pytest.mark.parametrize("who", ["lead", "director", "compliance", "nobody"])
def test_only_who_edits_payers_takes_steps(who: str) -> None:
    clinic = cast.clinic(1)
    version = say(clinic, 40, trust="G")
    with pytest.raises(NotAllowed):
        take(clinic, version, "confirm", who=who)
    with pytest.raises(NotAllowed):
        actions.follow_state(
            payer_id=clinic.payers["commercial"].id, state="IL", seen=True, by=clinic.actors[who], now=timezone.now()
        )  # fmt: skip


def test_a_version_of_another_payer_is_not_found() -> None:
    clinic = cast.clinic(5)
    version = say(clinic, 9, payer="medicaid")
    with pytest.raises(NotFound):
        take(clinic, version, "retire", from_on=LATER)


def test_a_step_under_claims_that_left_is_refused_with_the_first_free_day() -> None:
    clinic = cast.clinic()
    version = say(clinic, 40, from_on=ON)
    evening = Evening(clinic).hold()
    claims.send(claim_ids=[evening.claim("Imre Castellan").id], by=clinic.biller, now=evening.ended)
    for move in ("retire", "try"):
        with pytest.raises(errors.ClaimsHaveLeft):
            take(clinic, version, move, from_on=ON, seen=True)
    assert take(clinic, version, "retire", from_on=ON + DAY).status == "retired"
    assert take(clinic, say(clinic, 40, trust="G", from_on=ON + DAY), "confirm").status == "confirmed"


def test_a_step_over_standing_charges_asks_first() -> None:
    clinic = cast.clinic()
    version = say(clinic, 91, trial=True)
    evening = Evening(clinic).hold()
    with pytest.raises(errors.TouchesCharges):
        take(clinic, version, "enforce", from_on=ON)
    take(clinic, version, "enforce", from_on=ON, seen=True)
    evening.catch_up()
    held = Charge.objects.filter(session=evening.session, current=True, hold_rule="under-the-floor").count()
    assert held == 5


def test_a_state_is_followed_from_the_first_day_it_says_anything() -> None:
    clinic = cast.clinic()
    follow(clinic, "IL", "medicaid")
    say(clinic, 3, "state", payer="medicaid", key="group.minimum_size")
    Evening(clinic).hold()
    alder = clinic.payers["commercial"]
    with pytest.raises(errors.TouchesCharges):
        actions.follow_state(payer_id=alder.id, state="IL", seen=False, by=clinic.biller, now=timezone.now())
    actions.follow_state(payer_id=alder.id, state="IL", seen=True, by=clinic.biller, now=timezone.now())
    assert Payer.objects.get(pk=alder.pk).rules_state == "IL"
    assert AuditEvent.objects.get(verb="payers.follow_state").details == {"state": "IL"}
    actions.follow_state(payer_id=alder.id, state="IL", seen=False, by=clinic.biller, now=timezone.now())
    assert AuditEvent.objects.filter(verb="payers.follow_state").count() == 1


def test_reviews_that_are_due_are_listed_until_somebody_looks_again() -> None:
    clinic = cast.clinic(1)
    owner = clinic.staff["biller"]
    version = say(clinic, 40, owner_id=owner.id, review_on=ON + DAY)
    assert queries.reviews_due(ON) == []
    due = queries.reviews_due(ON + DAY)
    assert [(each.payer, each.key, each.owner, each.review_on) for each in due] == [
        ("Alder Mutual", FLOOR, "Hamid Farrow", ON + DAY)
    ]
    take(clinic, version, "review", owner_id=owner.id, review_on=ON + 90 * DAY, why="")
    assert queries.reviews_due(ON + DAY) == []
    take(clinic, version, "retire", from_on=LATER)
    assert queries.reviews_due(ON + 100 * DAY) == [], "nobody looks at what is retired"


def test_a_confirmation_keeps_owner_and_review() -> None:
    clinic = cast.clinic(1)
    version = say(clinic, 40, trust="G", owner_id=clinic.staff["biller"].id, review_on=LATER)
    step = take(clinic, version, "confirm", today=ON)
    assert (step.owner_id, step.review_on) == (clinic.staff["biller"].id, LATER)


STATUSES = st.sampled_from([states.UNVERIFIED, states.CONFIRMED, states.TESTING, states.RETIRED])
DAYS = st.integers(0, 40).map(lambda days: ON + days * DAY)


@cases(STATUSES, st.lists(st.builds(Step, STATUSES, DAYS), max_size=6))
def test_a_version_never_acts_before_its_day_nor_on_trial_nor_after_it_is_retired(said: str, steps: list[Step]) -> None:
    found = rules.standing(said, ON, steps)
    if found.begins is not None:
        assert found.begins >= ON
    if found.status == states.TESTING:
        assert not found.decides
    assert found.status == (steps[-1].status if steps else said)


def browse(clinic: cast.Clinic) -> Browser:
    browser = Browser()
    browser.force_login(clinic.user("biller"), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_the_page_says_levels_status_life_and_offers_the_steps() -> None:
    clinic = cast.clinic(1)
    follow(clinic)
    say(clinic, 35, "state")
    say(clinic, 30, "plan", plan_id=clinic.payers["commercial"].plans.get().id)
    version = say(clinic, 40, trust="G", owner_id=clinic.staff["biller"].id, review_on=date(2026, 1, 1))
    take(clinic, version, "confirm")
    address = reverse("payers:rule", args=[clinic.payers["commercial"].id, FLOOR])
    page = browse(clinic).get(address).content.decode()
    for words in (
        "Plan Standard", "State IL", "Contract", "Payer. Shipped, version 2026.1", "Holds", "Overridden", "Review due", "Hamid Farrow",
        WHY, "Retire", "Put on trial", "Owner and review", "Mark as unverified", "IL1, by the clinic",
    ):  # fmt: skip
        assert words in page, words
    listed = browse(clinic).get(reverse("payers:index")).content.decode()
    assert "Reviews due" in listed
    told = browse(clinic).get(reverse("payers:payer", args=[clinic.payers["commercial"].id])).content.decode()
    assert "It overrides what is said for the payer: Under 45 minutes present" in told
    assert "Plan Standard:" not in told, "the contract holds before the plan"
    take(clinic, version, "retire", from_on=date(2026, 1, 1))
    told = browse(clinic).get(reverse("payers:payer", args=[clinic.payers["commercial"].id])).content.decode()
    assert "<strong>Plan Standard:</strong> Under 30 minutes present" in told


@pytest.mark.parametrize("move", MOVES)
def test_every_step_has_its_form(move: str) -> None:
    clinic = cast.clinic(1)
    version = say(clinic, 40)
    address = reverse("payers:step", args=[clinic.payers["commercial"].id, version.id, move])
    page = browse(clinic).get(address)
    assert page.status_code == 200
    assert MOVES[move].words in unescape(page.content.decode())


def test_a_step_is_taken_on_screen_and_refused_at_its_field() -> None:
    clinic = cast.clinic(1)
    version = say(clinic, 40, trust="G")
    address = reverse("payers:step", args=[clinic.payers["commercial"].id, version.id, "confirm"])
    refused = browse(clinic).post(address, {"why": ""})
    assert (refused.status_code, "cannot be followed by anybody" in refused.content.decode()) == (422, True)
    assert browse(clinic).post(address, {"why": WHY}).status_code == 302
    again = browse(clinic).post(address, {"why": WHY})
    assert (again.status_code, "somebody may have been quicker" in again.content.decode()) == (409, True)
    unknown = address.replace("confirm", "dance")
    assert browse(clinic).get(unknown).status_code == 404


def test_a_rule_is_said_on_screen_for_a_state_on_trial_with_its_owner() -> None:
    clinic = cast.clinic(1)
    browser, payer = browse(clinic), clinic.payers["commercial"]
    wrong = browser.post(reverse("payers:follow-state", args=[payer.id]), {"state": "I1"})
    assert (wrong.status_code, "two letters" in wrong.content.decode()) == (422, True)
    assert browser.post(reverse("payers:follow-state", args=[payer.id]), {"state": "il"}).status_code == 302
    typed = {
        "value": "3", "from_on": "2027-01-01", "source": "Administrative code", "read_on": "2026-11-23", "trust": "F1",
        "level": "state", "trial": "on", "owner": str(clinic.staff["biller"].id), "review_on": "2027-06-01",
    }  # fmt: skip
    address = reverse("payers:change-rule", args=[payer.id, "group.minimum_size"])
    assert "State IL: every payer that follows its rules" in browser.get(address).content.decode()
    shown = browser.post(address, typed)
    assert not RuleVersion.objects.exists(), "nobody sets a rule without having seen its cases"
    asked = CASES_FOR.search(shown.content.decode())
    assert asked
    answer = browser.post(address, typed | {"cases_for": unescape(asked[1])})
    assert answer.status_code == 302, answer.content.decode()
    version = RuleVersion.objects.get()
    assert (version.level, version.state, version.payer_id, version.status) == ("state", "IL", None, "testing")
    assert version.steps.get().review_on == date(2027, 6, 1)
