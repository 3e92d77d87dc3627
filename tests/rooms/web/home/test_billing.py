"""Today of a biller: what is held, what has findings, what may leave, each with its list."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests import cast
from tests.rooms.money.claims.correcting import IMRE, NO_SHOW, answer, sent
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db
CALM = "Nothing is held, and no claim waits."


def today(clinic: cast.Clinic, who: str) -> str:
    browser = Browser()
    browser.force_login(clinic.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return browser.get(reverse("home:today")).content.decode()


def test_a_biller_reads_what_waits_and_where() -> None:
    clinic = cast.clinic()
    assert CALM in today(clinic, "biller")
    evening = Evening(clinic).hold(sign=False)
    waiting = today(clinic, "biller")
    assert f"{reverse('charges:worklist')}?status=waiting" in waiting
    assert CALM not in waiting
    evening.sign()
    evening.catch_up()
    ready = today(clinic, "biller")
    assert f"{reverse('claims:index')}?status=ready" in ready
    assert "$485.50" in ready
    assert "?status=waiting" not in ready


def test_somebody_who_builds_no_claims_reads_nothing_of_money() -> None:
    clinic = cast.clinic()
    Evening(clinic).hold()
    assert "Billing" not in today(clinic, "desk")
    assert "$485.50" not in today(clinic, "desk")


def test_a_claim_that_stands_and_is_wrong_waits_for_the_biller() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    answer(clinic, sent(evening), "accepted")
    assert "?status=correct" not in today(clinic, "biller")
    evening.correct(IMRE, NO_SHOW)
    assert f"{reverse('claims:index')}?status=correct" in today(clinic, "biller")
