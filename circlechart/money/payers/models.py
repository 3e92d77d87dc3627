"""Fees, and the clinic's own versions of a payer's rules: both from a day on, and never written over."""

import pgtrigger
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from circlechart.base.coverage.models import Payer, Plan
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
    """What the clinic says of one rule from a day on: of a state, a payer, a plan or its contract.

    A value of null: there is no such rule. `status` is what it was said with; its steps say what became of it.
    """

    class Status(models.TextChoices):
        UNVERIFIED = "unverified", "Unverified"
        CONFIRMED = "confirmed", "Confirmed"
        TESTING = "testing", "On trial"
        RETIRED = "retired", "Retired"

    class Level(models.TextChoices):
        STATE = "state", "State"
        PAYER = "payer", "Payer"
        PLAN = "plan", "Plan"
        CONTRACT = "contract", "Contract"

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, null=True, related_name="rule_versions")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="rule_versions")
    state = models.CharField(max_length=2, blank=True, default="")
    level = models.CharField(max_length=8, choices=Level.choices, default=Level.CONTRACT)
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
            "id", "payer", "plan", "state", "level", "number", "key", "value", "effective_from", "status", "trust",
            "source", "url", "read_on", "made_by", "made_at",
        ]  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(name="rule_version_numbered_once", fields=["payer", "number"]),
            models.UniqueConstraint(
                name="rule_version_numbered_once_in_state", fields=["state", "number"], condition=~Q(state="")
            ),
            models.CheckConstraint(
                name="rule_version_has_source",
                condition=not_blank("source", "key"),
                violation_error_message="Say where the rule was read.",
            ),
            models.CheckConstraint(
                name="rule_version_is_of_its_level",
                condition=Q(level="state", payer__isnull=True, plan__isnull=True) & ~Q(state="")
                | Q(level="plan", payer__isnull=False, plan__isnull=False, state="")
                | Q(level__in=["payer", "contract"], payer__isnull=False, plan__isnull=True, state=""),
                violation_error_message="Say for whom the rule is: a state, a payer, one of its plans, or the contract.",
            ),
        ]
        triggers = [append_only("A version of a rule")]


class RuleStep(Record):
    """A step in the life of a version: who confirmed it, put it on trial, took it into force, retired it or looks after it.

    Each step says the whole standing after it. `from_on`: in force, or retired, from that day on.
    """

    version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="steps")
    status = models.CharField(max_length=10, choices=RuleVersion.Status.choices)
    from_on = models.DateField(null=True)
    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    review_on = models.DateField(null=True)
    why = models.CharField(max_length=300, blank=True, default="")
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Privacy:
        operational = ["id", "version", "status", "from_on", "owner", "review_on", "why", "made_by", "made_at"]

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["version", "made_at"], name="rule_steps_in_order")]
        triggers = [append_only("A step of a rule")]


class RuleCase(Record):
    """A case that proves a version: the facts of one client's session, and what they came to when it was said."""

    version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="cases")
    passes = models.BooleanField()
    given = models.JSONField()
    outcome = models.CharField(max_length=10)
    comes_to = models.CharField(max_length=400)

    class Privacy:
        operational = ["id", "version", "passes", "given", "outcome", "comes_to"]

    class Meta:
        ordering = ["-passes", "id"]
        triggers = [append_only("A case of a rule")]
