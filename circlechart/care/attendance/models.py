"""Who was there, when: the roster of a session, its intervals, every event, and amendments."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from circlechart.base.coverage.models import Coverage
from circlechart.base.database.fields import not_blank, short_text
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import append_only
from circlechart.base.live.triggers import announces
from circlechart.base.people.models import Client, Staff
from circlechart.care.enrollment.models import Enrollment, Group
from circlechart.care.sessions import triggers
from circlechart.care.sessions.models import Session

OF_AN_ATTENDANCE = (
    "SELECT session_id FROM attendance_attendance WHERE id = COALESCE(NEW.attendance_id, OLD.attendance_id)"
)


class Attendance(Record):
    """One client's place on the frozen roster of one session. Minutes are derived from the intervals, never stored."""

    class Basis(models.TextChoices):
        MEMBER = "member", "Member"
        GUEST = "guest", "Guest"
        MAKEUP = "makeup", "Make-up"
        LATE_ADD = "late_add", "Added late"
        OBSERVER = "observer", "Observer"

    class Disposition(models.TextChoices):
        EXPECTED = "expected", "Expected"
        ATTENDED = "attended", "Attended"
        NO_SHOW = "no_show", "No-show"
        CANCELLED_LATE = "cancelled_late", "Cancelled late"
        CANCELLED_TIMELY = "cancelled_timely", "Cancelled in time"
        EXCUSED = "excused", "Excused"
        FACILITY_CANCELLED = "facility_cancelled", "Facility cancelled"
        ELSEWHERE = "elsewhere", "In another service"
        REMOVED = "removed", "Removed"
        VOID = "void", "Void"

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="attendances")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, null=True, blank=True)
    coverage = models.ForeignKey(Coverage, on_delete=models.PROTECT, null=True, blank=True, help_text="at freeze")
    client_name = models.CharField(max_length=130, help_text="display name as of the freeze; past rosters print it")
    basis = models.CharField(max_length=8, choices=Basis.choices)
    disposition = models.CharField(max_length=20, choices=Disposition.choices, default=Disposition.EXPECTED)
    reason = short_text()
    modality = models.CharField(max_length=10, choices=Group.Modality.choices, default=Group.Modality.IN_PERSON)
    confirmed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Privacy:
        identity = ["client", "client_name"]
        clinical = ["disposition", "reason"]
        operational = [
            "id", "session", "enrollment", "coverage", "basis", "modality", "confirmed_by", "confirmed_at", "rev",
        ]  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["client", "session"], name="attendance_by_client")]
        constraints = [
            models.UniqueConstraint(
                name="attendance_once_per_session",
                fields=["session", "client"],
                violation_error_message="This client is already on the roster of this session.",
            ),
            models.CheckConstraint(
                name="attendance_removed_has_reason",
                condition=~Q(disposition__in=["removed", "void", "elsewhere"]) | not_blank("reason"),
                violation_error_message="Say why.",
            ),
            models.CheckConstraint(
                name="attendance_confirmed_whole",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
        ]
        triggers = [triggers.notes_changes(triggers.OF_A_SESSION), announces(triggers.OF_A_SESSION)]


class AttendanceInterval(Record):
    """A span that the client was present, or was out of the room for a reason."""

    class Kind(models.TextChoices):
        PRESENT = "present", "Present"
        OUT = "out", "Out"

    class Source(models.TextChoices):
        STAFF = "staff", "Staff"
        KIOSK = "kiosk", "Kiosk"
        QR = "qr", "QR"
        TELEHEALTH_LOG = "telehealth_log", "Telehealth log"
        IMPORT = "import", "Import"

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="intervals")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    span = DateTimeRangeField(help_text="an open end means: until the session ends")
    reason = short_text()
    modality = models.CharField(max_length=10, choices=Group.Modality.choices, default=Group.Modality.IN_PERSON)
    source = models.CharField(max_length=14, choices=Source.choices, default=Source.STAFF)

    class Privacy:
        clinical = ["reason", "kind", "span"]
        operational = ["id", "attendance", "modality", "source"]

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="interval_no_overlap",
                expressions=[
                    (F("attendance"), RangeOperators.EQUAL),
                    (F("kind"), RangeOperators.EQUAL),
                    (F("span"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="These times overlap another interval of the same client.",
            ),
            models.CheckConstraint(
                name="interval_out_has_reason",
                condition=Q(kind="present") | not_blank("reason"),
                violation_error_message="Say why the client was out.",
            ),
            models.CheckConstraint(
                name="interval_not_empty",
                condition=Q(span__isempty=False, span__startswith__isnull=False),
                violation_error_message="The end must lie after the start.",
            ),
        ]
        triggers = [triggers.notes_changes(OF_AN_ATTENDANCE)]


class AttendanceEvent(Record):
    """What somebody did to an attendance row, as it came in; the key makes a replay harmless."""

    idem = models.UUIDField(unique=True)
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="events")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT)
    verb = models.CharField(max_length=30)
    payload = models.JSONField(default=dict)
    base_rev = models.PositiveIntegerField()
    rev = models.PositiveIntegerField()
    at = models.DateTimeField()
    device_at = models.DateTimeField(null=True, blank=True)
    clock_offset_ms = models.IntegerField(null=True, blank=True)

    class Privacy:
        clinical = ["payload"]
        operational = ["id", "idem", "attendance", "by", "verb", "base_rev", "rev", "at", "device_at"] + [
            "clock_offset_ms"
        ]

    class Meta:
        triggers = [append_only("The attendance log")]


class AttendanceAmendment(Record):
    """A correction after signing: what it was, what it is, who changed it and why. The signed note stays as it was."""

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="amendments")
    from_rev = models.PositiveIntegerField()
    to_rev = models.PositiveIntegerField()
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT)
    at = models.DateTimeField()
    before = models.JSONField()
    after = models.JSONField()
    impact = models.JSONField(default=list, help_text="the effects that changed")

    class Privacy:
        clinical = ["reason", "before", "after", "impact"]
        operational = ["id", "attendance", "from_rev", "to_rev", "by", "at"]

    class Meta:
        constraints = [models.CheckConstraint(name="amendment_has_reason", condition=not_blank("reason"))]
        triggers = [append_only("An attendance amendment")]


class OutreachContact(Record):
    """Somebody reached out after a no-show; the open outreach list is the no-shows without one."""

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="outreach")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=400)

    class Privacy:
        clinical = ["outcome"]
        operational = ["id", "attendance", "by", "at"]
