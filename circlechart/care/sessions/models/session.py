"""One meeting of a group: when, where, who leads it, and who is on or off its roster this once."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import F, Q

from circlechart.base.database.fields import not_blank, short_text
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import insert_or_update_of, refuse
from circlechart.base.people.models import Client, Facility, Staff
from circlechart.care.enrollment.models import CurriculumItem, Group, GroupCycle
from circlechart.care.sessions.models.resources import Resource
from circlechart.care.sessions.models.schedule import FacilityClosure, StaffRole

DAY_STANDS = f"""
  IF OLD.status IN ('held', 'documented', 'locked') AND (
    (NEW.group_id, NEW.facility_id, NEW.local_on, NEW.local_start, NEW.duration_minutes, NEW.time_zone) IS DISTINCT FROM
    (OLD.group_id, OLD.facility_id, OLD.local_on, OLD.local_start, OLD.duration_minutes, OLD.time_zone)
  ) THEN
    {refuse("the day of a session that was held cannot be changed")}
  END IF;
  RETURN NEW;
"""


class Session(Record):
    """One meeting of a group. Wall time is what was planned; `span` is derived from it by the database alone."""

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", "Scheduled"
        IN_PROGRESS = "in_progress", "In progress"
        HELD = "held", "Held"
        DOCUMENTED = "documented", "Documented"
        LOCKED = "locked", "Locked"
        CANCELLED = "cancelled", "Cancelled"
        VOID = "void", "Void"

    class CancelBasis(models.TextChoices):
        """Who cancelled: what a person cancelled stays so, what the schedule or a closed day cancelled follows them."""

        PERSON = "person", "By a person"
        CLOSURE = "closure", "Facility closed"
        SCHEDULE = "schedule", "No longer on the schedule"

    class Basis(models.TextChoices):
        """How an actual start or end became known; printed beside the time."""

        STAMPED = "stamped", "Stamped when pressed"
        SCHEDULED = "scheduled", "As scheduled"
        TYPED = "typed", "Typed"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="sessions")
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="sessions")
    cycle = models.ForeignKey(GroupCycle, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    slot_key = models.UUIDField(null=True, blank=True)
    occurrence_on = models.DateField(null=True, blank=True)
    local_on = models.DateField()
    local_start = models.TimeField()
    duration_minutes = models.PositiveSmallIntegerField()
    time_zone = models.CharField(max_length=60)
    span = DateTimeRangeField(editable=False, null=True)
    room = models.ForeignKey(Resource, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    modality = models.CharField(max_length=10, choices=Group.Modality.choices, default=Group.Modality.IN_PERSON)
    curriculum_item = models.ForeignKey(CurriculumItem, on_delete=models.PROTECT, null=True, blank=True)
    sequence = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.SCHEDULED)
    cancel_reason = short_text()
    cancel_basis = models.CharField(max_length=8, blank=True, default="", choices=CancelBasis.choices)
    closure = models.ForeignKey(
        FacilityClosure, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    overridden = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    conflict_flag = short_text()
    started_at = models.DateTimeField(null=True, blank=True)
    start_basis = models.CharField(max_length=10, blank=True, default="", choices=Basis.choices)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_basis = models.CharField(max_length=10, blank=True, default="", choices=Basis.choices)
    roster_frozen_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Privacy:
        part2 = ["group"]
        operational = [
            "id", "facility", "cycle", "slot_key", "occurrence_on", "local_on", "local_start", "duration_minutes",
            "time_zone", "span", "room", "modality", "curriculum_item", "sequence", "status", "cancel_reason",
            "cancel_basis", "closure", "overridden", "conflict_flag", "started_at", "start_basis", "ended_at", "end_basis", "roster_frozen_at",
            "rev",
        ]  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["facility", "local_on"], name="session_by_day"),
            models.Index(fields=["group", "local_on"], name="session_by_group"),
        ]
        constraints = [
            models.UniqueConstraint(name="session_once_per_occurrence", fields=["group", "slot_key", "occurrence_on"]),
            models.CheckConstraint(
                name="session_slot_and_occurrence_together",
                condition=Q(slot_key__isnull=True, occurrence_on__isnull=True)
                | Q(slot_key__isnull=False, occurrence_on__isnull=False),
            ),
            models.CheckConstraint(
                name="session_duration_sane",
                condition=Q(duration_minutes__gte=5, duration_minutes__lte=720),
                violation_error_message="A session lasts between 5 and 720 minutes.",
            ),
            models.CheckConstraint(
                name="session_ends_after_start",
                condition=Q(ended_at__isnull=True) | Q(started_at__isnull=False, ended_at__gt=F("started_at")),
                violation_error_message="A session cannot end before it starts.",
            ),
            models.CheckConstraint(
                name="session_running_has_start",
                condition=~Q(status__in=["in_progress", "held", "documented", "locked"])
                | Q(started_at__isnull=False, roster_frozen_at__isnull=False),
            ),
            models.CheckConstraint(
                name="session_cancel_has_reason",
                condition=~Q(status__in=["cancelled", "void"]) | not_blank("cancel_reason"),
                violation_error_message="Say why the session was cancelled.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(name="day_stands", operation=pgtrigger.Update, when=pgtrigger.Before, func=DAY_STANDS),
            pgtrigger.Trigger(
                name="derive_span",
                operation=insert_or_update_of("local_on", "local_start", "duration_minutes", "time_zone"),
                when=pgtrigger.Before,
                func="""
                NEW.span := tstzrange((NEW.local_on + NEW.local_start) AT TIME ZONE NEW.time_zone,
                  ((NEW.local_on + NEW.local_start) AT TIME ZONE NEW.time_zone) + make_interval(mins => NEW.duration_minutes),
                  '[)');
                RETURN NEW;
                """,
            ),
        ]


class SessionStaff(Record):
    """Somebody who worked in a session, in the role they really had, and when if not all of it."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="staff")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="session_roles")
    role = models.CharField(max_length=16, choices=StaffRole.choices)
    span = DateTimeRangeField(null=True, blank=True)

    class Privacy:
        operational = ["id", "session", "staff", "role", "span"]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="session_staff_once", fields=["session", "staff"]),
            models.UniqueConstraint(
                name="session_one_lead",
                fields=["session"],
                condition=Q(role="lead"),
                violation_error_message="This session already has a lead.",
            ),
        ]


class RosterOverride(Record):
    """One client added to or taken off one session, without touching the enrollment."""

    class Action(models.TextChoices):
        ADD = "add", "Add"
        REMOVE = "remove", "Remove"

    class Kind(models.TextChoices):
        GUEST = "guest", "Guest"
        MAKEUP = "makeup", "Make-up"
        EXCUSED_AHEAD = "excused_ahead", "Excused ahead"

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="roster_overrides")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="roster_overrides")
    action = models.CharField(max_length=6, choices=Action.choices)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    makes_up = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, blank=True, related_name="made_up_by")
    reason = models.CharField(max_length=200)

    class Privacy:
        operational = ["id", "session", "action", "kind", "makes_up"]
        identity = ["client"]
        clinical = ["reason"]

    class Meta:
        constraints = [models.UniqueConstraint(name="roster_override_once", fields=["session", "client"])]
