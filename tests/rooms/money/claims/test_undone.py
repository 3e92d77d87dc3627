"""What a correction gives back: units of a most and of an authorization. And originals that leave too late."""

from datetime import timedelta

import pytest

from circlechart.base.audit.models import AuditEvent
from circlechart.money.charges import queries as charges
from circlechart.money.claims import actions
from circlechart.money.claims.errors import FoundNow
from circlechart.money.claims.models import Claim
from circlechart.web import schedule
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.money.charges.test_said import authorization, authorize, rule
from tests.rooms.money.claims.correcting import IMRE, LATER, NO_SHOW, ON, answer, pending, send, sent
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db


def two_weeks(clinic: cast.Clinic) -> tuple[Evening, Evening]:
    """The same group a week ago and today."""
    return Evening(clinic, cast.evening() - timedelta(days=7)).hold(), Evening(clinic).hold()


def taken_back(first: Evening, second: Evening, *, void: bool) -> None:
    """Somebody was not there the first time; where the claim had left, it is voided."""
    if void:
        answer(first.clinic, sent(first), "paid")
    first.correct(IMRE, NO_SHOW)
    if void:
        send(first, pending(first, "8"))
    second.catch_up()


@pytest.mark.parametrize("void", [False, True])
def test_units_of_a_most_are_free_again_after_presence_was_withdrawn_or_voided(void: bool) -> None:
    clinic = cast.clinic()
    rule(clinic, "units.year_maximum", 1)
    first, second = two_weeks(clinic)
    assert second.charge(IMRE).hold_rule == "cap-reached"
    taken_back(first, second, void=void)
    assert (second.charge(IMRE).status, second.charge(IMRE).units) == ("ready", 1)
    assert Claim.objects.get(client=second.charge(IMRE).attendance.client, service_on=ON).status == "ready"


@pytest.mark.parametrize("void", [False, True])
def test_units_of_an_authorization_are_free_again_after_presence_was_withdrawn_or_voided(void: bool) -> None:
    clinic = cast.clinic()
    rule(clinic, "authorization.required", True)
    first = Evening(clinic, cast.evening() - timedelta(days=7)).hold()
    authorize(clinic, first, authorization(units=1))
    second = Evening(clinic).hold()
    assert second.charge(IMRE).hold_rule == "authorization-used-up"
    taken_back(first, second, void=void)
    assert second.charge(IMRE).status == "ready"
    (known,) = charges.authorizations(second.charge(IMRE).attendance.client)
    assert (known.used, known.days, known.left) == (1, 1, 0)


def test_an_original_older_than_its_payer_takes_has_a_finding_and_a_correction_has_none() -> None:
    clinic = cast.clinic()
    rule(clinic, "filing.days", 30)
    evening = Evening(clinic).hold()
    late = LATER + timedelta(days=31)
    answer(clinic, sent(evening), "paid")
    other = Claim.objects.filter(status="ready", coverage__plan__payer=clinic.payers["commercial"]).first()
    assert other is not None
    with pytest.raises(FoundNow) as refused:
        actions.send(claim_ids=[other.id], by=clinic.biller, now=late)
    assert "takes claims until 30 days after the service; this one is 31 days old" in refused.value.because
    other.refresh_from_db()
    assert (other.status, [each["rule"] for each in other.findings]) == ("draft", ["past-filing"])
    evening.correct(IMRE, NO_SHOW)
    catch_up(evening.session.id, by=None, now=late)
    assert send(evening, pending(evening, "8"), late).status == "sent"


def test_the_last_day_of_filing_is_not_too_late() -> None:
    clinic = cast.clinic()
    rule(clinic, "filing.days", 30)
    claim = Evening(clinic).hold().claim(IMRE)
    actions.send(claim_ids=[claim.id], by=clinic.biller, now=LATER + timedelta(days=30))


def test_an_old_session_is_derived_where_its_client_changed_once_a_claim_of_it_stands_with_a_payer() -> None:
    clinic = cast.clinic()
    old = Evening(clinic).hold()
    much_later = LATER + timedelta(days=100)
    changed = {"kind": "changed", "verb": "office.edit_client", "client_id": clinic.clients[0].id}
    AuditEvent.objects.create(at=much_later, **changed)
    assert not schedule.billed(much_later - timedelta(hours=1)).exists()
    sent(old)
    assert list(schedule.billed(much_later - timedelta(hours=1))) == [old.session]
    assert not schedule.billed(much_later + timedelta(hours=1)).exists()
