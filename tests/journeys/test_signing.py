"""Signing while somebody else is at work: what changed is left unsigned and said, what names another is shown."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from circlechart.care.attendance.models import Attendance
from circlechart.care.notes.models import Signature, SignedNote
from circlechart.web.demo import content
from tests.journeys.steps import PASSWORD, Person, clinic, sign_in, write_entries

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def ended(live_server: Any, two: tuple[BrowserContext, BrowserContext]) -> Iterator[tuple[Person, Person]]:
    """Lead and co-facilitator on the ended session; everybody was there and has an entry, save Oren, who did not come."""
    cast, session = clinic()
    story = content.scenario()
    lead, co = sign_in(two[0], live_server.url, "anneke"), sign_in(two[1], live_server.url, "devon")
    lead.page.goto(f"{lead.base}/sessions/{session.id}/")
    lead.button("Start session").click()
    lead.mark("Oren Pell", "No-show")
    expect(lead.page.locator('[data-count="no_shows"]')).to_have_text("1")
    lead.button("Mark remaining present").click()
    lead.page.get_by_role("textbox", name="Group narrative").fill(story.narrative)
    write_entries(lead, cast, session)
    lead.saved()
    lead.button("End session").click()
    lead.button("End session").wait_for(state="hidden")
    co.page.goto(f"{co.base}/sessions/{session.id}/")
    yield lead, co
    assert lead.troubles == co.troubles == []


def read(lead: Person) -> None:
    lead.button("Sign my notes").click()
    lead.page.get_by_role("heading", name="Read and sign").wait_for()


def give_password(lead: Person) -> None:
    lead.page.get_by_label("Your password").fill(PASSWORD)
    lead.page.get_by_label("Your password").press("Enter")


def test_U5_an_entry_that_the_other_is_typing_in_is_left_and_the_others_are_signed(
    ended: tuple[Person, Person],
) -> None:
    lead, co = ended
    read(lead)
    co.row("Darius Feld").get_by_label("Plan", exact=True).fill("Bring lunch to work on Tuesday.")
    co.saved()
    give_password(lead)
    dialog = lead.page.locator("#signing")
    expect(dialog.get_by_role("heading", name="7 notes signed, 1 left unsigned")).to_be_visible()
    expect(dialog.get_by_text("Darius Feld: The plan changed.")).to_be_visible()
    assert SignedNote.objects.count() == 7
    dialog.get_by_role("button", name="Read again").click()
    expect(dialog.get_by_text("Bring lunch to work on Tuesday.")).to_be_visible()
    give_password(lead)
    dialog.wait_for(state="hidden")
    expect(lead.page.locator('[data-count="signed"]')).to_have_text("8")


def test_U6_attendance_that_changed_after_reading_is_said_with_what_it_was(ended: tuple[Person, Person]) -> None:
    lead, co = ended
    read(lead)
    co.mark("Yuki Hathaway", "No-show")
    expect(co.page.locator('[data-count="no_shows"]')).to_have_text("2")
    give_password(lead)
    dialog = lead.page.locator("#signing")
    expect(dialog.get_by_role("heading", name="1 note signed, 7 left unsigned")).to_be_visible()
    expect(dialog.get_by_text("now. It changed since you read it").first).to_be_visible()
    expect(dialog.get_by_text("7 clients were present when you read it, 6 are now.").first).to_be_visible()
    lines = dialog.get_by_role("listitem").all_text_contents()
    yuki = next(each for each in lines if each.startswith("Yuki Hathaway"))
    assert "minutes” when you read it and is “no-show” now. It changed since" in yuki
    dialog.get_by_role("button", name="Read again").click()
    give_password(lead)
    dialog.wait_for(state="hidden")
    assert SignedNote.objects.filter(kind="no_show_note").count() == 2


def test_U7_another_members_name_is_shown_and_blocks_until_it_is_mended(ended: tuple[Person, Person]) -> None:
    lead, _ = ended
    box = lead.row("Imre Castellan").get_by_label("Response", exact=True)
    box.fill("Agreed with Yuki about the evenings.")
    lead.saved()
    row = lead.row("Imre Castellan")
    expect(row.get_by_text("“Yuki” is the name of a group member.")).to_be_visible()
    row.get_by_role("button", name="Show").click()
    expect(box).to_be_focused()
    assert lead.page.evaluate("getSelection().toString()") == "Yuki"
    read(lead)
    dialog = lead.page.locator("#signing")
    expect(dialog.locator("mark.named")).to_have_text("Yuki")
    dialog.get_by_role("link", name="Mend this entry").click()
    dialog.wait_for(state="hidden")
    expect(row.get_by_role("button", name="Show")).to_be_focused()
    box.fill("Agreed with another group member about the evenings.")
    lead.saved()
    expect(row.get_by_text("is the name of a group member")).to_be_hidden()
    read(lead)
    give_password(lead)
    dialog.wait_for(state="hidden")
    assert SignedNote.objects.count() == 8


def test_U7_a_name_in_the_narrative_blocks_all_others_and_is_marked(ended: tuple[Person, Person]) -> None:
    lead, _ = ended
    narrative = lead.page.get_by_role("textbox", name="Group narrative")
    narrative.fill("The group listened to Darius and then practiced.")
    lead.saved()
    warning = lead.page.locator("[data-warnings]")
    expect(warning).to_contain_text("“Darius” is the name of a group member.")
    warning.get_by_role("button", name="Show").click()
    expect(narrative).to_be_focused()
    assert lead.page.evaluate("getSelection().toString()") == "Darius"
    read(lead)
    dialog = lead.page.locator("#signing")
    expect(dialog.locator(".frozen-narrative mark.named")).to_have_text("Darius")
    give_password(lead)
    expect(dialog.get_by_role("heading", name="2 notes signed, 6 left unsigned")).to_be_visible()
    assert set(SignedNote.objects.values_list("kind", flat=True)) == {"group_note", "no_show_note"}


def test_U9_a_double_click_on_sign_makes_one_signature_set(ended: tuple[Person, Person]) -> None:
    lead, _ = ended
    posts: list[str] = []
    lead.page.on(
        "request", lambda each: posts.append(each.url) if each.method == "POST" and "signature" in each.url else None
    )
    read(lead)
    lead.page.get_by_label("Your password").fill(PASSWORD)
    lead.page.locator("[data-ceremony] [type=submit]").dblclick()
    lead.page.locator("#signing").wait_for(state="hidden")
    expect(lead.page.locator('[data-count="signed"]')).to_have_text("8")
    assert len(posts) == 1
    assert Signature.objects.count() == SignedNote.objects.count() == 8


def test_a_lost_answer_of_signing_says_so_and_signing_again_makes_no_second_set(ended: tuple[Person, Person]) -> None:
    lead, _ = ended

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        route.fetch()
        route.abort()

    lead.page.route("**/signature/**", lose)
    read(lead)
    give_password(lead)
    expect(lead.page.get_by_text("There is no connection")).to_be_visible()
    lead.page.unroute("**/signature/**")
    give_password(lead)
    lead.page.locator("#signing").wait_for(state="hidden")
    expect(lead.page.locator('[data-count="signed"]')).to_have_text("8")
    assert Signature.objects.count() == 8
    lead.troubles[:] = [each for each in lead.troubles if "net::ERR_FAILED" not in each]


def test_U2_the_others_no_show_stays_when_the_lead_marks_the_rest(
    live_server: Any, two: tuple[BrowserContext, BrowserContext]
) -> None:
    _, session = clinic()
    lead, co = sign_in(two[0], live_server.url, "anneke"), sign_in(two[1], live_server.url, "devon")
    lead.page.goto(f"{lead.base}/sessions/{session.id}/")
    lead.button("Start session").click()
    lead.button("Mark remaining present").wait_for()
    co.page.goto(f"{co.base}/sessions/{session.id}/")
    co.mark("Oren Pell", "No-show")
    expect(co.page.locator('[data-count="no_shows"]')).to_have_text("1")  # the server has the mark
    lead.button("Mark remaining present").click()
    for person in (lead, co):
        expect(person.page.locator('[data-count="undecided"]')).to_have_text("0")
        expect(person.row("Oren Pell").get_by_role("radio", name="No-show")).to_be_checked()
    assert Attendance.objects.filter(disposition="no_show").count() == 1
