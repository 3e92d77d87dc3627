"""Which notes need a cosignature, in versions: what was decided under an earlier one stays as it was."""

import pgtrigger
from django.db import models
from django.db.models import Q

from circlechart.base.coverage.models import Payer
from circlechart.base.database.fields import not_blank
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import append_only
from circlechart.base.people.models import Credential, Staff
from circlechart.care.notes.models import SignedNote

CHANGED = """
  INSERT INTO care_sessions_sessionchange (id, session_id, transaction, at, problem)
  SELECT gen_random_uuid(), id, txid_current(), now(), '' FROM care_sessions_session
   WHERE local_on >= NEW.begins_on AND ended_at IS NOT NULL
  ON CONFLICT (session_id, transaction) DO NOTHING;
  RETURN NULL;
"""


class CosignRule(Record):
    """One version of what the clinic says: notes by a credential level, for a payer and a kind of note or for all."""

    level = models.CharField(max_length=12, choices=Credential.Level.choices)
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, null=True, blank=True, related_name="cosign_rules")
    note_kind = models.CharField(max_length=14, choices=SignedNote.Kind.choices, blank=True, default="")
    needed = models.BooleanField(default=True)
    due_hours = models.PositiveIntegerField(help_text="hours after the author signed")
    begins_on = models.DateField()
    source = models.CharField(max_length=300)
    unverified = models.BooleanField(default=True, help_text="nobody has confirmed it with the board's or payer's text")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="cosign_rules")
    at = models.DateTimeField()

    class Privacy:
        operational = [
            "id", "level", "payer", "note_kind", "needed", "due_hours", "begins_on", "source", "unverified", "number",
            "by", "at",
        ]  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="cosign_rule_number_once",
                fields=["level", "payer", "note_kind", "number"],
                nulls_distinct=False,
                violation_error_message="Another rule for the same notes was set at the same moment.",
            ),
            models.CheckConstraint(name="cosign_rule_due", condition=Q(due_hours__gte=1, due_hours__lte=8760)),
            models.CheckConstraint(name="cosign_rule_has_source", condition=not_blank("source")),
        ]
        triggers = [
            append_only("A rule of cosigning"),
            pgtrigger.Trigger(name="notes_changes", operation=pgtrigger.Insert, when=pgtrigger.After, func=CHANGED),
        ]
