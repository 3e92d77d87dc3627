"""A claim on its paper form: filled from the same facts as the file, and printed in four ways."""

from datetime import datetime

from circlechart.base.formats.paper import cms1500, pdf, text, ub04, workcopy
from circlechart.base.formats.paper.filling import Paper
from circlechart.base.formats.paper.form import Offset
from circlechart.base.formats.x12 import institutional
from circlechart.base.kit import walltime
from circlechart.base.people.models import Organization
from circlechart.money.claims import gather
from circlechart.money.claims.models import Claim
from circlechart.money.clearinghouse import queries as clearinghouse
from circlechart.money.clearinghouse.models import Printer

WAYS = ("work", "aligned", "text", "over")
FORM = {Claim.Form.PROFESSIONAL.value: "cms1500", Claim.Form.INSTITUTIONAL.value: "ub04"}


def filled(claim: Claim, now: datetime) -> Paper:
    """This function will lay a claim on the boxes of its form."""
    organization = Organization.objects.get()
    facts = gather.facts_of_claim(claim, organization)
    if isinstance(facts, institutional.Claim):
        today = walltime.today(now, claim.facility.time_zone)
        return ub04.fill(facts, telephone=organization.phone, created_on=today)
    return cms1500.fill(facts, telephone=organization.phone)


def printed(claim: Claim, way: str, printer: Printer | None, now: datetime) -> bytes:
    """This function will print a claim: a work copy, aligned for purchased forms as PDF or text, or over our blank.

    Raises: pdf.BadBlank when the facility gave no blank, or one that cannot be printed on.
    """
    paper = filled(claim, now)
    offset = Offset.millimeters(float(printer.right_mm), float(printer.down_mm)) if printer else Offset()
    if way == "work":
        return workcopy.pdf(paper)
    if way == "text":
        return text.text(paper, offset).encode("ascii", "replace")
    if way == "aligned":
        return pdf.aligned(paper, offset)
    blank = clearinghouse.blank(claim.facility_id, FORM[claim.form])
    if blank is None:
        raise pdf.BadBlank("This facility gave no blank of this form.")
    return pdf.over(paper, blank, offset)
