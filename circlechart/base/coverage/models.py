"""Who pays (never how): payers, their plans, and a client's coverages."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from circlechart.base.database.fields import no_overlap, not_blank
from circlechart.base.database.models import Record
from circlechart.base.people.models import Address, Client


class Payer(Record, Address):
    """An organization that pays claims."""

    class Kind(models.TextChoices):
        COMMERCIAL = "commercial", "Commercial"
        MEDICAID = "medicaid", "Medicaid"
        MEDICARE = "medicare", "Medicare"
        SELF_PAY = "self_pay", "Self pay"

    class FilingCode(models.TextChoices):
        """SBR09, claim filing indicator."""

        COMMERCIAL = "CI", "Commercial insurance"
        BLUE_CROSS = "BL", "Blue Cross / Blue Shield"
        HMO = "HM", "HMO"
        MEDICAID = "MC", "Medicaid"
        MEDICARE_A = "MA", "Medicare Part A"
        MEDICARE_B = "MB", "Medicare Part B"
        TRICARE = "CH", "TRICARE (CHAMPUS)"
        MUTUALLY_DEFINED = "ZZ", "Mutually defined"

    name = models.CharField(max_length=60, unique=True)
    payer_id = models.CharField(max_length=20, help_text="2010BB NM109 at the clearinghouse")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    filing_code = models.CharField(max_length=2, choices=FilingCode.choices)
    rulebook = models.CharField(max_length=60, help_text="which of the shipped rulebooks this payer follows")
    rules_state = models.CharField(
        max_length=2, blank=True, default="", help_text="the state whose rules this payer follows, if it follows any"
    )

    class Privacy:
        operational = [
            "id", "name", "payer_id", "kind", "filing_code", "rulebook", "rules_state",
            "street", "street_2", "city", "state", "postal_code",
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Plan(Record):
    """A product of a payer."""

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="plans")
    name = models.CharField(max_length=60)

    class Privacy:
        operational = ["id", "payer", "name"]

    class Meta:
        constraints = [models.UniqueConstraint(name="plan_once_per_payer", fields=["payer", "name"])]

    def __str__(self) -> str:
        return self.name


class Coverage(Record):
    """What a plan covers for a client, and when. Subscriber columns are filled when the client is a dependent."""

    class Relation(models.TextChoices):
        SELF = "self", "Self"
        SPOUSE = "spouse", "Spouse"
        CHILD = "child", "Child"
        OTHER = "other", "Other"

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="coverages")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="coverages")
    member_id = models.CharField(max_length=30)
    group_number = models.CharField(max_length=30, blank=True, default="")
    relation = models.CharField(max_length=8, choices=Relation.choices, default=Relation.SELF)
    subscriber_first_name = models.CharField(max_length=35, blank=True, default="")
    subscriber_last_name = models.CharField(max_length=60, blank=True, default="")
    subscriber_birth_on = models.DateField(null=True, blank=True)
    subscriber_sex = models.CharField(max_length=1, blank=True, default="", choices=Client.AdministrativeSex.choices)
    priority = models.PositiveSmallIntegerField(default=1)
    effective = DateRangeField()

    class Privacy:
        identity = [
            "id", "client", "member_id", "group_number", "relation", "subscriber_first_name", "subscriber_last_name",
            "subscriber_birth_on", "subscriber_sex",
        ]  # fmt: skip
        operational = ["plan", "priority", "effective"]

    class Meta:
        constraints = [
            no_overlap(
                "coverage_one_per_priority",
                of=["client", "priority"],
                span="effective",
                message="Another coverage has this priority for some of these days.",
            ),
            models.CheckConstraint(
                name="coverage_priority_from_one",
                condition=Q(priority__gte=1),
                violation_error_message="Priority starts at 1 (primary).",
            ),
            models.CheckConstraint(
                name="coverage_has_member_id",
                condition=not_blank("member_id"),
                violation_error_message="The member ID is missing.",
            ),
            models.CheckConstraint(
                name="coverage_dependent_names_subscriber",
                condition=Q(relation="self") | not_blank("subscriber_first_name", "subscriber_last_name"),
                violation_error_message="Name the subscriber, because the client is not the subscriber.",
            ),
        ]
