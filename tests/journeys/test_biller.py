"""A biller's morning: a held charge, its mend, the claim, the file; then a payer's rule from a day on. axe looks along."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from circlechart.base.access.models import User
from circlechart.base.coverage.models import Coverage
from circlechart.base.formats.x12 import check
from circlechart.base.kit import walltime
from circlechart.money.claims.models import Claim, Submission
from circlechart.money.payers.models import RuleVersion
from circlechart.web import schedule
from tests import cast
from tests.journeys.steps import PASSWORD, Person, sign_in, violations
from tests.rooms.money.evening import Evening

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
IMRE = "Imre Castellan"


@pytest.fixture
def evening() -> Evening:
    """Yesterday's group, signed; one client's coverage was never typed."""
    made = cast.clinic()
    Coverage.objects.filter(client=made.clients[0]).delete()
    User.objects.create_user("hamid", PASSWORD, made.staff["biller"])
    yesterday = walltime.today(timezone.now(), cast.CHICAGO) - timedelta(days=1)
    return Evening(made, start=cast.evening(yesterday)).hold()


def clean(page: Page) -> None:
    assert violations(page) == []


def test_from_a_held_charge_to_the_file(browser_context: BrowserContext, live_server: object, evening: Evening) -> None:
    biller = sign_in(browser_context, str(live_server), "hamid")
    page = biller.page
    page.get_by_role("link", name="Claims", exact=True).click()
    page.get_by_role("link", name="Charges", exact=True).click()
    expect(page.get_by_role("heading", name="No coverage on the day")).to_be_visible()
    expect(page.get_by_text("To release: Add the coverage that was in force")).to_be_visible()
    clean(page)

    page.get_by_role("link", name=IMRE, exact=True).click()
    page.get_by_text("Add a coverage").click()
    page.get_by_label("Plan", exact=True).select_option(label="Alder Mutual, Standard")
    page.get_by_label("Member ID").fill("AM550123")
    page.get_by_label("From", exact=True).fill("2026-01-01")
    page.get_by_role("button", name="Add coverage").click()
    expect(page.get_by_role("cell", name="AM550123")).to_be_visible()
    schedule.capture_charges(0)  # the recurring work, which would come by itself within ten minutes

    page.goto(f"{biller.base}/charges/")
    expect(page.get_by_text("Nothing is held")).to_be_visible()
    page.get_by_role("link", name="Claims", exact=True).first.click()
    row = page.get_by_role("row").filter(has_text=IMRE)
    expect(row.get_by_role("checkbox")).to_be_checked()
    clean(page)
    row.get_by_role("link", name="Open").click()
    expect(page.get_by_text("Group psychotherapy is billed as 90853.")).to_be_visible()
    expect(page.get_by_text("Rules of Alder Mutual, version")).to_be_visible()
    clean(page)
    _send(biller)


def _send(biller: Person) -> None:
    """Everything of one payer leaves in one file, which is downloaded as it is kept."""
    page = biller.page
    page.goto(f"{biller.base}/claims/")
    alder = page.get_by_role("region", name="Alder Mutual")
    alder.get_by_role("button", name="Write the 837P file").click()
    expect(page.get_by_role("heading", name="File for Alder Mutual")).to_be_visible()
    expect(page.get_by_text("5 claims, written by Hamid Farrow")).to_be_visible()
    clean(page)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download the 837P file").click()
    text = downloading.value.path().read_text()
    assert downloading.value.suggested_filename == "837P-000000001.txt"
    assert text == Submission.objects.get().content
    assert check.objections(text) == []
    assert "NM1*IL*1*CASTELLAN*IMRE****MI*AM550123~" in text
    assert Claim.objects.filter(status="sent").count() == 5
    assert biller.troubles == []


def test_a_rule_is_changed_from_a_day_on(
    browser_context: BrowserContext, live_server: object, evening: Evening
) -> None:
    biller = sign_in(browser_context, str(live_server), "hamid")
    page = biller.page
    page.get_by_role("link", name="Payers", exact=True).click()
    clean(page)
    page.get_by_role("link", name="Prairie State Medicaid").click()
    expect(page.get_by_text("Every line carries HF and HQ.")).to_be_visible()
    clean(page)
    page.get_by_role("link", name="Change Largest group").click()
    page.get_by_role("link", name="Change from a day on").click()
    page.get_by_label("Value").fill("10")
    page.get_by_label("Where you read it").fill("Provider manual, chapter 4")
    page.get_by_label("Read in the payer's own text").check()
    clean(page)
    page.get_by_label("From", exact=True).fill(evening.session.local_on.isoformat())
    page.get_by_role("button", name="See its cases").click()
    expect(page.get_by_text("11 clients were present, more than the 10")).to_be_visible()
    clean(page)
    page.get_by_role("button", name="Set from that day").click()
    expect(page.get_by_text("This reaches back")).to_be_visible()
    clean(page)
    page.get_by_label("I have seen that these charges are derived anew").check()
    page.get_by_role("button", name="Set from that day").click()
    expect(page.get_by_text("Version 1, set by Hamid Farrow")).to_be_visible()
    clean(page)
    assert RuleVersion.objects.get().value == 10
    assert [each for each in biller.troubles if "409" not in each] == []
