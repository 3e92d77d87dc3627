"""Adding a payer from a template or as a copy of another one."""

from dataclasses import replace

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from circlechart.base.audit.models import AuditEvent
from circlechart.base.coverage.models import Payer, Plan
from circlechart.base.kit.errors import NotAllowed
from circlechart.money.payers.models import RuleVersion
from circlechart.web.office import actions
from circlechart.web.office.errors import PayerNamed
from circlechart.web.office.facts import NewPayer, PayerGiven
from tests import cast
from tests.rooms.money.rulebooks.test_actions import alder, set_rule

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TYPED = {
    "name": "Harbor Tricare East", "payer_id": "HTE01", "kind": "commercial", "filing_code": "CH", "plan": "Prime",
    "street": "12 Pier Road", "street_2": "", "city": "Harrow Falls", "state": "IL", "postal_code": "60929",
}  # fmt: skip


def given(name: str = "Harbor Tricare East") -> NewPayer:
    return NewPayer(PayerGiven(name, "HTE01", "CH"), "commercial", "tricare", "Prime")


def browse(clinic: cast.Clinic) -> Browser:
    browser = Browser()
    browser.force_login(clinic.user("biller"), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_a_payer_is_added_from_a_template() -> None:
    clinic = cast.clinic()
    browser, address = browse(clinic), reverse("office:add-payer", args=["tricare"])
    shown = browser.get(address).content.decode()
    assert '<option value="CH" selected>' in shown
    answer = browser.post(address, TYPED)
    made = Payer.objects.get(name="Harbor Tricare East")
    assert answer["Location"] == reverse("payers:payer", args=[made.id])
    assert (made.rulebook, made.filing_code, made.city) == ("tricare", "CH", "Harrow Falls")
    assert made.plans.get().name == "Prime"
    assert "TRICARE" in browser.get(answer["Location"]).content.decode()
    assert AuditEvent.objects.get(verb="office.add_payer").details == {"rulebook": "tricare"}


def test_what_was_typed_wrong_is_kept_and_said() -> None:
    browser = browse(cast.clinic())
    answer = browser.post(reverse("office:add-payer", args=["tricare"]), {**TYPED, "payer_id": "no good", "plan": ""})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "First plan is missing." in text
    assert 'value="no good"' in text
    assert not Payer.objects.filter(name="Harbor Tricare East").exists()


def test_a_name_is_taken_once() -> None:
    clinic = cast.clinic()
    with pytest.raises(PayerNamed):
        actions.add_payer(given=given("alder mutual"), by=clinic.biller, now=NOW)
    answer = browse(clinic).post(reverse("office:add-payer", args=["tricare"]), {**TYPED, "name": "Alder Mutual"})
    assert answer.status_code == 409
    assert "Another payer has this name." in answer.content.decode()


def test_only_who_edits_payers_adds_and_copies_them() -> None:
    clinic = cast.clinic()
    with pytest.raises(NotAllowed):
        actions.add_payer(given=given(), by=clinic.actors["lead"], now=NOW)
    with pytest.raises(NotAllowed):
        actions.copy_payer(payer_id=alder(clinic).id, given=given(), fees=True, by=clinic.actors["lead"], now=NOW)


def test_a_template_that_is_none_is_not_there() -> None:
    browser = browse(cast.clinic())
    assert browser.get(reverse("office:add-payer", args=["texas"])).status_code == 404
    assert browser.get(reverse("office:add-payer", args=["demo-commercial"])).status_code == 404


def test_a_copy_follows_the_same_rulebook_with_the_clinics_rules() -> None:
    clinic = cast.clinic()
    set_rule(clinic, "minutes.floor", 40)
    Payer.objects.filter(pk=alder(clinic).id).update(rules_state="IL")
    browser, address = browse(clinic), reverse("office:copy-payer", args=[alder(clinic).id])
    assert "Copy Alder Mutual" in browser.get(address).content.decode()
    answer = browser.post(address, {**TYPED, "filing_code": "CI", "fees": "on"})
    made = Payer.objects.get(name="Harbor Tricare East")
    assert answer["Location"] == reverse("payers:payer", args=[made.id])
    assert (made.rulebook, made.rules_state) == ("demo-commercial", "IL")
    rule = RuleVersion.objects.get(payer=made)
    assert (rule.key, rule.value, rule.status) == ("minutes.floor", 40, "unverified")
    assert made.fees.count() == alder(clinic).fees.count() > 0


def test_a_copy_that_fails_leaves_nothing() -> None:
    clinic = cast.clinic()
    payers, plans = Payer.objects.count(), Plan.objects.count()
    taken = replace(given(), payer=PayerGiven("Alder Mutual", "X1", "CI"))
    with pytest.raises(PayerNamed):
        actions.copy_payer(payer_id=alder(clinic).id, given=taken, fees=True, by=clinic.biller, now=NOW)
    assert (Payer.objects.count(), Plan.objects.count()) == (payers, plans)
