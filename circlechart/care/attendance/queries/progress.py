"""A client's way through a curriculum: which topics count, over all groups that work through it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from circlechart.care.attendance import rules
from circlechart.care.attendance.facts import IN_THE_ROOM, Credit
from circlechart.care.attendance.models import Attendance, AttendanceInterval
from circlechart.care.attendance.queries.board import intervals_of
from circlechart.care.enrollment.models import CurriculumItem, CurriculumVersion, Enrollment
from circlechart.care.sessions.models import RosterOverride


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of a curriculum, and when the client earned it first; None while it is missing."""

    number: int
    title: str
    earned: Credit | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a client has come through a curriculum."""

    name: str
    topics: tuple[Topic, ...]

    @property
    def done(self) -> int:
        """How many topics are earned."""
        return sum(each.earned is not None for each in self.topics)

    @property
    def words(self) -> str:
        """As the bar says it."""
        return f"{self.done} of {len(self.topics)} topics"


def progress(client_id: UUID, now: datetime) -> list[Progress]:
    """This function will say which topics of their curricula a client has earned.

    A topic counts once, with minutes that count in any group of the curriculum, before or after a transfer; a make-up
    credits the topic of the session that was missed (G15).
    """
    places = Enrollment.objects.filter(client_id=client_id, status__in=["active", "ended"])
    versions = CurriculumVersion.objects.filter(group__enrollments__in=places).select_related("curriculum").distinct()
    latest: dict[UUID, CurriculumVersion] = {}
    for each in versions.order_by("number"):
        latest[each.curriculum_id] = each
    if not latest:
        return []
    earned = rules.credited(_credits(client_id, latest, now))
    return sorted((_progress(each, earned) for each in latest.values()), key=lambda each: each.name)


def _progress(version: CurriculumVersion, earned: dict[tuple[UUID, str], Credit]) -> Progress:
    items = CurriculumItem.objects.filter(version=version).order_by("sequence")
    topics = [
        Topic(each.sequence, each.title, earned.get((version.curriculum_id, each.title.casefold()))) for each in items
    ]
    return Progress(version.curriculum.name, tuple(topics))


def _credits(client_id: UUID, curricula: Iterable[UUID], now: datetime) -> list[Credit]:
    """What each session of the client counts for, in the order of time."""
    found = Attendance.objects.filter(client_id=client_id, disposition__in=IN_THE_ROOM)
    rows = list(found.select_related("session__curriculum_item__version", "session__group").order_by("session__span"))
    spans = intervals_of(AttendanceInterval.objects.filter(attendance__in=rows))
    missed = _missed(client_id, rows)
    made = []
    for row in rows:
        session, of = row.session, missed.get(row.session_id)
        item = of[0] if of else session.curriculum_item
        if item is None or item.version.curriculum_id not in set(curricula):
            continue
        minutes = rules.minutes(spans[row.id], session.started_at, session.ended_at or now)
        made.append(
            Credit(item.version.curriculum_id, item.title, session.local_on, minutes, session.group.name, of and of[1])
        )
    return made


def _missed(client_id: UUID, rows: list[Attendance]) -> dict[UUID, tuple[CurriculumItem, date]]:
    """By session: the topic and day that a make-up stands for."""
    made_up = [each.session_id for each in rows if each.basis == Attendance.Basis.MAKEUP]
    overrides = RosterOverride.objects.filter(client_id=client_id, session_id__in=made_up, makes_up__isnull=False)
    return {
        each.session_id: (each.makes_up.curriculum_item, each.makes_up.local_on)
        for each in overrides.select_related("makes_up__curriculum_item__version")
        if each.makes_up is not None and each.makes_up.curriculum_item is not None
    }
