"""What payers said: authorizations with what is used of them, the last day for filing, and tables of pair edits."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from circlechart.base.access.facts import Actor
from circlechart.base.coverage.models import Payer
from circlechart.base.people.models import Client
from circlechart.money.charges import access
from circlechart.money.charges.facts import AuthorizationLine, SoonLine
from circlechart.money.charges.models import Authorization, Charge, PairFile
from circlechart.money.charges.queries.charges import worklist
from circlechart.money.charges.rules.record import SOON_DAYS
from circlechart.money.payers import queries as payers
from circlechart.money.payers.facts import SERVICES

ONE_DAY = timedelta(days=1)
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


def _last(each: Authorization) -> date | None:
    return each.effective.upper - ONE_DAY if each.effective.upper else None


def filing_soon(by: Actor, today: date) -> list[SoonLine]:
    """This function will list the charges whose last day for filing comes near or has passed, and that have not left."""
    billed = Payer.objects.filter(plans__coverages__charges__current=True).distinct()
    found: list[SoonLine] = []
    for payer_id, book in payers.books(billed, today).items():
        for service in SERVICES:
            days = book.get("filing.days", today, None, service)
            if days is None:
                continue
            late = _open(by).filter(
                coverage__plan__payer=payer_id,
                session__group__service=service,
                service_on__lte=today - timedelta(days=days - SOON_DAYS),
            )
            found += _soon(late, days, today)
    return sorted(found, key=lambda each: (each.last_on, str(each.charge.id)))


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
