"""What somebody decided against a payer's rule: kept and shown forever."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from circlechart.base.database.fields import not_blank
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import columns_change, refuse
from circlechart.base.people.models import Staff
from circlechart.care.attendance.models import Attendance

ONLY_ENDS = f"""
  IF TG_OP = 'DELETE' OR {columns_change("ended_by_id", "ended_at")} OR OLD.ended_at IS NOT NULL THEN
    {refuse("an override cannot be changed or deleted; it ends, and another is made")}
  END IF;
  RETURN NEW;
"""


class ChargeOverride(Record):
    """One decision for one client's session: a hold released, a line that says something else, or no charge at all."""

    class What(models.TextChoices):
        RELEASE = "release", "Release the hold"
        LINE = "line", "Charge something else"
        WAIVE = "waive", "Do not charge"

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="charge_overrides")
    what = models.CharField(max_length=7, choices=What.choices)
    rule = models.CharField(max_length=40, blank=True, default="")
    """The hold that is released."""
    code = models.CharField(max_length=5, blank=True, default="")
    units = models.PositiveIntegerField(null=True)
    modifiers = ArrayField(models.CharField(max_length=2), null=True)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    at = models.DateTimeField()
    ended_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Privacy:
        identity = ["attendance"]
        clinical = ["code", "modifiers", "reason"]
        operational = ["id", "what", "rule", "units", "by", "role", "at", "ended_by", "ended_at"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="override_stands_once",
                fields=["attendance", "what", "rule"],
                condition=Q(ended_at__isnull=True),
                violation_error_message="This stands already.",
            ),
            models.CheckConstraint(
                name="override_has_reason",
                condition=not_blank("reason", "role"),
                violation_error_message="Say why.",
            ),
            models.CheckConstraint(
                name="override_says_what",
                condition=(Q(what="release") & ~Q(rule=""))
                | (Q(what="line") & (~Q(code="") | Q(units__gt=0) | Q(modifiers__isnull=False)))
                | Q(what="waive"),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_ends",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=ONLY_ENDS,
            )
        ]
