"""A form handed over on a tablet: with the keyboard alone, at tablet size, scored, and seen beside the row."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from circlechart.care.measures.models import Acknowledgement, Alert, Result, Sheet
from circlechart.web.demo.people import Cast
from tests.journeys.steps import PASSWORD, Person, clinic, sign_in, violations
from tests.journeys.test_keyboard import press, reach

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
TABLET = {"width": 810, "height": 1080}
SHOTS = os.environ.get("CIRCLECHART_SHOTS", "")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.screenshot(path=Path(SHOTS) / f"{name}-{theme}.png", full_page=True)
        page.emulate_media(color_scheme="light")


def answer(person: Person, values: list[int]) -> None:
    """Reach each question with Tab, choose with the arrows and Space."""
    questions = person.page.locator("fieldset.question")
    for position, value in enumerate(values):
        reach(person, questions.nth(position).get_by_role("radio").first)
        person.page.keyboard.press("Space")
        for _ in range(value):
            person.page.keyboard.press("ArrowDown")


def others_named(page: Page, cast: Cast) -> list[str]:
    words = page.locator("html").inner_text() + page.url + page.title()
    names = [each.legal_last_name for each in cast.clients.values()] + [each.name for each in cast.groups.values()]
    programs = [each.program.name for each in cast.groups.values() if each.program]
    return [name for name in {*names, *programs} if re.search(rf"\b{re.escape(name)}\b", words)]


def test_a_form_is_given_on_the_tablet_scored_and_seen_beside_the_row(
    live_server: object, browser_context: BrowserContext
) -> None:
    cast, session = clinic()
    lead = sign_in(browser_context, live_server.url, "anneke")
    page = lead.page
    page.set_viewport_size(TABLET)
    page.goto(f"{live_server.url}/sessions/{session.id}/measures/")
    assert violations(page) == []
    shot(page, "1-session")
    other_tab = browser_context.new_page()
    other_tab.goto(f"{live_server.url}/sessions/{session.id}/")
    giving = page.get_by_role("form", name="Give questionnaires to Lu Montoya")
    press(lead, giving.get_by_role("button", name="Hand over this tablet"))
    page.get_by_role("heading", name=re.compile("Over the last 2 weeks")).wait_for()
    assert others_named(page, cast) == []
    assert violations(page) == []
    shot(page, "2-form")
    other_tab.get_by_label("Password", exact=True).wait_for()  # covered, so that nobody reads the roster there
    other_tab.close()

    page.goto(f"{live_server.url}/sessions/{session.id}/")  # whatever else is asked for leads back to the form
    page.get_by_role("heading", name=re.compile("Over the last 2 weeks")).wait_for()
    answer(lead, [2, 2, 1, 1, 0, 2, 1, 0])
    press(lead, page.get_by_role("button", name="Send", exact=True))
    expect(page.get_by_role("alert")).to_contain_text("1 question has no answer yet")
    expect(page.locator("fieldset.question").first.get_by_role("radio").nth(2)).to_be_checked()
    assert violations(page) == []
    shot(page, "3-blank")
    reach(lead, page.locator("fieldset.question").nth(8).get_by_role("radio").first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    press(lead, page.get_by_role("button", name="Send", exact=True))
    page.get_by_text("Form 2 of 2").wait_for()
    answer(lead, [1, 1, 1, 0, 0, 1, 0])
    press(lead, page.get_by_role("button", name="Send", exact=True))
    page.get_by_role("heading", name="Thank you").wait_for()
    assert others_named(page, cast) == []
    shot(page, "4-thanks")
    page.go_back()
    page.goto(f"{live_server.url}/")
    page.get_by_role("heading", name="Thank you").wait_for()
    reach(lead, page.get_by_label("Password of the person who handed it over"))
    page.keyboard.insert_text("not the password at all")
    page.keyboard.press("Enter")
    expect(page.get_by_text("That is not your password.")).to_be_visible()
    page.get_by_label("Password of the person who handed it over").focus()
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Questionnaires before group").wait_for()
    expect(page.get_by_role("alert").first).to_contain_text("Several days")
    shot(page, "5-back")
    result = Result.objects.get(instrument="phq9")
    assert (result.total, result.words) == (10, "moderate")
    assert Alert.objects.get().kind == "item"

    page.goto(f"{live_server.url}/sessions/{session.id}/")
    press(lead, page.get_by_role("button", name="Start session"))
    dialog = page.get_by_role("dialog", name="An answer needs you now")
    expect(dialog).to_contain_text("Lu Montoya")
    shot(page, "6-interrupt")
    press(lead, dialog.get_by_role("button", name="Go to it"))
    done = page.get_by_label("What was done")
    expect(done).to_be_focused()
    page.keyboard.insert_text("Spoke with Lu alone before group; no plan or intent; safety plan read together.")
    assert violations(page) == []
    shot(page, "7-session")
    press(lead, page.get_by_role("button", name="Acknowledge"))
    expect(done).to_be_hidden()
    assert Acknowledgement.objects.get().by_name == "Anneke Rivers"
    row = lead.row("Lu Montoya")
    expect(row.locator("[data-slot=measures]")).to_contain_text("10")
    expect(row.locator("[data-slot=measures]")).to_contain_text("moderate")
    page.goto(f"{live_server.url}/clients/{result.client_id}/measures/")
    assert violations(page) == []
    shot(page, "8-client")
    assert [each for each in lead.troubles if "422" not in each] == []  # blanks, and the wrong password


def test_answers_survive_a_dropped_connection_and_are_sent_once(
    live_server: object, browser_context: BrowserContext, browser: object
) -> None:
    cast, session = clinic()
    lead = sign_in(browser_context, live_server.url, "anneke")
    lead.page.goto(f"{live_server.url}/sessions/{session.id}/measures/")
    giving = lead.page.get_by_role("form", name="Give questionnaires to Oren Pell")
    giving.get_by_role("checkbox", name="GAD-7").uncheck()
    giving.get_by_role("button", name="Make a link").click()
    link = lead.page.get_by_label("Link for this client").input_value()
    assert all(name not in link for name in ("pell", "oren", str(cast.clients["oren"].id)))

    phone = browser.new_context(viewport={"width": 320, "height": 640})
    page = phone.new_page()
    page.goto(link)
    assert others_named(page, cast) == []
    assert violations(page) == []
    shot(page, "9-start")
    page.get_by_role("button", name="Start").click()
    questions = page.locator("fieldset.question")
    questions.nth(0).get_by_role("radio").nth(1).check()
    expect(page.locator("[data-save-words]")).to_have_text("Your answers are kept.")
    shot(page, "10-phone")
    phone.set_offline(True)
    for position in range(1, 9):
        questions.nth(position).get_by_role("radio").nth(0).check()
    expect(page.locator("[data-save-words]")).to_contain_text("No connection")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("[data-save-words]")).to_contain_text("No connection")
    assert list(Sheet.objects.get().answers) == ["q1"]
    phone.set_offline(False)
    page.get_by_role("heading", name="Thank you").wait_for()
    assert Result.objects.get().total == 1

    other = browser.new_context()
    elsewhere = other.new_page()
    assert elsewhere.goto(link).status == 403
    assert others_named(elsewhere, cast) == []
    other.close()
    phone.close()
