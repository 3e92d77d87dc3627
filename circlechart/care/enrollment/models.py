"""Programs, groups with their curricula and cycles, and who is enrolled in which group, when."""

import pgtrigger
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q

from circlechart.base.database.fields import no_overlap, not_blank, short_text
from circlechart.base.database.models import Record
from circlechart.base.people.models import Client, Facility, Staff


class Program(Record):
    """A licensed program of a facility; a Part 2 program's groups are shielded everywhere."""

    class Level(models.TextChoices):
        OUTPATIENT = "OP", "Outpatient"
        INTENSIVE_OUTPATIENT = "IOP", "Intensive outpatient"

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="programs")
    name = models.CharField(max_length=80)
    level = models.CharField(max_length=6, choices=Level.choices)
    part2 = models.BooleanField(default=False, help_text="42 CFR Part 2 program")

    class Privacy:
        operational = ["id", "facility", "name", "level", "part2"]

    class Meta:
        constraints = [models.UniqueConstraint(name="program_once_per_facility", fields=["facility", "name"])]

    def __str__(self) -> str:
        return self.name


class Curriculum(Record):
    """A sequence of topics that a group works through."""

    name = models.CharField(max_length=80, unique=True)

    class Privacy:
        operational = ["id", "name"]

    class Meta:
        verbose_name_plural = "curricula"

    def __str__(self) -> str:
        return self.name


class CurriculumVersion(Record):
    """One edition of a curriculum; once published it does not change."""

    curriculum = models.ForeignKey(Curriculum, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        operational = ["id", "curriculum", "number", "published_at"]

    class Meta:
        constraints = [models.UniqueConstraint(name="curriculum_version_once", fields=["curriculum", "number"])]


class CurriculumItem(Record):
    """One topic: what it is about, what it aims at, what the facilitators do."""

    version = models.ForeignKey(CurriculumVersion, on_delete=models.PROTECT, related_name="items")
    sequence = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    objectives = models.TextField(blank=True, default="")
    interventions = models.TextField(blank=True, default="")

    class Privacy:
        operational = ["id", "version", "sequence", "title", "objectives", "interventions"]

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(name="curriculum_item_once", fields=["version", "sequence"])]

    def __str__(self) -> str:
        return self.title


