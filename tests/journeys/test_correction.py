"""Attendance is corrected after a claim left: the answer, the replacement beside what it corrects, and its file."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from circlechart.base.access.models import User
from circlechart.base.formats.x12 import check
from circlechart.base.kit import walltime
from circlechart.care.attendance.actions import Mark
from circlechart.money.claims import actions as claims
from circlechart.money.claims.models import Claim, Submission
from tests import cast
from tests.journeys.steps import PASSWORD, sign_in, violations
from tests.rooms.money.claims.correcting import TOBIAS, addendum
from tests.rooms.money.evening import Evening

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def evening() -> Evening:
    """Yesterday's group; one claim left in the night, and the client had gone half an hour early."""
    made = cast.clinic()
    User.objects.create_user("hamid", PASSWORD, made.staff["biller"])
    yesterday = walltime.today(timezone.now(), cast.CHICAGO) - timedelta(days=1)
    evening = Evening(made, start=cast.evening(yesterday)).hold()
    claims.send(claim_ids=[evening.claim(TOBIAS).id], by=made.biller, now=evening.ended)
    evening.correct(TOBIAS, Mark("left_early", left_at=evening.start + timedelta(minutes=60)))
    addendum(evening, TOBIAS)
    return evening


def clean(page: Page) -> None:
    assert violations(page) == []


def test_from_the_correction_to_the_replacement(
    browser_context: BrowserContext, live_server: object, evening: Evening
) -> None:
    first = Claim.objects.get(status="sent")
    biller = sign_in(browser_context, str(live_server), "hamid")
    page = biller.page
    page.goto(f"{biller.base}/claims/{first.id}/")
    expect(page.get_by_text("What this claim says was corrected after it left")).to_be_visible()
    clean(page)
    page.get_by_role("link", name="Record the answer").first.click()
    page.get_by_role("radio", name="Accepted").check()
    page.get_by_label("Payer's claim number").fill("PRCP-771042")
    clean(page)
    page.get_by_role("button", name="Record the answer").click()
    expect(page.get_by_text("A replacement is due")).to_be_visible()

    page.get_by_role("link", name="Claims", exact=True).first.click()
    row = page.get_by_role("row").filter(has_text=TOBIAS).filter(has_text="Replacement")
    row.get_by_role("link", name="Open").click()
    compared = page.get_by_role("region", name="Replacement beside the claim that it corrects")
    units = compared.get_by_role("row").filter(has_text="×6").filter(has_text="×4")
    expect(units).to_contain_text("Differs")
    clean(page)
    page.get_by_role("button", name="Write the file").click()
    expect(page.get_by_role("heading", name="File for Prairie State Medicaid")).to_be_visible()

    text = Submission.objects.latest("made_at").content
    assert check.objections(text) == []
    assert "REF*F8*PRCP-771042~" in text
    assert ":7*" in next(each for each in text.split("~") if each.startswith("CLM*"))
    page.goto(f"{biller.base}/claims/{first.id}/")
    expect(page.get_by_role("region", name="What became of this claim")).to_contain_text("Replacement built")
    clean(page)
    assert biller.troubles == []
