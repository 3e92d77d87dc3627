"""Charges: the current decision for each attendance, and every earlier one."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from circlechart.base.coverage.models import Coverage
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import columns_change, refuse
from circlechart.base.people.models import Staff
from circlechart.care.attendance.models import Attendance
from circlechart.care.notes.models import SignedNote
from circlechart.care.sessions.models import Session
from circlechart.money.charges.models.authorization import Authorization

ONLY_OVERTAKEN = f"""
  IF TG_OP = 'DELETE' THEN
    {refuse("a charge is never deleted; the next decision overtakes it")}
  END IF;
  IF {columns_change("current")} OR (NEW.current AND NOT OLD.current) THEN
    {refuse("a charge cannot be changed; add the next decision")}
  END IF;
  RETURN NEW;
"""


class Charge(Record):
    """What one client's session is charged as, or why it is held. A changed decision is a new row. Units: dollars."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting for a signature"
        HELD = "held", "Held"
        READY = "ready", "Ready"
        INCLUDED = "included", "Inside the day's charge"
        WAIVED = "waived", "Not charged, by decision"

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="charges")
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="charges")
    authorization = models.ForeignKey(Authorization, on_delete=models.PROTECT, null=True, related_name="charges")
    signed_note = models.ForeignKey(SignedNote, on_delete=models.PROTECT, null=True, related_name="charges")
    coverage = models.ForeignKey(Coverage, on_delete=models.PROTECT, null=True, related_name="charges")
    rendering = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="charges")
    supervising = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="supervised_charges")
    service_on = models.DateField()
    minutes = models.PositiveIntegerField()
    status = models.CharField(max_length=8, choices=Status.choices)
    code = models.CharField(max_length=5, blank=True, default="")
    provided_code = models.CharField(max_length=5, blank=True, default="")
    """What the session would be charged as by itself; the day's other sessions are judged beside it."""
    modifiers = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    units = models.PositiveIntegerField(default=0)
    amount = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    place_of_service = models.CharField(max_length=2)
    hold_rule = models.CharField(max_length=40, blank=True, default="")
    hold_sentence = models.CharField(max_length=300, blank=True, default="")
    reasons = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    """What stops nothing and should be known, such as a note signed late. Clocks that run are read, not kept."""
    overridden = models.BooleanField(default=False)
    """Whether somebody decided something here against the payer's rules."""
    rulebook = models.CharField(max_length=60, blank=True, default="")
    rulebook_version = models.CharField(max_length=20, blank=True, default="")
    fingerprint = models.CharField(max_length=64)
    derived_at = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Privacy:
        identity = ["attendance", "coverage"]
        clinical = ["code", "provided_code", "modifiers", "reasons", "warnings", "hold_sentence"]
        operational = [
            "id", "session", "authorization", "overridden", "signed_note", "rendering", "supervising", "service_on", "minutes", "status", "units",
            "amount", "place_of_service", "hold_rule", "rulebook", "rulebook_version", "fingerprint", "derived_at", "current",
        ]  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["status", "service_on"], name="charge_worklist", condition=Q(current=True)),
            models.Index(fields=["service_on"], name="charge_of_a_day", condition=Q(current=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="charge_current_once", fields=["attendance"], condition=Q(current=True),
                violation_error_message="This session is charged already for this client.",
            ),
            models.CheckConstraint(
                name="charge_ready_is_whole",
                condition=~Q(status="ready")
                | (
                    Q(units__gt=0, signed_note__isnull=False, coverage__isnull=False, rendering__isnull=False)
                    & ~Q(code="")
                ),
            ),
            models.CheckConstraint(name="charge_place_never_00", condition=~Q(place_of_service__in=["", "00"])),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Trigger(
                name="only_overtaken",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=ONLY_OVERTAKEN,
            )
        ]

    @property
    def code_words(self) -> str:
        """The code with its modifiers, as on a claim line."""
        return "-".join([self.code, *self.modifiers]) if self.code else ""
