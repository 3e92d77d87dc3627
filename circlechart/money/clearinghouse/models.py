"""Houses, who goes through them, the numbers given out; and who attends, prints and on what."""

import pgtrigger
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from circlechart.base.coverage.models import Payer
from circlechart.base.database.fields import no_overlap, not_blank
from circlechart.base.database.models import Record
from circlechart.base.database.triggers import columns_change, refuse
from circlechart.base.people.models import Facility, Staff
from circlechart.money.clearinghouse.facts import MOST_IN_TRANSACTION, PAPER, USUAL_NAME

QUALIFIERS = [
    ("ZZ", "ZZ: as agreed with it"),
    ("01", "01: D-U-N-S number"),
    ("20", "20: health industry number"),
    ("27", "27: carrier number of Medicare"),
    ("28", "28: fiscal intermediary number of Medicare"),
    ("29", "29: provider number of Medicare"),
    ("30", "30: tax number"),
    ("33", "33: NAIC company code"),
]
ONLY_THE_NEXT = f"""
  IF TG_OP = 'DELETE' THEN
    {refuse("control numbers are never given out a second time")}
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.last <> 1 OR NEW.last_set < 1 THEN {refuse("control numbers begin with 1")} END IF;
    RETURN NEW;
  END IF;
  IF NEW.last <> OLD.last + 1 OR NEW.last_set <= OLD.last_set OR {columns_change("last", "last_set")} THEN
    {refuse("control numbers are given out one after the other")}
  END IF;
  RETURN NEW;
"""


class House(Record):
    """A clearinghouse, or a payer's own gateway: whose identifiers stand on a file, and what files it takes."""

    class LineEnding(models.TextChoices):
        NONE = "", "Nothing: one long line"
        LF = "lf", "A line feed"
        CRLF = "crlf", "A carriage return and a line feed"

    name = models.CharField(max_length=60, unique=True)
    receiver_qualifier = models.CharField(max_length=2, choices=QUALIFIERS, default="ZZ", help_text="ISA07")
    receiver_id = models.CharField(max_length=15, help_text="ISA08")
    sender_qualifier = models.CharField(max_length=2, choices=QUALIFIERS, default="ZZ", help_text="ISA05")
    sender_id = models.CharField(max_length=15, blank=True, default="", help_text="ISA06; empty: the tax number")
    group_sender = models.CharField(max_length=15, blank=True, default="", help_text="GS02; empty: ISA06")
    group_receiver = models.CharField(max_length=15, blank=True, default="", help_text="GS03; empty: ISA08")
    receiver_identifier = models.CharField(max_length=80, blank=True, default="", help_text="1000B NM109; empty: ISA08")
    production = models.BooleanField(default=False, help_text="ISA15")
    most_claims = models.PositiveIntegerField(default=MOST_IN_TRANSACTION)
    most_in_transaction = models.PositiveIntegerField(default=MOST_IN_TRANSACTION)
    file_pattern = models.CharField(max_length=100, default=USUAL_NAME)
    line_ending = models.CharField(max_length=4, blank=True, default="", choices=LineEnding.choices)

    class Privacy:
        operational = [
            "id", "name", "receiver_qualifier", "receiver_id", "sender_qualifier", "sender_id", "group_sender",
            "group_receiver", "receiver_identifier", "production", "most_claims", "most_in_transaction", "file_pattern",
            "line_ending",
        ]  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(name="house_is_addressed", condition=not_blank("name", "receiver_id")),
            models.CheckConstraint(
                name="house_takes_claims", condition=Q(most_claims__gte=1, most_in_transaction__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PayerRoute(Record):
    """Through which house a payer's claims go, and what the payer is called there. Without one they go to the payer."""

    payer = models.OneToOneField(Payer, on_delete=models.PROTECT, related_name="route")
    house = models.ForeignKey(House, on_delete=models.PROTECT, null=True, related_name="routes")
    called = models.CharField(max_length=20, blank=True, default="", help_text="2010BB NM109 at this house")

    class Privacy:
        operational = ["id", "payer", "house", "called"]


class ControlNumber(Record):
    """The last numbers given out for a partner: of a file (ISA13, GS06), and of the transactions in its files (ST02).

    A rolled back send gives its numbers back.
    """

    partner = models.UUIDField(unique=True)
    """The house, or the payer where files go to it."""
    last = models.PositiveIntegerField()
    last_set = models.PositiveIntegerField(default=0)

    class Privacy:
        operational = ["id", "partner", "last", "last_set"]

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="only_the_next",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=ONLY_THE_NEXT,
            )
        ]


class Attending(Record):
    """Who attends a facility's institutional care (2310A), and when."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="attending")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="attends")
    valid = DateRangeField()

    class Privacy:
        operational = ["id", "facility", "staff", "valid"]

    class Meta:
        constraints = [
            no_overlap(
                "attending_one_at_a_time",
                of=["facility"],
                span="valid",
                message="Somebody else is named for some of these days.",
            )
        ]


class Printer(Record):
    """How far a printer stands from the form, to the right and down. Units: millimeters."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="printers")
    form = models.CharField(max_length=7, choices=list(PAPER.items()))
    name = models.CharField(max_length=60)
    right_mm = models.DecimalField(max_digits=4, decimal_places=1, default=0)
    down_mm = models.DecimalField(max_digits=4, decimal_places=1, default=0)

    class Privacy:
        operational = ["id", "facility", "form", "name", "right_mm", "down_mm"]

    class Meta:
        constraints = [models.UniqueConstraint(name="printer_named_once", fields=["facility", "form", "name"])]

    def __str__(self) -> str:
        return self.name


class Blank(Record):
    """The clinic's own blank of a form, as PDF; it stays in the database and is served to nobody."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="blanks")
    form = models.CharField(max_length=7, choices=list(PAPER.items()))
    content = models.BinaryField()
    given_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Privacy:
        operational = ["id", "facility", "form", "content", "given_by", "given_at"]

    class Meta:
        constraints = [models.UniqueConstraint(name="blank_once_per_form", fields=["facility", "form"])]
