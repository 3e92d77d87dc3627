"""Reading what goes to a clearinghouse or payer, and the files that went there."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.money.claims.models import Claim, Submission
from circlechart.money.clearinghouse import queries as clearinghouse

MOST = 100


def most_in_file(claim_ids: Collection[UUID]) -> int:
    """This function will say how many of these claims one file holds, as the house of the first of them takes it."""
    related = ("coverage__plan__payer__route__house",)
    first = Claim.objects.filter(id__in=claim_ids).select_related(*related).first()
    return clearinghouse.partner_of(first.coverage.plan.payer).most_claims if first else 1


def ready_for(partner: UUID, form: str, by: Actor) -> QuerySet[Claim]:
    """This function will list the ready claims of a form within reach that go to one house, or to a payer itself."""
    there = "coverage__plan__payer"
    itself = Q(**{there: partner}) & Q(**{f"{there}__route__house__isnull": True})
    ready = reach.within(Claim.objects.filter(status=Claim.Status.READY, form=form), by)
    return ready.filter(itself | Q(**{f"{there}__route__house": partner}))


def files_to(partner: UUID, form: str, by: Actor) -> QuerySet[Submission]:
    """This function will list the newest files of a form to one house or payer, of which all claims are within reach."""
    within = reach.within(Claim.objects.all(), by).values("pk")
    beyond = Submission.claims.through.objects.filter(submission=OuterRef("pk")).exclude(claim__in=within)
    found = Submission.objects.filter(partner=partner, form=form).exclude(Exists(beyond)).defer("content")
    counted = found.select_related("house", "payer", "made_by").annotate(held=Count("claims"))
    return counted.order_by("-made_at", "-control_number")[:MOST]
