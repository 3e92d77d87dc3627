"""The whole group with the keyboard alone: no pointer, no script that sets a value; what is said aloud is listened to."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, expect

from circlechart.care.notes.models import SignedNote
from circlechart.web.demo import content
from circlechart.web.demo.scenario import outcome
from tests.journeys.steps import PASSWORD, Person, clinic, minutes_after, sign_in, violations

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
MOST_TABS = 400
LISTEN = """() => {
  window.said = [];
  const live = document.getElementById("live");
  new MutationObserver(() => live.textContent && window.said.push(live.textContent)).observe(live, { childList: true });
}"""
FOCUS = "() => document.activeElement?.outerHTML.slice(0, 160)"


def reach(person: Person, target: Locator, key: str = "Tab") -> None:
    """Press Tab until the target has the focus; every stop on the way must be visible."""
    handle = target.element_handle()
    for _ in range(MOST_TABS):
        if person.page.evaluate("(one) => one === document.activeElement", handle):
            break
        person.page.keyboard.press(key)
    else:
        raise AssertionError(f"never reached; stands on {person.page.evaluate(FOCUS)}")
    box, view = target.bounding_box(), person.page.viewport_size
    assert box
    assert view
    assert box["y"] > -2
    assert box["y"] + min(box["height"], 24) <= view["height"] + 2, "focused, but out of sight"
    hit = person.page.evaluate(
        """(one) => { const r = one.getBoundingClientRect(), at = (y) => document.elementFromPoint(r.x + r.width / 2, y);
        return [r.y + 4, r.y + r.height / 2, r.y + r.height - 4].some((y) => one.contains(at(y)) || at(y)?.closest("label")?.contains(one)); }""",
        handle,
    )
    assert hit, f"covered: {person.page.evaluate(FOCUS)}"


def press(person: Person, target: Locator) -> None:
    reach(person, target)
    person.page.keyboard.press("Enter")


def write(person: Person, target: Locator, words: str) -> None:
    reach(person, target)
    person.page.keyboard.insert_text(words)


def mark(person: Person, name: str, key: str) -> None:
    """Into the row's radio group, then the letter of the choice."""
    group = person.row(name).get_by_role("radiogroup", name="Attendance")
    reach(person, group.get_by_role("radio").first)
    person.page.keyboard.press(key)


def time_of(person: Person, name: str, field: str, wall: str) -> None:
    target = person.row(name).get_by_label(field, exact=True)
    expect(target).to_be_focused()
    hour, minute = wall.split(":")
    noon = 12
    person.page.keyboard.type(f"{int(hour) % noon or noon:02}{minute}{'PM' if int(hour) >= noon else 'AM'}")
    expect(target).to_have_value(wall)


def said(person: Person) -> list[str]:
    return person.page.evaluate("() => window.said")


def attend(lead: Person, session: Any) -> None:
    """Rows come by name: Darius left early, Oren did not come, Yuki came late."""
    mark(lead, "Darius Feld", "l")
    time_of(lead, "Darius Feld", "Left", minutes_after(session, 30))
    mark(lead, "Oren Pell", "n")
    mark(lead, "Yuki Hathaway", "t")
    time_of(lead, "Yuki Hathaway", "Arrived", minutes_after(session, 20))
    press(lead, lead.button("Mark remaining present"))
    expect(lead.page.locator('[data-count="undecided"]')).to_have_text("0")
    expect(lead.button("Mark remaining present")).to_be_focused()


def entries(lead: Person, cast: Any) -> None:
    story = content.scenario()
    by_name = {cast.clients[each.client].display_name: each for each in story.entries if not each.absent}
    for name in sorted(by_name, key=str.casefold):
        entry, row = by_name[name], lead.row(name)
        reach(lead, row.get_by_role("radiogroup", name="Participation").get_by_role("radio").first)
        lead.page.keyboard.press(str(entry.participation))
        write(lead, row.get_by_label("Response", exact=True), entry.response)
        write(lead, row.get_by_label("Progress", exact=True), entry.progress)
        write(lead, row.get_by_label("Plan", exact=True), entry.plan)


