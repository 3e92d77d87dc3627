"""Saying which notes need a cosignature, and what becomes of charges."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from circlechart.base.audit import actions as audit
from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.notes.models import SignedNote
from circlechart.care.supervision import actions, queries
from circlechart.care.supervision.errors import RuleInThePast
from circlechart.care.supervision.models import CosignRule
from circlechart.money.charges import actions as charges
from circlechart.money.charges.models import Charge
from tests import cast
from tests.rooms.care.notes.test_sign import NOW, START
from tests.rooms.care.supervision.test_review import LATER, by_trainee, shown

pytestmark = pytest.mark.django_db


def set_rule(clinic: cast.Clinic, **given: Any) -> CosignRule:
    usual: dict[str, Any] = {
        "level": "associate", "payer_id": None, "note_kind": "", "needed": True, "due_hours": 24, "begins_on": START.date(),
        "source": "Board rule 12.4", "unverified": False, "by": clinic.director, "now": START,
    }  # fmt: skip
    return actions.set_rule(**{**usual, **given})


def test_the_clinics_own_rule_comes_before_the_shipped_one() -> None:
    clinic = cast.clinic()
    set_rule(clinic, due_hours=48)
    rule = set_rule(clinic, due_hours=12)
    assert rule.number == 2
    by_trainee(clinic)
    assert {each.need.due_hours for each in queries.queue(clinic.supervisor, LATER)} == {12}
    assert AuditEvent.objects.filter(verb="supervision.set_rule", thing_id=rule.id).get().details["due_hours"] == 12


def test_a_rule_for_one_payer_is_for_that_payers_clients() -> None:
    clinic = cast.clinic()
    set_rule(clinic, payer_id=clinic.payers["medicaid"].id, due_hours=240)
    by_trainee(clinic)
    hours = {each.note.attendance.client_id: each.need.due_hours for each in queries.queue(clinic.supervisor, LATER)}
    assert sorted(hours.values()) == [72] * 5 + [240] * 3


def test_a_full_licence_may_need_a_cosignature_and_is_held_without_it() -> None:
    clinic = cast.clinic()
    set_rule(clinic, level="masters", begins_on=START.date())
    clinic.staff["trainee"].credentials.update(level="masters")
    session = by_trainee(clinic)
    charges.capture(session_id=session.id, by=clinic.biller, now=LATER)
    assert set(Charge.objects.filter(current=True).values_list("hold_rule", flat=True)) == {"cosign-missing"}
    every = list(SignedNote.objects.all())
    actions.cosign(read=shown(clinic, *every), by=clinic.supervisor, now=LATER)
    charges.capture(session_id=session.id, by=clinic.biller, now=LATER)
    assert "cosign-missing" not in Charge.objects.filter(current=True).values_list("hold_rule", flat=True)


def test_what_a_payers_rule_holds_stands_in_the_queue_although_the_clinic_released_it() -> None:
    clinic = cast.clinic()
    set_rule(clinic, needed=False)
    session = by_trainee(clinic)
    assert queries.queue(clinic.supervisor, LATER) == []
    charges.capture(session_id=session.id, by=clinic.biller, now=LATER)
    held = Charge.objects.filter(current=True, hold_rule="cosign-missing").count()
    assert held > 0
    assert len(queries.queue(clinic.supervisor, LATER)) == held


def test_a_rule_that_begins_on_a_day_that_is_over_is_refused() -> None:
    clinic = cast.clinic()
    with pytest.raises(RuleInThePast):
        set_rule(clinic, begins_on=START.date() - timedelta(days=1))


@pytest.mark.parametrize("who", ["supervisor", "trainee", "biller"])
def test_only_the_program_director_sets_rules(who: str) -> None:
    clinic = cast.clinic()
    with pytest.raises(NotAllowed):
        set_rule(clinic, by=clinic.actors[who])
    assert not CosignRule.objects.exists()


def test_a_rule_without_its_trail_was_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**given: object) -> None:
        raise DatabaseError("the trail is full")

    clinic = cast.clinic()
    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(DatabaseError, match="the trail is full"), transaction.atomic():
        set_rule(clinic)
    assert not CosignRule.objects.exists()


def test_a_rule_is_never_changed_and_its_sessions_are_charged_anew() -> None:
    from circlechart.care.sessions.models import SessionChange

    clinic = cast.clinic()
    session = by_trainee(clinic)
    SessionChange.objects.all().delete()
    rule = set_rule(clinic, now=NOW)
    assert SessionChange.objects.filter(session=session).exists()
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        CosignRule.objects.filter(pk=rule.pk).update(due_hours=1)
