"""U11: the session page at 320 pixels and at 400 % zoom: nothing scrolls sideways, nothing is out of reach or covered."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from circlechart.care.notes.models import SignedNote
from circlechart.web.demo import content
from circlechart.web.demo.scenario import outcome
from tests.journeys.steps import PASSWORD, Person, clinic, minutes_after, running, sign_in, violations, write_entries

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
# a phone; and 1280 x 1024 at 400 % zoom, which is 320 x 256 with four device pixels to each
SIZES = {"phone": ((320, 640), 1), "zoomed": ((320, 256), 4)}
# What of the page a person at this size cannot use; each control takes the focus as Tab would give it.
UNUSABLE = """() => {
  const found = [];
  const root = document.querySelector("dialog:modal") ?? document.body;
  const wide = document.documentElement.clientWidth, high = innerHeight;
  if (document.documentElement.scrollWidth > wide) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  if (root !== document.body && root.scrollWidth > root.clientWidth) found.push("the dialog scrolls sideways");
  const controls = root.querySelectorAll("a[href], button, input:not([type=hidden]), textarea, select, summary, [tabindex='0']");
  for (const one of controls) {
    if (one.disabled || !one.checkVisibility({ visibilityProperty: true })) continue;
    if (one.closest("details:not([open])") && !one.matches("summary")) continue;
    if (one.matches(".skip-link")) continue;
    one.focus();
    if (document.activeElement !== one) { found.push(`takes no focus: ${one.outerHTML.slice(0, 120)}`); continue; }
    one.scrollIntoView({ block: "nearest" });
    const seen = one.closest("label") ?? one;
    const box = seen.getBoundingClientRect();
    const name = `${one.outerHTML.slice(0, 120)} at ${JSON.stringify(box)}`;
    if (box.left < -1 || box.right > wide + 1) found.push(`out of the page: ${name}`);
    if (Math.min(box.width, box.height) < 20 && !one.closest("p, li, td, th")) found.push(`too small: ${name}`);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, high);
    if (bottom - top < Math.min(box.height, 20)) { found.push(`out of sight: ${name}`); continue; }
    const at = (part) => document.elementFromPoint(box.left + box.width / 2, top + (bottom - top) * part);
    const free = [0.15, 0.5, 0.85].map(at).filter((hit) => hit && (seen.contains(hit) || hit.contains(seen))).length;
    if (free < 2) found.push(`covered: ${name} by ${at(0.5)?.outerHTML.slice(0, 120)}`);
    if (seen.matches("button, .button, .segment, .chip") && seen.scrollWidth > seen.clientWidth + 1) found.push(`words cut: ${name}`);
  }
  return found;
}"""


@pytest.fixture(params=SIZES)
def small(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A small window."""
    (width, height), scale = SIZES[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=scale, reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()


def usable(page: Page) -> None:
    assert page.evaluate(UNUSABLE) == []
    assert violations(page) == []


def test_U11_before_the_start_everything_is_reachable(live_server: Any, small: BrowserContext) -> None:
    _, session = clinic()
    lead = sign_in(small, live_server.url, "anneke")
    usable(lead.page)
    lead.page.goto(f"{live_server.url}/sessions/{session.id}/")
    usable(lead.page)
    assert lead.troubles == []


def test_U11_running_with_everything_open_nothing_is_covered(live_server: Any, small: BrowserContext) -> None:
    _, session = clinic()
    lead = sign_in(small, live_server.url, "anneke")
    running(lead, session)
    expect(lead.row("Oren Pell").get_by_role("radio", name="Present")).to_be_checked()
    lead.mark("Oren Pell", "No-show")
    expect(lead.page.locator('[data-count="no_shows"]')).to_have_text("1")
    for words in lead.page.locator("summary:visible").all():
        if "menu" not in (words.locator("..").get_attribute("class") or ""):
            words.click()
    usable(lead.page)
    lead.page.get_by_text("More", exact=True).click()
    usable(lead.page)
    assert lead.troubles == []


def test_U11_the_banner_of_a_lost_connection_covers_no_focused_field(live_server: Any, small: BrowserContext) -> None:
    _, session = clinic()
    lead = sign_in(small, live_server.url, "anneke")
    running(lead, session)
    small.set_offline(True)
    lead.row("Darius Feld").get_by_label("Response", exact=True).fill("Words while the line is down.")
    expect(lead.page.get_by_text("No connection.")).to_be_visible()
    usable(lead.page)
    small.set_offline(False)
    lead.saved()
    lead.troubles[:] = [each for each in lead.troubles if "ERR_INTERNET_DISCONNECTED" not in each]
    assert lead.troubles == []


def attend(lead: Person, session: Any) -> None:
    lead.mark("Oren Pell", "No-show")
    lead.mark("Yuki Hathaway", "Late")
    lead.row("Yuki Hathaway").get_by_label("Arrived").fill(minutes_after(session, 20))
    lead.mark("Darius Feld", "Left early")
    lead.row("Darius Feld").get_by_label("Left", exact=True).fill(minutes_after(session, 30))
    lead.row("Darius Feld").get_by_label("Response", exact=True).focus()
    expect(lead.row("Darius Feld").locator("[data-minutes]")).to_have_text("30 min")
    lead.button("Mark remaining present").click()
    expect(lead.page.locator('[data-count="undecided"]')).to_have_text("0")


def test_U11_the_whole_group_is_run_and_signed_at_that_size(live_server: Any, small: BrowserContext) -> None:
    cast, session = clinic()
    story = content.scenario()
    lead = sign_in(small, live_server.url, "anneke")
    page = lead.page
    page.get_by_role("link", name="Open Evening process group").click()
    lead.button("Start session").click()
    lead.button("Mark remaining present").wait_for()
    attend(lead, session)
    page.get_by_role("textbox", name="Group narrative").fill(story.narrative)
    write_entries(lead, cast, session)
    lead.saved()
    lead.button("End session").click()
    lead.button("End session").wait_for(state="hidden")
    usable(page)
    lead.button("Sign my notes").click()
    expect(page.get_by_role("heading", name="Read and sign")).to_be_focused()
    usable(page)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign 8 notes").click()
    page.locator("#signing").wait_for(state="hidden")
    headline = page.get_by_role("heading", name="8 notes signed, 6 charges, 1 hold, 6 claims")
    expect(headline).to_be_focused()
    expect(headline).to_be_in_viewport()
    usable(page)
    assert SignedNote.objects.count() == 8
    came = outcome(session.id, timezone.now())
    assert [each["client"] for each in came["holds"]] == ["Darius Feld"]
    assert lead.troubles == []
