"""What has left and stands with the payers, and what of it may no longer say what the record says."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Coalesce

from circlechart.care.plans.models import Diagnosis
from circlechart.money.charges.models import Charge
from circlechart.money.claims.models import Claim, ClaimLine, PayerAnswer
from circlechart.money.claims.states import LEFT

NOBODY = Value("00000000-0000-0000-0000-000000000000", output_field=UUIDField())
LAST = Coalesce(F("service_through"), F("service_on"))


def standing() -> QuerySet[Claim]:
    """This function will list what stands with the payers: it has left, and nothing that left replaces or voids it."""
    taken_over = Claim.objects.filter(replaces=OuterRef("pk"), status__in=LEFT)
    left = Claim.objects.filter(status__in=LEFT).exclude(frequency=Claim.Frequency.VOID)
    return left.exclude(Exists(taken_over))


def has_left() -> Q:
    """This function will ask for the charges of an attendance that stands with a payer."""
    return Q(attendance__in=ClaimLine.objects.filter(claim__in=standing()).values("charge__attendance"))


def marked() -> QuerySet[Claim]:
    """This function will mark the claims that `overtaken` lists."""
    return Claim.objects.annotate(overtaken=Exists(overtaken().filter(pk=OuterRef("pk"))))


def overtaken() -> QuerySet[Claim]:
    """This function will list what stands with a payer and may no longer say what the record says; `judge` decides.

    A correction after which the same would be billed, such as a minute less of a session paid as one unit, is none. A
    secondary claim is overtaken once the claim before it is, or that one's payer decided anew.
    """
    changed = ClaimLine.objects.filter(claim=OuterRef("pk"), charge__current=False).exclude(Exists(_still()))
    taken_over = Claim.objects.filter(replaces=OuterRef("follows"), status__in=LEFT)
    anew = PayerAnswer.objects.filter(claim=OuterRef("follows"), recorded_at__gt=OuterRef("rests_on__recorded_at"))
    today = ArraySubquery(
        Diagnosis.objects.filter(client=OuterRef("client"), effective__contains=OuterRef("last"))
        .order_by("rank")
        .values("code")[:25]
    )
    found = standing().alias(last=LAST, today=today)
    diagnosed = Q(today__len__gt=0) & ~Q(today=F("diagnoses"))
    first = Q(follows__isnull=True) & (Q(Exists(changed)) | Q(Exists(_joined())) | diagnosed)
    return found.filter(first | (Q(follows__isnull=False) & (Q(Exists(taken_over)) | Q(Exists(anew)))))


def late(charges: QuerySet[Charge]) -> QuerySet[Charge]:
    """This function will leave out of charges those that a claim which stands bills already.

    What another payer decided is no hindrance, nor what the same payer denied under another coverage.
    """
    there = ClaimLine.objects.filter(
        claim__in=standing(), claim__follows__isnull=True, charge__attendance=OuterRef("attendance")
    )
    same = Q(claim__coverage__plan__payer=OuterRef("coverage__plan__payer"))
    denied = Q(claim__status=Claim.Status.DENIED) & ~Q(claim__coverage=OuterRef("coverage"))
    ready = charges.filter(current=True, status=Charge.Status.READY)
    return ready.exclude(Exists(there.filter(Q(claim__status=Claim.Status.SENT) | (same & ~denied))))


def _joined() -> QuerySet[Charge]:
    """Charges that came into the statement period of a claim after it had left."""
    return late(Charge.objects.all()).filter(
        attendance__client=OuterRef("client"),
        coverage=OuterRef("coverage"),
        session__facility=OuterRef("facility"),
        service_on__gte=OuterRef("service_on"),
        service_on__lte=OuterRef("service_through"),
    )


def _still() -> QuerySet[Charge]:
    """The charge of today that would bill the same as a line that left."""
    was = Coalesce(OuterRef("charge__supervising"), NOBODY, output_field=UUIDField())
    return Charge.objects.alias(under=Coalesce("supervising", NOBODY, output_field=UUIDField())).filter(
        current=True,
        status=Charge.Status.READY,
        attendance=OuterRef("charge__attendance"),
        coverage=OuterRef("charge__coverage"),
        rendering=OuterRef("charge__rendering"),
        under=was,
        place_of_service=OuterRef("charge__place_of_service"),
        code=OuterRef("code"),
        modifiers=OuterRef("modifiers"),
        units=OuterRef("units"),
        amount=OuterRef("amount"),
    )
