"""What a payer answered to a claim, line by line, and what a payer was told another way. Only ever added to."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from circlechart.base.database.models import Record
from circlechart.base.database.triggers import append_only
from circlechart.base.people.models import Staff
from circlechart.money.claims.models.claims import Claim, ClaimLine


class PayerAnswer(Record):
    """One answer of a payer to one claim. A later answer stands beside it. Units: dollars."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        REJECTED = "rejected", "Rejected"
        DENIED = "denied", "Denied"
        PAID = "paid", "Paid"

    class Source(models.TextChoices):
        HAND = "hand", "Entered by hand"
        STATUS = "277CA", "Claim acknowledgment (277CA)"
        REMITTANCE = "835", "Remittance (835)"

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    payer_claim_number = models.CharField(max_length=50, blank=True, default="", help_text="CLP07")
    answered_on = models.DateField()
    paid = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    patient_owes = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    reasons = models.CharField(max_length=300, blank=True, default="")
    source = models.CharField(max_length=5, choices=Source.choices, default=Source.HAND)
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="recorded_answers")
    recorded_at = models.DateTimeField()

    class Privacy:
        operational = [
            "id", "claim", "kind", "payer_claim_number", "answered_on", "paid", "patient_owes", "reasons", "source",
            "recorded_by", "recorded_at",
        ]  # fmt: skip

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(name="answer_never_below_zero", condition=Q(paid__gte=0, patient_owes__gte=0)),
            models.CheckConstraint(name="answer_pays_only_when_paid", condition=Q(kind="paid") | Q(paid=0)),
        ]
        triggers = [append_only("What a payer answered")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.answered_on:%m/%d/%Y}"

    @property
    def left_over(self) -> Decimal:
        """What the payer did not pay and the contract does not write off: what another payer, or the client, is asked for."""
        adjusted = [each for line in self.lines.all() for each in line.adjustments if each["group"] != "CO"]
        return sum((Decimal(each["amount"]) for each in adjusted), start=Decimal("0.00"))


class LineAnswer(Record):
    """What a payer decided about one line: billed = paid + adjustments. Units: dollars."""

    answer = models.ForeignKey(PayerAnswer, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(ClaimLine, on_delete=models.PROTECT, related_name="answers")
    paid = models.DecimalField(max_digits=9, decimal_places=2)
    adjustments = models.JSONField(default=list)
    """Each with group, reason, amount as text, and quantity where the payer took units away."""

    class Privacy:
        operational = ["id", "answer", "line", "paid", "adjustments"]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="line_answer_once", fields=["answer", "line"]),
            models.CheckConstraint(name="line_answer_never_below_zero", condition=Q(paid__gte=0)),
        ]
        triggers = [append_only("What a payer answered to a line")]


class ToldPayer(Record):
    """A correction that the payer was told another way, because it takes only originals."""

    class How(models.TextChoices):
        PHONE = "phone", "By telephone"
        PORTAL = "portal", "In the payer's portal"
        LETTER = "letter", "By letter or fax"

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="told")
    how = models.CharField(max_length=6, choices=How.choices)
    words = models.CharField(max_length=300)
    told_on = models.DateField()
    agreed = models.CharField(max_length=64)
    """The mark of what the claim should say by then: another correction is told anew."""
    told_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="told_payers")
    recorded_at = models.DateTimeField()

    class Privacy:
        operational = ["id", "claim", "how", "words", "told_on", "agreed", "told_by", "recorded_at"]

    class Meta:
        ordering = ["recorded_at", "id"]
        triggers = [append_only("What a payer was told")]
