"""A rule is kept with a case that passes and one that does not, and at least one of them shows what the rule does."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from circlechart.base.rulebook.facts import Rulebook
from circlechart.money.charges.rules import prove
from circlechart.money.payers import errors, queries, rules
from circlechart.money.payers.facts.cases import WHOLE, CaseGiven
from circlechart.money.payers.models import RuleCase, RuleVersion
from tests import cast
from tests.rooms.money.payers.test_levels import FLOOR, ON, say
from tests.rooms.money.payers.test_rules import SENTENCES
from tests.rooms.money.payers.test_views import CASES_FOR, alder, browse, change, typed

SAID = [(key, value) for key, value, _ in SENTENCES if value != []]
SHIPPED = queries.shipped()


def claim(key: str, value: Any, book: Rulebook | None = None) -> rules.Claim:
    return rules.Claim(key, value, ON, book or queries.rulebook("demo-commercial"), prove)


def facts(**changes: Any) -> dict[str, Any]:
    return WHOLE | changes


@pytest.mark.parametrize("book", ["demo-commercial", "demo-medicaid"])
@pytest.mark.parametrize(("key", "value"), SAID)
def test_every_kind_of_rule_suggests_cases_that_prove_it(key: str, value: Any, book: str) -> None:
    asked = claim(key, value, queries.rulebook(book))
    found = rules.suggested(asked)
    assert found is not None
    told, wrong = rules.proved(asked, found)
    assert (wrong, [each.passes for each in told]) == ("", [True, False])
    assert all(each.happened and each.comes_to for each in told)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_value_can_be_proved(name: str) -> None:
    book = queries.rulebook(name)
    held = [each for each in book.values if each.in_force(ON)]
    unproved = [each.key for each in held if rules.suggested(claim(each.key, each.value, book)) is None]
    assert (bool(held), unproved) == (True, [])


def test_the_boundary_is_shown_from_both_sides() -> None:
    found = rules.suggested(claim(FLOOR, 45))
    assert found is not None
    told, _ = rules.proved(claim(FLOOR, 45), found)
    assert [each.given["minutes"] for each in told] == [45, 44]
    assert [each.outcome for each in told] == ["bill", "hold"]
    assert "Present 44 minutes, under the 45" in told[1].comes_to


PAIR = (CaseGiven(True, facts(minutes=45)), CaseGiven(False, facts(minutes=44)))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (PAIR, ""), (PAIR[:1], "It needs a case that passes and one that does not."), ((), "It needs a case"),
        ((PAIR[0], CaseGiven(False, facts(minutes=50))), "The case that does not pass: Group psychotherapy, a client"),
        ((CaseGiven(True, facts(minutes=20)), PAIR[1]), "The case that passes: Group psychotherapy, a client present 20"),
        ((PAIR[0], CaseGiven(False, facts(came=False))), "Both cases come out the same without this rule"),
    ],
)  # fmt: skip
def test_cases_that_prove_nothing_are_told_so_in_words(given: tuple[CaseGiven, ...], words: str) -> None:
    _, wrong = rules.proved(claim(FLOOR, 45), given)
    assert wrong.startswith(words)
    assert bool(wrong) == bool(words)


@pytest.mark.django_db
def test_a_rule_is_stored_with_its_cases() -> None:
    version = say(cast.clinic(1), 40)
    assert [(each.passes, each.given["minutes"], each.outcome) for each in version.cases.all()] == [
        (True, 40, "bill"), (False, 39, "hold"),
    ]  # fmt: skip
    with pytest.raises(Exception, match="cannot be changed or deleted"):
        RuleCase.objects.update(passes=True)


@pytest.mark.django_db
def test_a_rule_whose_cases_prove_nothing_is_refused_and_nothing_is_written() -> None:
    clinic = cast.clinic(1)
    with pytest.raises(errors.NotProved) as refused:
        say(clinic, 40, cases=(CaseGiven(True, facts(minutes=50)), CaseGiven(False, facts(came=False))))
    assert "come out the same without this rule" in refused.value.because
    with pytest.raises(errors.NotProved):
        say(clinic, 40, cases=(CaseGiven(True, facts(minutes=50)),))
    assert not RuleVersion.objects.exists()


@pytest.mark.django_db
def test_the_form_shows_the_cases_before_anything_is_set() -> None:
    clinic = cast.clinic(1)
    address = reverse("payers:change-rule", args=[alder(clinic).id, FLOOR])
    page = browse(clinic).post(address, typed()).content.decode()
    for words in ("a client present 40 minutes", "a client present 39 minutes", "under the 40", "Set from that day"):
        assert words in page, words
    assert not RuleVersion.objects.exists()


@pytest.mark.django_db
def test_facts_of_a_case_are_changed_in_the_form_and_judged() -> None:
    clinic = cast.clinic(1)
    status, page = change(clinic, **{"fails-minutes": "30", "passes-minutes": "55"})
    assert status == 302, page
    assert [each.given["minutes"] for each in RuleCase.objects.order_by("-passes")] == [55, 30]
    status, page = change(clinic, **{"fails-minutes": "50", "value": "41"})
    assert (status, "The case that does not pass: Group psychotherapy, a client present 50 minutes" in page) == (
        422,
        True,
    )
    status, page = change(clinic, **{"fails-minutes": "many", "value": "41"})
    assert (status, "Enter a whole number" in page) == (200, True)
    assert RuleVersion.objects.count() == 1


@pytest.mark.django_db
def test_cases_that_were_shown_for_another_value_are_shown_anew() -> None:
    clinic = cast.clinic(1)
    address, browser = reverse("payers:change-rule", args=[alder(clinic).id, FLOOR]), browse(clinic)
    first = CASES_FOR.search(browser.post(address, typed()).content.decode())
    assert first
    page = browser.post(address, typed(value="38") | {"cases_for": unescape(first[1])}).content.decode()
    assert "a client present 37 minutes" in page
    assert not RuleVersion.objects.exists()


@pytest.mark.django_db
def test_the_page_of_a_rule_shows_its_cases() -> None:
    clinic = cast.clinic(1)
    say(clinic, 40)
    page = browse(clinic).get(reverse("payers:rule", args=[alder(clinic).id, FLOOR])).content.decode()
    assert re.search(r"a client present 39 minutes.*Does not pass", page, re.DOTALL)


@pytest.mark.django_db
def test_what_a_clinics_rules_were_proved_with_still_comes_out_the_same() -> None:
    clinic = cast.clinic(1)
    for key, value in (("group.maximum_size", 10), ("modifiers.program", "HF"), ("who_may_render", ["doctoral"])):
        version = say(clinic, value, key=key, from_on=date(2026, 2, 1))
        book = queries.books([alder(clinic)], ON)[alder(clinic).id]
        given = tuple(CaseGiven(each.passes, each.given) for each in version.cases.all())
        told, wrong = rules.proved(claim(key, value, book), given)
        assert wrong == ""
        assert [each.outcome for each in told] == [each.outcome for each in version.cases.all()]
