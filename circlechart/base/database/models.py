"""What every row has: a time-ordered key that cannot be guessed."""

from django.db import models

from circlechart.base.kit.identifiers import uuid7


class Record(models.Model):
    """A row keyed by UUIDv7: safe in a URL, creatable offline, no global sequence."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True
