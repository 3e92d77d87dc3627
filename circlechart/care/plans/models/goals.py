"""What a client works on: goals, the objectives by which they are measured, and what is done toward them."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from circlechart.base.database.fields import no_overlap, not_blank
from circlechart.base.database.models import Record
from circlechart.base.people.models import Client, Staff
from circlechart.care.enrollment.models import Group
from circlechart.care.plans.models.problems import Problem


class Goal(Record):
    """A numbered goal in the client's own words, in force for some days; entries are tied to it."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="goals")
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, null=True, blank=True, related_name="goals")
    number = models.CharField(max_length=10, help_text="such as 2.1")
    text = models.CharField(max_length=400)
    effective = DateRangeField()

    class Privacy:
        operational = ["id", "number", "effective"]
        identity = ["client"]
        clinical = ["text", "problem"]

    class Meta:
        ordering = ["number"]
        constraints = [
            no_overlap(
                "goal_number_once_at_a_time",
                of=["client", "number"],
                span="effective",
                message="Another goal has this number for some of these days.",
            ),
            models.CheckConstraint(name="goal_has_text", condition=not_blank("text", "number")),
        ]


class Objective(Record):
    """A measurable step toward a goal, with the day by which it is to be reached."""

    class Outcome(models.TextChoices):
        MET = "met", "Met"
        REPLACED = "replaced", "Replaced by another one"
        DROPPED = "dropped", "No longer worked on"

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="objectives")
    letter = models.CharField(max_length=1, help_text="printed after the goal's number, such as 2.1a")
    text = models.CharField(max_length=400)
    measure = models.CharField(max_length=200, help_text="how somebody else could tell that it is reached")
    target_on = models.DateField()
    effective = DateRangeField()
    outcome = models.CharField(max_length=10, blank=True, default="", choices=Outcome.choices)

    class Privacy:
        operational = ["id", "letter", "effective", "target_on"]
        clinical = ["goal", "text", "measure", "outcome"]

    class Meta:
        ordering = ["letter"]
        constraints = [
            no_overlap(
                "objective_letter_once_at_a_time",
                of=["goal", "letter"],
                span="effective",
                message="Another objective of this goal has this letter for some of these days.",
            ),
            models.CheckConstraint(name="objective_has_words", condition=not_blank("letter", "text", "measure")),
            models.CheckConstraint(
                name="objective_ended_with_outcome", condition=Q(outcome="", effective__endswith__isnull=True)
                | (not_blank("outcome") & Q(effective__endswith__isnull=False)),
            ),
        ]  # fmt: skip


class Intervention(Record):
    """What is done toward the goals, and how often: a group so many times a week, or another service."""

    class Kind(models.TextChoices):
        GROUP = "group", "Group"
        INDIVIDUAL = "individual", "Individual counseling"
        FAMILY = "family", "Family session"
        MEDICATION = "medication", "Medication visit"
        CASE_MANAGEMENT = "case_management", "Case management"
        PEER = "peer", "Peer support"

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="interventions")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, blank=True, related_name="interventions")
    words = models.CharField(max_length=300, blank=True, default="", help_text="the approach, and what it is for")
    times = models.PositiveSmallIntegerField()
    every_weeks = models.PositiveSmallIntegerField(default=1)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="interventions")
    goals = models.ManyToManyField(Goal, related_name="interventions", blank=True)
    effective = DateRangeField()

    class Privacy:
        operational = ["id", "kind", "times", "every_weeks", "staff", "effective"]
        identity = ["client"]
        clinical = ["words", "goals"]
        part2 = ["group"]

    class Meta:
        ordering = ["id"]
        constraints = [
            no_overlap(
                "intervention_group_once_at_a_time",
                of=["client", "group"],
                span="effective",
                where=Q(group__isnull=False),
                message="The plan already has this group for some of these days.",
            ),
            models.CheckConstraint(
                name="intervention_group_weekly",
                condition=Q(kind="group", group__isnull=False, every_weeks=1)
                | (~Q(kind="group") & Q(group__isnull=True)),
                violation_error_message="A group is planned by the week, other services have no group.",
            ),
            models.CheckConstraint(
                name="intervention_often_enough",
                condition=Q(times__gte=1, times__lte=21, every_weeks__gte=1, every_weeks__lte=13),
                violation_error_message="Plan 1 to 21 times in 1 to 13 weeks.",
            ),
        ]
