"""Every page of the house, as somebody who may see it: axe finds nothing, in light and in dark, and 320 pixels hold it.

The pages are those of the table of tests/rooms/base/access/test_addresses.py, and the same pages again when their forms
are refused. They are drawn in one transaction and handed to the browser by hand, so that no server and no second clinic
is needed.
"""

from collections.abc import Iterator
from contextlib import suppress
from contextvars import copy_context
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route
from playwright.sync_api import TimeoutError as TooLate

from circlechart.base.access import credential
from circlechart.base.access.models import User
from tests.rooms.base.access.test_addresses import ROWS, WHO, House

pytestmark = pytest.mark.browser
HERE = "http://testserver"
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
SHOWN, REFUSED = 200, 422
NARROW = {"width": 320, "height": 700}
FETCHED = "!document.querySelector('[hx-trigger=load] .skeleton')"
FITS = "innerWidth === 320 && document.documentElement.scrollWidth <= 320"
WIDE = """[...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > 321 && document.documentElement.scrollWidth > 320)
  .map((each) => each.outerHTML.slice(0, 80))"""
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
CHECKED = {"resultTypes": ["violations"], "preload": False}


def who_gets(status: int, name: str, verb: str) -> str | None:
    """The first role for which the table says so."""
    return next((who for role, who in WHO.items() if ROWS[name, verb][role] == status), None)


PAGES = [(name, who) for name, verb in ROWS if verb == "GET" and (who := who_gets(SHOWN, name, verb))]
REFUSALS = [(name, who) for name, verb in ROWS if verb == "POST" and (who := who_gets(REFUSED, name, verb))]


class Desk:
    """A page of the browser that is answered here, in the test's own transaction."""

    def __init__(self, page: Page, house: House) -> None:
        self.page, self.house = page, house
        self.page.set_viewport_size({"width": 810, "height": 1080})
        self.page.route(f"{HERE}/**", self._answer)
        self.browser = Client()
        self.first: Any = None
        self.context = copy_context()

    def show(self, answer: Any, who: str) -> bool:
        """Show an answer; what the page fetches afterwards is answered to the same person. Pieces of pages are none."""
        if "text/html" not in answer["Content-Type"] or b"<html" not in answer.content:
            return False
        if who:
            user = User.objects.get(username=who)
            self.browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        self.first = answer
        self.page.goto(f"{HERE}/shown/")
        self.page.wait_for_function(FETCHED)
        return True

    def violations(self, *only: str) -> list[str]:
        """What axe finds, in short."""
        options = {**CHECKED, "runOnly": list(only)} if only else CHECKED
        found = Axe().run(self.page, options=options).response["violations"]
        return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]

    def _fetched(self, path: str) -> Any:
        """Playwright calls back in a context of its own, where Django would open, and keep, another connection."""
        with transaction.atomic():
            answer = self.browser.get(path)
            transaction.set_rollback(True)
        return answer

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path == "/shown/":
            kind = self.first["Content-Type"]
            route.fulfill(status=self.first.status_code, body=self.first.content.decode(), content_type=kind)
        elif path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            kind = TYPES.get(path.rpartition(".")[2], "text/plain")
            route.fulfill(path=found, content_type=kind) if found else route.fulfill(status=404)
        else:
            answer = self.context.run(self._fetched, route.request.url.removeprefix(HERE))
            route.fulfill(status=answer.status_code, body=answer.content, content_type=answer["Content-Type"])


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """The house is built once."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield House()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all, without motion."""
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(page: Page, standing: House, db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(credential, "confirm", lambda request, password: None)  # test_sign_in.py asks for it
    page.emulate_media(color_scheme="light")
    yield Desk(page, standing)
    page.unroute_all()


def check(desk: Desk) -> dict[str, list[str]]:
    """All that is wrong with the page that is shown."""
    wrong = {"light": desk.violations()}
    desk.page.emulate_media(color_scheme="dark")
    for _ in range(2):  # a busy machine may still be drawing the light ones; what is wrong stays wrong
        desk.page.evaluate(DRAWN)
        wrong["dark"] = desk.violations("color-contrast", "link-in-text-block")
        if not wrong["dark"]:
            break
    desk.page.set_viewport_size(NARROW)
    with suppress(TooLate):
        desk.page.wait_for_function(FITS, timeout=2_000)
    wrong["too wide"] = desk.page.evaluate(WIDE)
    return {what: found for what, found in wrong.items() if found}


@pytest.mark.parametrize(("name", "who"), PAGES, ids=[name for name, _ in PAGES])
def test_axe_finds_nothing_and_the_page_fits(desk: Desk, name: str, who: str) -> None:
    if desk.show(desk.house.knock(who, "GET", name), who):
        assert check(desk) == {}


@pytest.mark.parametrize(("name", "who"), REFUSALS, ids=[name for name, _ in REFUSALS])
def test_axe_finds_nothing_where_a_form_is_refused(desk: Desk, name: str, who: str) -> None:
    desk.page.emulate_media(color_scheme="dark")
    if desk.show(desk.house.knock(who, "POST", name), who):
        assert desk.violations() == []


@pytest.mark.parametrize("address", ["/sign-in/", "/no/such/place/"])
def test_axe_finds_nothing_before_sign_in(desk: Desk, address: str) -> None:
    assert desk.show(Client().get(address), "")
    assert check(desk) == {}


def test_axe_finds_nothing_on_refusals(desk: Desk) -> None:
    for who, verb, name in (
        ("desk", "GET", "office:trail"),
        ("nobody", "GET", "home:today"),
        ("lead", "POST", "notes:entry"),
    ):
        assert desk.show(desk.house.knock(who, verb, name), who)
        assert check(desk) == {}, name


def test_axe_finds_nothing_when_the_house_itself_fails(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Client(raise_request_exception=False)
    browser.force_login(User.objects.get(username="lead"), backend="django.contrib.auth.backends.ModelBackend")
    monkeypatch.setattr("circlechart.web.home.queries.day", None)
    answer = browser.get(reverse("home:today"))
    assert answer.status_code == 500
    assert desk.show(answer, "")
    assert check(desk) == {}
