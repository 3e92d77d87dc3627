"""What a payer authorized. How much of it is used is never stored: it follows from the charges."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import Q

from circlechart.base.coverage.models import Payer
from circlechart.base.database.fields import not_blank
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import refuse
from circlechart.base.people.models import Client, Staff

NEVER_DELETED = f"""
  {refuse("an authorization is never deleted; it is closed")}
"""


class Authorization(Record):
    """A payer's word that it pays for these codes, so many units, in these days. `codes` empty: for any code."""

    class Status(models.TextChoices):
        REQUESTED = "requested", "Requested"
        APPROVED = "approved", "Approved"
        DENIED = "denied", "Denied"
        CLOSED = "closed", "Closed"

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="authorizations")
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="authorizations")
    number = models.CharField(max_length=50, blank=True, default="", help_text="REF*G1")
    codes = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    units = models.PositiveIntegerField(null=True)
    """Units approved. Null: it counts none."""
    effective = DateRangeField()
    status = models.CharField(max_length=9, choices=Status.choices)
    said_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Privacy:
        identity = ["client", "number"]
        clinical = ["codes"]
        operational = ["id", "payer", "units", "effective", "status", "said_by", "said_at"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="authorization_approved_has_number",
                condition=~Q(status="approved") | not_blank("number"),
                violation_error_message="An approved authorization has a number.",
            ),
            models.UniqueConstraint(
                name="authorization_number_once",
                fields=["client", "payer", "number"],
                condition=~Q(number=""),
                violation_error_message="This authorization is recorded already.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="never_deleted", operation=pgtrigger.Delete, when=pgtrigger.Before, func=NEVER_DELETED
            )
        ]

    def __str__(self) -> str:
        return self.number
