"""Two people at one text: whoever came second is told so and sees both versions; words after the signature stay apart."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from circlechart.web.demo import content
from tests.journeys.steps import Person, clinic, running, sign_in, write_entries

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
START = "He called. He was quiet."
HERS, HIS = "He called. He was quiet until the end.", "He called. He was quiet, then laughed."
BOTH = "He called. He was quiet until the end, then laughed."


def response(person: Person) -> Any:
    return person.row("Imre Castellan").get_by_label("Response", exact=True)


@pytest.fixture
def pair(live_server: Any, two: tuple[BrowserContext, BrowserContext]) -> tuple[Person, Person]:
    """The co-facilitator's page has the first text, which the lead has changed since."""
    _, session = clinic()
    lead, co = sign_in(two[0], live_server.url, "anneke"), sign_in(two[1], live_server.url, "devon")
    running(lead, session)
    response(lead).fill(START)
    lead.saved()
    co.page.goto(f"{live_server.url}/sessions/{session.id}/")
    co.page.route("**/state/**", lambda route: route.abort())  # it has not heard of the change yet
    response(co).focus()
    response(lead).fill(HERS)
    lead.saved()
    return lead, co


def test_U1_who_changed_the_same_sentence_is_named_and_both_versions_are_shown(pair: tuple[Person, Person]) -> None:
    lead, co = pair
    response(co).fill(HIS)
    card = co.row("Imre Castellan").locator(".clash")
    expect(card).to_contain_text("Anneke Rivers changed the same sentence")
    expect(response(co)).to_have_value(BOTH)
    expect(response(co)).to_be_focused()
    card.get_by_role("button", name="Show both").click()
    expect(response(co)).to_have_value(BOTH)
    expect(response(co)).to_be_focused()
    card.get_by_role("button", name="Done").click()
    expect(card).to_have_count(0)
    assert lead.troubles == []


def test_U1_what_was_joined_shows_as_soon_as_the_cell_is_left_also_by_way_of_another_box(
    pair: tuple[Person, Person],
) -> None:
    _, co = pair
    response(co).fill(HIS)
    co.row("Imre Castellan").get_by_label("Progress", exact=True).focus()
    co.saved()
    co.page.get_by_label("Topic").focus()
    expect(response(co)).to_have_value(BOTH)


def test_U1_a_choice_that_both_changed_says_whose_stands(pair: tuple[Person, Person]) -> None:
    lead, co = pair
    hers, his = [one.row("Imre Castellan").get_by_role("radiogroup", name="Participation") for one in pair]
    hers.get_by_role("radio").nth(3).check()
    lead.saved()
    his.get_by_role("radio").nth(0).check()
    expect(co.row("Imre Castellan").locator(".clash")).to_contain_text("Anneke Rivers chose at the same time")
    expect(his.get_by_role("radio").nth(3)).to_be_checked()


def test_U5_words_that_come_after_the_signature_stand_beside_the_signed_text(
    live_server: Any, two: tuple[BrowserContext, BrowserContext]
) -> None:
    cast, session = clinic()
    lead, co = sign_in(two[0], live_server.url, "anneke"), sign_in(two[1], live_server.url, "devon")
    running(lead, session)
    lead.mark("Oren Pell", "No-show")
    expect(lead.page.locator('[data-count="no_shows"]')).to_have_text("1")
    write_entries(lead, cast, session)
    lead.page.get_by_label("Group narrative").fill(content.scenario().narrative)
    lead.saved()
    co.page.goto(f"{live_server.url}/sessions/{session.id}/")
    signed = response(co).input_value()
    two[1].set_offline(True)
    response(co).fill("He waited by the door.")
    lead.click(lead.button("End session"), "End session")
    expect(lead.button("End session")).to_have_count(0)
    lead.sign()
    two[1].set_offline(False)
    co.page.evaluate("document.dispatchEvent(new CustomEvent('connection:back'))")
    card = co.row("Imre Castellan").locator(".clash")
    expect(card).to_contain_text("Your last words are not in the signed note")
    expect(card.get_by_label("Response, not signed")).to_have_value("He waited by the door.")
    expect(response(co)).to_have_value(signed)
    expect(card.get_by_role("link", name="Open the signed note")).to_have_count(1)
    expect(co.button("End session")).to_have_count(0)
    card.get_by_role("button", name="I have them").click()
    co.saved()
