"""Reading the audit trail, page by page, with the names of those it speaks of."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit import walltime
from circlechart.base.people.models import Client, Staff
from circlechart.care.attendance.models import Attendance
from circlechart.web.office.queries.charts import clients
from circlechart.web.office.queries.verbs import words

PER_PAGE = 50
ONE_DAY = timedelta(days=1)
KINDS = {"changed": "Changed", "viewed": "Looked at", "refused": "Refused", "sign_in": "Sign-in"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the trail: ids and a day, never a name, because it stands in the address."""

    client: UUID | None = None
    person: UUID | None = None
    day: date | None = None
    kind: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the trail in words."""

    event: AuditEvent
    who: str
    kind: str
    what: str
    client: Client | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, newest first. Times are wall time in `zone`."""

    lines: tuple[Line, ...]
    zone: str
    client: Client | None
    more: bool


def trail(by: Actor, wanted: Wanted) -> Page:
    """This function will read a page of the trail within reach. Raises: NotFound for a client out of reach."""
    client = reach.get(Client.objects.select_related("facility"), by, wanted.client) if wanted.client else None
    zone = client.facility.time_zone if client else reach.zone(by)
    found = _asked(_within(by), wanted, zone)
    first = (wanted.page - 1) * PER_PAGE
    events = list(found.order_by("-at", "-id")[first : first + PER_PAGE + 1])
    return Page(tuple(_lines(events[:PER_PAGE], by)), zone, client, len(events) > PER_PAGE)


def found_clients(by: Actor, words: str, now: datetime) -> tuple[Client, ...]:
    """This function will find clients whose trail is wanted. Returns an empty tuple when: nothing was typed."""
    return clients(by, words, now).clients if words.strip() else ()


def _asked(events: QuerySet[AuditEvent], wanted: Wanted, zone: str) -> QuerySet[AuditEvent]:
    if wanted.client:
        # who opened a session saw everybody on its roster
        sessions = Attendance.objects.filter(client_id=wanted.client).values("session_id")
        events = events.filter(Q(client_id=wanted.client) | Q(kind="viewed", thing_id__in=sessions))
    if wanted.person:
        events = events.filter(actor_id=wanted.person)
    if wanted.kind:
        events = events.filter(kind=wanted.kind)
    if wanted.day:
        begins, ends = (
            datetime.combine(day, time(), walltime.zone(zone)) for day in (wanted.day, wanted.day + ONE_DAY)
        )
        events = events.filter(at__gte=begins.astimezone(UTC), at__lt=ends.astimezone(UTC))
    return events


def _within(by: Actor) -> QuerySet[AuditEvent]:
    """What happened at the facilities within reach, to their clients, or by their staff; and strangers at the door."""
    if by.everywhere:
        return AuditEvent.objects.all()
    clients = Client.objects.filter(facility_id__in=by.facility_ids).values("id")
    staff = Staff.objects.filter(facilities__in=by.facility_ids).values("id")
    nowhere = Q(facility_id=None, client_id=None)
    stranger = Q(actor_id=None, kind__in=("refused", "sign_in"))
    return AuditEvent.objects.filter(
        Q(facility_id__in=by.facility_ids) | Q(client_id__in=clients) | nowhere & (Q(actor_id__in=staff) | stranger)
    )


def _lines(events: list[AuditEvent], by: Actor) -> list[Line]:
    names = dict(Staff.objects.filter(id__in={each.actor_id for each in events}).values_list("id", "display_name"))
    seen = reach.within(Client.objects.all(), by).in_bulk({each.client_id for each in events if each.client_id})
    return [
        Line(
            event=each,
            who=names.get(each.actor_id, "") if each.actor_id else "",
            kind=KINDS.get(each.kind, each.kind),
            what=words(each.verb),
            client=seen.get(each.client_id) if each.client_id else None,
        )
        for each in events
    ]
