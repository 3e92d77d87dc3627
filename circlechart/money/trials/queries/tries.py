"""One session under a payer's rules: one that was held, or one that somebody typed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.coverage.models import Payer
from circlechart.base.kit import money
from circlechart.base.rulebook.facts import Rulebook
from circlechart.care.attendance.models import Attendance
from circlechart.care.enrollment.models import Group
from circlechart.care.sessions.models import Session
from circlechart.money.charges import gather
from circlechart.money.charges import rules as charges
from circlechart.money.charges.facts import ChargeCase
from circlechart.money.payers import queries as payers
from circlechart.money.payers.facts import KINDS, SERVICES, kind_of
from circlechart.money.trials import rules
from circlechart.money.trials.facts import Change, Told, Tried, TypedClient, TypedSession

MOST_LISTED = 50
SEARCH_DAYS = timedelta(days=28)


def kinds() -> list[tuple[str, str]]:
    """This function will list every rule that can be tried, also for one service alone."""
    scoped = [kind_of(f"{service}.{key}") for key in KINDS for service in SERVICES]
    return [(each.key, each.label) for each in [*KINDS.values(), *scoped] if each is not None]


def groups_of(by: Actor) -> list[tuple[str, str]]:
    """This function will list the groups within reach."""
    groups = reach.within(Group.objects.all(), by).order_by("name").values_list("id", "name")
    return [(str(group_id), name) for group_id, name in groups]


def held_with(payer: Payer) -> QuerySet[Session]:
    """This function will find sessions that ended with a client whom the payer covered on the day."""
    covered = Attendance.objects.filter(
        session=OuterRef("pk"),
        client__coverages__plan__payer=payer,
        client__coverages__effective__contains=F("session__local_on"),
    )
    return Session.objects.filter(Exists(covered), ended_at__isnull=False).select_related("group", "facility")


def sessions_of(payer: Payer, by: Actor, group_id: UUID | None, since: date, until: date) -> list[Session]:
    """This function will list sessions of a payer's clients within reach, the newest first."""
    found = reach.within(held_with(payer), by).filter(local_on__range=(since, until))
    if group_id is not None:
        found = found.filter(group_id=group_id)
    return list(found.order_by("-span", "id")[:MOST_LISTED])


def tried(session: Session, payer: Payer, change: Change | None, now: datetime) -> list[Tried]:
    """This function will decide a session's clients of a payer by the rules in force, and with a change that holds then.

    Units that earlier sessions charge are counted as they are charged.
    """
    before = _decided(session, payer, now)
    if change is None or session.local_on < change.from_on:
        return before
    after = _decided(session, payer, now, [change.as_value()])
    return [replace(one, after=other.before) for one, other in zip(before, after, strict=True)]


def typed(given: TypedSession, payer: Payer, change: Change | None) -> list[Tried]:
    """This function will decide a session that somebody typed."""
    trying = [change.as_value()] if change is not None and given.on >= change.from_on else []
    fees = payers.fees({payer.id}, given.on)
    sides: list[list[Tried]] = []
    for values in ((), trying) if trying else ((),):
        books = payers.books([payer], given.on, values)
        sides.append([_typed(given, each, payer, books, fees) for each in given.clients])
    if not trying:
        return sides[0]
    return [replace(one, after=other.before) for one, other in zip(*sides, strict=True)]


def _decided(session: Session, payer: Payer, now: datetime, trying: payers.Tried = ()) -> list[Tried]:
    return [
        Tried(each.row.name, each.row.minutes, each.coverage.plan.name, rules.told(each.decision, each.amount))
        for each in gather.derive(session, now, trying)
        if each.coverage is not None and each.coverage.plan.payer_id == payer.id
    ]


def _typed(
    given: TypedSession,
    client: TypedClient,
    payer: Payer,
    books: payers.Books,
    fees: dict[tuple[UUID, str], Decimal],
) -> Tried:
    """One typed client; who is covered elsewhere only counts as present."""
    if client.plan_id == "other":
        words = "Another payer covers this client; here the client only counts as present."
        return Tried(client.name, client.minutes, "another payer", Told("none", "", 0, money.ZERO, words))
    case = _case(given, client)
    book: Rulebook | None = books.get(UUID(client.plan_id), books[payer.id]) if client.plan_id else None
    decision = charges.decide(case, book)
    amount = money.times(fees.get((payer.id, decision.code), money.ZERO), decision.units)
    plan = next((each.name for each in payer.plans.all() if str(each.id) == client.plan_id), "none")
    return Tried(client.name, client.minutes, plan, rules.told(decision, amount))


def _case(given: TypedSession, client: TypedClient) -> ChargeCase:
    here: Sequence[TypedClient] = [each for each in given.clients if each.note != "none"]
    return ChargeCase(
        service_on=given.on,
        minutes=client.minutes,
        service=given.service,
        modality=given.modality,
        present=given.present,
        note=client.note,
        rendering_level=given.level,
        cosigned=client.cosigned,
        diagnoses=client.diagnoses,
        covered=bool(client.plan_id),
        session_minutes=given.minutes,
        members=sum(each.plan_id not in ("", "other") for each in here),
        staff=given.staff,
    )
