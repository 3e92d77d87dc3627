"""Many claims on their way to a file: rows in chunks, and what they share once, so that memory does not grow with them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from circlechart.base.coverage.models import Plan
from circlechart.base.people.models import Facility, Organization, Staff
from circlechart.money.claims import queries
from circlechart.money.claims.gather.file import AnyClaim, facts_of_claim
from circlechart.money.claims.models import Claim

CHUNK = 500
"""Claims that are in memory at a time; a query for each chunk costs less than a tenth of reading its rows."""


def facts_of(claims: QuerySet[Claim], organization: Organization) -> Iterator[AnyClaim]:
    """This function will yield the facts of any number of claims patient by patient, in the order of their numbers."""
    shared = Shared()
    for chunk in in_chunks(claims):
        shared.put_into(chunk)
        for claim in chunk:
            yield facts_of_claim(claim, organization)


def in_chunks(claims: QuerySet[Claim]) -> Iterator[list[Claim]]:
    """This function will read claims patient by patient in the order of their numbers, a chunk of rows at a time."""
    order = claims.order_by("client_id", "coverage_id", "number").values_list("pk", flat=True)
    coming = iter(list(order))  # numbers alone: a cursor would not outlive the transaction of the first file
    while ids := list(islice(coming, CHUNK)):
        found = queries.for_file(Claim.objects.all()).in_bulk(ids)
        yield [found[each] for each in ids]


class Shared:
    """Plans with their payers, staff and facilities: few rows that many claims name, so each is read once."""

    def __init__(self) -> None:
        self.facilities: dict[UUID, Facility] = {}
        self.staff: dict[UUID, Staff] = {}
        self.plans: dict[UUID, Plan] = {}

    def put_into(self, claims: list[Claim]) -> None:
        """This function will give claims their plan, staff and facility without a query for any that is known."""
        _learn(self.facilities, Facility.objects.all(), (claim.facility_id for claim in claims))
        _learn(self.staff, Staff.objects.all(), (each for claim in claims for each in _people(claim)))
        _learn(
            self.plans, Plan.objects.select_related("payer__route__house"), (claim.coverage.plan_id for claim in claims)
        )
        for claim in claims:
            claim.facility = self.facilities[claim.facility_id]
            claim.coverage.plan = self.plans[claim.coverage.plan_id]
            claim.rendering = self.staff[claim.rendering_id] if claim.rendering_id else None
            claim.supervising = self.staff[claim.supervising_id] if claim.supervising_id else None
            claim.attending = self.staff[claim.attending_id] if claim.attending_id else None


def _people(claim: Claim) -> tuple[UUID | None, ...]:
    return claim.rendering_id, claim.supervising_id, claim.attending_id


def _learn(known: dict[UUID, Any], rows: QuerySet[Any], ids: Iterable[UUID | None]) -> None:
    missing = {each for each in ids if each is not None} - known.keys()
    if missing:
        known |= rows.in_bulk(missing)
