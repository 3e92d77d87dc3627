"""Taking rooms and people for sessions: one booking at a time, and whoever holds them is named.

Order of locks, for every room that touches a session: the groups' schedules by id, then all bookings (both are what
`lock_schedule` takes), then session rows, then attendance rows by id, then staff lines. Whoever locks more than one
session holds the schedule lock, and so is alone; whoever locks only its one session takes no schedule lock afterwards.
So nobody waits in a ring, in whatever order a schedule comes to its sessions. Changes of a schedule are short and rare;
that they wait for each other is the price. A session may be opened while a schedule waits for its row: after the lock it
is asked again whether it may follow.
"""

from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from circlechart.base.database.refusals import constraint_of
from circlechart.care.sessions.errors import Taken
from circlechart.care.sessions.facts import Holder
from circlechart.care.sessions.models import Booking, Resource, Session
from circlechart.care.sessions.queries.holders import MAY_OVERLAP, holders

NO_CLASH = "booking_no_clash"
SESSION = "session"
FLAG_LENGTH = 200


def lock_schedule(*group_ids: UUID) -> None:
    """This function will make this transaction the only one that changes these groups' schedules, and books anything."""
    with connection.cursor() as cursor:
        for name in (*sorted(str(each) for each in set(group_ids)), "bookings"):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def book(session: Session) -> None:
    """This function will take the session's room and people; who holds what is taken is named on the session."""
    session.refresh_from_db()
    flag = "; ".join(each.words for each in _take(session))[:FLAG_LENGTH]
    if flag != session.conflict_flag:
        session.conflict_flag = flag
        session.save(update_fields=["conflict_flag"])


def book_or_refuse(session: Session) -> None:
    """This function will take the session's room and people, or nothing. Raises: Taken, with who holds them."""
    session.refresh_from_db()
    taken = _take(session)
    if taken:
        raise refusal(taken)
    if session.conflict_flag:
        session.conflict_flag = ""
        session.save(update_fields=["conflict_flag"])


def refusal(taken: list[Holder]) -> Taken:
    """This function will say in words who holds a room or a person."""
    return Taken("; ".join(each.words for each in taken) + ".", value=taken[0].resource)


def release(session: Session) -> None:
    """This function will free what a session had taken."""
    Booking.objects.filter(source_kind=SESSION, source_id=session.id).update(active=False)


def pass_on(span: DateTimeTZRange, but: UUID | None = None) -> None:
    """This function will book anew the sessions that were warned in a span where something has become free."""
    warned = Session.objects.filter(status=Session.Status.SCHEDULED, span__overlap=span).exclude(conflict_flag="")
    for each in (warned.exclude(pk=but) if but else warned).order_by("id"):
        book(each)


def _take(session: Session) -> list[Holder]:
    """Take what is free; returns who holds the rest."""
    release(session)
    clashing = []
    for resource, soft_reason in _wanted(session):
        try:
            with transaction.atomic():
                Booking.objects.update_or_create(
                    resource=resource,
                    source_kind=SESSION,
                    source_id=session.id,
                    defaults={
                        "span": session.span, "active": True, "hard": not soft_reason, "soft_reason": soft_reason
                    },
                )  # fmt: skip
        except IntegrityError as error:
            if not is_clash(error):
                raise
            clashing.append(resource)
    return holders(session, clashing) if clashing else []


def _wanted(session: Session) -> list[tuple[Resource, str]]:
    """The room and everybody who works there; who only supervises or observes may be in two places."""
    roles: dict[UUID | None, str] = dict(session.staff.values_list("staff_id", "role"))
    people = Resource.objects.filter(staff_id__in=list(roles)).order_by("id")
    overlapping = {str(role) for role in MAY_OVERLAP}
    found = [(each, "Supervises or observes" if roles[each.staff_id] in overlapping else "") for each in people]
    return ([(session.room, "")] if session.room is not None else []) + found


def is_clash(error: IntegrityError) -> bool:
    """This function will say whether the database refused a booking because of another."""
    return constraint_of(error) == NO_CLASH
