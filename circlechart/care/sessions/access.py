"""Who may run a session, and who may arrange it: where, when, whether, and who is expected."""

from datetime import datetime

from circlechart.base.access import decide, reach
from circlechart.base.access.facts import Actor, Decision
from circlechart.base.access.permissions import Permission
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.sessions.models import FacilityClosure, RosterOverride, Session

DIRECTING = ("program_director", "supervisor")


def runs(by: Actor, session: Session, on: datetime) -> Decision:
    """This function will allow those on the session's record, and whoever directs the program."""
    if any(each.staff_id == by.staff_id and each.role != "observer" for each in session.staff.all()):
        return Decision(True, "You work in this session.")
    if any(grant.role in DIRECTING and grant.facility_id in (None, session.facility_id) for grant in by.grants):
        return Decision(True, "You direct this program.")
    return Decision(False, "Only those who work in this session, or direct the program, may do this.")


def arranges(by: Actor, session: Session, on: datetime) -> Decision:
    """This function will allow whoever keeps the schedule, and whoever runs this session."""
    keeps = decide.may(by, Permission.EDIT_SCHEDULE, session, on=on)
    return keeps if keeps.allowed else decide.may(by, Permission.RUN_SESSION, session, on=on)


def ensure_arranges(by: Actor, session: Session, on: datetime) -> None:
    """This function will refuse who neither keeps the schedule nor runs this session. Raises: NotAllowed."""
    decision = arranges(by, session, on)
    if not decision.allowed:
        raise NotAllowed(decision.because, mend="Ask the front desk or your program director.")


def register() -> None:
    """This function will tell the one permission decision how people relate to sessions."""
    reach.register(Session, "facility_id")
    reach.register(RosterOverride, "session__facility_id")
    reach.register(FacilityClosure, "facility_id")
    for permission in (Permission.RUN_SESSION, Permission.MARK_ATTENDANCE, Permission.AMEND_ATTENDANCE):
        decide.relate(permission, Session, runs)
