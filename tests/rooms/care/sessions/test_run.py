"""A session's way from scheduled to documented: each step, who may take it, and what is refused."""

from datetime import timedelta

import pytest

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.sessions import actions
from circlechart.care.sessions.errors import BadTimes, WrongState
from circlechart.care.sessions.models import Session
from circlechart.care.sessions.states import SESSION_STATES
from tests import cast

NOW = cast.evening()
HOUR = timedelta(hours=1)


def running(clinic: cast.Clinic) -> Session:
    session = clinic.session(NOW)
    return actions.start(session_id=session.id, started_at=NOW, basis="stamped", by=clinic.lead, now=NOW)


def test_start_freezes_the_roster_and_is_audited(clinic: cast.Clinic) -> None:
    session = running(clinic)
    assert (session.status, session.started_at, session.roster_frozen_at) == ("in_progress", NOW, NOW)
    assert AuditEvent.objects.get(verb="sessions.start").actor_id == clinic.lead.staff_id


def test_start_twice_is_one_start(clinic: cast.Clinic) -> None:
    session = running(clinic)
    again = actions.start(session_id=session.id, started_at=NOW + HOUR, basis="typed", by=clinic.co, now=NOW + HOUR)
    assert (again.started_at, again.rev) == (NOW, session.rev)
    assert AuditEvent.objects.filter(verb="sessions.start").count() == 1


@pytest.mark.parametrize("who", ["desk", "trainee", "biller", "nobody"])
def test_start_refused_to_whoever_does_not_work_there(clinic: cast.Clinic, who: str) -> None:
    session = clinic.session(NOW)
    with pytest.raises(NotAllowed):
        actions.start(
            session_id=session.id, started_at=NOW, basis="stamped", by=clinic.actors[who], now=NOW
        )  # fmt: skip
    session.refresh_from_db()
    assert session.status == "scheduled"


def test_finish_before_the_start_or_a_day_later_is_refused(clinic: cast.Clinic) -> None:
    session = running(clinic)
    for ended_at in (NOW, NOW - HOUR, NOW + 17 * HOUR):
        with pytest.raises(BadTimes) as refused:
            actions.finish(session_id=session.id, ended_at=ended_at, basis="typed", by=clinic.lead, now=NOW)
        assert refused.value.field == "Ended"
    session.refresh_from_db()
    assert session.status == "in_progress"


def test_retime_marks_only_what_differs_as_typed(clinic: cast.Clinic) -> None:
    session = running(clinic)
    actions.finish(session_id=session.id, ended_at=NOW + HOUR, basis="stamped", by=clinic.lead, now=NOW + HOUR)
    retimed = actions.retime(
        session_id=session.id, started_at=NOW, ended_at=NOW + 2 * HOUR, by=clinic.lead, now=NOW + HOUR
    )
    assert (retimed.start_basis, retimed.end_basis) == ("stamped", "typed")


def test_documented_goes_back_to_held_when_a_note_is_owed_again(clinic: cast.Clinic) -> None:
    session = running(clinic)
    actions.finish(session_id=session.id, ended_at=NOW + HOUR, basis="stamped", by=clinic.lead, now=NOW + HOUR)
    assert actions.mark_documented(session_id=session.id, by=clinic.lead, now=NOW).status == "documented"
    assert actions.reopen(session_id=session.id, by=clinic.lead, now=NOW).status == "held"


def test_finish_rolls_back_when_the_audit_fails(clinic: cast.Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    session = running(clinic)

    def broken(**_: object) -> None:
        raise RuntimeError("audit")

    monkeypatch.setattr("circlechart.base.audit.actions.record", broken)
    with pytest.raises(RuntimeError):
        actions.finish(session_id=session.id, ended_at=NOW + HOUR, basis="stamped", by=clinic.lead, now=NOW)
    session.refresh_from_db()
    assert (session.status, session.ended_at) == ("in_progress", None)


@pytest.mark.parametrize("status", [each for each in SESSION_STATES if each not in ("scheduled", "in_progress")])
def test_start_from_any_other_state_is_refused(clinic: cast.Clinic, status: str) -> None:
    session = clinic.session(NOW)
    Session.objects.filter(pk=session.pk).update(
        status=status, cancel_reason="Facilitator ill", started_at=NOW, roster_frozen_at=NOW
    )
    if status == "held":  # a held session that is started again runs on; its roster stays frozen
        actions.start(session_id=session.id, started_at=NOW, basis="stamped", by=clinic.lead, now=NOW)
        return
    with pytest.raises(WrongState) as refused:
        actions.start(session_id=session.id, started_at=NOW, basis="stamped", by=clinic.lead, now=NOW)
    assert refused.value.field == "Session"
