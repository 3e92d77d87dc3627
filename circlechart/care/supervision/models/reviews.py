"""What a supervisor made of a signed note: comments on its passages, a return, or the cosignature. The note never changes."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from circlechart.base.database.fields import not_blank
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import append_only, refuse
from circlechart.base.people.models import Staff
from circlechart.care.notes.models import SignedNote

QUOTED = f"""
  IF NOT EXISTS (
    SELECT 1 FROM notes_signednote note WHERE note.id = NEW.signed_note_id
       AND substr(note.content #>> string_to_array(NEW.place, '.'), NEW.starts + 1, NEW.ends - NEW.starts) = NEW.quote
  ) THEN
    {refuse("a comment quotes the words of the signed note as they stand there")}
  END IF;
  RETURN NEW;
"""


class Review(Record):
    """One act of a supervisor on one note. `together` is how many notes were cosigned in the same act."""

    class Outcome(models.TextChoices):
        RETURNED = "returned", "Returned to the author"
        COSIGNED = "cosigned", "Cosigned"

    signed_note = models.ForeignKey(SignedNote, on_delete=models.PROTECT, related_name="reviews")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="reviews")
    staff_name = models.CharField(max_length=80)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    words = models.TextField(blank=True, default="")
    shown_hash = models.CharField(max_length=64, help_text="of the signed text and the addenda that were on the page")
    together = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()

    class Privacy:
        clinical = ["words"]
        operational = ["id", "signed_note", "staff", "staff_name", "outcome", "shown_hash", "together", "at"]

    class Meta:
        indexes = [models.Index(fields=["signed_note", "at"], name="review_of_note")]
        triggers = [append_only("A review")]


class Comment(Record):
    """What a supervisor said about a passage. Seen by the author and supervisors; never printed, never in a chart."""

    signed_note = models.ForeignKey(SignedNote, on_delete=models.PROTECT, related_name="comments")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="note_comments")
    staff_name = models.CharField(max_length=80)
    place = models.CharField(max_length=40, help_text="which text of the frozen content, such as entry.response")
    starts = models.PositiveIntegerField()
    ends = models.PositiveIntegerField()
    quote = models.TextField()
    text = models.TextField()
    at = models.DateTimeField()

    class Privacy:
        clinical = ["quote", "text"]
        operational = ["id", "signed_note", "staff", "staff_name", "place", "starts", "ends", "at"]

    class Meta:
        indexes = [models.Index(fields=["signed_note", "at"], name="comment_of_note")]
        constraints = [
            models.CheckConstraint(name="comment_has_words", condition=not_blank("text", "quote")),
            models.CheckConstraint(name="comment_in_order", condition=Q(ends__gt=F("starts"))),
        ]
        triggers = [
            append_only("A comment"),
            pgtrigger.Trigger(name="quotes_the_note", operation=pgtrigger.Insert, when=pgtrigger.Before, func=QUOTED),
        ]
