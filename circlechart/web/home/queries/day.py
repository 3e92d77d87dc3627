"""What somebody has before them today: their own sessions, those of their facilities, and what waits for a signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.kit import walltime
from circlechart.care.attendance import queries as attendance
from circlechart.care.measures import queries as measures
from circlechart.care.measures.models import Alert
from circlechart.care.notes import queries as notes
from circlechart.care.notes.models import SignedNote
from circlechart.care.sessions.models import Session, SessionStaff
from circlechart.care.supervision import queries as supervision
from circlechart.care.supervision.models import Review
from circlechart.money.charges import queries as charges
from circlechart.money.claims import queries as claims

UNSIGNED_DAYS = 60
ICONS = {"scheduled": "clock", "in_progress": "play", "held": "pen", "documented": "check", "cancelled": "blocked"}
TONES = {"scheduled": "neutral", "in_progress": "info", "held": "warn", "documented": "good", "cancelled": "neutral"}


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session as a line of the day. `zone` is named where the lines are of more than one."""

    session: Session
    starts: str
    ends: str
    staff: tuple[str, ...]
    role: str
    seats: int
    now: bool
    zone: str = ""

    @property
    def tone(self) -> str:
        """The badge's tone."""
        return TONES.get(self.session.status, "neutral")

    @property
    def icon(self) -> str:
        """The badge's icon."""
        return ICONS.get(self.session.status, "clock")

    @property
    def open_words(self) -> str:
        """What the link says to somebody who does not see the line around it."""
        return f"Open {self.session.group.name}, {self.starts}"

    @property
    def words(self) -> str:
        """The status as people say it."""
        return "Notes to sign" if self.session.status == "held" else str(self.session.get_status_display())


@dataclass(frozen=True, slots=True)
class Billing:
    """What waits for a biller. Units: `ready_amount` in dollars."""

    held: int
    waiting: int
    findings: int
    to_correct: int
    ready: int
    ready_amount: Decimal

    @property
    def rows(self) -> tuple[tuple[str, int, str, str], ...]:
        """What it is, how many, the address of the list, and which part of it."""
        found = (
            ("Charges held", self.held, "charges:worklist", "held"),
            ("Claims with findings", self.findings, "claims:index", "draft"),
            ("Claims to correct", self.to_correct, "claims:index", "correct"),
            ("Claims ready to leave", self.ready, "claims:index", "ready"),
            ("Charges waiting for a signature", self.waiting, "charges:worklist", "waiting"),
        )
        return tuple(each for each in found if each[1])


@dataclass(frozen=True, slots=True)
class Day:
    """One person's day."""

    on: date
    mine: tuple[Meeting, ...]
    others: tuple[Meeting, ...]
    unsigned: tuple[Session, ...]
    cosign: int
    overdue: int
    reach_out: int
    rosters: int = 0
    returned: tuple[tuple[SignedNote, Review], ...] = ()
    """Notes of this person that a supervisor returned."""
    billing: Billing | None = None
    """Returns None when: this person builds no claims."""
    alerts: tuple[Alert, ...] = ()

    @property
    def urgent(self) -> tuple[Alert, ...]:
        """The answers that cannot wait."""
        return tuple(each for each in self.alerts if each.kind == Alert.Kind.ITEM)

    @property
    def to_look_at(self) -> int:
        """How many other alerts wait."""
        return len(self.alerts) - len(self.urgent)

    @property
    def waits(self) -> bool:
        """Whether anything waits for this person."""
        others = self.unsigned or self.cosign or self.returned or self.reach_out or self.rosters or self.billing
        return bool(others or self.to_look_at)


