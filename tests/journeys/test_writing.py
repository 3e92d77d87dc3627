"""Words that save themselves: no conflict with oneself, no jumping caret, nothing lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from circlechart.care.notes.models import DraftRevision, Entry
from tests.journeys.steps import Person, clinic, running, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def lead(live_server: Any, browser_context: BrowserContext) -> Iterator[Person]:
    """The lead on the running session, everybody present."""
    _, session = clinic()
    person = sign_in(browser_context, live_server.url, "anneke")
    running(person, session)
    yield person
    assert person.troubles == []


def response(person: Person, name: str = "Imre Castellan") -> Any:
    return person.row(name).get_by_label("Response", exact=True)


def caret(page: Page) -> list[int]:
    """Where the caret is, and in which box."""
    return page.evaluate("[document.activeElement.selectionStart, document.activeElement.selectionEnd]")


def polled(page: Page) -> None:
    """Wait until the page has looked for news."""
    with page.expect_response(lambda answer: "/state/" in answer.url):
        page.evaluate("document.querySelector('session-screen').poll()")


def test_U3_a_slow_save_never_conflicts_with_what_is_typed_meanwhile(lead: Person) -> None:
    held: list[Route] = []
    lead.page.route("**/entries/**", lambda route: held.append(route) if not held else route.continue_())
    box = response(lead)
    box.press_sequentially("He called his sister.")
    lead.page.get_by_label("Topic").focus()
    expect(lead.page.locator("[data-save-words]")).to_have_text("Saving…")
    box.focus()
    box.press("End")
    box.press_sequentially(" She answered.")
    lead.page.get_by_label("Topic").focus()
    assert len(held) == 1, "the second save waits for the first"
    held[0].continue_()
    lead.saved()
    expect(box).to_have_value("He called his sister. She answered.")
    drafts = DraftRevision.objects.filter(cell="entry").order_by("at", "id")
    assert [(each.rev, each.outcome) for each in drafts] == [(1, "saved"), (2, "saved")]
    assert Entry.objects.get(rev=2).response == "He called his sister. She answered."


def test_U3_a_save_whose_answer_was_lost_is_repeated_and_is_one_save(lead: Person) -> None:
    lost: list[Route] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route)
        route.fetch()
        route.abort()

    lead.page.route("**/entries/**", lose)
    box = response(lead)
    box.fill("He called his sister.")
    lead.page.get_by_label("Topic").focus()
    lead.saved()
    expect(box).to_have_value("He called his sister.")
    assert len(lost) == 1
    draft = DraftRevision.objects.get(cell="entry")
    assert (draft.rev, draft.outcome) == (1, "saved")
    lead.troubles[:] = [each for each in lead.troubles if "net::ERR_FAILED" not in each]


def test_U4_focus_and_caret_stay_through_polls_and_saves(lead: Person) -> None:
    box = response(lead)
    box.fill("He called. She answered.")
    lead.saved()
    box.focus()
    lead.page.evaluate("document.activeElement.setSelectionRange(9, 9)")
    box.press_sequentially(" twice")
    assert caret(lead.page) == [15, 15]
    lead.saved()
    polled(lead.page)
    assert caret(lead.page) == [15, 15]
    expect(box).to_be_focused()
    expect(box).to_have_value("He called twice. She answered.")


def test_U4_a_time_half_typed_is_not_replaced_by_the_answer_to_the_mark(lead: Person) -> None:
    """Left early is answered with the time of the tap; who already types the real one keeps it."""
    held: list[Route] = []
    lead.page.route("**/mark/**", lambda route: held.append(route))
    row = lead.row("Imre Castellan")
    with lead.page.expect_request("**/mark/**"):
        row.get_by_role("radio", name="Left early", exact=True).check()
    field = row.get_by_label("Left", exact=True)
    expect(field).to_be_focused()
    lead.page.keyboard.type("11")
    with lead.page.expect_response("**/mark/**"):
        held[0].continue_()
    expect(row.locator("attendance-marks")).not_to_have_attribute("data-saving", "")
    lead.page.keyboard.type("58AM")
    expect(field).to_have_value("11:58")


def test_U4_words_of_somebody_else_come_into_a_box_in_use_around_the_caret(
    live_server: Any, two: tuple[BrowserContext, BrowserContext]
) -> None:
    _, session = clinic()
    lead, co = sign_in(two[0], live_server.url, "anneke"), sign_in(two[1], live_server.url, "devon")
    running(lead, session)
    response(lead).fill("He called. She answered.")
    lead.saved()
    co.page.goto(f"{live_server.url}/sessions/{session.id}/")
    response(lead).focus()
    lead.page.evaluate("document.activeElement.setSelectionRange(3, 9)")
    response(co).focus()
    response(co).press("Control+End")
    response(co).press_sequentially(" The group nodded.")
    co.saved()
    polled(lead.page)
    expect(response(lead)).to_have_value("He called. She answered. The group nodded.")
    assert caret(lead.page) == [3, 9]
    response(lead).press_sequentially("wrote")
    lead.page.get_by_label("Topic").focus()
    lead.saved()
    expect(response(lead)).to_have_value("He wrote. She answered. The group nodded.")
    assert lead.troubles == co.troubles == []


def test_U4_a_composition_is_not_interrupted(lead: Person) -> None:
    """An input method composes: neither the pause for saving nor a poll may take the half-typed word."""
    box = response(lead)
    box.fill("He said ")
    lead.saved()
    box.focus()
    keyboard = lead.page.context.new_cdp_session(lead.page)
    keyboard.send("Input.imeSetComposition", {"text": "ni", "selectionStart": 2, "selectionEnd": 2})
    sent: list[str] = []
    lead.page.on("request", lambda request: sent.append(request.url) if "/entries/" in request.url else None)
    polled(lead.page)
    polled(lead.page)
    assert sent == []
    expect(box).to_have_value("He said ni")
    keyboard.send("Input.insertText", {"text": "你好"})
    expect(box).to_have_value("He said 你好")
    lead.saved()
    assert Entry.objects.get(response__startswith="He said").response == "He said 你好"
    expect(box).to_be_focused()


def test_a_refused_save_keeps_the_words_in_the_box_and_says_so(lead: Person) -> None:
    box = response(lead)
    words = "He spoke at length. " * 6000
    box.fill(words)
    lead.page.get_by_label("Topic").focus()
    state = lead.row("Imre Castellan").locator("[data-cell-state]")
    expect(state).to_contain_text("longer than a note can hold")
    expect(lead.page.locator("[data-save-words]")).to_have_text("Some words are not saved yet")
    polled(lead.page)
    assert box.input_value() == words
    assert lead.page.evaluate("document.querySelector('session-screen').kept") is False
    box.fill("He spoke at length.")
    lead.page.get_by_label("Topic").focus()
    lead.saved()
    assert Entry.objects.get(rev=1).response == "He spoke at length."
    lead.troubles[:] = [each for each in lead.troubles if "422" not in each]


def test_words_of_the_other_do_not_replace_words_that_were_refused(
    live_server: Any, two: tuple[BrowserContext, BrowserContext]
) -> None:
    _, session = clinic()
    lead, co = sign_in(two[0], live_server.url, "anneke"), sign_in(two[1], live_server.url, "devon")
    running(lead, session)
    co.page.goto(f"{live_server.url}/sessions/{session.id}/")
    words = "He spoke at length. " * 6000
    response(lead).fill(words)
    lead.page.get_by_label("Topic").focus()
    expect(lead.row("Imre Castellan").locator("[data-cell-state]")).to_contain_text("longer than a note can hold")
    response(co).fill("Short.")
    co.saved()
    polled(lead.page)
    assert response(lead).input_value() == words
