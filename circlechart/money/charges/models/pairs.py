"""Tables of pair edits as they are published each quarter, file by file."""

from django.db import models

from circlechart.base.database.models import Record
from circlechart.base.database.triggers import append_only
from circlechart.base.people.models import Staff


class PairFile(Record):
    """A published file of pair edits that was loaded: the table and quarter it belongs to, and by whom."""

    table = models.CharField(max_length=24)
    quarter = models.CharField(max_length=6)
    name = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    unread = models.PositiveIntegerField()
    """Lines after the heading that could not be read."""
    loaded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    loaded_at = models.DateTimeField()

    class Privacy:
        operational = [
            "id", "table", "quarter", "name", "fingerprint", "rows", "unread", "loaded_by", "loaded_at",
        ]  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="pair_file_once", fields=["table", "quarter", "fingerprint"],
                violation_error_message="This file is loaded already for that quarter.",
            ),
        ]  # fmt: skip
        triggers = [append_only("A file of pair edits")]


class PairEdit(models.Model):
    """One line of such a file. Millions of them, so the key is a plain number."""

    id = models.BigAutoField(primary_key=True)
    file = models.ForeignKey(PairFile, on_delete=models.PROTECT, related_name="edits", db_index=False)
    column_1 = models.CharField(max_length=5)
    column_2 = models.CharField(max_length=5)
    effective_on = models.DateField()
    deleted_on = models.DateField(null=True)
    """The day on which it no longer applies; in the files the day of deletion."""
    indicator = models.PositiveSmallIntegerField()
    rationale = models.CharField(max_length=200, blank=True, default="")

    class Privacy:
        operational = [
            "id", "file", "column_1", "column_2", "effective_on", "deleted_on", "indicator", "rationale",
        ]  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["column_2", "column_1"], name="pair_edit_by_codes")]
        triggers = [append_only("A pair edit")]