def day(
    by: Actor,
    now: datetime,
    *,
    sees_schedule: bool,
    signs: bool,
    cosigns: bool,
    reaches_out: bool,
    enrolls: bool,
    bills: bool = False,
    alerted: bool = False,
) -> Day:
    """This function will read a person's day, in the time zones of their facilities."""
    days = reach.days(by, now) if sees_schedule else {}
    found = meetings(_on_today(days, now), by, now) if days else []
    waiting, overdue, _ = supervision.counts(by, now) if cosigns else (0, 0, 0)
    first = min(days.values(), default=walltime.today(now, walltime.NOWHERE))
    return Day(
        on=first,
        mine=tuple(each for each in found if each.role),
        others=tuple(each for each in found if not each.role),
        unsigned=tuple(notes.unsigned_by(by.staff_id, first - timedelta(days=UNSIGNED_DAYS))) if signs else (),
        cosign=waiting,
        overdue=overdue,
        returned=tuple(supervision.returned_to(by.staff_id)) if signs else (),
        reach_out=len(attendance.to_reach_out(by, now)) if reaches_out else 0,
        rosters=len(attendance.discrepancies(by)) if enrolls else 0,
        billing=_billing(by) if bills else None,
        alerts=tuple(measures.alerts(by)) if alerted else (),
    )


def _billing(by: Actor) -> Billing:
    charged, claimed = charges.counts(by), claims.counts(by)
    return Billing(
        held=charged.get("held", 0),
        waiting=charged.get("waiting", 0),
        findings=claimed.get("draft", 0),
        to_correct=len(claims.to_correct(by)),
        ready=claimed.get("ready", 0),
        ready_amount=claims.ready_amount(by),
    )


def _on_today(days: dict[UUID, date], now: datetime) -> Q:
    """What begins today, and what began yesterday and still runs past midnight."""
    before = {facility_id: on - timedelta(days=1) for facility_id, on in days.items()}
    still = Q(status=Session.Status.IN_PROGRESS) | Q(status=Session.Status.SCHEDULED, span__contains=now)
    return reach.on_their_day(days, "facility_id", "local_on") | (
        reach.on_their_day(before, "facility_id", "local_on") & still
    )


def meetings(wanted: Q, by: Actor, now: datetime) -> list[Meeting]:
    """This function will read sessions as lines, in the order of time, in a constant number of queries."""
    sessions = (
        Session.objects.filter(wanted)
        .exclude(status=Session.Status.VOID)
        .select_related("group", "facility", "room")
        .prefetch_related(Prefetch("staff", SessionStaff.objects.select_related("staff").order_by("role", "staff")))
        .annotate(frozen=Count("attendances", distinct=True))
        .order_by("span")
    )
    found = list(sessions)
    enrolled = _enrolled(found)
    zones = {each.time_zone for each in found}
    return [_meeting(each, by, now, enrolled, named=len(zones) > 1) for each in found]


def _enrolled(sessions: Sequence[Session]) -> dict[UUID, int]:
    """How many are enrolled on the day, for sessions whose roster is still open."""
    counts = (
        Session.objects.filter(id__in=[each.id for each in sessions if not each.roster_frozen_at])
        .values_list("id")
        .annotate(
            seats=Count(
                "group__enrollments",
                filter=Q(group__enrollments__status="active", group__enrollments__effective__contains=F("local_on")),
                distinct=True,
            )
        )
    )
    return dict(counts)


def _meeting(session: Session, by: Actor, now: datetime, enrolled: dict[UUID, int], *, named: bool) -> Meeting:
    assert session.span is not None
    roles = {each.staff_id: each.get_role_display() for each in session.staff.all()}
    zone = session.time_zone
    frozen: int = vars(session)["frozen"]
    return Meeting(
        session=session,
        starts=walltime.clock(session.span.lower, zone),
        ends=walltime.clock(session.span.upper, zone),
        staff=tuple(
            each.staff.display_name for each in sorted(session.staff.all(), key=lambda one: one.role != "lead")
        ),
        role=roles.get(by.staff_id, ""),
        seats=frozen if session.roster_frozen_at else enrolled.get(session.id, 0),
        now=session.span.lower <= now < session.span.upper,
        zone=walltime.zone_word(session.span.lower, zone) if named else "",
    )
