"""What can be in one place only, and who has taken it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Q

from circlechart.base.database.fields import not_blank, short_text
from circlechart.base.database.models import Record
from circlechart.base.people.models import Facility, Staff


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
