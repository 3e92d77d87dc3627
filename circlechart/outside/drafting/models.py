"""What was noted of a client during a session, what was offered for the entry, and what its author took over."""

import pgtrigger
from django.db import models
from django.db.models import Q

from circlechart.base.database.fields import not_blank
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import append_only, columns_change, refuse
from circlechart.base.people.models import Staff
from circlechart.care.attendance.models import Attendance

WITHDRAWN_ONCE = f"""
  IF TG_OP = 'DELETE' OR {columns_change("withdrawn_by_id", "withdrawn_at")} OR OLD.withdrawn_at IS NOT NULL THEN
    {refuse("a noted line stays as it was noted; it can only be taken back")}
  END IF;
  RETURN NEW;
"""


class Line(Record):
    """One thing that somebody saw or heard of one client in one session, in the words they typed or dictated."""

    class Kind(models.TextChoices):
        SAID = "said", "Said, word for word"
        DID = "did", "Took part, did"
        AFFECT = "affect", "Affect seen"
        INTERVENTION = "intervention", "What staff did with this client"
        RESPONSE = "response", "Response to it"
        PROGRESS = "progress", "Toward a goal"
        PLAN = "plan", "Agreed or planned"
        RISK = "risk", "Risk, safety"

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="noted_lines")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    text = models.CharField(max_length=1000)
    idem = models.UUIDField(unique=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT)
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        clinical = ["kind", "text"]
        operational = ["id", "attendance", "idem", "by", "at", "withdrawn_by", "withdrawn_at"]

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["attendance", "at"], name="line_by_attendance")]
        constraints = [
            models.CheckConstraint(name="line_has_text", condition=not_blank("text")),
            models.CheckConstraint(
                name="line_withdrawn_whole",
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="noted_lines_stay",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=WITHDRAWN_ONCE,
            )
        ]


class Draft(Record):
    """What was offered for one entry: each sentence with its sources and checks, as it was shown."""

    class Maker(models.TextChoices):
        PLAIN = "plain", "Without a model"
        MODEL = "model", "By a model"

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="drafts")
    maker = models.CharField(max_length=6, choices=Maker.choices)
    sentences = models.JSONField(help_text="text, box, evidence and checks of each")
    sources = models.JSONField(help_text="the facts that sentences may name, as they stood")
    missing = models.JSONField(default=list, help_text="what was asked for because nobody noted it")
    made = models.JSONField(default=dict, help_text="model, version of the prompt, hashes; never a client's words")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Privacy:
        clinical = ["sentences", "sources", "missing"]
        operational = ["id", "attendance", "maker", "made", "by", "at"]

    class Meta:
        triggers = [append_only("A draft")]


class Taken(Record):
    """What an author took over from a draft into the entry: each sentence as offered, and as they wrote it."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="taken")
    sentences = models.JSONField(help_text="number, box, as offered, as taken over")
    entry_rev = models.PositiveIntegerField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Privacy:
        clinical = ["sentences"]
        operational = ["id", "draft", "entry_rev", "by", "at"]

    class Meta:
        verbose_name_plural = "taken"
        triggers = [append_only("What was taken over from a draft")]
