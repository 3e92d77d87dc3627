"""Claims, their lines, and the files that left."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from circlechart.base.coverage.models import Coverage, Payer
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import append_only, columns_change, refuse
from circlechart.base.people.models import Client, Facility, Staff
from circlechart.money.charges.models import Charge
from circlechart.money.claims.states import CLAIM_STATES

STEPS = ", ".join(f"('{before}', '{after}')" for before in CLAIM_STATES for after in sorted(CLAIM_STATES[before]))
LEFT_FOR_GOOD = f"""
  IF TG_OP = 'DELETE' THEN
    {refuse("a claim is never deleted; it is withdrawn before it leaves, and replaced or voided afterwards")}
  END IF;
  IF OLD.status = 'sent' AND {columns_change("status")} THEN
    {refuse("a claim that has left cannot be changed; replace or void it")}
  END IF;
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN ({STEPS}) THEN
    {refuse("a claim only moves forward")}
  END IF;
  RETURN NEW;
"""
NO_LINE_AFTERWARDS = f"""
  IF EXISTS (SELECT 1 FROM claims_claim WHERE id = NEW.claim_id AND status IN ('sent', 'withdrawn')) THEN
    {refuse("a claim that has left or was withdrawn gets no more lines")}
  END IF;
  RETURN NEW;
"""


class Claim(Record):
    """A professional claim: one client, one day, one coverage, one rendering provider."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Has findings"
        READY = "ready", "Ready"
        SENT = "sent", "Sent"
        WITHDRAWN = "withdrawn", "Withdrawn"

    number = models.CharField(max_length=20, unique=True, help_text="CLM01")
    trace_number = models.CharField(max_length=30, unique=True, help_text="REF*D9")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="claims")
    coverage = models.ForeignKey(Coverage, on_delete=models.PROTECT, related_name="claims")
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="claims")
    rendering = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="claims")
    supervising = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="supervised_claims")
    service_on = models.DateField()
    place_of_service = models.CharField(max_length=2)
    diagnoses = ArrayField(models.CharField(max_length=8))
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    status = models.CharField(max_length=10, choices=Status.choices)
    findings = models.JSONField(default=list)
    built_at = models.DateTimeField()
    withdrawn_because = models.CharField(max_length=200, blank=True, default="")

    class Privacy:
        identity = ["client", "coverage"]
        clinical = ["diagnoses"]
        operational = [
            "id", "number", "trace_number", "facility", "rendering", "supervising", "service_on", "place_of_service",
            "amount", "status", "findings", "built_at", "withdrawn_because",
        ]  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["status", "service_on"], name="claim_worklist")]
        constraints = [
            models.UniqueConstraint(
                name="claim_once_per_day",
                fields=[
                    "client",
                    "coverage",
                    "facility",
                    "rendering",
                    "supervising",
                    "service_on",
                    "place_of_service",
                ],
                nulls_distinct=False,
                condition=Q(status__in=["draft", "ready"]),
            ),  # fmt: skip
            models.CheckConstraint(name="claim_place_never_00", condition=~Q(place_of_service__in=["", "00"])),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="left_for_good",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=LEFT_FOR_GOOD,
            )
        ]

    def __str__(self) -> str:
        return self.number


class ClaimLine(Record):
    """One line: the charge it comes from, frozen as it was when the claim was built. Units: dollars."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="lines")
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="claim_lines")
    control_number = models.CharField(max_length=30, unique=True, help_text="REF*6R")
    code = models.CharField(max_length=5)
    modifiers = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    units = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=9, decimal_places=2)

    class Privacy:
        clinical = ["code", "modifiers"]
        operational = ["id", "claim", "charge", "control_number", "units", "amount"]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="claim_line_once", fields=["claim", "charge"]),
            models.CheckConstraint(name="claim_line_has_units", condition=Q(units__gt=0)),
        ]
        triggers = [
            append_only("A claim line"),
            pgtrigger.Trigger(
                name="no_line_afterwards",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=NO_LINE_AFTERWARDS,
            ),
        ]

    @property
    def code_words(self) -> str:
        """The code with its modifiers."""
        return "-".join([self.code, *self.modifiers])


class Submission(Record):
    """A file as it left: exactly these bytes. ISA13 and GS06 are its control number."""

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="submissions")
    control_number = models.PositiveIntegerField(unique=True)
    claims = models.ManyToManyField(Claim, related_name="submissions")
    content = models.TextField()
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT)
    made_at = models.DateTimeField()

    class Privacy:
        identity = ["claims", "content"]
        operational = ["id", "payer", "control_number", "made_by", "made_at"]

    class Meta:
        triggers = [append_only("A claim file")]

    @property
    def file_name(self) -> str:
        """What it is called when it is downloaded. A clearinghouse may tell files apart by `837P` in the name."""
        return f"837P-{self.control_number:09d}.txt"


class SubmittedClaim(Submission.claims.through):  # type: ignore[name-defined, misc]  # made by Django for `claims`
    """Which claims a file held when it left."""

    class Privacy:
        identity = ["claim"]
        operational = ["id", "submission"]

    class Meta:
        proxy = True
        triggers = [append_only("What a claim file holds")]
