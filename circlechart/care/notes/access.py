"""Who may write, sign and cosign the notes of a session."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor, Decision
from circlechart.base.access.permissions import Permission
from circlechart.base.kit import walltime
from circlechart.base.people.models import Supervision
from circlechart.care.sessions.models import Session, SessionStaff

OVERSIGHT = ("program_director", "compliance")


def works_in(by: Actor, session: Session, on: datetime) -> Decision:
    """This function will allow those who are on the record of the session in any role but observer."""
    if any(each.staff_id == by.staff_id and each.role != "observer" for each in session.staff.all()):
        return Decision(True, "You work in this session.")
    return Decision(False, "Only those who work in this session write and sign its notes.")


def may_look(by: Actor, session: Session, on: datetime) -> Decision:
    """This function will let those see a session who work in it, supervise in it, or answer for the program."""
    if any(grant.role in OVERSIGHT and grant.facility_id in (None, session.facility_id) for grant in by.grants):
        return Decision(True, "You answer for this program.")
    if any(each.staff_id == by.staff_id for each in session.staff.all()):
        return Decision(True, "You work in this session.")
    supervising = supervises_somebody(by, session, on)
    if supervising.allowed:
        return supervising
    return Decision(False, "Only those who work in this session, or supervise in it, see its notes.")


def supervises_somebody(by: Actor, session: Session, on: datetime) -> Decision:
    """This function will allow those who supervise somebody who works in the session, today or on its day."""
    days = {session.local_on, walltime.today(on, session.time_zone)}
    named = Supervision.objects.filter(supervisor_id=by.staff_id, staff__session_roles__session=session)
    found = any(named.filter(valid__contains=day).exists() for day in days)
    if found:
        return Decision(True, "You supervise somebody who worked in this session.")
    return Decision(False, "Only a supervisor of somebody who worked in this session cosigns its notes.")


def readable(by: Actor, sessions: Iterable[Session]) -> set[UUID]:
    """This function will say which sessions' notes somebody may read, as `may_look` does, in one query for all."""
    known = {each.id: each for each in sessions}
    own = SessionStaff.objects.filter(session__in=known).filter(
        Q(staff_id=by.staff_id)
        | Q(
            staff__supervised_by__supervisor_id=by.staff_id,
            staff__supervised_by__valid__contains=F("session__local_on"),
        )
    )
    related = set(own.values_list("session_id", flat=True))
    answers = {grant.facility_id for grant in by.grants if grant.role in OVERSIGHT}
    reached = {each.id for each in known.values() if by.everywhere or each.facility_id in by.facility_ids}
    return {each for each in reached if each in related or answers & {None, known[each].facility_id}}


def register() -> None:
    """This function will tell the one permission decision how people relate to a session's notes."""
    decide.relate(Permission.SEE_SESSION, Session, may_look)
    decide.relate(Permission.READ_NOTE, Session, may_look)
    decide.relate(Permission.WRITE_NOTE, Session, works_in)
    decide.relate(Permission.SIGN_NOTE, Session, works_in)
    decide.relate(Permission.COSIGN_NOTE, Session, supervises_somebody)
