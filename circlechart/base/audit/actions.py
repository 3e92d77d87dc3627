"""Writing the audit trail, in the same transaction as what it speaks of."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Model

from circlechart.base.audit.models import AuditEvent


class Doer(Protocol):
    """Whoever acts: anything with the id of a staff member."""

    @property
    def staff_id(self) -> UUID: ...


def record(
    *,
    by: Doer | None,
    verb: str,
    thing: Model | None,
    now: datetime,
    client: UUID | None = None,
    details: dict[str, Any] | None = None,
    kind: str = AuditEvent.Kind.CHANGED,
    because: str = "",
    ip: str | None = None,
) -> None:
    """This function will write one audit row; the caller's transaction carries it, so both stand or both fall."""
    event = _event(by, verb, thing, now, client)
    event.kind, event.details, event.because, event.ip = kind, details or {}, because, ip
    event.save(force_insert=True)


def record_each(*, by: Doer | None, verb: str, things: Sequence[tuple[Model, UUID | None]], now: datetime) -> None:
    """This function will write one audit row for each thing with its client, all in one statement."""
    AuditEvent.objects.bulk_create([_event(by, verb, thing, now, client) for thing, client in things])


def _event(by: Doer | None, verb: str, thing: Model | None, now: datetime, client: UUID | None) -> AuditEvent:
    return AuditEvent(
        at=now,
        kind=AuditEvent.Kind.CHANGED,
        verb=verb,
        actor_id=by.staff_id if by else None,
        thing_type=thing._meta.label_lower if thing is not None else "",
        thing_id=thing.pk if thing is not None else None,
        client_id=client,
        facility_id=getattr(thing, "facility_id", None),
    )


def viewed(*, by: Doer, verb: str, thing: Model, now: datetime, client: UUID | None = None) -> None:
    """This function will write that somebody looked at a chart or a session."""
    record(by=by, verb=verb, thing=thing, now=now, client=client, kind=AuditEvent.Kind.VIEWED)


def viewed_each(*, by: Doer, verb: str, things: Sequence[tuple[Model, UUID | None]], now: datetime) -> None:
    """This function will write that somebody looked at a list of people, a row for each, all in one statement."""
    events = [_event(by, verb, thing, now, client) for thing, client in things]
    for each in events:
        each.kind = AuditEvent.Kind.VIEWED
    AuditEvent.objects.bulk_create(events)


def refused(*, by: Doer | None, verb: str, because: str, now: datetime, ip: str | None = None) -> None:
    """This function will write that somebody was refused."""
    record(by=by, verb=verb, thing=None, now=now, kind=AuditEvent.Kind.REFUSED, because=because[:300], ip=ip)
