"""Scores over time: beside a row, and on a client's own page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.kit import walltime
from circlechart.base.people.models import Client
from circlechart.care.measures import instruments, rules
from circlechart.care.measures.facts import Dot, Instrument, Point, Trend
from circlechart.care.measures.models import ChangePolicy, Result

LOOKS_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Chart:
    """One instrument on a client's page: the trend, its drawing, and every result with its words."""

    trend: Trend | None
    instrument: Instrument
    dots: tuple[Dot, ...]
    line: str
    bands: tuple[tuple[str, float], ...]
    results: tuple[Result, ...]
    change: int | None
    unverified: bool


WIDTH, HEIGHT = 640.0, 180.0


def policies() -> dict[str, ChangePolicy]:
    """This function will read the latest rule of change that the clinic set for each instrument."""
    latest = ChangePolicy.objects.select_related("by").order_by("instrument", "-at", "-id").distinct("instrument")
    return {each.instrument: each for each in latest}


def points_of_change(instrument: Instrument, set_here: dict[str, ChangePolicy]) -> int | None:
    """This function will say from how many points on a change is real: as the clinic set it, else as shipped.

    Returns None when: there is no rule.
    """
    policy = set_here.get(instrument.key)
    if policy is not None:
        return policy.points
    return instrument.change.points if instrument.change else None


def trends(client_ids: Iterable[UUID], now: datetime) -> dict[UUID, tuple[Trend, ...]]:
    """This function will read the scores of a list of clients over the last year, in two queries."""
    set_here = policies()
    found: dict[UUID, dict[str, list[Point]]] = {}
    wanted = Result.objects.filter(client_id__in=list(client_ids), at__gte=now - LOOKS_BACK, total__isnull=False)
    for each in wanted.select_related("client__facility").order_by("at"):
        point = _point(each, each.client.facility.time_zone)
        found.setdefault(each.client_id, {}).setdefault(each.instrument, []).append(point)
    return {
        client_id: tuple(
            rules.trend(instrument, points[key], points_of_change(instrument, set_here))
            for key, instrument in instruments.shipped().items()
            if key in points
        )
        for client_id, points in found.items()
    }


def chart(client: Client, now: datetime) -> list[Chart]:
    """This function will read everything of a client's own page."""
    set_here = policies()
    scored = {each.instrument.key: each for each in trends([client.id], now).get(client.id, ())}
    own = list(results(client))
    return [
        _chart(instrument, scored.get(key), [each for each in own if each.instrument == key], set_here)
        for key, instrument in instruments.shipped().items()
        if any(each.instrument == key for each in own)
    ]


def results(client: Client) -> Iterable[Result]:
    """This function will list a client's filled forms, the latest first."""
    found = Result.objects.filter(client=client).select_related("client__facility", "sheet__invitation__asked_by")
    return found.prefetch_related("alerts__acknowledgement").order_by("-at")


def result(result_id: UUID, by: Actor) -> Result:
    """This function will read one filled form within reach. Raises: NotFound."""
    found = Result.objects.select_related("client__facility", "sheet__invitation__asked_by")
    return reach.get(found.prefetch_related("alerts__acknowledgement"), by, result_id)


def counted(client_ids: Iterable[UUID]) -> int:
    """This function will count the filled forms of a list of clients: it grows when one comes in."""
    return Result.objects.filter(client_id__in=list(client_ids)).count()


def earlier(of: Result) -> list[Point]:
    """This function will list the scores before one, oldest first, as far as it is compared."""
    zone = of.client.facility.time_zone
    since = of.at - LOOKS_BACK
    before = Result.objects.filter(client_id=of.client_id, instrument=of.instrument, at__lt=of.at, at__gte=since)
    return [_point(each, zone) for each in before.exclude(pk=of.pk).filter(total__isnull=False).order_by("at")]


def _chart(instrument: Instrument, scored: Trend | None, own: list[Result], set_here: dict[str, ChangePolicy]) -> Chart:
    dots = rules.dots(scored.points, instrument.highest, WIDTH, HEIGHT) if scored else []
    bands = tuple(
        (band.words, rules.height_of(band.from_score, instrument.highest, HEIGHT))
        for band in instrument.bands
        if band.from_score
    )
    shipped = instrument.key not in set_here and instrument.change is not None
    change = points_of_change(instrument, set_here)
    unverified = bool(shipped and instrument.change and instrument.change.status == "unverified")
    return Chart(scored, instrument, tuple(dots), rules.polyline(dots), bands, tuple(own), change, unverified)


def _point(each: Result, zone: str) -> Point:
    assert each.total is not None
    return Point(each.id, each.at, walltime.today(each.at, zone), each.total)
