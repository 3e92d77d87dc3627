"""Charges as a biller reads them: in piles by what releases them, with the place where that is done."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from circlechart.base.coverage.models import Coverage
from circlechart.care.attendance.actions import Mark
from circlechart.care.enrollment.models import Group
from circlechart.money.charges import queries
from circlechart.money.charges.facts import HOLDS
from tests import cast
from tests.rooms.money.charges.test_rules import REASONS_THAT_STOP
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db


def page(clinic: cast.Clinic, status: str = "held", who: str = "biller") -> str:
    browser = Browser()
    browser.force_login(clinic.user(who), backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.get(reverse("charges:worklist"), {"status": status})
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_reason_that_stops_a_charge_says_what_releases_it() -> None:
    assert {rule for _, outcome, rule in REASONS_THAT_STOP if outcome != "none"} <= set(HOLDS)
    assert all(hold.release.endswith(".") for hold in HOLDS.values())


def test_held_charges_stand_in_piles_the_largest_first() -> None:
    clinic = cast.clinic()
    Coverage.objects.filter(client=clinic.clients[1]).delete()
    short = Mark("left_early", left_at=cast.evening() + timedelta(minutes=20))
    Evening(clinic, marks={"Imre Castellan": short, "Oren Pell": short}).hold()
    first, second = queries.piles(clinic.biller, "held")
    assert (first.rule, first.payer, first.count) == ("under-the-floor", "Alder Mutual", 2)
    assert (second.rule, second.payer, second.count) == ("no-coverage", "", 1)
    assert first.same_words == "Present 20 minutes, under the 45 that Alder Mutual wants."
    shown = page(clinic)
    for words in (
        "Too few minutes", "If that is right, nothing is charged.", reverse("payers:payer", args=[first.payer_id]),
        "No coverage on the day", "Add the coverage that was in force",
        reverse("office:client", args=[clinic.clients[1].id]),
    ):  # fmt: skip
        assert words in shown, words


def test_sentences_that_differ_stand_with_their_clients() -> None:
    clinic = cast.clinic()
    marks = {
        name: Mark("left_early", left_at=cast.evening() + timedelta(minutes=minutes))
        for name, minutes in (("Imre Castellan", 20), ("Oren Pell", 30))
    }
    Evening(clinic, marks=marks).hold()
    (pile,) = queries.piles(clinic.biller, "held")
    assert pile.same_words == ""
    shown = page(clinic)
    assert "Present 20 minutes" in shown
    assert "Present 30 minutes" in shown


def test_a_service_without_a_code_is_named_in_words() -> None:
    clinic = cast.clinic()
    Group.objects.update(service="iop_group")
    evening = Evening(clinic).hold()
    assert evening.charge("Tobias Bracken").hold_sentence == "Prairie State Medicaid has no code for IOP group."
    assert "Present 90 minutes, under the 180" in evening.charge("Imre Castellan").hold_sentence


def test_waiting_and_ready_have_their_lists_and_their_counts() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold(sign=False)
    assert queries.counts(clinic.biller) == {"waiting": 8}
    assert "The author signs the note." in page(clinic, "waiting")
    evening.sign()
    evening.catch_up()
    assert queries.counts(clinic.biller) == {"ready": 8}
    assert "H0005-HF-HQ ×6" in page(clinic, "ready")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("held", "Nothing is held"),
        ("waiting", "Nothing waits"),
        ("ready", "Nothing is ready"),
        ("odd", "Nothing is held"),
    ],
)
def test_an_empty_list_says_what_that_means(status: str, words: str) -> None:
    assert words in page(cast.clinic(), status)


def test_the_number_of_queries_does_not_grow_with_charges(django_assert_num_queries: object) -> None:
    clinic = cast.clinic()
    Evening(clinic).hold(sign=False)
    with django_assert_num_queries(2):
        queries.piles(clinic.biller, "waiting")
    Evening(clinic, start=cast.evening(hour=14)).hold(sign=False)
    with django_assert_num_queries(2):
        assert queries.piles(clinic.biller, "waiting")[0].count == 10
