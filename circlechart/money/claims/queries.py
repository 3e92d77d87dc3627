"""Reading claims."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.money.claims.models import Claim, ClaimLine, Submission


def worklist(by: Actor, status: str) -> QuerySet[Claim]:
    """This function will list claims of a status within reach, newest service first."""
    overtaken = ClaimLine.objects.filter(claim=OuterRef("pk"), charge__current=False)
    claims = reach.within(Claim.objects.all(), by).filter(status=status).annotate(overtaken=Exists(overtaken))
    return claims.select_related("client", "coverage__plan__payer", "rendering").order_by("-service_on", "number")


def whole(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """This function will read claims with everything that a file or a page needs."""
    lines = ClaimLine.objects.select_related("charge__attendance", "charge__session__group", "charge__signed_note")
    return claims.select_related("client", "coverage__plan__payer", "rendering", "facility").prefetch_related(
        Prefetch("lines", lines)
    )


def of_session(session_id: UUID) -> QuerySet[Claim]:
    """This function will list the claims that stand for a session."""
    standing = Claim.objects.filter(lines__charge__session_id=session_id).exclude(status=Claim.Status.WITHDRAWN)
    return whole(standing.distinct().order_by("number"))


def next_control_number() -> int:
    """This function will give the next control number of a file; never used twice."""
    last = Submission.objects.order_by("-control_number").values_list("control_number", flat=True).first()
    return (last or 0) + 1
