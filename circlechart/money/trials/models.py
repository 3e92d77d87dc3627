"""Replays: who ran which rule over which days, what each week came to, and each client's session that would differ."""

from django.db import models
from django.db.models import F, Q

from circlechart.base.coverage.models import Payer
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import append_only
from circlechart.base.people.models import Staff
from circlechart.care.attendance.models import Attendance
from circlechart.money.payers.models import RuleVersion


class TrialRun(Record):
    """One replay of one rule over a range of days. `version` is what stands on trial; empty where it was only typed."""

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="trial_runs")
    key = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, null=True, related_name="trial_runs")
    since = models.DateField()
    until = models.DateField()
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Privacy:
        operational = ["id", "payer", "key", "value", "version", "since", "until", "made_by", "made_at"]

    class Meta:
        indexes = [models.Index(fields=["payer", "key", "-made_at"], name="trial_runs_of_rule")]
        constraints = [
            models.CheckConstraint(
                name="trial_run_goes_forward",
                condition=Q(until__gte=F("since")),
                violation_error_message="A replay ends on its first day or later.",
            )
        ]
        triggers = [append_only("A replay")]


class TrialWeek(Record):
    """One week of a replay: outcomes and money by group, and the units that later weeks count toward a payer's most."""

    run = models.ForeignKey(TrialRun, on_delete=models.PROTECT, related_name="weeks")
    first_on = models.DateField()
    last_on = models.DateField()
    groups = models.JSONField(default=list, help_text="[group, sessions, before, after, differing]")
    units = models.JSONField(default=list, help_text="[client, code, day, units before, units after]")
    authorized = models.JSONField(default=list, help_text="[authorization, units more than as it is]")

    class Privacy:
        operational = ["id", "run", "first_on", "last_on", "groups", "authorized"]
        identity = ["units"]

    class Meta:
        ordering = ["first_on"]
        constraints = [models.UniqueConstraint(name="trial_week_once", fields=["run", "first_on"])]
        triggers = [append_only("A week of a replay")]


class TrialDifference(Record):
    """A client's session that would come to something else."""

    week = models.ForeignKey(TrialWeek, on_delete=models.PROTECT, related_name="differences")
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField()
    before = models.JSONField()
    after = models.JSONField()

    class Privacy:
        operational = ["id", "week"]
        identity = ["attendance"]
        clinical = ["minutes", "before", "after"]

    class Meta:
        constraints = [models.UniqueConstraint(name="trial_difference_once", fields=["week", "attendance"])]
        triggers = [append_only("What a replay found")]
