"""Payers through the screens: what is seen, what is set from a day on, and every bad input at its field."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client as Browser
from django.urls import reverse

from circlechart.base.audit.models import AuditEvent
from circlechart.base.coverage.models import Payer
from circlechart.money.claims import actions as claims
from circlechart.money.payers import queries
from circlechart.money.payers.facts import KINDS
from circlechart.money.payers.models import FeeLine, RuleVersion
from tests import cast
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
ALL_KINDS = sorted(KINDS)
CASES_FOR = re.compile(r'name="cases_for" value="([^"]*)"')


def browse(clinic: cast.Clinic, who: str = "biller") -> Browser:
    browser = Browser()
    browser.force_login(clinic.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def alder(clinic: cast.Clinic) -> Payer:
    return clinic.payers["commercial"]


def typed(**changed: str) -> dict[str, str]:
    return {
        "value": "40", "from_on": "2027-01-01", "source": "Provider manual 2027, chapter 4", "read_on": "2026-11-23",
        "trust": "F1", "url": "", **changed,
    }  # fmt: skip


def change(clinic: cast.Clinic, key: str = "minutes.floor", who: str = "biller", **changed: object) -> tuple[int, str]:
    address = reverse("payers:change-rule", args=[alder(clinic).id, key])
    data = {name: value for name, value in {**typed(), **changed}.items() if value is not None}
    browser = browse(clinic, who)
    answer = browser.post(address, data)
    asked = CASES_FOR.search(answer.content.decode())
    if answer.status_code == 200 and asked:
        answer = browser.post(address, data | {"cases_for": unescape(asked[1])})
    return answer.status_code, answer.content.decode()


def test_the_list_says_how_many_rules_nobody_confirmed() -> None:
    page = browse(cast.clinic(), "director").get(reverse("payers:index")).content.decode()
    assert "Alder Mutual" in page
    assert "unverified" in page


def test_the_list_without_payers_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "everyone", lambda today: [])
    assert "No payers" in browse(cast.clinic()).get(reverse("payers:index")).content.decode()


def test_a_payer_is_read_in_plain_sentences_with_standing_and_source_in_words() -> None:
    clinic = cast.clinic()
    page = browse(clinic, "director").get(reverse("payers:payer", args=[alder(clinic).id])).content.decode()
    for words in (
        "Under 45 minutes present, the charge is held.", "Group psychotherapy is billed as 90853.", "Unverified",
        "Confirmed", "General knowledge, read nowhere", "Read in a secondary source", "Since 01/01/2020",
        "Shipped for the payer, version 2026.1", "Standard", "$62.00", "Current",
    ):  # fmt: skip
        assert words in page, words
    assert "History" in page
    assert "New fee" not in page, "who may only look is offered no change"
    assert "New fee" in browse(clinic).get(reverse("payers:payer", args=[alder(clinic).id])).content.decode()


def test_a_rule_set_from_a_day_on_shows_as_what_follows_and_in_its_history() -> None:
    clinic = cast.clinic()
    status, _ = change(clinic)
    assert status == 302
    page = browse(clinic).get(reverse("payers:payer", args=[alder(clinic).id])).content.decode()
    assert "From 01/01/2027:" in page
    assert "Under 40 minutes present" in page
    past = browse(clinic).get(reverse("payers:rule", args=[alder(clinic).id, "minutes.floor"])).content.decode()
    assert "Version 1, set by Hamid Farrow" in past
    assert "Shipped, version 2026.1" in past


@pytest.mark.parametrize("key", ALL_KINDS)
def test_every_kind_of_rule_has_its_history_and_its_form(key: str) -> None:
    clinic = cast.clinic()
    browser = browse(clinic)
    for name in ("payers:rule", "payers:change-rule"):
        answer = browser.get(reverse(name, args=[alder(clinic).id, key]))
        assert answer.status_code == 200
        assert KINDS[key].label in unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("group_psychotherapy.code", "h0004", "H0004"), ("modifiers.always", "hf, hq", ["HF", "HQ"]),
        ("telehealth.modifier.video", "gt", "GT"), ("telehealth.place_of_service.home", "02", "02"),
        ("units.basis", "per_15", "per_15"), ("who_may_render", ["masters"], ["masters"]), ("units.maximum", "6", 6),
        ("revenue_code", "0906", "0906"), ("claim.condition_codes", "92, 41", ["92", "41"]), ("authorization.required", "on", True),
        ("telehealth.taken", ["audio"], ["audio"]), ("iop_group.minutes.floor", "150", 150),
    ],
)  # fmt: skip
def test_every_shape_of_value_is_typed_plainly(key: str, value: object, kept: object) -> None:
    clinic = cast.clinic()
    assert change(clinic, key, value=value)[0] == 302
    assert RuleVersion.objects.get().value == kept


def test_a_payer_can_be_said_to_have_no_such_rule() -> None:
    clinic = cast.clinic()
    assert change(clinic, "group.maximum_size", value="", absent="on")[0] == 302
    assert RuleVersion.objects.get().value is None
    page = browse(clinic).get(reverse("payers:rule", args=[alder(clinic).id, "group.maximum_size"])).content.decode()
    assert "No group is too large for this payer." in page


@pytest.mark.parametrize(
    ("key", "changed", "words"),
    [
        ("minutes.floor", {"value": ""}, "The value is missing."),
        ("minutes.floor", {"value": "-1"}, "greater than or equal to 1"),
        ("minutes.floor", {"value": "forty"}, "Write a whole number from 1 to 600."),
        ("minutes.floor", {"value": "99999999999999999999"}, "less than or equal to 600"),
        ("minutes.floor", {"from_on": "01.01.2027"}, "Write the day like"),
        ("minutes.floor", {"from_on": ""}, "Choose a day."),
        ("minutes.floor", {"source": ""}, "this is missing"),
        ("minutes.floor", {"source": "s" * 5000}, "at most 200"),
        ("minutes.floor", {"trust": ""}, "Say how well it is known."),
        ("minutes.floor", {"trust": "F9"}, "Select a valid choice"),
        ("minutes.floor", {"url": "javascript:alert(1)"}, "valid URL"),
        ("group_psychotherapy.code", {"value": "9085"}, "five capital letters and digits"),
        ("group_psychotherapy.code", {"value": SCRIPT[:20]}, "five capital letters and digits"),
        ("modifiers.always", {"value": "HF HF"}, "stands there twice"),
        ("modifiers.always", {"value": "HF HQ 95 GT U1"}, "one to 4 modifiers"),
        ("telehealth.place_of_service.home", {"value": "00"}, "never 00"),
        ("units.basis", {"value": "per_month"}, "Select a valid choice"),
        ("who_may_render", {"value": ["wizard"]}, "Select a valid choice"),
    ],
)
def test_a_bad_rule_is_refused_at_its_field_and_keeps_what_was_typed(
    key: str, changed: dict[str, object], words: str
) -> None:
    clinic = cast.clinic()
    status, page = change(clinic, key, **{"source": "Letter of the fourth", **changed})
    assert status == 422
    assert words in page
    assert SCRIPT not in page
    assert "Letter of the fourth" in page or "source" in changed
    assert not RuleVersion.objects.exists()


def test_no_such_payer_and_no_such_rule_are_not_found() -> None:
    clinic = cast.clinic()
    browser = browse(clinic)
    gone = "00000000-0000-7000-8000-000000000000"
    for address in (
        reverse("payers:payer", args=[gone]), reverse("payers:rule", args=[gone, "minutes.floor"]),
        reverse("payers:rule", args=[alder(clinic).id, "no.such"]), reverse("payers:new-fee", args=[gone]),
        reverse("payers:change-rule", args=[alder(clinic).id, SCRIPT.replace("/", "")]),
        reverse("office:edit-payer", args=[gone]),
    ):  # fmt: skip
        assert browser.get(address).status_code == 404


def fee(clinic: cast.Clinic, **changed: str) -> tuple[int, str]:
    data = {"code": "90853", "amount": "70.00", "from_on": "2027-01-01", **changed}
    answer = browse(clinic).post(reverse("payers:new-fee", args=[alder(clinic).id]), data)
    return answer.status_code, answer.content.decode()


def test_a_new_fee_ends_the_one_before_on_the_schedule() -> None:
    clinic = cast.clinic()
    assert fee(clinic)[0] == 302
    page = browse(clinic).get(reverse("payers:payer", args=[alder(clinic).id])).content.decode()
    for words in ("$70.00", "Future", "12/31/2026", "$62.00", "Current"):
        assert words in page, words
    assert AuditEvent.objects.filter(verb="payers.set_fee").count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"amount": "-1"}, "greater than or equal to 0"), ({"amount": "0"}, "more than nothing"),
        ({"amount": "62.001"}, "2 decimal places"), ({"amount": "a lot"}, "Write the fee in dollars"),
        ({"amount": "NaN"}, "Write the fee in dollars"), ({"amount": "99999999"}, "Ensure"), ({"code": "9"}, "five capital"),
        ({"code": ""}, "missing"), ({"from_on": "soon"}, "Write the day like"), ({"amount": "62.00"}, "what holds on that day"),
        ({"from_on": "2020-01-01"}, "is $62.00"),
    ],
)  # fmt: skip
def test_a_bad_fee_is_refused_at_its_field_and_changes_nothing(changed: dict[str, str], words: str) -> None:
    clinic = cast.clinic()
    status, page = fee(clinic, **changed)
    assert status == (409 if changed == {"from_on": "2020-01-01"} else 422)
    assert words in page
    assert FeeLine.objects.filter(payer=alder(clinic)).count() == 1


def test_a_fee_that_reaches_back_asks_first_and_then_is_set() -> None:
    clinic = cast.clinic()
    Evening(clinic).hold()
    status, page = fee(clinic, from_on="2026-11-23")
    assert (status, "5 charges stand" in page, "I have seen" in page) == (409, True, True)
    assert FeeLine.objects.filter(payer=alder(clinic)).count() == 1
    assert fee(clinic, from_on="2026-11-23", seen="on")[0] == 302
    line = FeeLine.objects.get(payer=alder(clinic), effective__startswith=date(2026, 11, 23))
    assert line.amount == Decimal("70.00")


def test_a_fee_under_a_claim_that_left_is_refused_with_the_first_free_day() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claims.send(claim_ids=[evening.claim("Imre Castellan").id], by=clinic.biller, now=evening.ended)
    status, page = fee(clinic, from_on="2026-11-23", seen="on")
    assert status == 409
    assert "Choose 11/24/2026 or later" in page
    status, page = change(clinic, from_on="2026-11-23", seen="on")
    assert (status, "1 claim has left" in page) == (409, True)


def edit(clinic: cast.Clinic, **changed: str) -> tuple[int, str]:
    data = {
        "name": "Alder Mutual", "payer_id": "ALDR1", "filing_code": "CI", "street": "1 Payer Plaza", "street_2": "",
        "city": "Harrow Falls", "state": "IL", "postal_code": "60929", **changed,
    }  # fmt: skip
    answer = browse(clinic).post(reverse("office:edit-payer", args=[alder(clinic).id]), data)
    return answer.status_code, answer.content.decode()


def test_a_payers_name_and_address_are_corrected_and_audited_without_values() -> None:
    clinic = cast.clinic()
    assert edit(clinic, name="Alder Mutual of Illinois", city="Dixon")[0] == 302
    payer = Payer.objects.get(pk=alder(clinic).pk)
    assert (payer.name, payer.city) == ("Alder Mutual of Illinois", "Dixon")
    assert AuditEvent.objects.get(verb="office.edit_payer").details == {"changed": ["city", "name"]}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "Name is missing"), ({"name": "n" * 61}, "at most 60"), ({"payer_id": "AL DR*1"}, "no space"),
        ({"filing_code": "QQ"}, "Select a valid choice"), ({"state": "il"}, "two letters"),
        ({"postal_code": "609"}, "postal code"), ({"name": "prairie state medicaid"}, "Another payer has this name."),
    ],
)  # fmt: skip
def test_a_bad_payer_is_refused_at_its_field(changed: dict[str, str], words: str) -> None:
    clinic = cast.clinic()
    status, page = edit(clinic, **changed)
    assert (status, words in page) == (409 if "prairie" in changed.get("name", "") else 422, True)
    assert Payer.objects.get(pk=alder(clinic).pk).name == "Alder Mutual"


def test_markup_in_a_payers_name_is_shown_as_text() -> None:
    clinic = cast.clinic()
    assert edit(clinic, name=SCRIPT)[0] == 302
    for name, args in (("payers:index", []), ("payers:payer", [alder(clinic).id])):
        page = browse(clinic).get(reverse(name, args=args)).content.decode()
        assert SCRIPT not in page
        assert "&lt;script&gt;" in page


def test_the_number_of_queries_of_the_list_does_not_grow_with_payers(django_assert_max_num_queries: object) -> None:
    clinic = cast.clinic()
    for number in range(8):
        Payer.objects.create(
            name=f"Payer {number}",
            payer_id=f"P{number}",
            kind="commercial",
            filing_code="CI",
            rulebook="demo-commercial",
        )
    browser = browse(clinic)
    with django_assert_max_num_queries(12):
        assert browser.get(reverse("payers:index")).status_code == 200


def test_a_rule_can_be_said_for_one_service_alone() -> None:
    clinic = cast.clinic()
    browser, payer = browse(clinic), alder(clinic)
    page = browser.get(reverse("payers:rule", args=[payer.id, "minutes.floor"])).content.decode()
    assert reverse("payers:change-rule", args=[payer.id, "skills_group.minutes.floor"]) in page
    scoped = browser.get(reverse("payers:rule", args=[payer.id, "skills_group.minutes.floor"])).content.decode()
    assert "For one service alone" not in scoped
    assert browser.get(reverse("payers:rule", args=[payer.id, "no_group.minutes.floor"])).status_code == 404
