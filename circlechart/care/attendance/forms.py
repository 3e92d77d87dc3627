"""Reading what the marks of a row send."""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

from django.http import HttpRequest, QueryDict

from circlechart.base.kit import walltime
from circlechart.base.kit.errors import Refusal
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.errors import BadTime
from circlechart.care.attendance.models import Attendance
from circlechart.care.sessions.models import Session

NIGHT_HOURS = 3


def wall(field: str, typed: str, session: Session, fold: str = "") -> datetime | None:
    """This function will read a typed wall time as an instant of this session. Returns None when: nothing is typed.

    Raises: BadTime naming the field and what was typed.
    """
    if not typed.strip():
        return None
    try:
        at = time.fromisoformat(typed.strip())
    except ValueError:
        raise BadTime(field=field, value=typed) from None
    if at.tzinfo is not None:
        mend = f"Type it without a zone, such as 18:15; it is {session.time_zone} here."
        raise BadTime("Times of a session are in the zone of its facility.", field=field, value=typed, mend=mend)
    began = session.started_at or (session.span.lower if session.span else None)
    choice = int(fold) if fold in ("0", "1") else None
    try:
        found = walltime.instant(session.local_on, at, session.time_zone, choice)
        if began is not None and found < began - timedelta(hours=NIGHT_HOURS):
            found = walltime.instant(session.local_on + timedelta(days=1), at, session.time_zone, choice)
    except (walltime.NoSuchTime, walltime.AmbiguousTime) as problem:
        raise BadTime(str(problem), field=field, value=typed) from None
    return found


def mark(posted: QueryDict, attendance: Attendance) -> Mark:
    """This function will read a mark: a choice, times, or both. Raises: BadTime."""
    session, fold = attendance.session, posted.get("fold", "")
    choice, arrived, left = (posted.get(name, "") for name in ("choice", "arrived", "left"))
    if choice == "present" and (arrived.strip() or left.strip()):
        choice = ""  # a plain form sends both; the times say more
    return Mark(
        choice=choice,
        arrived_at=wall("Arrived", arrived, session, fold),
        left_at=wall("Left", left, session, fold),
        clear_arrived="arrived" in posted and not arrived.strip(),
        clear_left="left" in posted and not left.strip(),
        reason=posted.get("reason", "").replace("\x00", "")[:200],
    )


def idem(posted: QueryDict) -> UUID:
    """This function will read the key of a save; a plain form without one gets a new one. Raises: Refusal."""
    given = posted.get("idem")
    if not given:
        return uuid4()
    try:
        return UUID(given)
    except ValueError:
        raise Refusal("This is not a key that the page made.", field="Save key", mend="Reload the page.") from None


def base_rev(request: HttpRequest) -> int:
    """This function will read which revision of the row was on the screen. Raises: Refusal."""
    given = request.POST.get("base_rev", "")
    if not given.isdecimal():
        raise Refusal("This mark does not say what it changes.", field="base_rev", mend="Reload the page.")
    return int(given)
