"""What the coming weeks hold besides groups: the next holiday, a training day, a guest, somebody excused ahead."""

from datetime import date, datetime, timedelta

from circlechart.base.access.queries import actor_of
from circlechart.base.kit import walltime
from circlechart.base.people.models import Facility
from circlechart.care.enrollment.models import Group
from circlechart.care.schedules import actions as schedules
from circlechart.care.schedules.queries.closures import proposed
from circlechart.care.sessions import actions as sessions
from circlechart.care.sessions.facts import Closing
from circlechart.care.sessions.models import Session
from circlechart.web.demo import content
from circlechart.web.demo.people import WEEKDAYS, Cast


def fill(cast: Cast, now: datetime) -> None:
    """This function will close the days that a clinic closes, then write down who comes or stays away once."""
    _close(cast, now)
    raw, desk = content.places(), actor_of(cast.staff["rosa"].id, now)
    for each in raw["guest"]:
        session, client = _next(cast.groups[each["group"]], now), cast.clients[each["client"]]
        sessions.expect_guest(session_id=session.id, client_id=client.id, reason=each["reason"], by=desk, now=now)
    for each in raw["excused"]:
        session, client = _next(cast.groups[each["group"]], now), cast.clients[each["client"]]
        sessions.excuse(session_id=session.id, client_id=client.id, reason=each["reason"], by=desk, now=now)


def _close(cast: Cast, now: datetime) -> None:
    """The calendar proposes the holiday, the program director approves it; the training day is the clinic's own."""
    director, training = actor_of(cast.staff["celeste"].id, now), content.places()["training"]
    for key, facility in cast.facilities.items():
        today = walltime.today(now, facility.time_zone)
        holidays = {each.on: each.name for each in proposed(facility, today)}
        if holidays:
            on, name = next(iter(holidays.items()))
            schedules.close_days(
                facility_id=facility.id, given=[Closing(on, name)], source="holidays", seen="", by=director, now=now
            )
        if key == training["facility"]:
            given = [Closing(_training_day(facility, today, set(holidays)), training["name"])]
            schedules.close_days(facility_id=facility.id, given=given, source="manual", seen="", by=director, now=now)


def _training_day(facility: Facility, today: date, holidays: set[date]) -> date:
    raw = content.places()["training"]
    ahead = (today + timedelta(days=raw["ahead"] + later) for later in range(10 * len(WEEKDAYS)))
    return next(on for on in ahead if on.weekday() == raw["weekday"] and on not in holidays)


def _next(group: Group, now: datetime) -> Session:
    """The next session of its schedule that meets and nobody has begun."""
    coming = Session.objects.filter(group=group, slot_key__isnull=False, status="scheduled", span__startswith__gt=now)
    found = coming.order_by("span").first()
    assert found is not None
    return found
