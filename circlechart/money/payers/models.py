"""Fees, and the clinic's own versions of a payer's rules: both from a day on, and never written over."""

import pgtrigger
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from circlechart.base.coverage.models import Payer
from circlechart.base.database.fields import no_overlap, not_blank
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import append_only
from circlechart.base.people.models import Staff


class FeeLine(Record):
    """The amount charged for one unit of a code. A new one ends the one before it. Units: dollars."""

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="fees")
    code = models.CharField(max_length=5)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    effective = DateRangeField()
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)

    class Privacy:
        operational = ["id", "payer", "code", "amount", "effective", "made_by", "made_at"]

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
        triggers = [
            pgtrigger.Trigger(
                name="only_ends",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func="""
                    IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.payer_id = OLD.payer_id AND NEW.code = OLD.code
                        AND NEW.amount = OLD.amount AND lower(NEW.effective) = lower(OLD.effective) THEN
                        RETURN NEW;
                    END IF;
                    RAISE EXCEPTION 'A fee cannot be changed or deleted; it ends where a new one begins'
                        USING ERRCODE = '42501';
                """,
            )
        ]


class RuleVersion(Record):
    """What the clinic says of one rule of a payer from a day on. A value of null: the payer has no such rule."""

    class Status(models.TextChoices):
        UNVERIFIED = "unverified", "Unverified"
        CONFIRMED = "confirmed", "Confirmed"

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="rule_versions")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    effective_from = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices)
    trust = models.CharField(max_length=2)
    source = models.CharField(max_length=200)
    url = models.URLField(max_length=300, blank=True, default="")
    read_on = models.DateField()
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Privacy:
        operational = [
            "id", "payer", "number", "key", "value", "effective_from", "status", "trust", "source", "url", "read_on",
            "made_by", "made_at",
        ]  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(name="rule_version_numbered_once", fields=["payer", "number"]),
            models.CheckConstraint(
                name="rule_version_has_source",
                condition=not_blank("source", "key"),
                violation_error_message="Say where the rule was read.",
            ),
        ]
        triggers = [append_only("A version of a rule")]
