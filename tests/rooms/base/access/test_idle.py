"""Idle, locked, and signed in again in place: the page's scripts get a 401, and only the same person may go on."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse

from circlechart.base.audit.models import AuditEvent
from tests import cast

HOME = reverse("home:today")
AGAIN = reverse("access:reauth")
NOON = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    made = cast.clinic(clients=0)
    made.user("lead"), made.user("co")
    return made


@pytest.fixture
def browser(clinic: cast.Clinic) -> Browser:
    made = Browser()
    with time_machine.travel(NOON, tick=False):
        made.post(reverse("access:sign-in"), {"username": "anneke", "password": cast.PASSWORD})
        assert made.get(HOME).status_code == 200
    return made


def after(minutes: float) -> time_machine.travel:
    return time_machine.travel(NOON + timedelta(minutes=minutes), tick=False)


def again(browser: Browser, username: str = "anneke", password: str = cast.PASSWORD, **more: str) -> object:
    return browser.post(AGAIN, {"username": username, "password": password}, **SCRIPT, **more)


def test_idle_person_is_sent_to_sign_in_and_scripts_get_a_401(browser: Browser) -> None:
    with after(settings.IDLE_MINUTES + 1):
        answer = browser.get(HOME, **SCRIPT)
        assert answer.status_code == 401
        assert answer.json()["error"]["because"] == "You are not signed in."
        page = browser.get(HOME)
        assert (page.status_code, page["Location"].split("?")[0]) == (302, reverse("access:sign-in"))


def test_every_request_starts_the_idle_clock_anew(browser: Browser) -> None:
    for step in (10, 20, 30):
        with after(step):
            assert browser.get(HOME).status_code == 200
    with after(30 + settings.IDLE_MINUTES + 1):
        assert browser.get(HOME).status_code == 302


def test_a_page_that_looks_for_news_by_itself_is_nobodys_activity(browser: Browser) -> None:
    for step in (5, 10, 14):
        with after(step):
            assert browser.get(f"{HOME}?seen=1").status_code == 200
    with after(settings.IDLE_MINUTES + 1):
        assert browser.get(HOME).status_code == 302


def test_alive_keeps_a_reader_signed_in(browser: Browser) -> None:
    with after(14):
        assert browser.post(reverse("access:alive"), **SCRIPT).status_code == 204
    with after(28):
        assert browser.get(HOME).status_code == 200


def test_same_person_goes_on_in_place(browser: Browser, clinic: cast.Clinic) -> None:
    with after(60):
        assert again(browser).json() == {"ok": True}
        assert browser.get(HOME, **SCRIPT).status_code == 200
    event = AuditEvent.objects.get(verb="access.sign_in_again")
    assert (event.kind, event.actor_id) == ("sign_in", clinic.lead.staff_id)


def test_wrong_password_again_names_field_and_mend_and_opens_nothing(browser: Browser) -> None:
    with after(60):
        answer = again(browser, password="wrong")
        said = answer.json()["error"]
        assert (answer.status_code, said["field"]) == (422, "Password")
        assert said["mend"]
        assert browser.get(HOME, **SCRIPT).status_code == 401


def test_another_person_is_refused_on_this_page(browser: Browser) -> None:
    with after(60):
        answer = again(browser, username="devon")
        assert answer.json()["error"]["because"] == "Somebody else is signed in on this page."
        assert browser.get(HOME, **SCRIPT).status_code == 401


def test_another_person_is_refused_also_when_the_session_is_gone(browser: Browser, clinic: cast.Clinic) -> None:
    owner = str(clinic.user("lead").pk)
    browser.cookies.pop(settings.SESSION_COOKIE_NAME)
    assert again(browser, username="devon", HTTP_X_PAGE_OWNER=owner).status_code == 422
    assert browser.get(HOME, **SCRIPT).status_code == 401
    assert again(browser, HTTP_X_PAGE_OWNER=owner).status_code == 200


def test_lock_out_in_place_says_how_long(browser: Browser) -> None:
    with after(60):
        for _ in range(settings.AXES_FAILURE_LIMIT):
            answer = again(browser, password="wrong")
        assert answer.status_code == 429
        assert "fifteen minutes" in answer.json()["error"]["because"]


def test_lock_asks_for_the_password_and_is_audited_once(browser: Browser) -> None:
    with after(1):
        for _ in range(2):
            assert browser.post(reverse("access:lock"), **SCRIPT).status_code == 204
        assert browser.get(HOME, **SCRIPT).status_code == 401
        assert browser.post(reverse("access:alive"), **SCRIPT).status_code == 401
        assert again(browser).status_code == 200
        assert browser.get(HOME).status_code == 200
    assert AuditEvent.objects.filter(verb="access.lock").count() == 1


def test_sign_out_works_from_a_locked_screen(browser: Browser) -> None:
    with after(1):
        browser.post(reverse("access:lock"))
        assert browser.post(reverse("access:sign-out"))["Location"] == reverse("access:sign-in")
        assert again(browser, username="devon").status_code == 200


def test_a_page_of_one_person_saves_nothing_as_another(browser: Browser, clinic: cast.Clinic) -> None:
    """Two tabs: in the second somebody else has signed in; what the first still sends is not theirs."""
    lead, co = str(clinic.user("lead").pk), str(clinic.user("co").pk)
    with after(2):
        browser.post(reverse("access:sign-in"), {"username": "devon", "password": cast.PASSWORD})
        assert browser.get(HOME, **SCRIPT, HTTP_X_PAGE_OWNER=lead).status_code == 401
        assert browser.get(HOME, **SCRIPT, HTTP_X_PAGE_OWNER=co).status_code == 200
        assert again(browser, HTTP_X_PAGE_OWNER=lead).status_code == 200
        assert browser.get(HOME, **SCRIPT, HTTP_X_PAGE_OWNER=lead).status_code == 200
        assert browser.get(HOME, **SCRIPT, HTTP_X_PAGE_OWNER=co).status_code == 401
