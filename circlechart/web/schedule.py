"""The recurring work, in the order of the flow. The worker runs it; every job may run twice and changes nothing then."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit import walltime
from circlechart.care.attendance.models import Attendance
from circlechart.care.enrollment import actions as enrollment
from circlechart.care.enrollment.models import Group
from circlechart.care.schedules import actions as schedules
from circlechart.care.sessions import actions as sessions
from circlechart.care.sessions import queries as session_queries
from circlechart.care.sessions.models import Session, SessionStaff
from circlechart.money.claims import queries as claims
from circlechart.web.pull import try_to_catch_up

DAYS_BACK = 30
LOOK_BACK = timedelta(hours=1)
LOOK_BACK_AT_NIGHT = timedelta(days=3)
DERIVED = (
    "charges.capture",
    "claims.assemble",
    "claims.send",
    "claims.record_answer",
    "sessions.document",
    "sessions.reopen",
)
TOUCHES_ALL = ("payers.", "charges.load_pairs", "office.add_credential", "office.end_credential", "office.edit_staff")


@app.periodic(cron="15 3 * * *")
@app.task(queueing_lock="generate_sessions", pass_context=False)
def generate_sessions(timestamp: int) -> None:
    """Make the sessions of every active group up to the horizon; then cycles whose sessions are over are complete."""
    for group_id in Group.objects.filter(state=Group.State.ACTIVE).values_list("id", flat=True):
        sessions.materialise(group_id=group_id, by=None, now=timezone.now())
    schedules.age_cycles(now=timezone.now())


@app.periodic(cron="*/30 * * * *")
@app.task(queueing_lock="settle_places", pass_context=False)
def settle_places(timestamp: int) -> None:
    """End places whose last day is over, and take back offers that nobody answered."""
    enrollment.settle(now=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="capture_charges", pass_context=False)
def capture_charges(timestamp: int) -> None:
    """Derive charges and claims of the sessions that something was written about, and that no request derived.

    What changed in a session itself stays noted until it is derived, however old the session is.
    """
    now = timezone.now()
    left_open = Session.objects.filter(id__in=claims.sessions_left_open())
    written_about = (recent(now) | left_open).filter(touched(now - LOOK_BACK))
    _derive([*session_queries.changed_sessions(), *_ids(written_about), *_ids(billed(now - LOOK_BACK))], now)


@app.periodic(cron="45 3 * * *")
@app.task(queueing_lock="capture_all_charges", pass_context=False)
def capture_all_charges(timestamp: int) -> None:
    """Derive charges and claims of every recent session, and of older ones that are held or have not left.

    So what changed while nobody ran this worker is seen, and coverage that is found months after a session. What left
    longer ago is derived where its client or its staff changed in the last days: its claims may need a correction.
    """
    now = timezone.now()
    _derive([*_ids(recent(now)), *claims.sessions_left_open(), *_ids(billed(now - LOOK_BACK_AT_NIGHT))], now)


def _derive(session_ids: Iterable[UUID], now: datetime) -> None:
    for session_id in dict.fromkeys(session_ids):
        try_to_catch_up(session_id, by=None, now=now)


def _ids(found: QuerySet[Session]) -> list[UUID]:
    return list(found.order_by("local_on").values_list("id", flat=True))


def recent(now: datetime) -> QuerySet[Session]:
    """This function will find the sessions that ended in the last weeks."""
    since = walltime.today(now - timedelta(days=DAYS_BACK), walltime.NOWHERE)
    return Session.objects.filter(status__in=["held", "documented"], local_on__gte=since)


def touched(since: datetime) -> Q:
    """This function will ask for the sessions whose charges a change since then may have changed.

    A change is in the audit trail with the session or the client it is about. What a payer pays, and who may sign, is
    about nobody in particular, so it touches all.
    """
    written = AuditEvent.objects.filter(at__gte=since, kind=AuditEvent.Kind.CHANGED).exclude(verb__in=DERIVED)
    if written.filter(reduce(or_, (Q(verb__startswith=each) for each in TOUCHES_ALL))).exists():
        return Q()
    return _about(written)


def billed(since: datetime) -> QuerySet[Session]:
    """This function will find sessions, however old, that stand on claims and whose client or staff changed since then.

    Rules and fees are not asked for: they cannot be set for days on which claims have left.
    """
    written = AuditEvent.objects.filter(at__gte=since, kind=AuditEvent.Kind.CHANGED).exclude(verb__in=DERIVED)
    staff = SessionStaff.objects.filter(staff_id__in=written.values("thing_id")).values("session_id")
    return Session.objects.filter(_about(written) | Q(id__in=staff), id__in=claims.sessions_with_payers())


def _about(written: QuerySet[AuditEvent]) -> Q:
    """The sessions that events name, or whose clients they name."""
    clients = written.exclude(client_id=None).values("client_id")
    return Q(id__in=written.values("thing_id")) | Q(
        id__in=Attendance.objects.filter(client_id__in=clients).values("session_id")
    )
