"""What brings a client here: the problem list, and the diagnoses that services are given for."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from circlechart.base.database.fields import no_overlap, not_blank
from circlechart.base.database.models import Record
from circlechart.base.people.models import Client

CODE = r"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$"


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
                condition=models.Q(code__regex=CODE),
                violation_error_message="An ICD-10-CM code looks like F11.20.",
            ),
        ]


class Problem(Record):
    """Something that a client's plan answers: how it shows in this client's life, and the code if it has one.

    What is charged is the diagnosis; a problem such as no place to live may have a code and be on no claim.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="problems")
    statement = models.CharField(max_length=400, help_text="how it shows in this client's life")
    code = models.CharField(max_length=8, blank=True, default="", help_text="ICD-10-CM with the dot")
    label = models.CharField(max_length=160, blank=True, default="", help_text="what the code says")
    effective = DateRangeField()

    class Privacy:
        operational = ["id", "effective"]
        identity = ["client"]
        clinical = ["statement", "code", "label"]

    class Meta:
        ordering = ["id"]
        constraints = [
            no_overlap(
                "problem_code_once_at_a_time",
                of=["client", "code"],
                span="effective",
                where=~Q(code=""),
                message="Another problem has this code for some of these days.",
            ),
            models.CheckConstraint(name="problem_has_statement", condition=not_blank("statement")),
            models.CheckConstraint(
                name="problem_code_shape",
                condition=Q(code="") | Q(code__regex=CODE),
                violation_error_message="An ICD-10-CM code looks like F11.20.",
            ),
        ]