def test_U10_the_whole_group_by_keyboard_alone(live_server: Any, browser_context: BrowserContext) -> None:
    cast, session = clinic()
    story = content.scenario()
    lead = sign_in(browser_context, live_server.url, "anneke")
    page = lead.page
    press(lead, page.get_by_role("link", name="Open Process group"))
    start = lead.button("Start session")
    start.wait_for()
    page.evaluate(LISTEN)
    press(lead, start)
    lead.button("Mark remaining present").wait_for()
    expect(lead.button("Mark remaining present")).to_be_focused()
    page.keyboard.press("Control+Home")
    page.evaluate("document.activeElement.blur()")
    attend(lead, session)
    page.evaluate("document.activeElement.blur()")
    write(lead, page.get_by_label("Topic"), story.topic)
    write(lead, page.get_by_label("Interventions", exact=True), story.interventions)
    write(lead, page.get_by_role("textbox", name="Group narrative"), story.narrative)
    entries(lead, cast)
    lead.saved()
    assert violations(page) == []
    press(lead, lead.button("End session"))
    lead.button("End session").wait_for(state="hidden")
    expect(lead.button("Sign my notes")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label("Your password")).to_be_focused()
    assert violations(page) == []
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#signing").wait_for(state="hidden")
    expect(page.locator('[data-count="signed"]')).to_have_text("8")
    expect(page.get_by_role("heading", name="8 notes signed, 6 charges, 1 hold, 6 claims")).to_be_focused()
    assert violations(page) == []
    heard = said(lead)
    for words in ("Start session: done", "Mark remaining present: done", "End session: done", "8 notes signed"):
        assert words in heard, heard
    came = outcome(session.id, timezone.now())
    assert came["minutes"]["Darius Feld"] == 30
    assert SignedNote.objects.count() == 8
    assert lead.troubles == []


def test_U10_escape_closes_the_signing_and_the_focus_returns(live_server: Any, browser_context: BrowserContext) -> None:
    _, session = clinic()
    lead = sign_in(browser_context, live_server.url, "anneke")
    lead.page.goto(f"{live_server.url}/sessions/{session.id}/")
    press(lead, lead.button("Start session"))
    lead.button("Mark remaining present").wait_for()
    press(lead, lead.button("Sign my notes"))
    lead.page.get_by_role("heading", name="Read and sign").wait_for()
    lead.page.evaluate("document.querySelector('session-screen').refresh()")  # the bar is drawn anew meanwhile
    lead.page.keyboard.press("Escape")
    lead.page.locator("#signing").wait_for(state="hidden")
    expect(lead.button("Sign my notes")).to_be_focused()


def test_U10_arrows_and_letters_act_only_where_they_mean_something(
    live_server: Any, browser_context: BrowserContext
) -> None:
    _, session = clinic()
    lead = sign_in(browser_context, live_server.url, "anneke")
    lead.page.goto(f"{live_server.url}/sessions/{session.id}/")
    press(lead, lead.button("Start session"))
    lead.button("Mark remaining present").wait_for()
    lead.page.evaluate("document.activeElement.blur()")
    box = lead.row("Darius Feld").get_by_label("Response", exact=True)
    write(lead, box, "")
    lead.page.keyboard.type("n p 3 j")
    expect(box).to_have_value("n p 3 j")
    expect(lead.page.locator('[data-count="no_shows"]')).to_have_text("0")
    lead.page.evaluate("document.activeElement.blur()")
    mark(lead, "Darius Feld", "p")
    expect(lead.row("Darius Feld").get_by_role("radio", name="Present")).to_be_checked()
    lead.page.keyboard.press("j")
    expect(lead.row("Imre Castellan").get_by_role("radio", name="Present")).to_be_focused()
    lead.page.keyboard.press("k")
    expect(lead.row("Darius Feld").get_by_role("radio", name="Present")).to_be_focused()
    lead.saved()
