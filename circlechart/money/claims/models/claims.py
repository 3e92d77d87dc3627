"""Claims, their lines, and the files that left."""

from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from circlechart.base.coverage.models import Coverage, Payer
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import append_only, columns_change, refuse
from circlechart.base.people.models import Client, Facility, Staff
from circlechart.money.charges.models import Charge
from circlechart.money.claims.states import CLAIM_STATES
from circlechart.money.clearinghouse.facts import FORMS
from circlechart.money.clearinghouse.models import House

if TYPE_CHECKING:
    from circlechart.money.claims.models.answers import PayerAnswer

STEPS = ", ".join(f"('{before}', '{after}')" for before in CLAIM_STATES for after in sorted(CLAIM_STATES[before]))
LEFT_FOR_GOOD = f"""
  IF TG_OP = 'DELETE' THEN
    {refuse("a claim is never deleted; it is withdrawn before it leaves, and replaced or voided afterwards")}
  END IF;
  IF OLD.status NOT IN ('draft', 'ready') AND {columns_change("status")} THEN
    {refuse("a claim that has left cannot be changed; replace or void it")}
  END IF;
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN ({STEPS}) THEN
    {refuse("a claim only moves forward")}
  END IF;
  RETURN NEW;
"""
NO_LINE_AFTERWARDS = f"""
  IF EXISTS (SELECT 1 FROM claims_claim WHERE id = NEW.claim_id AND status NOT IN ('draft', 'ready')) THEN
    {refuse("a claim that has left or was withdrawn gets no more lines")}
  END IF;
  RETURN NEW;
"""


