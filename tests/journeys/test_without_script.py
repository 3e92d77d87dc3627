"""JavaScript is off: plain forms start, mark, write, end and sign, and the same notes and claims come out."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from circlechart.care.notes.models import Signature
from circlechart.web.demo import content
from circlechart.web.demo.scenario import outcome
from tests.journeys.steps import PASSWORD, Person, clinic, minutes_after, sign_in_plainly

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def plain(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without JavaScript."""
    context = browser.new_context(viewport={"width": 810, "height": 1080}, java_script_enabled=False)
    context.set_default_timeout(15_000)
    yield context
    context.close()


def saves(person: Person, name: str, button: str) -> None:
    """Press a row's own save button; the page comes back."""
    person.row(name).get_by_role("button", name=button, exact=True).click()
    person.page.get_by_role("heading", name="Clients").wait_for()


def attend(lead: Person, session: Any) -> None:
    """One no-show, one late, one who left early; the rest present."""
    for name, choice, field, minutes in (
        ("Oren Pell", "No-show", "", 0), ("Yuki Hathaway", "Late", "Arrived", 20), ("Darius Feld", "Left early", "Left", 30),
    ):  # fmt: skip
        marks = lead.row(name).get_by_role("radiogroup", name="Attendance")
        marks.get_by_role("radio", name=choice, exact=True).check()
        if field:
            lead.row(name).get_by_label(field, exact=True).fill(minutes_after(session, minutes))
        saves(lead, name, "Save attendance")
    lead.button("Mark remaining present").click()


def write(lead: Person, cast: Any) -> None:
    story = content.scenario()
    page = lead.page
    page.get_by_label("Topic").fill(story.topic)
    page.get_by_label("Interventions", exact=True).fill(story.interventions)
    page.get_by_role("textbox", name="Group narrative").fill(story.narrative)
    lead.button("Save narrative").click()
    for entry in story.entries:
        if entry.absent:
            continue
        name = cast.clients[entry.client].display_name
        row = lead.row(name)
        row.get_by_label("Response", exact=True).fill(entry.response)
        row.get_by_label("Progress", exact=True).fill(entry.progress)
        row.get_by_label("Plan", exact=True).fill(entry.plan)
        participation = row.get_by_role("radiogroup", name="Participation").get_by_role("radio")
        participation.nth(entry.participation - 1).check()
        saves(lead, name, "Save entry")


def signs(page: Page) -> None:
    page.get_by_role("button", name="Sign my notes", exact=True).click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign", exact=False).last.click()


def test_U16_the_whole_group_without_javascript(live_server: Any, plain: BrowserContext) -> None:
    cast, session = clinic()
    lead = sign_in_plainly(plain, live_server.url, "anneke")
    lead.page.get_by_role("link", name="Open Evening process group").click()
    lead.button("Start session").click()
    attend(lead, session)
    expect(lead.page.locator('[data-count="undecided"]')).to_have_text("0")
    write(lead, cast)
    lead.button("End session").click()
    signs(lead.page)
    expect(lead.page.locator('[data-count="signed"]')).to_have_text("8")
    came = outcome(session.id, timezone.now())
    assert came["notes"] == {"group_note": 7, "no_show_note": 1, "staff_part": 0}
    assert came["minutes"]["Darius Feld"] == 30
    assert [each["client"] for each in came["holds"]] == ["Darius Feld"]
    assert len(came["claims"]) == 6
    assert Signature.objects.count() == 8


def test_U16_what_came_out_is_shown_without_javascript(live_server: Any, plain: BrowserContext) -> None:
    _, session = clinic()
    lead = sign_in_plainly(plain, live_server.url, "anneke")
    lead.page.goto(f"{live_server.url}/sessions/{session.id}/")
    lead.button("Start session").click()
    lead.page.get_by_role("link", name="Show the effect").click()
    expect(lead.page.get_by_text("Imre Castellan")).to_be_visible()


def test_U16_a_refusal_without_javascript_is_a_page_with_a_way_back(live_server: Any, plain: BrowserContext) -> None:
    _, session = clinic()
    lead = sign_in_plainly(plain, live_server.url, "anneke")
    lead.page.goto(f"{live_server.url}/sessions/{session.id}/")
    lead.button("Start session").click()
    marks = lead.row("Oren Pell").get_by_role("radiogroup", name="Attendance")
    marks.get_by_role("radio", name="No-show", exact=True).check()
    saves(lead, "Oren Pell", "Save attendance")
    lead.button("Sign my notes").click()
    expect(lead.page.get_by_text("Nothing can be signed yet")).to_be_visible()
    lead.page.get_by_role("link", name="Back to the session").click()
    expect(lead.page.get_by_role("heading", name="Evening process group")).to_be_visible()
