"""Rosters that stand, although a place was changed for their day afterwards (care.md 1.3, `roster_discrepancy`)."""

from collections.abc import Sequence
from dataclasses import dataclass

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.care.attendance.models import Attendance
from circlechart.care.enrollment.models import PlaceCorrection
from circlechart.care.sessions.models import RosterOverride, Session

LISTED = 100
STARTED = ("in_progress", "held", "documented", "locked")


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A change of a place, and the sessions whose rosters no longer agree with it."""

    correction: PlaceCorrection
    sessions: tuple[Session, ...]

    @property
    def words(self) -> str:
        """What does not agree."""
        given = self.correction.kind == PlaceCorrection.Kind.GIVEN
        return "is not on these rosters, and has a place now" if given else "is on these rosters, without a place now"


def discrepancies(by: Actor) -> list[Discrepancy]:
    """This function will list changes of places that past rosters do not agree with, until somebody has looked.

    Rosters are never changed by it: they are what was there.
    """
    waiting = reach.within(PlaceCorrection.objects.filter(settled_at__isnull=True), by)
    found = list(
        waiting.select_related("enrollment__client", "enrollment__group__facility", "by").order_by("at")[:LISTED]
    )
    if not found:
        return []
    sessions = _sessions(found)
    rows = set(_pairs(sessions))
    excused = set(
        RosterOverride.objects.filter(session__in=sessions, action="remove").values_list("session_id", "client_id")
    )
    told = []
    for each in found:
        client_id, given = each.enrollment.client_id, each.kind == PlaceCorrection.Kind.GIVEN
        here = [one for one in sessions if one.group_id == each.enrollment.group_id
                and each.first_on <= one.local_on <= each.last_on]  # fmt: skip
        wrong = [one for one in here if ((one.id, client_id) in rows) != given and (one.id, client_id) not in excused]
        told += [Discrepancy(each, tuple(wrong))] if wrong else []
    return told


def _sessions(corrections: Sequence[PlaceCorrection]) -> list[Session]:
    """The started sessions of the groups, in all the days concerned."""
    found = Session.objects.filter(
        group_id__in={each.enrollment.group_id for each in corrections},
        local_on__range=(min(each.first_on for each in corrections), max(each.last_on for each in corrections)),
        status__in=STARTED,
    )
    return list(found.order_by("span", "id"))


def _pairs(sessions: Sequence[Session]) -> list[tuple[object, object]]:
    rows = Attendance.objects.filter(session__in=sessions).exclude(disposition=Attendance.Disposition.VOID)
    return list(rows.values_list("session_id", "client_id"))
