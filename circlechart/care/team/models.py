"""Who has the session open, and what the team says among itself."""

import pgtrigger
from django.db import models

from circlechart.base.database.fields import not_blank
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import append_only, insert_or_update_of
from circlechart.base.live.triggers import announce, announces
from circlechart.base.people.models import Staff
from circlechart.care.sessions.models import Session

OF_A_SESSION = "COALESCE(NEW.session_id, OLD.session_id)"


class Presence(Record):
    """That somebody has the session open, and in which cell they stand; after twenty seconds it says nothing any more."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="presences")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="presences")
    cell = models.CharField(max_length=60, blank=True, default="", help_text="narrative, part, or an attendance's key")
    at = models.DateTimeField()

    class Privacy:
        operational = ["id", "session", "staff", "cell", "at"]

    class Meta:
        constraints = [models.UniqueConstraint(name="presence_once", fields=["session", "staff"])]
        triggers = [
            pgtrigger.Trigger(
                name="announces",
                operation=insert_or_update_of("cell"),
                when=pgtrigger.After,
                func=f"{announce('presence', 'NEW.session_id')} RETURN NULL;",
            )
        ]


class TeamNote(Record):
    """What one of the team tells the others about a session. Staff only: it stands in no client's record, and stays."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="team_notes")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="team_notes")
    staff_name = models.CharField(max_length=80)
    text = models.TextField()
    amends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="amended_by")
    written_at = models.DateTimeField()

    class Privacy:
        clinical = ["text"]
        operational = ["id", "session", "staff", "staff_name", "amends", "written_at"]

    class Meta:
        indexes = [models.Index(fields=["session", "written_at"], name="team_note_by_session")]
        constraints = [models.CheckConstraint(name="team_note_has_text", condition=not_blank("text"))]
        triggers = [append_only("A team note"), announces(OF_A_SESSION, "team")]
