"""When the connection or the sign-in goes away for a while: nothing is signed or left before what was tapped has arrived."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session as WebSession
from playwright.sync_api import BrowserContext, Playwright, Route, expect

from circlechart.care.attendance.models import Attendance
from circlechart.care.notes.models import Addendum, Entry, SignedNote
from tests.conftest import CHROMIUM_FLAGS, QuietServer, chromium
from tests.journeys.steps import PASSWORD, Person, clinic, running, sign_in, write_entries

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
IMRE = "Imre Castellan"
UNMARKED = "A mark of attendance is not saved yet."


def no_show(person: Person) -> None:
    marks = person.row(IMRE).get_by_role("radiogroup", name="Attendance")
    marks.get_by_role("radio", name="No-show", exact=True).check()


def again(person: Person) -> None:
    """Give the password over the page."""
    dialog = person.page.locator("#reauth")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button").first.click()
    dialog.wait_for(state="hidden")


def test_nothing_is_ended_or_signed_while_a_mark_is_on_its_way(
    live_server: Any, browser_context: BrowserContext
) -> None:
    cast, session = clinic()
    lead = sign_in(browser_context, live_server.url, "anneke")
    running(lead, session)
    lead.mark("Oren Pell", "No-show")
    lead.page.get_by_label("Group narrative").fill("The group practiced asking for help.")
    write_entries(lead, cast, session)
    lead.saved()
    lost: list[Route] = []

    def drop(route: Route) -> None:
        lost.append(route)
        route.abort()

    lead.page.route("**/mark/**", drop)
    no_show(lead)
    expect(lead.page.locator("[data-save-words]")).to_have_text("Some marks are not saved yet")
    lead.button("End session").click()
    expect(lead.page.get_by_text(UNMARKED)).to_be_visible()
    lead.button("Sign my notes").click()
    expect(lead.page.get_by_role("dialog").get_by_text(UNMARKED)).to_be_visible()
    lead.button("Back to the session").click()
    assert lost
    assert not SignedNote.objects.exists()
    lead.page.unroute("**/mark/**")
    lead.button("End session").click()
    lead.page.get_by_text("ready for your signature").wait_for()
    assert Attendance.objects.get(session=session, client_name=IMRE).disposition == "no_show"
    lead.sign()
    kinds = SignedNote.objects.filter(attendance__client_name=IMRE).values_list("kind", flat=True)
    assert list(kinds) == ["no_show_note"]


def test_a_command_pressed_after_the_sign_in_ran_out_is_done_after_the_password(
    live_server: Any, browser_context: BrowserContext
) -> None:
    _, session = clinic()
    lead = sign_in(browser_context, live_server.url, "anneke")
    running(lead, session)
    WebSession.objects.all().delete()
    lead.button("End session").click()
    again(lead)
    lead.button("End session").wait_for(state="hidden")
    session.refresh_from_db()
    assert session.status == "held"


def test_a_plain_form_sent_after_the_sign_in_ran_out_is_sent_after_the_password(
    live_server: Any, browser_context: BrowserContext
) -> None:
    cast, session = clinic()
    browser_context.clock.install()
    lead = sign_in(browser_context, live_server.url, "anneke")
    running(lead, session)
    lead.mark("Oren Pell", "No-show")
    lead.page.get_by_label("Group narrative").fill("The group practiced asking for help.")
    write_entries(lead, cast, session)
    lead.saved()
    lead.button("End session").click()
    lead.page.get_by_text("ready for your signature").wait_for()
    lead.sign()
    note = SignedNote.objects.get(attendance__client_name=IMRE)
    lead.page.goto(f"{live_server.url}/notes/{note.id}/")
    lead.page.get_by_text("Add an addendum").click()
    lead.page.get_by_label("Addendum", exact=True).fill("He called afterwards.")
    lead.page.get_by_label("Why is it added?").fill("A call")
    lead.page.get_by_label("Your password").fill(PASSWORD)
    lead.page.clock.fast_forward("01:05")
    WebSession.objects.all().delete()
    lead.button("Sign addendum").click()
    again(lead)
    expect(lead.page.get_by_text("He called afterwards.")).to_be_visible()
    assert Addendum.objects.get().text == "He called afterwards."


def test_U2_a_tap_right_after_mark_remaining_present_is_no_conflict_with_it(
    live_server: Any, browser_context: BrowserContext
) -> None:
    """On a slow line the answer to the command is still on its way when the next row is tapped."""
    _, session = clinic()
    lead = sign_in(browser_context, live_server.url, "anneke")
    lead.page.goto(f"{live_server.url}/sessions/{session.id}/")
    lead.button("Start session").click()
    held: list[Route] = []
    lead.page.route("**/attendance/remaining/", lambda route: held.append(route))
    with lead.page.expect_request("**/attendance/remaining/"):
        lead.button("Mark remaining present").click()
    lead.mark("Imre Castellan", "No-show")
    held[0].continue_()
    expect(lead.page.locator('[data-count="undecided"]')).to_have_text("0")
    lead.saved()
    expect(lead.row("Imre Castellan").get_by_role("radio", name="No-show")).to_be_checked()
    assert Attendance.objects.get(client_name="Imre Castellan").disposition == "no_show"


@pytest.fixture
def tablet(playwright: Playwright, settings: Any) -> Iterator[BrowserContext]:
    """A tablet that finds the server by its name in the clinic's network, over plain http."""
    settings.ALLOWED_HOSTS = ["*"]
    started = playwright.chromium.launch(
        executable_path=chromium(playwright), args=[*CHROMIUM_FLAGS, "--host-resolver-rules=MAP clinic.test 127.0.0.1"]
    )
    context = started.new_context(viewport={"width": 810, "height": 1080}, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    yield context
    context.close()
    started.close()
    QuietServer.settle()


def test_words_typed_over_plain_http_are_saved(live_server: Any, tablet: BrowserContext) -> None:
    _, session = clinic()
    base = live_server.url.replace("localhost", "clinic.test").replace("127.0.0.1", "clinic.test")
    lead = sign_in(tablet, base, "anneke")
    running(lead, session)
    lead.row(IMRE).get_by_label("Response", exact=True).fill("He called his sister.")
    lead.page.get_by_label("Topic").focus()
    lead.saved()
    assert Entry.objects.get().response == "He called his sister."