class Group(Record):
    """A therapy group that meets again and again: who it is for, how many fit, what it bills as."""

    class Kind(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"
        DROP_IN = "drop_in", "Drop-in"

    class Service(models.TextChoices):
        GROUP_PSYCHOTHERAPY = "group_psychotherapy", "Group psychotherapy"
        SKILLS_GROUP = "skills_group", "Skills group"
        SUD_GROUP = "sud_group", "Substance use group counseling"
        IOP_GROUP = "iop_group", "Intensive outpatient group"
        FAMILY_GROUP = "family_group", "Multi-family group"
        PHP_GROUP = "php_group", "Partial hospitalization group"
        EDUCATION_GROUP = "education_group", "Education group"
        PEER_GROUP = "peer_group", "Peer support group"

    class Modality(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        VIDEO = "video", "Video"
        AUDIO = "audio", "Audio only"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ACTIVE = "active", "Active"
        PAUSED = "paused", "Paused"
        ENDED = "ended", "Ended"

    class CancelPolicy(models.TextChoices):
        PUSH = "push", "Push: later topics move back"
        SKIP = "skip", "Skip: the topic is lost"
        APPEND = "append", "Append: an extra date is added"

    class AdvanceOn(models.TextChoices):
        HELD = "held", "Held sessions"
        SCHEDULED = "scheduled", "Scheduled sessions"

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="groups")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, null=True, blank=True, related_name="groups")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    service = models.CharField(max_length=24, choices=Service.choices)
    capacity = models.PositiveSmallIntegerField()
    minimum_size = models.PositiveSmallIntegerField(null=True, blank=True)
    default_modality = models.CharField(max_length=10, choices=Modality.choices, default=Modality.IN_PERSON)
    part2 = models.BooleanField(default=False, help_text="42 CFR Part 2 program")
    curriculum_version = models.ForeignKey(CurriculumVersion, on_delete=models.PROTECT, null=True, blank=True)
    cancel_policy = models.CharField(max_length=8, choices=CancelPolicy.choices, default=CancelPolicy.PUSH)
    advance_on = models.CharField(max_length=10, choices=AdvanceOn.choices, default=AdvanceOn.HELD)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ACTIVE)

    class Privacy:
        operational = [
            "id", "facility", "program", "kind", "capacity", "minimum_size", "default_modality", "curriculum_version",
            "cancel_policy", "advance_on", "state", "service",
        ]  # fmt: skip
        part2 = ["name", "part2"]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="group_name_once_per_facility", fields=["facility", "name"]),
            models.CheckConstraint(
                name="group_capacity_positive",
                condition=Q(capacity__gt=0),
                violation_error_message="Capacity must be at least 1.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupCycle(Record):
    """One run of a closed group: so many sessions from a first day, with a cut-off for joining."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        ENROLLING = "enrolling", "Enrolling"
        RUNNING = "running", "Running"
        COMPLETE = "complete", "Complete"
        CANCELLED = "cancelled", "Cancelled"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="cycles")
    number = models.PositiveSmallIntegerField()
    target_sessions = models.PositiveSmallIntegerField()
    start_on = models.DateField()
    enrollment_cutoff = models.PositiveSmallIntegerField(null=True, blank=True, help_text="last sequence to join at")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)

    class Privacy:
        operational = ["id", "group", "number", "target_sessions", "start_on", "enrollment_cutoff", "state"]

    class Meta:
        constraints = [models.UniqueConstraint(name="cycle_number_once", fields=["group", "number"])]


SEAT_CHECK = """
  IF NEW.status <> 'active' THEN RETURN NEW; END IF;
  SELECT capacity INTO seats FROM enrollment_group WHERE id = NEW.group_id FOR UPDATE;
  SELECT max(taken) INTO peak FROM (
    SELECT (SELECT count(*) FROM enrollment_enrollment other
             WHERE other.group_id = NEW.group_id AND other.status = 'active' AND other.id <> NEW.id
               AND other.effective @> day) AS taken
      FROM (SELECT lower(NEW.effective) AS day
             UNION SELECT lower(later.effective) FROM enrollment_enrollment later
              WHERE later.group_id = NEW.group_id AND later.status = 'active' AND later.effective && NEW.effective) days
     WHERE NEW.effective @> day) peaks;
  IF coalesce(peak, 0) + 1 > seats THEN
    RAISE EXCEPTION 'group is full: % of % seats are taken', peak, seats
      USING ERRCODE = '23514', CONSTRAINT = 'enrollment_capacity';
  END IF;
  RETURN NEW;
"""


class Enrollment(Record):
    """A client's place in a group: waiting, offered, active for some days, ended."""

    class Status(models.TextChoices):
        WAITLISTED = "waitlisted", "Waitlisted"
        OFFERED = "offered", "Offered"
        ACTIVE = "active", "Active"
        ENDED = "ended", "Ended"
        DECLINED = "declined", "Declined"
        VOID = "void", "Void"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="enrollments")
    cycle = models.ForeignKey(GroupCycle, on_delete=models.PROTECT, null=True, blank=True, related_name="enrollments")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="enrollments")
    effective = DateRangeField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices)
    priority = models.PositiveSmallIntegerField(default=100, help_text="lower is served first on the waitlist")
    waitlisted_at = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    offer_expires_at = models.DateTimeField(null=True, blank=True)
    end_reason = short_text()
    late_reason = short_text(help_text="why somebody joined a closed group after its cut-off")
    transferred_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="transferred_to"
    )
    default_modality = models.CharField(max_length=10, blank=True, default="", choices=Group.Modality.choices)

    class Privacy:
        operational = ["id", "cycle", "effective", "status", "priority", "waitlisted_at", "offered_at"] + [
            "offer_expires_at", "default_modality",
        ]  # fmt: skip
        identity = ["client"]
        part2 = ["group", "end_reason", "late_reason", "transferred_from"]

    class Meta:
        indexes = [models.Index(fields=["client", "status"], name="enrollment_by_client")]
        constraints = [
            no_overlap(
                "enrollment_once_at_a_time",
                of=["group", "client"],
                span="effective",
                where=Q(status__in=["active", "ended"]),
                message="This client is already enrolled in this group for some of these days.",
            ),
            models.CheckConstraint(
                name="enrollment_active_has_dates",
                condition=~Q(status__in=["active", "ended"]) | Q(effective__isnull=False),
                violation_error_message="An active enrollment needs its first day.",
            ),
            models.CheckConstraint(
                name="enrollment_end_has_reason",
                condition=~Q(status__in=["ended", "void"]) | not_blank("end_reason"),
                violation_error_message="Say why the enrollment ended.",
            ),
            models.UniqueConstraint(
                name="enrollment_waits_once",
                fields=["group", "client"],
                condition=Q(status__in=["waitlisted", "offered"]),
                violation_error_message="This client already waits for this group.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="seat_check",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=SEAT_CHECK,
                declare=[("seats", "int"), ("peak", "int")],
            )
        ]


class PlaceCorrection(Record):
    """A place that was changed for days already past: those rosters stand, and somebody says what came of looking."""

    class Kind(models.TextChoices):
        GIVEN = "given", "Given for days already past"
        ENDED = "ended", "Ended on a day already past"
        VOIDED = "voided", "Given by mistake"

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    first_on = models.DateField()
    last_on = models.DateField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = short_text()
    settled_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        operational = ["id", "kind", "first_on", "last_on", "by", "at", "settled_by", "settled_at"]
        part2 = ["enrollment", "outcome"]

    class Meta:
        indexes = [models.Index(fields=["at"], name="correction_open", condition=Q(settled_at__isnull=True))]
        constraints = [
            models.CheckConstraint(name="correction_days_in_order", condition=Q(first_on__lte=F("last_on"))),
            models.CheckConstraint(
                name="correction_settled_whole",
                condition=Q(settled_by__isnull=True, settled_at__isnull=True)
                | (Q(settled_by__isnull=False, settled_at__isnull=False) & not_blank("outcome")),
            ),
        ]
