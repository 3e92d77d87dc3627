"""Setting from how many points on a change of a score is called real."""

from datetime import datetime

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.care.measures import instruments
from circlechart.care.measures.errors import BadChange
from circlechart.care.measures.models import ChangePolicy


def set_change(*, key: str, points: int | None, because: str, by: Actor, now: datetime) -> ChangePolicy:
    """This function will set the clinic's own number of points, or that there is no rule; earlier alerts stand.

    Raises: NotAllowed, BadChange.
    Audit: measures.set_change.
    """
    with transaction.atomic():
        decide.ensure(by, Permission.SET_MEASURES, None, on=now)
        instrument = instruments.find(key)
        if instrument is None or (points is not None and not 0 < points <= instrument.highest):
            raise BadChange(value="" if points is None else str(points))
        found = ChangePolicy.objects.create(
            instrument=key, points=points, because=because.strip(), by_id=by.staff_id, at=now
        )
        details = {"instrument": key, "points": points}
        audit.record(by=by, verb="measures.set_change", thing=found, now=now, details=details)
        return found
