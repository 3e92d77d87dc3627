"""Goals and diagnoses: set from a day, ended after one, never two of a number at a time."""

from datetime import date, timedelta

import pytest

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.plans import actions
from circlechart.care.plans.errors import BadCode, BadDay, NumberTaken, RankTaken
from circlechart.care.plans.models import Diagnosis, Goal
from tests import cast

NOW, TODAY = cast.evening(), date(2026, 11, 23)


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic()


def set_goal(clinic: cast.Clinic, number: str = "2.1", from_on: date = TODAY) -> Goal:
    return actions.set_goal(
        client_id=clinic.clients[0].id, number=number, text="Sleep six hours.", from_on=from_on, by=clinic.lead, now=NOW
    )


def set_diagnosis(clinic: cast.Clinic, code: str, rank: int) -> Diagnosis:
    return actions.set_diagnosis(
        client_id=clinic.clients[0].id,
        code=code,
        label="Short words",
        rank=rank,
        from_on=TODAY,
        by=clinic.lead,
        now=NOW,
    )


def test_goal_is_set_and_audited_without_its_text(clinic: cast.Clinic) -> None:
    goal = set_goal(clinic)
    event = AuditEvent.objects.get(verb="plans.set_goal")
    assert (event.thing_id, event.client_id) == (goal.id, clinic.clients[0].id)
    assert "Sleep" not in str(event.details)


def test_goal_number_is_taken_until_the_other_ends(clinic: cast.Clinic) -> None:
    first = set_goal(clinic, from_on=TODAY - timedelta(days=30))
    with pytest.raises(NumberTaken) as refused:
        set_goal(clinic)
    assert refused.value.value == "2.1"
    actions.end_goal(goal_id=first.id, last_on=TODAY - timedelta(days=1), by=clinic.lead, now=NOW)
    assert set_goal(clinic).effective.lower == TODAY


def test_goal_ended_before_its_first_day_is_refused(clinic: cast.Clinic) -> None:
    goal = set_goal(clinic)
    with pytest.raises(BadDay):
        actions.end_goal(goal_id=goal.id, last_on=TODAY - timedelta(days=1), by=clinic.lead, now=NOW)
    goal.refresh_from_db()
    assert goal.effective.upper is None


def test_goal_refused_to_the_front_desk(clinic: cast.Clinic) -> None:
    with pytest.raises(NotAllowed):
        actions.set_goal(client_id=clinic.clients[0].id, number="9", text="x", from_on=TODAY, by=clinic.desk, now=NOW)


def test_goal_rolls_back_when_the_audit_fails(clinic: cast.Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("audit")

    monkeypatch.setattr("circlechart.base.audit.actions.record", broken)
    before = Goal.objects.count()
    with pytest.raises(RuntimeError):
        set_goal(clinic)
    assert Goal.objects.count() == before


@pytest.mark.parametrize("code", ["F1", "11.20", "F11-20", "<b>"])
def test_diagnosis_code_of_another_shape_is_refused(clinic: cast.Clinic, code: str) -> None:
    with pytest.raises(BadCode) as refused:
        set_diagnosis(clinic, code, 2)
    assert refused.value.value == code


def test_diagnosis_rank_is_taken_until_the_other_ends(clinic: cast.Clinic) -> None:
    with pytest.raises(RankTaken):
        set_diagnosis(clinic, "F33.1", 1)
    first = clinic.clients[0].diagnoses.get()
    actions.end_diagnosis(diagnosis_id=first.id, last_on=TODAY - timedelta(days=1), by=clinic.lead, now=NOW)
    assert set_diagnosis(clinic, "f33.1", 1).code == "F33.1"
