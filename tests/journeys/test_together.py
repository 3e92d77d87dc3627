"""Two facilitators on one screen: they see where the other stands, share the entries, and tell each other things."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.steps import clinic, running, sign_in, violations
from tests.live import LiveProcess

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_who_is_where_is_seen_entries_are_shared_and_the_team_is_told(
    live_server: Any, live: LiveProcess, two: tuple[BrowserContext, BrowserContext]
) -> None:
    _, session = clinic()
    lead, co = sign_in(two[0], live_server.url, "anneke"), sign_in(two[1], live_server.url, "devon")
    running(lead, session)
    co.page.goto(f"{live_server.url}/sessions/{session.id}/")
    co.row("Imre Castellan").get_by_label("Response", exact=True).focus()
    expect(lead.row("Imre Castellan").locator("[data-here]")).to_have_text("Devon Okafor-Lund is here")

    lead.page.get_by_text("Share the entries").click()
    lead.page.get_by_role("checkbox", name="Oren Pell").check()
    lead.page.get_by_label("Who signs them").select_option("Devon Okafor-Lund")
    lead.button("Give these entries").click()
    for person in (lead, co):
        expect(person.row("Oren Pell").locator(".share-of")).to_have_text("Devon Okafor-Lund signs")

    co.page.get_by_label("Tell the team").fill("Not sent yet")
    lead.page.get_by_label("Tell the team").fill("The side door sticks tonight")
    lead.button("Add to the team note").click()
    expect(lead.page.locator(".team-said")).to_contain_text("The side door sticks tonight")
    expect(lead.page.get_by_label("Tell the team")).to_have_value("")
    expect(co.page.get_by_label("Tell the team")).to_have_value("Not sent yet")
    co.button("Add to the team note").click()
    for person in (lead, co):
        expect(person.page.locator(".team-said li")).to_have_count(2)
    assert violations(lead.page) == []
    assert lead.troubles == co.troubles == []
