"""A billing admin asks what a changed rule would do: to one session, then to the demo's four weeks, in lines and money."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from circlechart.money.charges.models import Charge
from circlechart.money.trials.models import TrialRun
from circlechart.web.demo import billing, content, seed
from tests.journeys.steps import sign_in, violations

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
LINES, MONEY = 19, "$1,178.00"
"""Alder Mutual's clients in the four evenings of the process group, 62 dollars each."""


@pytest.fixture
def four_weeks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo clinic with the process group's four weeks; the other groups' take their time and add nothing here."""
    written: list[Any] = [each for each in content.past() if each.group == "process"]
    monkeypatch.setattr(content, "past", lambda: written)
    monkeypatch.setattr(billing, "bill", lambda *_: None)
    seed.seed(timezone.now(), lambda _: None)


def clean(page: Page) -> None:
    assert violations(page) == []


@pytest.mark.usefixtures("four_weeks")
def test_a_changed_rule_is_tried_and_replayed(browser_context: BrowserContext, live_server: object) -> None:
    stood = list(Charge.objects.order_by("id").values_list("id", "status", "current"))
    biller = sign_in(browser_context, str(live_server), "hamid")
    page = biller.page
    page.get_by_role("link", name="Payers", exact=True).click()
    page.get_by_role("link", name="Alder Mutual", exact=True).first.click()
    page.get_by_role("link", name="Try it", exact=True).click()
    clean(page)

    page.get_by_label("With one rule changed").select_option("minutes.floor")
    page.get_by_role("button", name="Show sessions").click()
    page.get_by_label("Value", exact=True).fill("100")
    page.locator("[name=from_on]").fill("2020-01-01")
    page.get_by_role("button", name="Show sessions").click()
    expect(page.get_by_text("Choose a session to see what would be different.")).to_be_visible()
    clean(page)
    page.get_by_role("link", name="Process group").first.click()
    expect(page.get_by_text("5 of 5 would be different.")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Charged in all")).to_contain_text("$310.00")
    clean(page)

    page.get_by_role("link", name="Alder Mutual", exact=True).click()
    page.get_by_role("link", name="Change Fewest minutes of a client").first.click()
    page.get_by_role("link", name="Replay a change").click()
    clean(page)
    page.get_by_label("Value", exact=True).fill("100")
    page.get_by_role("button", name="Replay", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"-{LINES} lines, -{MONEY}")
    expect(page.get_by_role("region", name="By group").get_by_role("row", name="Process group")).to_contain_text(MONEY)
    clean(page)
    assert TrialRun.objects.get().made_by.display_name == "Hamid Farrow"
    assert list(Charge.objects.order_by("id").values_list("id", "status", "current")) == stood, "nothing was changed"
    assert biller.troubles == []
