"""Alerts that wait for somebody, and what was done about the others."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.care.measures.models import Alert

KEPT_IN_SIGHT = timedelta(days=28)
SHOWN = 200


def alerts(by: Actor, client_ids: Iterable[UUID] | None = None, kinds: Iterable[str] = ()) -> list[Alert]:
    """This function will list the open alerts within reach: what cannot wait first, then the oldest."""
    found = reach.within(Alert.objects.filter(acknowledgement=None), by).select_related("client__facility", "result")
    if client_ids is not None:
        found = found.filter(client_id__in=list(client_ids))
    if kinds:
        found = found.filter(kind__in=list(kinds))
    urgent = Case(When(kind=Alert.Kind.ITEM, then=Value(0)), default=Value(1), output_field=IntegerField())
    return list(found.order_by(urgent, "at")[:SHOWN])


def answered(by: Actor, now: datetime) -> list[Alert]:
    """This function will list the alerts of the last four weeks that somebody acknowledged, the latest first."""
    found = Alert.objects.filter(acknowledgement__at__gte=now - KEPT_IN_SIGHT)
    found = reach.within(found, by).select_related("client__facility", "result", "acknowledgement")
    return list(found.order_by("-acknowledgement__at")[:SHOWN])


def open_count(by: Actor) -> int:
    """This function will count the open alerts within reach."""
    return reach.within(Alert.objects.filter(acknowledgement=None), by).count()


def alert(alert_id: UUID, by: Actor) -> Alert:
    """This function will read one alert within reach. Raises: NotFound."""
    return reach.get(Alert.objects.select_related("client__facility", "result", "acknowledgement"), by, alert_id)
