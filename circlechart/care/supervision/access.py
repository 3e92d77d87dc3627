"""Who reviews whose notes, who logs whose hours, and who sees them."""

from datetime import datetime

from circlechart.base.access import decide, reach
from circlechart.base.access.facts import Actor, Decision
from circlechart.base.access.permissions import Permission
from circlechart.base.kit import walltime
from circlechart.base.people.models import Staff, Supervision
from circlechart.care.supervision.models import Comment, Review, SupervisionHours


def supervises(by: Actor, staff: Staff, on: datetime) -> Decision:
    """This function will allow those who supervise somebody, today or on an earlier day: hours are logged afterwards."""
    day = walltime.today(on, reach.zone(by))
    if Supervision.objects.filter(staff=staff, supervisor_id=by.staff_id, valid__startswith__lte=day).exists():
        return Decision(True, "You supervise this person.")
    return Decision(False, "Only this person’s supervisor logs their supervision.")


def may_see_hours(by: Actor, staff: Staff, on: datetime) -> Decision:
    """This function will allow the person themselves and whoever supervises or supervised them."""
    if by.staff_id == staff.id:
        return Decision(True, "This is your own log.")
    return supervises(by, staff, on)


def register() -> None:
    """This function will tell the one permission decision how people relate to reviews and logs."""
    decide.relate(Permission.LOG_SUPERVISION, Staff, supervises)
    decide.relate(Permission.SEE_SUPERVISION, Staff, may_see_hours)
    reach.register(Review, "signed_note__session__facility_id")
    reach.register(Comment, "signed_note__session__facility_id")
    reach.register(SupervisionHours, "supervisor_id")
