"""Fees: what a code is charged at, for whom, and when."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from circlechart.base.coverage.models import Payer
from circlechart.base.database.fields import no_overlap
from circlechart.base.database.models import Record


class FeeLine(Record):
    """The amount charged for one unit of a code. Units: dollars."""

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="fees")
    code = models.CharField(max_length=5)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    effective = DateRangeField()

    class Privacy:
        operational = ["id", "payer", "code", "amount", "effective"]

    class Meta:
        constraints = [
            no_overlap(
                "fee_once_at_a_time",
                of=["payer", "code"],
                span="effective",
                message="Another fee for this code is in force for some of these days.",
            ),
            models.CheckConstraint(
                name="fee_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message="A fee cannot be negative.",
            ),
        ]
