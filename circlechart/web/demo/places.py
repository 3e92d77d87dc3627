"""Who has a place in which group since when, and who waits for one: each step on its own day, by whoever does it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from circlechart.base.access.facts import Actor
from circlechart.base.access.queries import actor_of
from circlechart.base.kit import walltime
from circlechart.care.enrollment import actions as enrollment
from circlechart.care.enrollment.facts import ORDINARY, CycleGiven
from circlechart.care.enrollment.models import Enrollment, Group
from circlechart.care.schedules import actions as schedules
from circlechart.care.sessions.models import Session
from circlechart.web.demo import content
from circlechart.web.demo.people import WEEKDAYS, Cast

OPENS, CLOSES = time(9), time(17)
PLANNED_AHEAD, TOLD_AHEAD = timedelta(days=10), timedelta(days=7)


def give(cast: Cast, now: datetime) -> None:
    """This function will plan the cycles and give every place, as the weeks before went by."""
    raw, desk = content.places(), actor_of(cast.staff["rosa"].id, now)
    for each in raw["cycle"]:
        _cycle(cast, each, now)
    schedules.age_cycles(now=now)
    groups = {key: row[11] for key, row in content.clients()["clients"].items()} | raw["joined"]
    for key, group in groups.items():
        _enroll(cast, key, cast.groups[group], raw["late"].get(key, ""), desk)
    for each in raw["left"]:
        _left(cast, each, desk)


def plan(cast: Cast, now: datetime) -> None:
    """This function will let people wait, and plan who leaves and who moves. What is in force today stays."""
    raw, desk = content.places(), actor_of(cast.staff["rosa"].id, now)
    for each in raw["waits"]:
        _wait(cast, each, desk, now)
    for each in raw["leaves"]:
        place, last_on = _place(cast, each), _last_on(cast, each, now)
        enrollment.end(enrollment_id=place.id, last_on=last_on, reason=each["reason"], by=desk, now=now)
    for each in raw["moves"]:
        place, last_on = _place(cast, each), _last_on(cast, each, now)
        to = cast.groups[each["to"]]
        enrollment.transfer(enrollment_id=place.id, to_group_id=to.id, last_on=last_on, by=desk, now=now)


def meets_on(group: str, first: date) -> date:
    """This function will find a group's first meeting day from a day on."""
    days = next(each["days"] for each in content.clinic()["group"] if each["key"] == group)
    week = (first + timedelta(days=ahead) for ahead in range(len(WEEKDAYS)))
    return next(on for on in week if WEEKDAYS[on.weekday()] in days)


def _cycle(cast: Cast, raw: dict[str, Any], now: datetime) -> None:
    """A cycle was planned well before it begins."""
    group = cast.groups[raw["group"]]
    begins = meets_on(raw["group"], _today(group, now) + timedelta(weeks=raw["begins"]))
    planned = min(now, _at(group, begins - PLANNED_AHEAD, OPENS))
    given = CycleGiven(raw["sessions"], begins, raw["cutoff"], raw["enrolling"])
    director = actor_of(cast.staff["celeste"].id, now)
    schedules.plan_cycle(group_id=group.id, given=given, seen="", by=director, now=planned)


def _enroll(cast: Cast, key: str, group: Group, late: str, by: Actor) -> None:
    """From the first meeting after intake on; in a closed group, from the first of the cycle on."""
    intake = cast.intakes[key]
    cycle = group.cycles.order_by("number").first()
    told = max(intake, cycle.start_on - TOLD_AHEAD) if cycle else intake
    first = meets_on(_key(cast, group), max(intake, cycle.start_on) if cycle else intake)
    enrollment.enroll(
        group_id=group.id, client_id=cast.clients[key].id, from_on=first, late_reason=late, by=by,
        now=_at(group, told, OPENS),
    )  # fmt: skip


def _left(cast: Cast, raw: dict[str, Any], by: Actor) -> None:
    place = _place(cast, raw)
    assert place.effective is not None and place.effective.lower is not None
    last_on = place.effective.lower + timedelta(weeks=raw["after_weeks"])
    told = _at(place.group, last_on + timedelta(days=1), CLOSES)
    enrollment.end(enrollment_id=place.id, last_on=last_on, reason=raw["reason"], by=by, now=told)


def _wait(cast: Cast, raw: dict[str, Any], by: Actor, now: datetime) -> None:
    group, client = cast.groups[raw["group"]], cast.clients[raw["client"]]
    today = _today(group, now)
    asked = _at(group, today - timedelta(days=raw["days"]), OPENS)
    priority = raw.get("priority", ORDINARY)
    place = enrollment.wait(group_id=group.id, client_id=client.id, by=by, now=asked, priority=priority)
    if "offered_days" in raw:
        offered = _at(group, today - timedelta(days=raw["offered_days"]), OPENS)
        until = _at(group, today + timedelta(days=raw["answer_within"]), CLOSES)
        enrollment.offer(enrollment_id=place.id, expires_at=until, by=by, now=offered)


def _place(cast: Cast, raw: dict[str, Any]) -> Enrollment:
    return Enrollment.objects.select_related("group__facility").get(client=cast.clients[raw["client"]], status="active")


def _last_on(cast: Cast, raw: dict[str, Any], now: datetime) -> date:
    """A last day is one on which the group really meets."""
    group = _place(cast, raw).group
    coming = Session.objects.filter(group=group, slot_key__isnull=False, status="scheduled")
    first = _today(group, now) + timedelta(days=raw["ahead"])
    return coming.filter(local_on__gte=first).order_by("local_on").values_list("local_on", flat=True)[0]


def _key(cast: Cast, group: Group) -> str:
    return next(key for key, each in cast.groups.items() if each.pk == group.pk)


def _today(group: Group, now: datetime) -> date:
    return walltime.today(now, group.facility.time_zone)


def _at(group: Group, on: date, wall: time) -> datetime:
    """By day the clock is never set, so these times are there once."""
    return walltime.instant(on, wall, group.facility.time_zone)
