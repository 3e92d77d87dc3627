"""A mark that has not reached the server: the page says so, warns whoever leaves it, and sends it when it can."""

import pytest
from playwright.sync_api import BrowserContext, expect

from circlechart.care.attendance.models import Attendance
from tests.journeys.steps import Person, clinic, running, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
LEAVING = """() => {
  const leaving = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}"""


@pytest.fixture
def lead(live_server: object, browser_context: BrowserContext) -> Person:
    _, session = clinic()
    person = sign_in(browser_context, live_server.url, "anneke")
    running(person, session)
    return person


def warned(person: Person) -> bool:
    """Whether the browser would ask before it leaves the page."""
    return bool(person.page.evaluate(LEAVING))


def test_a_mark_that_is_not_sent_is_warned_of_and_sent_when_the_connection_is_back(lead: Person) -> None:
    words = lead.page.locator("[data-save-words]")
    lead.mark("Imre Castellan", "Present")
    lead.saved()
    assert not warned(lead)
    lead.page.context.set_offline(True)
    lead.mark("Imre Castellan", "No-show")
    expect(lead.row("Imre Castellan").get_by_text("Not saved yet; trying again.")).to_be_visible()
    expect(words).to_have_text("Some marks are not saved yet")
    assert warned(lead)
    assert Attendance.objects.get(client_name="Imre Castellan").disposition == "attended"
    lead.page.context.set_offline(False)
    lead.saved()
    assert not warned(lead)
    assert Attendance.objects.get(client_name="Imre Castellan").disposition == "no_show"


def test_a_time_that_is_typed_and_not_yet_sent_is_warned_of(lead: Person) -> None:
    row = lead.row("Imre Castellan")
    lead.mark("Imre Castellan", "Present")
    lead.saved()
    arrived = row.get_by_label("Arrived")
    arrived.fill(lead.page.get_by_label("Started").input_value())
    expect(lead.page.locator("[data-save-words]")).to_have_text("Saving…")
    assert warned(lead)
    lead.page.get_by_label("Topic").focus()
    lead.saved()
    assert not warned(lead)
