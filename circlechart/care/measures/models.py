"""Who was asked to fill in what, what they answered, what came of it, and who acted on it."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from circlechart.base.database.fields import not_blank, short_text
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import append_only, refuse
from circlechart.base.people.models import Client, Staff
from circlechart.care.sessions.models import Session


class Invitation(Record):
    """A client was asked for one or more forms, on a tablet handed to them or by a link that works once."""

    class Channel(models.TextChoices):
        TABLET = "tablet", "Tablet"
        LINK = "link", "Link"

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="invitations")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations")
    channel = models.CharField(max_length=6, choices=Channel.choices)
    asked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        identity = ["client"]
        part2 = ["session"]
        operational = [
            "id", "channel", "asked_by", "asked_at", "expires_at", "opened_at", "withdrawn_by", "withdrawn_at",
        ]  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["client", "asked_at"], name="invitation_by_client")]
        constraints = [
            models.CheckConstraint(
                name="invitation_withdrawn_whole",
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
            )
        ]


class Sheet(Record):
    """One form of an invitation while it is filled in: every answer is saved as it is given."""

    class State(models.TextChoices):
        OPEN = "open", "Waits for answers"
        SUBMITTED = "submitted", "Sent"
        WITHDRAWN = "withdrawn", "Taken back"

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="sheets")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    instrument = models.SlugField(max_length=20)
    version = models.CharField(max_length=10)
    position = models.PositiveSmallIntegerField()
    answers = models.JSONField(default=dict)
    saves = models.PositiveIntegerField(default=0, help_text="the page's own count: what arrives late changes nothing")
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        identity = ["client"]
        clinical = ["answers"]
        operational = ["id", "invitation", "instrument", "version", "position", "saves", "state", "submitted_at"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="sheet_open_once",
                fields=["client", "instrument"],
                condition=Q(state="open"),
                violation_error_message="This client already has this form open.",
            ),
            models.CheckConstraint(
                name="sheet_submitted_when",
                condition=Q(state="submitted", submitted_at__isnull=False)
                | (~Q(state="submitted") & Q(submitted_at__isnull=True)),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="closed_stands",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.state <> 'open'"),
                func=refuse("A form that was sent or taken back cannot be changed"),
            ),
            pgtrigger.Trigger(
                name="kept",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                func=refuse("A form that was given cannot be deleted"),
            ),
        ]


class Result(Record):
    """What a client answered and what it came to, as it was sent."""

    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, related_name="result")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="measure_results")
    instrument = models.SlugField(max_length=20)
    version = models.CharField(max_length=10)
    answers = models.JSONField()
    total = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=40, blank=True, default="")
    because = short_text()
    at = models.DateTimeField()

    class Privacy:
        identity = ["client"]
        clinical = ["answers", "total", "words", "because"]
        operational = ["id", "sheet", "instrument", "version", "at"]

    class Meta:
        indexes = [models.Index(fields=["client", "instrument", "at"], name="result_by_client")]
        triggers: ClassVar = [append_only("A filled form")]


class Alert(Record):
    """A result that somebody must look at, and why."""

    class Kind(models.TextChoices):
        ITEM = "item", "Answer that cannot wait"
        BLANK = "blank", "Watched question left blank"
        WORSE = "worse", "Score got worse"

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="alerts")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="measure_alerts")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    words = models.TextField()
    at = models.DateTimeField()

    class Privacy:
        identity = ["client"]
        clinical = ["kind", "words"]
        operational = ["id", "result", "at"]

    class Meta:
        indexes = [models.Index(fields=["client", "at"], name="alert_by_client")]
        constraints = [models.UniqueConstraint(name="alert_once", fields=["result", "kind"])]
        triggers: ClassVar = [append_only("An alert")]


class Acknowledgement(Record):
    """Who took an alert upon themselves, when, and what was done."""

    alert = models.OneToOneField(Alert, on_delete=models.PROTECT, related_name="acknowledgement")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    done = models.TextField()

    class Privacy:
        clinical = ["done"]
        operational = ["id", "alert", "by", "by_name", "at"]

    class Meta:
        constraints = [models.CheckConstraint(name="acknowledgement_says_what", condition=not_blank("done"))]
        triggers: ClassVar = [append_only("An acknowledgement")]


class ChangePolicy(Record):
    """From how many points on this clinic calls a change real; the latest one holds, none is the shipped default."""

    instrument = models.SlugField(max_length=20)
    points = models.PositiveSmallIntegerField(null=True, blank=True, help_text="empty: no rule")
    because = short_text()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        operational = ["id", "instrument", "points", "because", "by", "at"]

    class Meta:
        verbose_name_plural = "change policies"
        triggers: ClassVar = [append_only("A rule of change")]


class Knock(Record):
    """How often one address asked for forms it does not hold, in ten minutes: guessing is slow."""

    address = models.CharField(max_length=64)
    since = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Privacy:
        operational = ["id", "address", "since", "times"]

    class Meta:
        constraints = [models.UniqueConstraint(name="knock_once", fields=["address", "since"])]
