"""A week of the facilities within reach, day by day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.kit import walltime
from circlechart.care.sessions.models import FacilityClosure
from circlechart.web.home.queries.day import Meeting, meetings

DAYS = 7


@dataclass(frozen=True, slots=True)
class Closed:
    """Why a day is special: a closed day, or one on which the sessions are held anyway."""

    words: str
    held: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One day of the week: its meetings, and why a facility is closed."""

    on: date
    is_today: bool
    meetings: tuple[Meeting, ...]
    closures: tuple[Closed, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday."""

    monday: date
    columns: tuple[Column, ...]

    @property
    def earlier(self) -> date:
        """The Monday before."""
        return self.monday - timedelta(days=DAYS)

    @property
    def later(self) -> date:
        """The Monday after."""
        return self.monday + timedelta(days=DAYS)

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + timedelta(days=DAYS - 1)


def week(by: Actor, now: datetime, wanted: date | None, only_mine: bool) -> Week:
    """This function will read the week that a day lies in; without a day, this week."""
    days = reach.days(by, now)
    today = min(days.values(), default=walltime.today(now, walltime.NOWHERE))
    day = wanted or today
    monday = day - timedelta(days=day.weekday())
    until = monday + timedelta(days=DAYS)
    ids = list(days)
    found = meetings(Q(facility_id__in=ids, local_on__gte=monday, local_on__lt=until), by, now) if ids else []
    kept = [each for each in found if each.role] if only_mine else found
    closures = _closures(ids, monday, until)
    columns = []
    for offset in range(DAYS):
        on = monday + timedelta(days=offset)
        columns.append(
            Column(
                on=on,
                is_today=on == today,
                meetings=tuple(each for each in kept if each.session.local_on == on),
                closures=tuple(dict.fromkeys(closed for closed_on, closed in closures if closed_on == on)),
            )
        )
    return Week(monday, tuple(columns))


def _closures(ids: list[UUID], monday: date, until: date) -> list[tuple[date, Closed]]:
    """The closed days of the facilities within reach; where these are several, each says whose it is."""
    found = FacilityClosure.objects.filter(
        Q(facility_id__in=ids) | Q(facility=None), closed_on__gte=monday, closed_on__lt=until
    ).select_related("facility")
    lines = []
    for each in found.order_by("closed_on", "name"):
        held = each.policy == FacilityClosure.Policy.HOLD_ANYWAY
        where = each.facility.name if each.facility and len(ids) > 1 else ""
        words = f"{each.name}, {where}" if where else each.name
        lines.append((each.closed_on, Closed(f"{words}: held anyway" if held else words, held)))
    return lines
