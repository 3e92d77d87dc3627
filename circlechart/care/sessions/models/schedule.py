"""When groups are planned to meet, who usually works there, and on which days a facility is closed."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from circlechart.base.database.fields import no_overlap
from circlechart.base.database.models import Record
from circlechart.base.people.models import Facility, Staff
from circlechart.care.enrollment.models import Group
from circlechart.care.sessions.models.resources import Resource


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
