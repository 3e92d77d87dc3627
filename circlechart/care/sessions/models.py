"""When and where groups meet: resources and their bookings, schedules, closures, sessions and who leads them."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Q

from circlechart.base.database.fields import no_overlap, not_blank, short_text
from circlechart.base.database.models import Record
from circlechart.base.people.models import Client, Facility, Staff
from circlechart.care.enrollment.models import CurriculumItem, Group, GroupCycle


class Resource(Record):
    """Something that can be in one place only: a room, a staff member, a telehealth seat."""

    class Kind(models.TextChoices):
        ROOM = "room", "Room"
        STAFF = "staff", "Staff"
        VEHICLE = "vehicle", "Vehicle"
        TELEHEALTH_SEAT = "telehealth_seat", "Telehealth seat"

    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=80)
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, null=True, blank=True, related_name="resources")
    staff = models.OneToOneField(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="resource")
    seats = models.PositiveSmallIntegerField(null=True, blank=True)

    class Privacy:
        operational = ["id", "kind", "name", "facility", "staff", "seats"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="resource_staff_named", condition=Q(kind="staff", staff__isnull=False) | ~Q(kind="staff")
            ),
            models.UniqueConstraint(
                name="room_name_once_per_facility", fields=["facility", "name"], condition=Q(kind="room")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Booking(Record):
    """A resource taken for a span. Two hard active bookings of one resource never overlap."""

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="bookings")
    span = DateTimeRangeField()
    source_kind = models.CharField(max_length=20)
    source_id = models.UUIDField()
    active = models.BooleanField(default=True)
    hard = models.BooleanField(default=True)
    soft_reason = short_text()

    class Privacy:
        operational = ["id", "resource", "span", "source_kind", "source_id", "active", "hard", "soft_reason"]

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="booking_no_clash",
                expressions=[(F("resource"), RangeOperators.EQUAL), (F("span"), RangeOperators.OVERLAPS)],
                condition=Q(active=True, hard=True),
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message="This room or person is already booked for some of that time.",
            ),
            models.UniqueConstraint(name="booking_once", fields=["resource", "source_kind", "source_id"]),
            models.CheckConstraint(
                name="booking_span_closed",
                condition=Q(span__isempty=False, span__startswith__isnull=False, span__endswith__isnull=False),
                violation_error_message="A booking needs a start and an end after it.",
            ),
            models.CheckConstraint(
                name="booking_soft_has_reason",
                condition=Q(hard=True) | not_blank("soft_reason"),
                violation_error_message="Say why this booking may overlap another.",
            ),
        ]


class ScheduleVersion(Record):
    """The schedule of a group for some days; “this and following” closes one version and adds the next."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="schedule_versions")
    effective = DateRangeField()

    class Privacy:
        operational = ["id", "group", "effective"]

    class Meta:
        constraints = [
            no_overlap(
                "schedule_one_version_at_a_time",
                of=["group"],
                span="effective",
                message="Another schedule is in force for some of these days.",
            )
        ]


class ScheduleSlot(Record):
    """One weekday meeting of a group, as wall time in a zone; the rule is date-only."""

    version = models.ForeignKey(ScheduleVersion, on_delete=models.PROTECT, related_name="slots")
    slot_key = models.UUIDField()
    rrule = models.CharField(max_length=200)
    anchor_on = models.DateField()
    local_start = models.TimeField()
    duration_minutes = models.PositiveSmallIntegerField()
    time_zone = models.CharField(max_length=60)
    room = models.ForeignKey(Resource, on_delete=models.PROTECT, null=True, blank=True)

    class Privacy:
        operational = [
            "id", "version", "slot_key", "rrule", "anchor_on", "local_start", "duration_minutes", "time_zone", "room",
        ]  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(name="slot_once_per_version", fields=["version", "slot_key"]),
            models.CheckConstraint(
                name="slot_duration_sane",
                condition=Q(duration_minutes__gte=5, duration_minutes__lte=720),
                violation_error_message="A meeting lasts between 5 and 720 minutes.",
            ),
        ]


class StaffRole(models.TextChoices):
    """What somebody is in a session. Only a lead can render; everyone else is on the record as what they did."""

    LEAD = "lead", "Lead"
    CO_FACILITATOR = "co_facilitator", "Co-facilitator"
    SUPERVISOR = "supervisor", "Supervisor"
    PEER = "peer", "Peer specialist"
    TRAINEE = "trainee", "Trainee"
    OBSERVER = "observer", "Observer"


class SlotStaff(Record):
    """Who usually works in a slot, copied onto each session that it makes."""

    slot = models.ForeignKey(ScheduleSlot, on_delete=models.PROTECT, related_name="staff")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT)
    role = models.CharField(max_length=16, choices=StaffRole.choices)

    class Privacy:
        operational = ["id", "slot", "staff", "role"]

    class Meta:
        constraints = [models.UniqueConstraint(name="slot_staff_once", fields=["slot", "staff"])]


class FacilityClosure(Record):
    """A day on which a facility (or all of them) is closed; proposed from the calendar, approved by a person."""

    class Policy(models.TextChoices):
        SKIP = "skip", "Cancel sessions"
        HOLD_ANYWAY = "hold_anyway", "Hold sessions anyway"

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, null=True, blank=True, related_name="closures")
    closed_on = models.DateField()
    name = models.CharField(max_length=80)
    source = models.CharField(max_length=10, choices=[("holidays", "Holiday calendar"), ("manual", "Entered")])
    policy = models.CharField(max_length=12, choices=Policy.choices)
    approved_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True)

    class Privacy:
        operational = ["id", "facility", "closed_on", "name", "source", "policy", "approved_by"]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="closure_once_per_day", fields=["facility", "closed_on"], nulls_distinct=False)
        ]


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
            "overridden", "conflict_flag", "started_at", "start_basis", "ended_at", "end_basis", "roster_frozen_at",
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
            pgtrigger.Trigger(
                name="derive_span",
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("local_on", "local_start", "duration_minutes", "time_zone"),  # type: ignore[no-untyped-call]
                when=pgtrigger.Before,
                func="""
                NEW.span := tstzrange((NEW.local_on + NEW.local_start) AT TIME ZONE NEW.time_zone,
                  ((NEW.local_on + NEW.local_start) AT TIME ZONE NEW.time_zone) + make_interval(mins => NEW.duration_minutes),
                  '[)');
                RETURN NEW;
                """,
            )
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
