"""What keeps an institutional claim from leaving, beside what keeps any claim. Pure functions."""

from datetime import date

from circlechart.base.formats.x12.edits import values
from circlechart.base.formats.x12.institutional import Claim
from circlechart.base.kit.identifiers import npi_is_valid
from circlechart.money.claims.facts import Finding
from circlechart.money.claims.rules import places

ATTENDING = Finding(
    "attending",
    "Nobody is named who attends at this facility on these days.",
    "Name who attends.",
    "2310A NM103",
    places.ATTENDS,
)
ATTENDING_NPI = Finding(
    "attending-npi", "Who attends has no valid NPI.", "Add it to the staff record.", "2310A NM109", places.ATTENDING
)
TYPE_OF_BILL = Finding(
    "type-of-bill",
    "The payer's type of bill is not known.",
    "Set it among the payer's rules.",
    "2300 CLM05-1",
    places.TYPE_OF_BILL,
)
REVENUE_CODE = Finding(
    "revenue-code",
    "A line has no revenue code.",
    "Set the revenue code among the payer's rules.",
    "2400 SV201",
    places.REVENUE_CODE,
)
RENDERING_NPI = Finding(
    "rendering-npi",
    "The rendering provider has no valid NPI.",
    "Add it to the staff record.",
    "2310D NM109",
    places.RENDERING,
)
CONDITION = Finding(
    "condition-code",
    "A condition code has not the shape of one.",
    "Check it in the payer's manual and correct the rule.",
    "2300 HI*BG",
    f"{places.RULE}claim.condition_codes",
)
OUTSIDE = Finding(
    "outside-period",
    "A line lies outside the statement period.",
    "Build the claim anew.",
    "2400 DTP*472",
    places.CHARGES,
)


def bill(claim: Claim) -> list[Finding]:
    """This function will list what is wrong with an institutional claim alone.

    Source: 005010X223A2 as read in facts/x12 section 6.
    """
    named = bool(claim.attending.person.last)
    days = [line.service_on for line in claim.lines if line.service_on]
    checks = (
        (named, ATTENDING),
        (not named or npi_is_valid(claim.attending.npi), ATTENDING_NPI),
        (bool(claim.facility_code), TYPE_OF_BILL),
        (all(line.revenue_code for line in claim.lines), REVENUE_CODE),
        (claim.rendering is None or npi_is_valid(claim.rendering.npi), RENDERING_NPI),
        (all(values.condition(code) for code in claim.conditions), CONDITION),
        (all(claim.statement_from <= day <= claim.statement_through for day in days), OUTSIDE),
    )
    return [finding for passed, finding in checks if not passed]


def period_open(first: date, through: date | None, today: date) -> tuple[Finding, ...]:
    """This function will say that a claim waits for the end of its period, because more may come onto it."""
    if through is None or through == first or through < today:
        return ()
    words = f"Its statement period runs through {through:%m/%d/%Y}."
    return (Finding("period-open", words, "It may leave the day after; what comes until then is put on it."),)
