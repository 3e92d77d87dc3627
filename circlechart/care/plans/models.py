"""What a client works on: goals for now, and the diagnoses that services are given for."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from circlechart.base.database.fields import no_overlap, not_blank
from circlechart.base.database.models import Record
from circlechart.base.people.models import Client


class Goal(Record):
    """A numbered goal in the client's own words, in force for some days."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="goals")
    number = models.CharField(max_length=10, help_text="such as 2.1")
    text = models.CharField(max_length=400)
    effective = DateRangeField()

    class Privacy:
        operational = ["id", "number", "effective"]
        identity = ["client"]
        clinical = ["text"]

    class Meta:
        ordering = ["number"]
        constraints = [
            no_overlap(
                "goal_number_once_at_a_time",
                of=["client", "number"],
                span="effective",
                message="Another goal has this number for some of these days.",
            ),
            models.CheckConstraint(name="goal_has_text", condition=not_blank("text", "number")),
        ]


class Diagnosis(Record):
    """An ICD-10-CM diagnosis of a client; rank 1 is the principal one."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="diagnoses")
    code = models.CharField(max_length=8, help_text="ICD-10-CM with the dot, such as F11.20")
    label = models.CharField(max_length=120, help_text="our own short words")
    rank = models.PositiveSmallIntegerField(default=1)
    effective = DateRangeField()

    class Privacy:
        operational = ["id", "rank", "effective"]
        identity = ["client"]
        clinical = ["code", "label"]

    class Meta:
        ordering = ["rank"]
        verbose_name_plural = "diagnoses"
        constraints = [
            no_overlap(
                "diagnosis_rank_once_at_a_time",
                of=["client", "rank"],
                span="effective",
                message="Another diagnosis has this rank for some of these days.",
            ),
            models.CheckConstraint(
                name="diagnosis_code_shape",
                condition=models.Q(code__regex=r"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$"),
                violation_error_message="An ICD-10-CM code looks like F11.20.",
            ),
        ]
