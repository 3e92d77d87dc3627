"""The session narrative, one entry per client, each co-worker's own part, and what was signed."""

from django.db import models
from django.db.models import Q

from circlechart.base.database.fields import not_blank, short_text
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import append_only
from circlechart.base.live.triggers import announces
from circlechart.base.people.models import Staff
from circlechart.care.attendance.models import Attendance
from circlechart.care.plans.models import Goal
from circlechart.care.sessions import triggers
from circlechart.care.sessions.models import Session, SessionStaff

OF_AN_ATTENDANCE = (
    "SELECT session_id FROM attendance_attendance WHERE id = COALESCE(NEW.attendance_id, OLD.attendance_id)"
)
OF_A_PART = (
    "SELECT session_id FROM care_sessions_sessionstaff WHERE id = COALESCE(NEW.session_staff_id, OLD.session_staff_id)"
)
OF_A_SIGNED_NOTE = "SELECT session_id FROM notes_signednote WHERE id = COALESCE(NEW.signed_note_id, OLD.signed_note_id)"


class Narrative(Record):
    """What the group did, shared by all entries of the session. It names no client."""

    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="narrative")
    topic = short_text()
    interventions = models.TextField(blank=True, default="")
    content = models.TextField(blank=True, default="")
    rev = models.PositiveIntegerField(default=1)

    class Privacy:
        clinical = ["topic", "interventions", "content"]
        operational = ["id", "session", "rev"]

    class Meta:
        triggers = [announces(triggers.OF_A_SESSION)]


class Entry(Record):
    """One client's layer of the session note."""

    class Kind(models.TextChoices):
        GROUP_NOTE = "group_note", "Group note"
        NO_SHOW_NOTE = "no_show_note", "No-show note"

    attendance = models.OneToOneField(Attendance, on_delete=models.PROTECT, related_name="entry")
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.GROUP_NOTE)
    responsible = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="entries", help_text="who signs it")
    participation = models.PositiveSmallIntegerField(null=True, blank=True)
    response = models.TextField(blank=True, default="")
    progress = models.TextField(blank=True, default="")
    plan = models.TextField(blank=True, default="")
    free_text = models.TextField(blank=True, default="")
    goals = models.ManyToManyField(Goal, related_name="entries", blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Privacy:
        clinical = ["participation", "response", "progress", "plan", "free_text", "goals"]
        operational = ["id", "attendance", "kind", "responsible", "rev"]

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(
                name="entry_participation_one_to_four",
                condition=Q(participation__isnull=True) | Q(participation__gte=1, participation__lte=4),
                violation_error_message="Participation is 1 to 4.",
            )
        ]
        triggers = [announces(OF_AN_ATTENDANCE)]


class StaffPart(Record):
    """What a co-facilitator, trainee or peer did in the session, in their own words."""

    session_staff = models.OneToOneField(SessionStaff, on_delete=models.PROTECT, related_name="part")
    interventions = models.TextField(blank=True, default="")
    rev = models.PositiveIntegerField(default=1)

    class Privacy:
        clinical = ["interventions"]
        operational = ["id", "session_staff", "rev"]

    class Meta:
        triggers = [announces(OF_A_PART)]


class DraftRevision(Record):
    """Every save of a cell, with the text as it came in: a losing text of a conflict is still here."""

    class Cell(models.TextChoices):
        NARRATIVE = "narrative", "Narrative"
        ENTRY = "entry", "Entry"
        PART = "part", "Staff part"

    class Outcome(models.TextChoices):
        SAVED = "saved", "Saved"
        MERGED = "merged", "Merged"
        CONFLICT = "conflict", "Kept beside"
        REFUSED = "refused", "Refused"

    idem = models.UUIDField(unique=True)
    cell = models.CharField(max_length=10, choices=Cell.choices)
    cell_id = models.UUIDField()
    base_rev = models.PositiveIntegerField()
    rev = models.PositiveIntegerField()
    content = models.JSONField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Privacy:
        clinical = ["content"]
        operational = ["id", "idem", "cell", "cell_id", "base_rev", "rev", "outcome", "by", "at"]

    class Meta:
        indexes = [models.Index(fields=["cell_id", "rev"], name="draft_by_cell")]
        triggers = [append_only("The draft log")]


