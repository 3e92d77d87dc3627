"""Whether a claim may leave: our own checks, before pyx12 gives its second opinion. Pure functions."""

from circlechart.base.formats.x12 import balance, institutional
from circlechart.base.formats.x12.edits.values import po_box
from circlechart.base.formats.x12.professional import Claim, Line
from circlechart.base.kit.identifiers import npi_is_valid
from circlechart.money.claims.facts import Finding
from circlechart.money.claims.rules import places
from circlechart.money.claims.rules.bill import bill

LONGEST_CONTROL = 20
MOST_LINES, MOST_REVENUE_LINES = 50, 999
NINE_DIGITS = 9

BILLING_NPI = Finding(
    "billing-npi", "The billing provider's NPI is not valid.", "Correct it.", "2010AA NM109", places.ORGANIZATION
)
RENDERING_NPI = Finding(
    "rendering-npi",
    "The rendering provider has no valid NPI.",
    "Add it to the staff record.",
    "2310B NM109",
    places.RENDERING,
)
SUPERVISING_NPI = Finding(
    "supervising-npi",
    "The supervising provider has no valid NPI.",
    "Add it to the staff record.",
    "2310D NM109",
    places.SUPERVISING,
)
BILLING_ZIP = Finding(
    "billing-zip",
    "The billing address needs a nine-digit ZIP code.",
    "Complete it.",
    "2010AA N403",
    places.ORGANIZATION,
)
BILLING_STREET = Finding(
    "billing-street",
    "The billing address is a post-office box.",
    "Give a street address.",
    "2010AA N301",
    places.ORGANIZATION,
)
MEMBER_ID = Finding(
    "member-id", "The member ID is missing.", "Add it to the coverage.", "2010BA NM109", places.COVERAGE
)
PATIENT_ADDRESS = Finding(
    "patient-address",
    "The client's address is not whole.",
    "Complete street, city, state and ZIP.",
    "2010BA N3",
    places.CLIENT,
)
PAYER_NUMBER = Finding(
    "payer-number",
    "The payer's number of the claim that this one corrects is not known.",
    "Record the payer's answer to that claim, with its number.",
    "2300 REF02 after F8",
    places.CORRECTED,
)
CORRECTIONS = ("7", "8")


def billed_beside(number: str, group: str, clock: str) -> Finding:
    """This function will say that a claim that has left bills the same minutes.

    Source: care.md A16: of two groups at the same time only one may be billed.
    """
    words = f"Claim {number} has left and bills {group} from {clock}, at the same time."
    return Finding(
        "billed-beside",
        words,
        "Void that claim with the payer, or correct the attendance of one group.",
        place=places.ATTENDANCE,
    )


def past_filing(days: int, most: int, payer: str) -> Finding:
    """This function will say that an original leaves later than its payer takes it."""
    words = f"{payer} takes claims until {most} days after the service; this one is {days} days old."
    return Finding(
        "past-filing",
        words,
        "Ask the payer for an exception; if its rule is wrong, correct the rule.",
        place=places.FILING,
    )


def scrub(claim: Claim | institutional.Claim) -> tuple[Finding, ...]:
    """This function will list what keeps a claim from leaving.

    Source: 005010X222A1 and X223A2 as read in facts/x12; NPI check digit, balancing, and what pyx12 does not see.
    """
    if isinstance(claim, institutional.Claim):
        return tuple([*_parties(claim), *bill(claim), *_body(claim), *_lines(claim), *_others(claim)])
    return tuple([*_parties(claim), *_rendering(claim), *_place(claim), *_body(claim), *_lines(claim), *_others(claim)])


def _rendering(claim: Claim) -> list[Finding]:
    rendering = claim.rendering is not None and npi_is_valid(claim.rendering.npi)
    supervised = claim.supervising is None or npi_is_valid(claim.supervising.npi)
    checks = ((rendering, RENDERING_NPI), (supervised, SUPERVISING_NPI))
    return [finding for passed, finding in checks if not passed]


def _place(claim: Claim) -> list[Finding]:
    if claim.place not in ("", "00"):
        return []
    return [
        Finding("place", "The place of service is missing.", "Set it on the facility.", "2300 CLM05-1", places.FACILITY)
    ]


def _parties(claim: Claim | institutional.Claim) -> list[Finding]:
    billing, patient = claim.billing, claim.dependent.address if claim.dependent else claim.subscriber.address
    zip_digits = len(billing.address.zip_code.replace("-", ""))
    whole = patient is not None and all((patient.line, patient.city, patient.state, patient.zip_code))
    checks = (
        (npi_is_valid(billing.npi), BILLING_NPI),
        (zip_digits == NINE_DIGITS, BILLING_ZIP),
        (not po_box(billing.address.line), BILLING_STREET),
        (bool(claim.subscriber.member_id), MEMBER_ID),
        (whole, PATIENT_ADDRESS),
    )
    return [finding for passed, finding in checks if not passed]


def _body(claim: Claim | institutional.Claim) -> list[Finding]:
    found: list[Finding] = []
    if not claim.diagnoses:
        found.append(
            Finding(
                "diagnosis", "The claim has no diagnosis.", "Add one to the client's plan.", "2300 HI", places.DIAGNOSIS
            )
        )
    if not claim.trace_number:
        found.append(
            Finding("trace", "The claim has no trace number.", "Build the claim anew.", "2300 REF*D9", places.CHARGES)
        )
    if len(claim.control_number) > LONGEST_CONTROL:
        found.append(
            Finding(
                "control",
                "The claim number is longer than 20 characters.",
                "Build the claim anew.",
                "2300 CLM01",
                places.CHARGES,
            )
        )
    return found


def _lines(claim: Claim | institutional.Claim) -> list[Finding]:
    found: list[Finding] = []
    most = MOST_REVENUE_LINES if isinstance(claim, institutional.Claim) else MOST_LINES
    if not 1 <= len(claim.lines) <= most:
        words = f"The claim has {len(claim.lines)} lines."
        found.append(Finding("lines", words, f"A claim has 1 to {most} lines.", "2400", places.CHARGES))
    numbers = [line.control_number for line in claim.lines]
    if len(set(numbers)) != len(numbers) or not all(numbers):
        found.append(
            Finding(
                "line-control",
                "Every line needs its own control number.",
                "Build the claim anew.",
                "2400 REF*6R",
                places.CHARGES,
            )
        )
    for line in claim.lines:
        found += _line(line)
    return found


def _line(line: Line | institutional.Line) -> list[Finding]:
    no_units = f"Line {line.code} has no units."
    no_fee = f"Line {line.code} has no fee."
    add = "Add the fee to the payer's fee schedule."
    checks = (
        (line.units >= 1, Finding("units", no_units, "Look at the charge.", "2400 SV104", places.ATTENDANCE)),
        (line.amount > 0, Finding("amount", no_fee, add, "2400 SV102", places.FEE)),
    )
    return [finding for passed, finding in checks if not passed]


def _others(claim: Claim | institutional.Claim) -> list[Finding]:
    """What it says of an earlier claim, and of the payer before."""
    found = []
    if claim.frequency in CORRECTIONS and not claim.payer_claim_number:
        found.append(PAYER_NUMBER)
    for each in balance.imbalances(claim):
        found.append(Finding("payer-before", each.sentence, each.mend, each.at, places.BEFORE))
    return found
