"""A treatment plan as it was signed, version by version; and the words about the whole client that it opens with."""

from django.db import models
from django.db.models import F, Q

from circlechart.base.database.fields import not_blank, short_text
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import append_only
from circlechart.base.people.models import Client, Staff


class Outline(Record):
    """What a plan says of the client as a whole, as it stands now; a signed version keeps what it said then."""

    client = models.OneToOneField(Client, on_delete=models.PROTECT, related_name="outline")
    wish = models.TextField(blank=True, default="", help_text="what the client wants from treatment, in own words")
    strengths = models.TextField(blank=True, default="")
    needs = models.TextField(blank=True, default="", help_text="what stands in the way")
    discharge = models.TextField(blank=True, default="", help_text="how both will know that it is done")
    rev = models.PositiveIntegerField(default=1)

    class Privacy:
        operational = ["id", "rev"]
        identity = ["client"]
        clinical = ["wish", "strengths", "needs", "discharge"]


class PlanVersion(Record):
    """A treatment plan as a clinician signed it. The next one supersedes it; nobody changes it."""

    class Kind(models.TextChoices):
        INITIAL = "initial", "Initial plan"
        REVIEW = "review", "Review"
        REVISION = "revision", "Revision between reviews"

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="plan_versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    from_on = models.DateField()
    review_on = models.DateField(help_text="the last day by which it is to be reviewed")
    findings = models.TextField(blank=True, default="", help_text="what the review found, or why it was revised")
    content = models.JSONField(help_text="frozen: the client, problems, goals, objectives, interventions")
    content_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Privacy:
        operational = ["id", "number", "kind", "from_on", "review_on", "content_hash", "signed_at"]
        identity = ["client"]
        clinical = ["findings", "content"]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="plan_version_number_once",
                fields=["client", "number"],
                violation_error_message="Somebody else signed this plan meanwhile.",
            ),
            models.CheckConstraint(name="plan_version_reviewed_later", condition=Q(review_on__gt=F("from_on"))),
            models.CheckConstraint(
                name="plan_version_says_why", condition=Q(kind="initial") | not_blank("findings")
            ),
        ]  # fmt: skip
        triggers = [append_only("A signed treatment plan")]


class PlanSignature(Record):
    """Who signed a version as what, or declined to; `staff` signed, or was there when the client did."""

    class Meaning(models.TextChoices):
        CLINICIAN = "clinician", "Clinician"
        CLIENT = "client", "Client"
        GUARDIAN = "guardian", "Parent or guardian"
        SUPERVISOR = "supervisor", "Supervisor"

    class Method(models.TextChoices):
        PASSWORD = "password", "Own password"
        TYPED = "typed", "Typed own name on this screen"
        PAPER = "paper", "Signed the printed plan, kept on file"
        SPOKEN = "spoken", "Agreed aloud, by video or telephone"
        DECLINED = "declined", "Declined to sign"

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="signatures")
    meaning = models.CharField(max_length=10, choices=Meaning.choices)
    method = models.CharField(max_length=10, choices=Method.choices)
    name = models.CharField(max_length=130)
    credentials = models.CharField(max_length=120, blank=True, default="")
    remark = short_text()
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="plan_signatures")
    content_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Privacy:
        identity = ["name"]
        clinical = ["remark"]
        operational = ["id", "version", "meaning", "method", "credentials", "staff", "content_hash", "signed_at"]

    class Meta:
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(
                name="plan_signed_once_as",
                fields=["version", "meaning"],
                violation_error_message="This version is already signed so.",
            ),
            models.CheckConstraint(
                name="plan_declined_says_why", condition=~Q(method="declined") | not_blank("remark")
            ),
            models.CheckConstraint(
                name="plan_staff_sign_by_password",
                condition=Q(method="password", meaning__in=["clinician", "supervisor"])
                | (~Q(method="password") & Q(meaning__in=["client", "guardian"])),
            ),
        ]  # fmt: skip
        triggers = [append_only("A signature under a treatment plan")]
