"""What covers a client, and until when."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from psycopg.types.range import DateRange

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.coverage.models import Coverage, Plan
from circlechart.base.people.models import Client
from circlechart.web.office.errors import BadDay, CoverageOverlaps, SubscriberMissing
from circlechart.web.office.facts import CoverageGiven

ONE_DAY = timedelta(days=1)


def add_coverage(*, client_id: UUID, given: CoverageGiven, by: Actor, now: datetime) -> Coverage:
    """This function will add a coverage; one that overlaps another of the same priority is refused by its name.

    Raises: NotAllowed, BadDay, SubscriberMissing, CoverageOverlaps.
    Audit: office.add_coverage with the client.
    """
    if given.last_on and given.last_on < given.from_on:
        raise BadDay(value=given.last_on.isoformat())
    if given.relation != "self" and not (given.subscriber_first_name and given.subscriber_last_name):
        raise SubscriberMissing(value=given.subscriber_last_name)
    with transaction.atomic():
        client = _client(client_id, by, now)
        span = DateRange(given.from_on, given.last_on + ONE_DAY if given.last_on else None)
        held = Coverage.objects.filter(client=client, priority=given.priority, effective__overlap=span)
        other = held.select_related("plan__payer").first()
        if other is not None:
            raise CoverageOverlaps(
                f"{other.plan.payer.name} has this priority for some of these days.", value=given.from_on
            )
        values = {name: value for name, value in asdict(given).items() if name not in ("from_on", "last_on", "plan")}
        plan = Plan.objects.get(pk=given.plan)
        coverage = Coverage.objects.create(client=client, plan=plan, effective=span, **values)
        audit.record(by=by, verb="office.add_coverage", thing=coverage, now=now, client=client.id)
        return coverage


def end_coverage(*, coverage_id: UUID, last_on: date, by: Actor, now: datetime) -> Coverage:
    """This function will end a coverage after its last day.

    Raises: NotAllowed, BadDay.
    Audit: office.end_coverage with the client.
    """
    with transaction.atomic():
        coverage = Coverage.objects.select_for_update(of=("self",)).get(pk=coverage_id)
        _client(coverage.client_id, by, now)
        if last_on < coverage.effective.lower:
            raise BadDay(value=last_on.isoformat())
        coverage.effective = DateRange(coverage.effective.lower, last_on + ONE_DAY)
        coverage.save()
        audit.record(by=by, verb="office.end_coverage", thing=coverage, now=now, client=coverage.client_id)
        return coverage


def _client(client_id: UUID, by: Actor, now: datetime) -> Client:
    client = Client.objects.select_for_update(of=("self",)).get(pk=client_id)
    decide.ensure(by, Permission.EDIT_COVERAGE, client, on=now)
    return client