class SignedNote(Record):
    """What one signature stands under: the frozen text and facts of one entry, or of one co-worker's part."""

    class Kind(models.TextChoices):
        GROUP_NOTE = "group_note", "Group note"
        NO_SHOW_NOTE = "no_show_note", "No-show note"
        STAFF_PART = "staff_part", "Co-facilitator part"

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="signed_notes")
    attendance = models.ForeignKey(
        Attendance, on_delete=models.PROTECT, null=True, blank=True, related_name="signed_notes"
    )
    session_staff = models.ForeignKey(
        SessionStaff, on_delete=models.PROTECT, null=True, blank=True, related_name="signed_parts"
    )
    kind = models.CharField(max_length=14, choices=Kind.choices)
    content = models.JSONField(help_text="frozen: header facts, narrative, this client's layer")
    content_hash = models.CharField(max_length=64)
    attendance_rev = models.PositiveIntegerField(null=True, blank=True)
    signed_at = models.DateTimeField()

    class Privacy:
        clinical = ["content"]
        operational = ["id", "session", "attendance", "session_staff", "kind", "content_hash", "attendance_rev"] + [
            "signed_at"
        ]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_signed_note_per_client_and_session",
                fields=["attendance", "kind"],
                violation_error_message="This note is already signed.",
            ),
            models.UniqueConstraint(
                name="one_signed_part_per_staff_and_session",
                fields=["session_staff"],
                violation_error_message="This part is already signed.",
            ),
            models.CheckConstraint(
                name="signed_note_of_client_or_staff",
                condition=Q(kind="staff_part", attendance__isnull=True, session_staff__isnull=False)
                | Q(kind__in=["group_note", "no_show_note"], attendance__isnull=False, session_staff__isnull=True),
            ),
        ]
        triggers = [
            append_only("A signed note"),
            triggers.notes_changes(triggers.OF_A_SESSION),
            announces(triggers.OF_A_SESSION),
        ]


class Signature(Record):
    """Who signed a note, as what, with which credential, and the hash of exactly what was read."""

    class Meaning(models.TextChoices):
        AUTHOR = "author", "Author"
        CO_FACILITATOR = "co_facilitator", "Co-facilitator"
        COSIGNER = "cosigner", "Cosigning supervisor"

    signed_note = models.ForeignKey(SignedNote, on_delete=models.PROTECT, related_name="signatures")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="signatures")
    meaning = models.CharField(max_length=16, choices=Meaning.choices)
    staff_name = models.CharField(max_length=80)
    credentials = models.CharField(max_length=120, blank=True, default="")
    content_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Privacy:
        operational = ["id", "signed_note", "staff", "meaning", "staff_name", "credentials", "content_hash"] + [
            "signed_at"
        ]

    class Meta:
        constraints = [models.UniqueConstraint(name="signature_once", fields=["signed_note", "staff", "meaning"])]
        triggers = [append_only("A signature"), triggers.notes_changes(OF_A_SIGNED_NOTE)]


class Addendum(Record):
    """Words added to a signed note by somebody who signs for them; the note itself stays."""

    signed_note = models.ForeignKey(SignedNote, on_delete=models.PROTECT, related_name="addenda")
    text = models.TextField()
    reason = short_text()
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT)
    staff_name = models.CharField(max_length=80)
    credentials = models.CharField(max_length=120, blank=True, default="")
    content_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Privacy:
        clinical = ["text", "reason"]
        operational = ["id", "signed_note", "staff", "staff_name", "credentials", "content_hash", "signed_at"]

    class Meta:
        verbose_name_plural = "addenda"
        constraints = [models.CheckConstraint(name="addendum_has_text", condition=not_blank("text"))]
        triggers = [append_only("A signed addendum"), triggers.notes_changes(OF_A_SIGNED_NOTE)]
