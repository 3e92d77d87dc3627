"""What payers said: authorizations with what is used of them, the last day for filing, and tables of pair edits."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from circlechart.base.access.facts import Actor
from circlechart.base.coverage.models import Payer
from circlechart.base.people.models import Client
from circlechart.base.rulebook.facts import Rulebook
from circlechart.care.sessions.models import Session
from circlechart.money.charges import access
from circlechart.money.charges.facts import AuthorizationLine, SoonLine
from circlechart.money.charges.models import Authorization, Charge, PairFile
from circlechart.money.charges.queries.charges import worklist
from circlechart.money.charges.rules.record import SOON_DAYS
from circlechart.money.payers import queries as payers
from circlechart.money.payers.facts import SERVICES
from circlechart.money.payers.rules import charged_as

ONE_DAY = timedelta(days=1)
MOST_AT_ONCE = 40
OPEN = (Charge.Status.HELD, Charge.Status.WAITING, Charge.Status.READY)


def authorizations(client: Client) -> list[AuthorizationLine]:
    """This function will list a client's authorizations with the units that charges use, the newest first."""
    used = Sum("charges__units", filter=Q(charges__current=True, charges__status=Charge.Status.READY))
    days = Count("charges__service_on", distinct=True, filter=Q(charges__current=True, charges__status="ready"))
    found = Authorization.objects.filter(client=client).select_related("payer", "said_by")
    return [
        AuthorizationLine(each, each.used or 0, each.days, _last(each))
        for each in found.annotate(used=used, days=days).order_by("-effective", "-said_at")
    ]


def under(authorization: Authorization) -> list[UUID]:
    """This function will list the charged sessions that an authorization may cover, in the order of service.

    They are derived at once when it changes; of more than `MOST_AT_ONCE`, the oldest wait for the recurring job.
    """
    found = Session.objects.filter(
        local_on__contained_by=authorization.effective,
        charges__current=True,
        charges__coverage__plan__payer=authorization.payer_id,
        charges__attendance__client=authorization.client_id,
    ).distinct()
    newest = found.order_by("-span", "-id").values_list("id", flat=True)[:MOST_AT_ONCE]
    return list(reversed(newest))


def _last(each: Authorization) -> date | None:
    return each.effective.upper - ONE_DAY if each.effective.upper else None


def filing_soon(by: Actor, today: date) -> list[SoonLine]:
    """This function will list the charges whose last day for filing comes near or has passed, and that have not left."""
    billed = Payer.objects.filter(plans__coverages__charges__current=True).distinct()
    found: list[SoonLine] = []
    books = payers.books(billed, today)
    own = [key for key in books if key not in {each.id for each in billed}]
    for key, book in books.items():
        of_book = Q(coverage__plan=key) if key in own else Q(coverage__plan__payer=key) & ~Q(coverage__plan__in=own)
        for days, services in _days_of(book, today).items():
            since = today - timedelta(days=days - SOON_DAYS)
            late = _open(by).filter(of_book, session__group__service__in=services, service_on__lte=since)
            found += _soon(late, days, today)
    return sorted(found, key=lambda each: (each.last_on, str(each.charge.id)))


def _days_of(book: Rulebook, today: date) -> dict[int, list[str]]:
    """The services by how many days there are to file them."""
    found: dict[int, list[str]] = defaultdict(list)
    for service in SERVICES:
        days = book.get("filing.days", today, None, charged_as(book, service, today))
        if days is not None:
            found[int(days)].append(service)
    return found


def _open(by: Actor) -> QuerySet[Charge]:
    return worklist(by, *OPEN).exclude(access.left())


def _soon(charges: Iterable[Charge], days: int, today: date) -> list[SoonLine]:
    found = []
    for each in charges:
        last = each.service_on + timedelta(days=days)
        found.append(SoonLine(each, last, (last - today).days))
    return found


def pair_files() -> list[PairFile]:
    """This function will list the loaded files of pair edits, the newest quarter first."""
    return list(PairFile.objects.select_related("loaded_by").order_by("table", "-quarter", "name"))
