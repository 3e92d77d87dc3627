"""Trying rules and replaying them through the screens: what is seen, by whom, and every bad input at its field."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from circlechart.base.audit.models import AuditEvent
from circlechart.care.attendance.actions import Mark
from circlechart.money.charges.models import Charge
from circlechart.money.trials.models import TrialRun
from tests import cast
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db
NOW = cast.evening() + timedelta(days=2)
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def evening() -> Any:
    """Imre left after 50 minutes, Darius after 40: one is charged, one is held."""
    clinic, start = cast.clinic(), cast.evening()
    marks = {
        name: Mark("left_early", left_at=start + timedelta(minutes=minutes))
        for name, minutes in (("Imre Castellan", 50), ("Darius Feld", 40))
    }
    with time_machine.travel(NOW, tick=False):
        yield Evening(clinic, start, marks=marks).hold()


def ask(evening: Evening, name: str, *more: object, who: str = "biller", data: Any = None, post: Any = None) -> Any:
    browser = Browser()
    browser.force_login(evening.clinic.user(who), backend="django.contrib.auth.backends.ModelBackend")
    first = () if name in ("run", "go-on") else (evening.clinic.payers["commercial"].id,)
    address = reverse(f"trials:{name}", args=[*first, *more])
    return browser.get(address, data or {}) if post is None else browser.post(address, post)


def words(answer: Any) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def change(value: str = "60", from_on: str = "2026-11-01", key: str = "minutes.floor") -> dict[str, str]:
    return {"rule": key, "shown": key, "value": value, "from_on": from_on}


def typed(**more: str) -> dict[str, str]:
    given = {"count": "3", "service": "group_psychotherapy", "on": "2026-11-23", "minutes": "90", "present": "8"}
    given |= {"staff": "1", "level": "masters", "modality": "in_person"}
    for number in (1, 2, 3):
        given |= {f"client{number}-note": "signed", f"client{number}-diagnoses": "1", f"client{number}-plan": "nobody"}
    return given | more


def plan(evening: Evening) -> str:
    return str(evening.clinic.payers["commercial"].plans.get().id)


def test_sessions_of_the_payer_are_offered_with_the_change_that_is_tried(evening: Evening) -> None:
    page = words(ask(evening, "try", data=change()))
    assert "Evening process group" in page
    assert "Under 60 minutes present, the charge is held." in page
    assert "value=60" in page, "the change goes along to the session"
    other = words(ask(evening, "try", data={"since": "2026-01-01", "until": "2026-01-31"}))
    assert "No session of these days" in other


def test_a_held_session_says_what_it_comes_to_and_why(evening: Evening) -> None:
    page = words(ask(evening, "session", evening.session.id))
    assert "Charged as 90853, 1 unit, $62.00." in page
    assert "Present 40 minutes, under the 45 that Alder Mutual wants." in page
    assert "minutes.floor" in page and "version 2026.1" in page
    assert "Tobias Bracken" not in page, "another payer's client"
    assert AuditEvent.objects.filter(verb="trials.view_session", thing_id=evening.session.id, kind="viewed").exists()


def test_a_session_with_one_rule_changed_says_both(evening: Evening) -> None:
    page = words(ask(evening, "session", evening.session.id, data=change()))
    assert "1 of 5 would be different" in page
    assert "Present 50 minutes, under the 60 that Alder Mutual wants." in page
    later = words(ask(evening, "session", evening.session.id, data=change(from_on="2026-12-01")))
    assert "The change begins later" in later
    assert "would be different" not in later


def test_a_rule_that_was_only_chosen_shows_what_is_in_force(evening: Evening) -> None:
    page = words(ask(evening, "session", evening.session.id, data={"rule": "minutes.floor"}))
    assert 'value="45"' in page and "Now say what it would be" in page


@pytest.mark.parametrize("value", ["", "sixty", "0", "99999", "-1", SCRIPT])
def test_a_value_that_cannot_be_the_rule_is_said_at_its_field(evening: Evening, value: str) -> None:
    answer = ask(evening, "session", evening.session.id, data=change(value))
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert SCRIPT not in answer.content.decode()


def test_a_typed_session_is_decided_and_nothing_of_it_is_kept(evening: Evening) -> None:
    before = Charge.objects.count()
    mine = plan(evening)
    given = typed(**{
        "client1-minutes": "90", "client1-plan": mine, "client2-minutes": "38", "client2-plan": mine,
        "client3-minutes": "90", "client3-plan": "nobody", "client3-name": "Somebody else",
    })  # fmt: skip
    page = words(ask(evening, "typed", post=given))
    assert "Charged as 90853, 1 unit, $62.00." in page
    assert "Present 38 minutes, under the 45 that Alder Mutual wants." in page
    assert "No coverage is in force on this day." in page
    assert "Client 1" in page and "Somebody else" in page
    assert Charge.objects.count() == before
    changed = words(ask(evening, "typed", post=given | change("30")))
    assert "1 of 3 would be different" in changed
    assert "$124.00" in changed


def test_one_client_more_keeps_what_was_typed_and_judges_nothing(evening: Evening) -> None:
    answer = ask(evening, "typed", post=typed(**{"more": "1", "client1-name": "Ada", "minutes": ""}))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Ada"' in page and "client4-minutes" in page
    assert "error-summary" not in page


def test_a_typed_session_of_nobody_says_so(evening: Evening) -> None:
    answer = ask(evening, "typed", post=typed())
    assert answer.status_code == 422
    assert "Type the minutes of at least one client." in words(answer)


@pytest.mark.parametrize(
    ("name", "value"),
    [("on", "yesterday"), ("minutes", "0"), ("present", "x"), ("level", "wizard"), ("client1-minutes", "-5"),
     ("client1-plan", "00000000-0000-0000-0000-000000000000"), ("client1-diagnoses", "99"), ("service", SCRIPT)],
)  # fmt: skip
def test_bad_input_of_a_typed_session_is_said_at_its_field(evening: Evening, name: str, value: str) -> None:
    answer = ask(evening, "typed", post=typed(**{"client1-minutes": "90", name: value}))
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert SCRIPT not in answer.content.decode()


@pytest.mark.parametrize("count", ["", "0", "-3", "999", "²", SCRIPT])
def test_a_count_of_rows_that_nobody_typed_breaks_nothing(evening: Evening, count: str) -> None:
    assert ask(evening, "typed", post=typed(count=count)).status_code == 422


def test_the_rules_own_form_leads_into_a_replay_of_what_was_typed(evening: Evening) -> None:
    """The form of the rule posts its value here before it is saved; the days are the last ninety."""
    begun = ask(evening, "replay", "minutes.floor", post={"value": "60", "source": "", "from_on": "2027-01-01"})
    run = TrialRun.objects.get()
    assert (begun.status_code, begun["Location"]) == (302, reverse("trials:run", args=[run.id]))
    assert (run.until - run.since).days == 90
    page = words(ask(evening, "run", run.id))
    assert "-1 line, -$62.00" in page
    assert "Imre Castellan" in page and "Darius Feld" not in page
    assert "Present 50 minutes, under the 60 that Alder Mutual wants." in page
    seen = AuditEvent.objects.filter(verb="trials.view_run", kind="viewed").values_list("client_id", flat=True)
    assert list(seen) == [evening.clinic.clients[0].id]


def test_the_page_of_the_rule_says_what_was_replayed(evening: Evening) -> None:
    ask(evening, "replay", "minutes.floor", post={"value": "60"})
    browser = Browser()
    browser.force_login(evening.clinic.user("biller"), backend="django.contrib.auth.backends.ModelBackend")
    page = words(browser.get(reverse("payers:rule", args=[evening.clinic.payers["commercial"].id, "minutes.floor"])))
    assert "by Hamid Farrow" in page and "difference -1 line, -$62.00" in page


def test_who_sees_no_charges_is_offered_no_trial(evening: Evening) -> None:
    browser = Browser()
    browser.force_login(evening.clinic.user("administrator"), backend="django.contrib.auth.backends.ModelBackend")
    payer = evening.clinic.payers["commercial"].id
    for name, more in (
        ("payers:payer", ()),
        ("payers:rule", ("minutes.floor",)),
        ("payers:change-rule", ("minutes.floor",)),
    ):
        page = words(browser.get(reverse(name, args=[payer, *more])))
        assert "Try it" not in page and "Replay" not in page


@pytest.mark.parametrize(
    ("days", "said"),
    [({"since": "2026-11-24", "until": "2026-11-01"}, "Choose days that lie behind"),
     ({"since": "x", "until": "2026-11-01"}, "Write the day like"), ({"since": "", "until": ""}, "Choose a day")],
)  # fmt: skip
def test_days_that_cannot_be_replayed_are_said_at_their_field(
    evening: Evening, days: dict[str, str], said: str
) -> None:
    answer = ask(evening, "replay", "minutes.floor", post={"value": "60", **days})
    assert answer.status_code == 422
    assert said in words(answer)
    assert not TrialRun.objects.exists()


def test_a_rule_that_was_never_is_not_found(evening: Evening) -> None:
    assert ask(evening, "replay", "minutes.roof").status_code == 404


def test_without_a_script_a_long_replay_goes_on_by_its_button(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("circlechart.money.trials.views.replays.actions.go_on", lambda **given: False)
    ask(evening, "replay", "minutes.floor", post={"value": "60"})
    monkeypatch.undo()
    run = TrialRun.objects.get()
    page = ask(evening, "run", run.id).content.decode()
    assert "data-replay" in page and "<progress" in page
    assert ask(evening, "go-on", run.id, post={}).status_code == 302
    assert "-1 line, -$62.00" in words(ask(evening, "run", run.id))
