"""What lies within somebody's reach: the facilities of their roles. Outside it, a thing is as good as absent."""

from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from circlechart.base.access.facts import Actor
from circlechart.base.kit import walltime
from circlechart.base.kit.errors import NotFound
from circlechart.base.people.models import Client, Facility

Thing = TypeVar("Thing", bound=Model)
_paths: dict[type[Model], str] = {Facility: "id", Client: "facility_id"}


def register(model: type[Model], path: str) -> None:
    """This function will say how a model leads to its facility, such as `session__facility_id`."""
    _paths[model] = path


def within(queryset: QuerySet[Thing], by: Actor) -> QuerySet[Thing]:
    """This function will narrow a queryset to the facilities of the actor's roles."""
    if by.everywhere:
        return queryset
    path = _paths[queryset.model]
    return queryset.filter(**{f"{path}__in": by.facility_ids})


def get(queryset: QuerySet[Thing], by: Actor, pk: UUID) -> Thing:
    """This function will read one thing within reach. Raises: NotFound, also for another facility's thing."""
    found = within(queryset, by).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def days(by: Actor, now: datetime) -> dict[UUID, date]:
    """This function will say which day it is at each facility within reach."""
    places = within(Facility.objects.all(), by).values_list("id", "time_zone")
    return {facility_id: walltime.today(now, time_zone) for facility_id, time_zone in places}


def today(by: Actor, now: datetime) -> date:
    """This function will say which day it is for somebody: where it is still the earlier day, that one."""
    return min(days(by, now).values(), default=walltime.today(now, walltime.NOWHERE))


def zone(by: Actor) -> str:
    """This function will name the time zone in which somebody reads an instant that belongs to no facility."""
    facility = within(Facility.objects.order_by("name"), by).first()
    return facility.time_zone if facility else walltime.NOWHERE


def on_their_day(days: dict[UUID, date], facility: str, day: str) -> Q:
    """This function will ask of each facility by its own day, such as `("facility_id", "local_on")`."""
    found = Q(pk__in=())
    for each in set(days.values()):
        found |= Q(**{f"{facility}__in": [place for place, day_there in days.items() if day_there == each], day: each})
    return found


def facility_of(thing: Model) -> UUID | None:
    """This function will follow a thing to its facility. Returns None when: it belongs to the whole organization."""
    path = _paths.get(type(thing))
    if path is None:
        return None
    value: Any = thing
    for step in path.split("__"):
        value = getattr(value, step)
    return UUID(str(value)) if value is not None else None
