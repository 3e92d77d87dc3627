"""Changing one session, and only this one: cancel it, bring it back, move it, swap rooms with another."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit import walltime
from circlechart.care.enrollment.models import Group
from circlechart.care.sessions.access import ensure_arranges
from circlechart.care.sessions.actions.book import (
    NO_CLASH,
    book,
    book_or_refuse,
    is_clash,
    lock_schedule,
    pass_on,
    refusal,
    release,
)
from circlechart.care.sessions.actions.materialise import converge, set_staff
from circlechart.care.sessions.actions.steps import locked, step
from circlechart.care.sessions.errors import BadStaff, BadTimes, SkippedTime, Stale, Taken, WrongState
from circlechart.care.sessions.facts import When
from circlechart.care.sessions.models import Booking, Session
from circlechart.care.sessions.queries.holders import holders
from circlechart.care.sessions.queries.timetable import closed_days

FARTHEST = timedelta(days=366)
RUNS = "Open the session, and choose “Cancel the session” under “More” there."


def cancel(*, session_id: UUID, reason: str, by: Actor, now: datetime, settled: bool = False) -> Session:
    """This function will cancel a session and free its room and staff; what waited for them is booked.

    One that runs has attendance, which must be taken back with it; `settled` says that the caller has done so.

    Raises: NotAllowed, WrongState, BadTimes when no reason is given.
    Audit: sessions.cancel with the reason.
    """
    if not reason.strip():
        raise BadTimes("Say why the session is cancelled.", field="Reason", mend="Write a few words.")
    with transaction.atomic():
        session = _arranged(session_id, by, now)
        if session.status == Session.Status.IN_PROGRESS:
            decide.ensure(by, Permission.RUN_SESSION, session, on=now)
            if not settled:
                raise WrongState("The session runs, and its attendance has to be taken back with it.", mend=RUNS)
        release(session)
        moved = step(
            session, "cancelled", "sessions.cancel", by, now,
            cancel_reason=reason.strip(), cancel_basis=Session.CancelBasis.PERSON, conflict_flag="",
        )  # fmt: skip
        assert session.span is not None
        pass_on(session.span, session.id)
        _settle(session, now)
        return moved


def reinstate(*, session_id: UUID, by: Actor, now: datetime) -> Session:
    """This function will bring a cancelled session back, until the end of its own day.

    On a closed day it is held in spite of the closure, and stays so.

    Raises: NotAllowed, WrongState, Taken with who has its room or staff meanwhile.
    Audit: sessions.reinstate.
    """
    with transaction.atomic():
        session = _arranged(session_id, by, now)
        if walltime.today(now, session.time_zone) > session.local_on:
            raise WrongState("The day of this session is over.", field="Session", mend="Schedule a new one.")
        in_spite = session.local_on in closed_days(session.facility_id, session.local_on, session.local_on)
        overridden = sorted({*session.overridden, "status"}) if in_spite else session.overridden
        moved = step(
            session, "scheduled", "sessions.reinstate", by, now,
            cancel_reason="", cancel_basis="", closure=None, overridden=overridden,
        )  # fmt: skip
        book_or_refuse(moved)
        _settle(session, now)
        return moved


def move(*, session_id: UUID, to: When, base_rev: int, by: Actor, now: datetime) -> Session:
    """This function will change when, where and by whom one session is held; its schedule leaves it alone from then on.

    Raises: NotAllowed, WrongState, Stale, BadTimes, SkippedTime, BadStaff, Taken with who has the room or person.
    Audit: sessions.move with what changed.
    """
    with transaction.atomic():
        session = _arranged(session_id, by, now)
        decide.ensure(by, Permission.EDIT_SCHEDULE, session, on=now)
        if session.status != Session.Status.SCHEDULED:
            raise WrongState(field="Session", value=session.get_status_display())
        if session.rev != base_rev:
            raise Stale()
        _check(session, to, now)
        changed = _changes(session, to)
        if not changed:
            return session
        was = session.span
        _write(session, to, changed)
        book_or_refuse(session)
        audit.record(by=by, verb="sessions.move", thing=session, now=now, details={"changed": changed})
        assert was is not None
        pass_on(was, session.id)
        _settle(session, now)
        return session


def swap_rooms(*, session_id: UUID, other_id: UUID, by: Actor, now: datetime) -> Session:
    """This function will let two sessions change rooms in one save: each takes what the other leaves.

    Raises: NotAllowed, WrongState, Taken with who else has one of the rooms.
    Audit: sessions.swap_rooms for both.
    """
    with transaction.atomic():
        lock_schedule(*Session.objects.filter(pk__in=[session_id, other_id]).values_list("group_id", flat=True))
        pair = [locked(each, by, Permission.EDIT_SCHEDULE, now) for each in sorted([session_id, other_id])]
        for each in pair:
            if each.status != Session.Status.SCHEDULED:
                raise WrongState(field="Session", value=each.get_status_display())
        pair[0].room, pair[1].room = pair[1].room, pair[0].room
        try:
            with transaction.atomic():
                _swap(pair)
        except IntegrityError as error:
            if not is_clash(error):
                raise
            raise _in_the_way(pair) from error
        for each in pair:
            if each.conflict_flag:
                book(each)
            audit.record(by=by, verb="sessions.swap_rooms", thing=each, now=now)
        return next(each for each in pair if each.id == session_id)


def _swap(pair: list[Session]) -> None:
    """For a moment both rooms are taken twice, so the database looks only at the end."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {NO_CLASH} DEFERRED")
        rooms = [each.room_id for each in pair if each.room_id]
        for each in pair:
            each.overridden = sorted({*each.overridden, "room"})
            each.rev += 1
            each.save()
            Booking.objects.filter(source_id=each.id, resource_id__in=rooms).delete()
        for each in pair:
            if each.room is not None:
                Booking.objects.create(resource=each.room, span=each.span, source_kind="session", source_id=each.id)
        cursor.execute(f"SET CONSTRAINTS {NO_CLASH} IMMEDIATE")


