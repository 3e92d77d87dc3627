"""Who may run a session."""

from datetime import datetime

from circlechart.base.access import decide, reach
from circlechart.base.access.facts import Actor, Decision
from circlechart.base.access.permissions import Permission
from circlechart.care.sessions.models import Session

DIRECTING = ("program_director", "supervisor")


def runs(by: Actor, session: Session, on: datetime) -> Decision:
    """This function will allow those on the session's record, and whoever directs the program."""
    if any(each.staff_id == by.staff_id and each.role != "observer" for each in session.staff.all()):
        return Decision(True, "You work in this session.")
    if any(grant.role in DIRECTING and grant.facility_id in (None, session.facility_id) for grant in by.grants):
        return Decision(True, "You direct this program.")
    return Decision(False, "Only those who work in this session, or direct the program, may do this.")


def register() -> None:
    """This function will tell the one permission decision how people relate to sessions."""
    reach.register(Session, "facility_id")
    for permission in (Permission.RUN_SESSION, Permission.MARK_ATTENDANCE):
        decide.relate(permission, Session, runs)
