"""The log of supervision: who met whom, how long, about what. Licensing boards read it."""

from django.db import models
from django.db.models import Q

from circlechart.base.database.fields import not_blank, short_text
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import append_only
from circlechart.base.people.models import Staff


class SupervisionHours(Record):
    """One supervisee's time in one meeting, said by the supervisor. A correction is a new row in its place.

    Rows of one group meeting share `meeting`. A row of no minutes strikes the one that it replaces.
    """

    class Form(models.TextChoices):
        INDIVIDUAL = "individual", "Individual"
        GROUP = "group", "Group"
        OBSERVED = "observed", "Live observation"

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="supervision_hours")
    supervisor = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="supervision_given")
    supervisor_name = models.CharField(max_length=80)
    credentials = models.CharField(max_length=120, blank=True, default="")
    meeting = models.UUIDField()
    people = models.PositiveSmallIntegerField(default=1, help_text="how many supervisees were in the meeting")
    held_on = models.DateField()
    form = models.CharField(max_length=10, choices=Form.choices)
    minutes = models.PositiveSmallIntegerField()
    competencies = models.TextField(blank=True, default="")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    why = short_text()
    at = models.DateTimeField()

    class Privacy:
        operational = [
            "id", "staff", "supervisor", "supervisor_name", "credentials", "meeting", "people", "held_on", "form",
            "minutes", "competencies", "replaces", "why", "at",
        ]  # fmt: skip

    class Meta:
        verbose_name_plural = "supervision hours"
        indexes = [models.Index(fields=["staff", "held_on"], name="hours_of_staff")]
        constraints = [
            models.CheckConstraint(name="hours_within_a_day", condition=Q(minutes__lte=1440)),
            models.CheckConstraint(name="hours_or_struck", condition=Q(minutes__gt=0) | Q(replaces__isnull=False)),
            models.CheckConstraint(name="correction_has_reason", condition=Q(replaces__isnull=True) | not_blank("why")),
            models.UniqueConstraint(
                name="hours_once_in_a_meeting", fields=["meeting", "staff"], condition=Q(replaces__isnull=True)
            ),
        ]
        triggers = [append_only("A line of the supervision log")]