def _in_the_way(pair: list[Session]) -> Taken:
    ours = [each.id for each in pair]
    found = [
        holder
        for each in pair
        for holder in holders(each, [each.room] if each.room else [])
        if holder.session_id not in ours
    ]
    return refusal(found) if found else Taken()


def _arranged(session_id: UUID, by: Actor, now: datetime) -> Session:
    lock_schedule(Session.objects.values_list("group_id", flat=True).get(pk=session_id))
    session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
    ensure_arranges(by, session, now)
    return session


def _check(session: Session, to: When, now: datetime) -> None:
    today = walltime.today(now, session.time_zone)
    if abs(to.local_on - today) > FARTHEST:
        raise BadTimes("That day is more than a year away.", field="Day", value=to.local_on, mend="Check the year.")
    try:
        walltime.instant(to.local_on, to.local_start, session.time_zone, fold=0)
    except walltime.NoSuchTime as error:
        raise SkippedTime(str(error), value=f"{to.local_start:%-I:%M %p}") from error
    if len({staff_id for _, staff_id in to.staff}) != len(to.staff):
        raise BadStaff("Somebody is named twice.", field="Co-facilitator")
    if sum(role == "lead" for role, _ in to.staff) != 1:
        raise BadStaff("A session has one lead.")


def _changes(session: Session, to: When) -> list[str]:
    changed = [name for name in ("local_on", "local_start", "duration_minutes", "room_id", "modality")
               if getattr(session, name) != getattr(to, name)]  # fmt: skip
    if {(each.role, each.staff_id) for each in session.staff.all()} != set(to.staff):
        changed.append("staff")
    return [name.removesuffix("_id") for name in changed]


def _write(session: Session, to: When, changed: list[str]) -> None:
    for name in ("local_on", "local_start", "duration_minutes", "room_id", "modality"):
        setattr(session, name, getattr(to, name))
    session.overridden = sorted({*session.overridden, *changed})
    session.rev += 1
    release(session)
    session.save()
    if "staff" in changed:
        try:
            set_staff(session, to.staff)
        except ProtectedError as error:
            raise BadStaff(
                "Somebody who has written in this session cannot be taken off it.", mend="Leave them in their role."
            ) from error


def _settle(session: Session, now: datetime) -> None:
    """Topics move up or back, and a closed group gets the session that it now lacks."""
    group = Group.objects.select_related("facility").get(pk=session.group_id)
    if session.slot_key is not None and group.state == Group.State.ACTIVE:
        converge(group, walltime.today(now, group.facility.time_zone), now)