class Claim(Record):
    """One client, one coverage, one statement period, one rendering or attending provider."""

    class Form(models.TextChoices):
        PROFESSIONAL = "professional", "Professional"
        INSTITUTIONAL = "institutional", "Institutional"

    class Frequency(models.TextChoices):
        """CLM05-3, claim frequency type code. 2, 3 and 4 are institutional interim bills."""

        ORIGINAL = "1", "Original"
        FIRST = "2", "First interim"
        CONTINUING = "3", "Continuing interim"
        LAST = "4", "Last interim"
        REPLACEMENT = "7", "Replacement"
        VOID = "8", "Void"

    class Status(models.TextChoices):
        DRAFT = "draft", "Has findings"
        READY = "ready", "Ready"
        SENT = "sent", "Sent"
        ACCEPTED = "accepted", "Accepted"
        REJECTED = "rejected", "Rejected"
        DENIED = "denied", "Denied"
        PAID = "paid", "Paid"
        WITHDRAWN = "withdrawn", "Withdrawn"

    number = models.CharField(max_length=20, unique=True, help_text="CLM01")
    trace_number = models.CharField(max_length=30, unique=True, help_text="REF*D9")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="claims")
    coverage = models.ForeignKey(Coverage, on_delete=models.PROTECT, related_name="claims")
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="claims")
    form = models.CharField(max_length=13, choices=Form.choices, default=Form.PROFESSIONAL)
    frequency = models.CharField(
        max_length=1, choices=Frequency.choices, default=Frequency.ORIGINAL, help_text="CLM05-3"
    )
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    """The claim that this one replaces or voids."""
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="secondaries")
    """The claim to the payer before this one, where this coverage is not the primary."""
    rests_on = models.ForeignKey("PayerAnswer", on_delete=models.PROTECT, null=True, related_name="secondaries")
    """What that payer answered, as this claim tells it."""
    payer_claim_number = models.CharField(max_length=50, blank=True, default="", help_text="REF*F8")
    authorization = models.CharField(max_length=50, blank=True, default="", help_text="REF*G1")
    rendering = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="claims")
    supervising = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="supervised_claims")
    attending = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="attended_claims")
    service_on = models.DateField()
    service_through = models.DateField(null=True)
    """The last day of an institutional statement period; without one the claim is of one day."""
    place_of_service = models.CharField(max_length=2, blank=True, default="")
    facility_code = models.CharField(
        max_length=2, blank=True, default="", help_text="CLM05-1 of an institutional claim"
    )
    patient_status = models.CharField(max_length=2, blank=True, default="", help_text="CL103")
    condition_codes = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    admitted_on = models.DateField(null=True)
    particulars = models.JSONField(default=dict)
    """What else the payer's rules put on it: `facts.Particulars`."""
    part = models.PositiveSmallIntegerField(default=1)
    """Of the lines that one claim does not hold."""
    diagnoses = ArrayField(models.CharField(max_length=8))
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    status = models.CharField(max_length=10, choices=Status.choices)
    findings = models.JSONField(default=list)
    built_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=200, blank=True, default="")
    rulebook = models.CharField(max_length=60, blank=True, default="")
    rulebook_version = models.CharField(max_length=20, blank=True, default="")

    class Privacy:
        identity = ["client", "coverage"]
        clinical = ["diagnoses", "condition_codes", "patient_status", "particulars"]
        operational = [
            "id", "number", "trace_number", "facility", "form", "frequency", "replaces", "follows", "rests_on",
            "payer_claim_number", "authorization", "rendering", "supervising", "attending", "service_on",
            "service_through", "place_of_service", "facility_code", "admitted_on", "amount", "status", "findings",
            "built_at", "part", "withdrawn_at", "withdrawn_because", "rulebook", "rulebook_version",
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
                    "form",
                    "frequency",
                    "rendering",
                    "supervising",
                    "attending",
                    "service_on",
                    "service_through",
                    "place_of_service",
                    "replaces",
                    "follows",
                    "authorization",
                    "part",
                ],
                nulls_distinct=False,
                condition=Q(status__in=["draft", "ready"]),
            ),  # fmt: skip
            models.CheckConstraint(
                name="claim_professional_is_whole",
                condition=~Q(form="professional")
                | (Q(rendering__isnull=False) & ~Q(place_of_service__in=["", "00"]) & Q(frequency__in=["1", "7", "8"])),
            ),
            models.CheckConstraint(
                name="claim_institutional_is_whole",
                condition=~Q(form="institutional") | Q(service_through__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_correction_names_what_it_corrects",
                condition=~Q(frequency__in=["7", "8"]) | Q(replaces__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_period_in_order",
                condition=Q(service_through__isnull=True) | Q(service_through__gte=F("service_on")),
            ),
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

    @property
    def kind_words(self) -> str:
        """What it is beside others of the same day, such as a replacement or a secondary claim."""
        if self.replaces_id is None and self.follows_id is not None:
            return "Secondary"
        return self.get_frequency_display()

    @property
    def providers(self) -> list[tuple[str, str]]:
        """Who is named on it, each with the role: who attends stands first, on an institutional claim alone."""
        roles = (("Attending", self.attending), ("Rendering", self.rendering), ("Supervising", self.supervising))
        return [(role, who.display_name) for role, who in roles if who is not None]

    @property
    def answer(self) -> "PayerAnswer | None":
        """The payer's last answer. Returns None when: there is none yet."""
        return next(reversed(self.answers.all()), None)

    @property
    def number_there(self) -> str:
        """The payer's own number of this claim; empty while it is not known."""
        known = [each.payer_claim_number for each in self.answers.all() if each.payer_claim_number]
        return known[-1] if known else ""


class ClaimLine(Record):
    """One line: the charge it comes from, frozen as it was when the claim was built. Units: dollars."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="lines")
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="claim_lines")
    control_number = models.CharField(max_length=30, unique=True, help_text="REF*6R")
    service_on = models.DateField()
    revenue_code = models.CharField(max_length=4, blank=True, default="")
    code = models.CharField(max_length=5, blank=True, default="")
    modifiers = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    units = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=9, decimal_places=2)

    class Privacy:
        clinical = ["code", "modifiers"]
        operational = ["id", "claim", "charge", "control_number", "service_on", "revenue_code", "units", "amount"]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="claim_line_once", fields=["claim", "charge"]),
            models.CheckConstraint(name="claim_line_has_units", condition=Q(units__gt=0)),
            models.CheckConstraint(name="claim_line_has_code", condition=~Q(code="") | ~Q(revenue_code="")),
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
        """The code with its modifiers; the revenue code before it where there is one."""
        return " ".join(filter(None, [self.revenue_code, "-".join(filter(None, [self.code, *self.modifiers]))]))


class Submission(Record):
    """A file as it left: exactly these bytes. ISA13 and GS06 are its control number, counted by whom it goes to."""

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, null=True, related_name="submissions")
    """None when a clearinghouse got claims to several payers in it."""
    house = models.ForeignKey(House, on_delete=models.PROTECT, null=True, related_name="submissions")
    partner = models.UUIDField(null=True)
    """By whom the control number is counted: the house, or the payer where there is none."""
    form = models.CharField(max_length=13, choices=Claim.Form.choices, default=Claim.Form.PROFESSIONAL)
    name = models.CharField(max_length=120, blank=True, default="")
    control_number = models.PositiveIntegerField()
    claims = models.ManyToManyField(Claim, related_name="submissions")
    content = models.TextField()
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT)
    made_at = models.DateTimeField()

    class Privacy:
        identity = ["claims", "content"]
        operational = ["id", "payer", "house", "partner", "form", "name", "control_number", "made_by", "made_at"]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="file_number_once", fields=["partner", "control_number"], nulls_distinct=False)
        ]
        triggers = [append_only("A claim file")]

    @property
    def file_name(self) -> str:
        """What it is called when it is downloaded. A clearinghouse may tell files apart by `837P` in the name."""
        return self.name or f"{self.transaction}-{self.control_number:09d}.txt"

    @property
    def transaction(self) -> str:
        """What it is in the words of the trade."""
        return FORMS[self.form]

    @property
    def to(self) -> str:
        """Whom it was handed to."""
        return self.house.name if self.house else self.payer.name if self.payer else ""


class SubmittedClaim(Submission.claims.through):  # type: ignore[name-defined, misc]  # made by Django for `claims`
    """Which claims a file held when it left."""

    class Privacy:
        identity = ["claim"]
        operational = ["id", "submission"]

    class Meta:
        proxy = True
        triggers = [append_only("What a claim file holds")]
