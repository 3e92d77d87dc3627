"""Who is expected this once: guests, make-ups, and who is excused ahead. Nobody's place in the group is touched."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access.facts import Actor
from circlechart.base.audit import actions as audit
from circlechart.care.enrollment.models import Enrollment
from circlechart.care.sessions.access import ensure_arranges
from circlechart.care.sessions.errors import BadTimes, NoMakeUp, NoSeat, NotOnRoster, OnRoster, RosterFrozen
from circlechart.care.sessions.models import RosterOverride, Session
from circlechart.care.sessions.queries.roster import expected_roster

ADD, REMOVE = RosterOverride.Action.ADD, RosterOverride.Action.REMOVE


def expect_guest(*, session_id: UUID, client_id: UUID, reason: str, by: Actor, now: datetime) -> RosterOverride:
    """This function will expect a client in one session who has no place in its group.

    Raises: NotAllowed, RosterFrozen, BadTimes without a reason, OnRoster, NoSeat.
    Audit: sessions.guest with the client.
    """
    with transaction.atomic():
        session = _open_roster(session_id, by, now)
        _check_seat(session, client_id)
        return _write(session, client_id, ADD, RosterOverride.Kind.GUEST, _said(reason), by, now)


def expect_make_up(*, session_id: UUID, client_id: UUID, missed_id: UUID, by: Actor, now: datetime) -> RosterOverride:
    """This function will expect a client in one session in place of one that the client missed.

    Raises: NotAllowed, RosterFrozen, NoMakeUp, OnRoster, NoSeat.
    Audit: sessions.make_up with the client and the session missed.
    """
    with transaction.atomic():
        session = _open_roster(session_id, by, now)
        missed = Session.objects.select_related("group").filter(pk=missed_id, facility_id=session.facility_id).first()
        if missed is None or missed.id == session.id or not _belonged(missed, client_id):
            raise NoMakeUp()
        _check_seat(session, client_id)
        reason = f"Makes up {missed.group.name}, {missed.local_on:%b %-d, %Y}"
        return _write(session, client_id, ADD, RosterOverride.Kind.MAKEUP, reason, by, now, missed)


def excuse(*, session_id: UUID, client_id: UUID, reason: str, by: Actor, now: datetime) -> RosterOverride:
    """This function will not expect a client in one session, who said so ahead.

    Raises: NotAllowed, RosterFrozen, BadTimes without a reason, NotOnRoster.
    Audit: sessions.excuse with the client.
    """
    with transaction.atomic():
        session = _open_roster(session_id, by, now)
        if client_id not in {each.client_id for each in expected_roster(session)}:
            raise NotOnRoster()
        RosterOverride.objects.filter(session=session, client_id=client_id).delete()
        return _write(session, client_id, REMOVE, RosterOverride.Kind.EXCUSED_AHEAD, _said(reason), by, now)


def withdraw(*, override_id: UUID, by: Actor, now: datetime) -> Session:
    """This function will take back a guest, a make-up or an excuse while the roster is open.

    Raises: NotAllowed, RosterFrozen.
    Audit: sessions.withdraw_override with the client.
    """
    with transaction.atomic():
        override = RosterOverride.objects.get(pk=override_id)
        session = _open_roster(override.session_id, by, now)
        audit.record(
            by=by, verb="sessions.withdraw_override", thing=session, now=now, client=override.client_id,
            details={"kind": override.kind},
        )  # fmt: skip
        override.delete()
        return session


def _open_roster(session_id: UUID, by: Actor, now: datetime) -> Session:
    session = Session.objects.select_for_update(of=("self",)).select_related("group").get(pk=session_id)
    ensure_arranges(by, session, now)
    if session.roster_frozen_at is not None or session.status != Session.Status.SCHEDULED:
        raise RosterFrozen(value=session.get_status_display())
    return session


def _said(reason: str) -> str:
    if not reason.strip():
        raise BadTimes("Say why.", field="Reason", mend="Write a few words.")
    return reason.strip()


def _check_seat(session: Session, client_id: UUID) -> None:
    expected = {each.client_id for each in expected_roster(session)}
    if client_id in expected:
        raise OnRoster()
    seats = session.group.capacity
    if len(expected) >= seats:
        raise NoSeat(f"Every seat of this session is taken: {len(expected)} of {seats}.")


def _belonged(missed: Session, client_id: UUID) -> bool:
    places = Enrollment.objects.filter(group_id=missed.group_id, client_id=client_id, status__in=["active", "ended"])
    return (
        places.filter(effective__contains=missed.local_on).exists()
        or missed.roster_overrides.filter(client_id=client_id).exists()
    )


def _write(
    session: Session, client_id: UUID, action: str, kind: str, reason: str, by: Actor, now: datetime,
    makes_up: Session | None = None,
) -> RosterOverride:  # fmt: skip
    override, _ = RosterOverride.objects.update_or_create(
        session=session,
        client_id=client_id,
        defaults={"action": action, "kind": kind, "makes_up": makes_up, "reason": reason[:200]},
    )
    verb = {"guest": "guest", "makeup": "make_up", "excused_ahead": "excuse"}[kind]
    details = {"reason": reason, **({"makes_up": str(makes_up.id)} if makes_up else {})}
    audit.record(by=by, verb=f"sessions.{verb}", thing=session, now=now, client=client_id, details=details)
    return override
