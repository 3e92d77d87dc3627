"""Guests, make-ups and who is excused ahead: this once only, and once each."""

from datetime import timedelta

import pytest

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.attendance import actions as attendance
from circlechart.care.sessions import actions, queries
from circlechart.care.sessions.errors import BadTimes, NoMakeUp, NoSeat, NotOnRoster, OnRoster, RosterFrozen
from circlechart.care.sessions.models import RosterOverride, Session
from tests import cast
from tests.rooms.care.sessions.schedules import another

NOW = cast.evening() - timedelta(hours=6)
WEEK = timedelta(weeks=1)


def meeting(clinic: cast.Clinic, weeks: int = 0, name: str = "DBT skills") -> Session:
    group = clinic.group.__class__.objects.filter(name=name).first() or another(clinic, name)
    return clinic.session(cast.evening() + weeks * WEEK, group=group, lead="lead")


def expected(session: Session) -> dict[object, str]:
    return {each.client_id: each.basis for each in queries.expected_roster(session)}


def guest(clinic: cast.Clinic, session: Session, number: int = 0, who: str = "desk") -> RosterOverride:
    client = clinic.clients[number]
    return actions.expect_guest(
        session_id=session.id, client_id=client.id, reason="Visits before joining", by=clinic.actors[who], now=NOW
    )


def test_G15_a_guest_is_expected_once_and_not_next_week(clinic: cast.Clinic) -> None:
    this, following = meeting(clinic), meeting(clinic, 1)
    guest(clinic, this)
    assert expected(this) == {clinic.clients[0].id: "guest"}
    assert expected(following) == {}
    event = AuditEvent.objects.get(verb="sessions.guest")
    assert (event.client_id, event.actor_id) == (clinic.clients[0].id, clinic.desk.staff_id)


def test_G15_a_make_up_is_expected_once_and_names_what_it_makes_up(clinic: cast.Clinic) -> None:
    missed = clinic.session(cast.evening() - WEEK)
    this, following = meeting(clinic), meeting(clinic, 1)
    client = clinic.clients[0]
    made = actions.expect_make_up(session_id=this.id, client_id=client.id, missed_id=missed.id, by=clinic.desk, now=NOW)
    assert (made.makes_up, made.reason) == (missed, "Makes up Evening process group, Nov 16, 2026")
    assert expected(this) == {client.id: "makeup"}
    assert expected(following) == {}


def test_make_up_of_what_the_client_never_belonged_to_is_refused(clinic: cast.Clinic) -> None:
    foreign, this = meeting(clinic, -1, "Family evening"), meeting(clinic)
    for missed in (foreign, this):
        with pytest.raises(NoMakeUp):
            actions.expect_make_up(
                session_id=this.id, client_id=clinic.clients[0].id, missed_id=missed.id, by=clinic.desk, now=NOW
            )
    assert not RosterOverride.objects.exists()


def test_excused_ahead_is_not_expected_until_that_is_taken_back(clinic: cast.Clinic) -> None:
    session, client = clinic.session(cast.evening()), clinic.clients[0]
    made = actions.excuse(session_id=session.id, client_id=client.id, reason="Court", by=clinic.lead, now=NOW)
    assert client.id not in expected(session)
    actions.withdraw(override_id=made.id, by=clinic.lead, now=NOW)
    assert client.id in expected(session)
    assert set(AuditEvent.objects.filter(client_id=client.id).values_list("verb", flat=True)) == {
        "sessions.excuse", "sessions.withdraw_override",
    }  # fmt: skip


def test_excuse_of_a_guest_ends_as_excused(clinic: cast.Clinic) -> None:
    session = meeting(clinic)
    guest(clinic, session)
    actions.excuse(session_id=session.id, client_id=clinic.clients[0].id, reason="Ill", by=clinic.desk, now=NOW)
    assert expected(session) == {}


def test_what_cannot_be_is_refused_with_its_reason(clinic: cast.Clinic) -> None:
    session, full = clinic.session(cast.evening()), meeting(clinic)
    full.group.capacity = 1
    full.group.save()
    guest(clinic, full, 1)
    with pytest.raises(OnRoster):
        guest(clinic, session)
    with pytest.raises(NoSeat) as refused:
        guest(clinic, full)
    assert refused.value.because == "Every seat of this session is taken: 1 of 1."
    with pytest.raises(NotOnRoster):
        actions.excuse(session_id=full.id, client_id=clinic.clients[2].id, reason="Ill", by=clinic.desk, now=NOW)
    with pytest.raises(BadTimes):
        actions.excuse(session_id=full.id, client_id=clinic.clients[1].id, reason=" ", by=clinic.desk, now=NOW)


@pytest.mark.parametrize("who", ["co", "biller", "nobody", "compliance"])
def test_guest_refused_to_whoever_neither_keeps_the_schedule_nor_works_there(clinic: cast.Clinic, who: str) -> None:
    session = meeting(clinic)
    with pytest.raises(NotAllowed):
        guest(clinic, session, who=who)
    assert not RosterOverride.objects.exists()


def test_a_frozen_roster_takes_no_guest(clinic: cast.Clinic) -> None:
    session = meeting(clinic)
    attendance.open_session(session_id=session.id, by=clinic.lead, now=cast.evening())
    with pytest.raises(RosterFrozen):
        guest(clinic, session)


def test_guest_rolls_back_when_the_audit_fails(clinic: cast.Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("audit")

    session = meeting(clinic)
    monkeypatch.setattr("circlechart.base.audit.actions.record", broken)
    with pytest.raises(RuntimeError):
        guest(clinic, session)
    assert not RosterOverride.objects.exists()
