"""Who is who: the organization, its facilities, staff with their credentials, and clients with their contacts."""

from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from circlechart.base.database.fields import no_overlap, not_blank, short_text
from circlechart.base.database.models import Record
from circlechart.base.kit.identifiers import npi_is_valid


def check_npi(value: str) -> None:
    """Raises: ValidationError when the NPI has not ten digits or fails its Luhn check."""
    if value and not npi_is_valid(value):
        raise ValidationError(f"NPI “{value}” is not valid: ten digits with a correct check digit are needed.")


class Address(models.Model):
    """A street address in the United States, as X12 N3/N4 want it."""

    street = models.CharField(max_length=55, blank=True, default="")
    street_2 = models.CharField(max_length=55, blank=True, default="")
    city = models.CharField(max_length=30, blank=True, default="")
    state = models.CharField(max_length=2, blank=True, default="")
    postal_code = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        abstract = True


class Organization(Record, Address):
    """The one organization of this installation; it bills under its own NPI."""

    name = models.CharField(max_length=60)
    npi = models.CharField(max_length=10, validators=[check_npi])
    tax_id = models.CharField(max_length=9)
    taxonomy = models.CharField(max_length=10)
    contact_name = models.CharField(max_length=60)
    phone = models.CharField(max_length=20)

    class Privacy:
        operational = [
            "id", "name", "npi", "tax_id", "taxonomy", "contact_name", "phone",
            "street", "street_2", "city", "state", "postal_code",
        ]  # fmt: skip


class Facility(Record, Address):
    """A place where care is given. Its time zone is the one that service dates and minutes are reasoned in."""

    name = models.CharField(max_length=60, unique=True)
    npi = models.CharField(max_length=10, blank=True, default="", validators=[check_npi])
    phone = models.CharField(max_length=20, blank=True, default="")
    time_zone = models.CharField(max_length=60)
    place_of_service = models.CharField(max_length=2, default="11")

    class Privacy:
        operational = [
            "id", "name", "npi", "phone", "time_zone", "place_of_service",
            "street", "street_2", "city", "state", "postal_code",
        ]  # fmt: skip

    class Meta:
        verbose_name_plural = "facilities"
        constraints = [models.CheckConstraint(name="facility_has_time_zone", condition=not_blank("time_zone"))]

    def __str__(self) -> str:
        return self.name


class Staff(Record):
    """A person who works here, as they are named on the record."""

    legal_first_name = models.CharField(max_length=60)
    legal_last_name = models.CharField(max_length=60)
    display_name = models.CharField(max_length=80)
    npi = models.CharField(max_length=10, blank=True, default="", validators=[check_npi])
    taxonomy = models.CharField(max_length=10, blank=True, default="")
    facilities = models.ManyToManyField(Facility, related_name="staff")
    active_from = models.DateField()
    active_until = models.DateField(null=True, blank=True)

    class Privacy:
        operational = [
            "id", "legal_first_name", "legal_last_name", "display_name", "npi", "taxonomy", "facilities",
            "active_from", "active_until",
        ]  # fmt: skip

    class Meta:
        verbose_name_plural = "staff"
        constraints = [
            models.UniqueConstraint(
                name="staff_npi_once",
                fields=["npi"],
                condition=~Q(npi=""),
                violation_error_message="Another staff member has this NPI.",
            ),
            models.CheckConstraint(
                name="staff_active_in_order",
                condition=Q(active_until__isnull=True) | Q(active_until__gt=F("active_from")),
                violation_error_message="The last day must lie after the first day.",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name


class Credential(Record):
    """A licence or certificate with the dates it is valid; the level decides who may render and who needs a cosign."""

    class Level(models.TextChoices):
        DOCTORAL = "doctoral", "Doctoral"
        MASTERS = "masters", "Master's"
        BACHELORS = "bachelors", "Bachelor's"
        CERTIFIED = "certified", "Certified counselor"
        ASSOCIATE = "associate", "Associate or trainee"
        NURSE = "nurse", "Nurse"
        PEER = "peer", "Peer specialist"

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="credentials")
    kind = models.CharField(max_length=20)
    level = models.CharField(max_length=12, choices=Level.choices)
    number = models.CharField(max_length=40)
    state = models.CharField(max_length=2)
    valid = DateRangeField()

    class Privacy:
        operational = ["id", "staff", "kind", "level", "number", "state", "valid"]

    class Meta:
        constraints = [
            no_overlap(
                "credential_once_at_a_time",
                of=["staff", "kind", "state"],
                span="valid",
                message="This credential overlaps one of the same kind and state.",
            )
        ]


class Supervision(Record):
    """Who supervises a trainee or associate, and when."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="supervised_by")
    supervisor = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="supervises")
    valid = DateRangeField()

    class Privacy:
        operational = ["id", "staff", "supervisor", "valid"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_supervises_themselves",
                condition=~Q(staff=F("supervisor")),
                violation_error_message="A person cannot supervise themselves.",
            ),
            no_overlap(
                "one_supervisor_at_a_time",
                of=["staff"],
                span="valid",
                message="Another supervisor is named for some of these days.",
            ),
        ]


class Client(Record, Address):
    """A person who receives care."""

    class AdministrativeSex(models.TextChoices):
        FEMALE = "F", "Female"
        MALE = "M", "Male"
        UNKNOWN = "U", "Unknown"

    chart_number = models.CharField(max_length=20, unique=True)
    legal_first_name = models.CharField(max_length=35)
    legal_middle_name = models.CharField(max_length=25, blank=True, default="")
    legal_last_name = models.CharField(max_length=60)
    chosen_name = models.CharField(max_length=60, blank=True, default="")
    pronouns = models.CharField(max_length=40, blank=True, default="")
    birth_on = models.DateField()
    administrative_sex = models.CharField(max_length=1, choices=AdministrativeSex.choices)
    gender = models.CharField(max_length=60, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="clients")
    discharged_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")

    class Privacy:
        identity = [
            "id", "chart_number", "legal_first_name", "legal_middle_name", "legal_last_name", "chosen_name", "pronouns",
            "birth_on", "phone", "email", "street", "street_2", "city", "state", "postal_code", "merged_into",
        ]  # fmt: skip
        clinical = ["administrative_sex", "gender", "discharged_at"]
        operational = ["facility"]

    class Meta:
        indexes = [models.Index(fields=["facility", "legal_last_name", "legal_first_name"], name="client_by_name")]
        constraints = [
            models.CheckConstraint(
                name="client_named",
                condition=not_blank("legal_first_name", "legal_last_name", "chart_number"),
                violation_error_message="A client needs a legal first and last name and a chart number.",
            )
        ]

    def __str__(self) -> str:
        return self.chart_number

    @property
    def display_name(self) -> str:
        """The name that staff and group use: the chosen first name, else the legal one, with the last name."""
        return f"{self.chosen_name or self.legal_first_name} {self.legal_last_name}"


class Contact(Record):
    """Somebody to reach about a client: family, emergency contact, probation officer."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=60)
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    for_emergency = models.BooleanField(default=False)
    may_leave_message = models.BooleanField(default=False)
    note = short_text()

    class Privacy:
        identity = ["id", "client", "name", "relation", "phone", "email"]
        operational = ["for_emergency", "may_leave_message", "note"]
