"""A professional claim onto the CMS-1500 (02/12): the same facts as the 837P, in the boxes of facts 3E.

Own choices, unverified, because sources are silent or contradict each other: every sheet repeats the head and, unless
the form says otherwise, adds its own lines; box 17 names the referring provider before the supervising one; box 31 says
that the signature is on file, as CLM06 does; no laboratory is marked in box 20.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from circlechart.base.formats.paper import form as forms
from circlechart.base.formats.paper import spelled
from circlechart.base.formats.paper.filling import Filling, Paper, joined
from circlechart.base.formats.paper.form import Form, Totals
from circlechart.base.formats.x12 import professional as facts
from circlechart.base.formats.x12.parties import Address, Provider

ON_FILE = "SIGNATURE ON FILE"
LETTERS = "ABCDEFGHIJKL"
TAXONOMY, LEGACY = "ZZ", "G2"
_RELATIONS = {"01": "spouse", "19": "child"}
_CAUSES = {"EM": "work", "AA": "auto", "OA": "accident"}
_OTHER_DATES = (("454", "first_treated_on"), ("304", "last_seen_on"), ("453", "acute_on"), ("439", "accident_on"))


def fill(claim: facts.Claim, *, telephone: str = "", form: Form | None = None, totals: Totals | None = None) -> Paper:
    """This function will lay a claim out on as many sheets as its lines need.

    `telephone` is that of the billing office (1000A PER04), which the claim itself does not hold.
    """
    chosen = form or forms.form("cms1500")
    chosen = replace(chosen, totals=totals) if totals else chosen
    filling = Filling(chosen)
    for first in range(0, max(len(claim.lines), 1), chosen.rows):
        filling.begin()
        lines = claim.lines[first : first + chosen.rows]
        last = first + chosen.rows >= len(claim.lines)
        _patient(filling, claim)
        _coverage(filling, claim)
        _history(filling, claim)
        _billing(filling, claim, telephone)
        for row, line in enumerate(lines):
            _line(filling, row, line, claim)
        _totals(filling, claim, lines, last=last)
    _homeless(filling, claim)
    return filling.done()


def _coverage(filling: Filling, claim: facts.Claim) -> None:
    insured, payer = claim.subscriber, claim.payer
    filling.put("payer.name", payer.name)
    filling.mark(f"type.{filling.form.filing.get(payer.filing_code.upper(), 'other')}")
    filling.put("insured.id", insured.member_id)
    filling.put("insured.name", spelled.name(insured.person))
    _address(filling, "insured", insured.address)
    filling.put("insured.group", insured.group_number)
    filling.put("insured.plan", insured.group_name)
    filling.parts("insured.birth", insured.birth_on)
    _sex(filling, "insured", insured.sex)
    filling.mark("other.yes" if claim.other_payers else "other.no")
    for other in claim.other_payers[:1]:
        filling.put("other.name", spelled.name(other.subscriber))
        filling.put("other.id", other.member_id)
        filling.put("other.plan", other.group_name or other.name)
    filling.put("release", ON_FILE if claim.release in ("Y", "I") else "")
    filling.put("assigned", ON_FILE if claim.benefits_assigned == "Y" else "")


def _patient(filling: Filling, claim: facts.Claim) -> None:
    patient = claim.dependent or claim.subscriber
    filling.put("patient.name", spelled.name(patient.person))
    filling.parts("patient.birth", patient.birth_on)
    _sex(filling, "patient", patient.sex)
    _address(filling, "patient", patient.address)
    relation = _RELATIONS.get(claim.dependent.relation, "other") if claim.dependent else "self"
    filling.mark(f"relation.{relation}")
    for code, cause in _CAUSES.items():
        filling.mark(f"{cause}.{'yes' if code in claim.causes else 'no'}")
    filling.put("auto.state", claim.accident_state)


def _history(filling: Filling, claim: facts.Claim) -> None:
    dates = claim.dates
    filling.parts("onset", dates.onset_on)
    filling.put("onset.qualifier", "431" if dates.onset_on else "")
    for qualifier, day in _other_dates(dates)[:1]:
        filling.put("date.qualifier", qualifier)
        filling.parts("date", day)
    for qualifier, provider in _sources(claim)[:1]:
        filling.put("source.qualifier", qualifier)
        filling.put("source.name", spelled.name(provider.person))
        filling.put("source.npi", provider.npi)
    filling.parts("stay.from", dates.admitted_on)
    filling.parts("stay.to", dates.discharged_on)
    filling.put("claim.codes", joined(claim.conditions))
    filling.put("claim.note", claim.note)
    filling.put("icd", "0")
    for letter, code in zip(LETTERS, claim.diagnoses, strict=False):
        filling.put(f"diagnosis.{letter}", code.replace(".", ""))
    if claim.frequency != "1":
        filling.put("resubmission.code", claim.frequency)
        filling.put("resubmission.original", claim.payer_claim_number)
    filling.put("authorization", claim.authorization or claim.referral_number)


def _billing(filling: Filling, claim: facts.Claim, telephone: str) -> None:
    billing, legacy = claim.billing, claim.payer.legacy_billing_id
    filling.put("tax.id", spelled.digits(billing.tax_id))
    filling.mark("tax.ssn" if billing.tax_id_is_ssn else "tax.ein")
    filling.put("claim.number", claim.control_number)
    filling.mark("assignment.no" if claim.accepts_assignment == "C" else "assignment.yes")
    filling.put("signature", ON_FILE)
    area, number = spelled.telephone(telephone)
    filling.put("billing.area", area)
    filling.put("billing.telephone", number)
    filling.put("billing.name", billing.name)
    filling.put("billing.street", spelled.street(billing.address))
    filling.put("billing.city", spelled.city(billing.address))
    filling.put("billing.npi", spelled.digits(billing.npi))
    filling.put("billing.other", f"{LEGACY}{legacy}" if legacy else _taxonomy(billing.taxonomy))
    if claim.facility:
        filling.put("facility.name", claim.facility.name)
        filling.put("facility.street", spelled.street(claim.facility.address))
        filling.put("facility.city", spelled.city(claim.facility.address))
        filling.put("facility.npi", claim.facility.npi)


def _line(filling: Filling, row: int, line: facts.Line, claim: facts.Claim) -> None:
    rendering = line.rendering or claim.rendering
    filling.put("line.note", joined((line.description, line.note)), row)
    filling.parts("line.from", line.service_on, row, short=True)
    filling.parts("line.to", line.service_through or line.service_on, row, short=True)
    filling.put("line.place", line.place or claim.place, row)
    filling.put("line.code", line.code, row)
    for number, modifier in enumerate(line.modifiers[:4], start=1):
        filling.put(f"line.modifier.{number}", modifier, row)
    pointers = "".join(LETTERS[at - 1] for at in line.pointers if 1 <= at <= len(LETTERS))
    filling.put("line.pointers", pointers, row)
    filling.money("line.charge", line.amount, row)
    filling.put("line.units", str(line.units), row)
    if rendering:
        if rendering.taxonomy:
            filling.put("line.qualifier", TAXONOMY, row)
            filling.put("line.other", rendering.taxonomy, row)
        filling.put("line.npi", spelled.digits(rendering.npi), row)


def _totals(filling: Filling, claim: facts.Claim, lines: Sequence[facts.Line], *, last: bool) -> None:
    if filling.form.totals is Totals.EACH_PAGE:
        filling.money("claim.total", sum((line.amount for line in lines), start=Decimal("0.00")))
    elif last:
        filling.money("claim.total", claim.amount)
    paid = [each for each in (claim.patient_paid, *(other.paid for other in claim.other_payers)) if each is not None]
    if last and paid:
        filling.money("claim.paid", sum(paid, start=Decimal("0.00")))


def _homeless(filling: Filling, claim: facts.Claim) -> None:
    """What the file says and the form has no box for."""
    filling.homeless("The address for payments", spelled.street(claim.billing.pay_to) if claim.billing.pay_to else "")
    filling.homeless("The referral number", claim.referral_number if claim.authorization else "")
    filling.homeless("The reason for having no authorization", claim.authorization_exception)
    filling.homeless("The medical record number", claim.medical_record_number)
    filling.homeless("The payer's project", claim.demonstration)
    filling.homeless("The reason for the delay", claim.delay_reason)
    filling.homeless("The contract", claim.contract.kind if claim.contract else "")
    filling.homeless("The client's primary care", spelled.name(claim.primary_care.person) if claim.primary_care else "")
    for attachment in claim.attachments:
        filling.homeless("An attachment", attachment.number or attachment.report, "Put the paper beside the form.")
    for other in claim.other_payers[1:]:
        filling.homeless("A further payer", other.name)
    for qualifier, provider in _sources(claim)[1:]:
        filling.homeless(f"A further provider in box 17 ({qualifier})", spelled.name(provider.person))
    for qualifier, day in _other_dates(claim.dates)[1:]:
        filling.homeless(f"A further date in box 15 ({qualifier})", day.isoformat())
    for code in claim.diagnoses[len(LETTERS) :]:
        filling.homeless("A thirteenth or later diagnosis", code)
    for number, line in enumerate(claim.lines, start=1):
        _homeless_line(filling, number, line, claim)


def _homeless_line(filling: Filling, number: int, line: facts.Line, claim: facts.Claim) -> None:
    where = f"Of line {number}"
    if line.authorization != claim.authorization:
        filling.homeless(f"{where}, its own authorization", line.authorization)
    filling.homeless(f"{where}, its own place of service", line.facility.name if line.facility else "")
    for what, provider in (("supervisor", line.supervising), ("referrer", line.referring)):
        filling.homeless(f"{where}, its own {what}", spelled.name(provider.person) if provider else "")
    filling.homeless(f"{where}, a fifth modifier", joined(line.modifiers[4:]))
    for each in line.adjudications:
        filling.homeless(
            f"{where}, what another payer decided",
            each.payer_identifier,
            "Put that payer's remittance beside the form.",
        )


def _sources(claim: facts.Claim) -> list[tuple[str, Provider]]:
    known = (("DN", claim.referring), ("DQ", claim.supervising))
    return [(qualifier, provider) for qualifier, provider in known if provider is not None]


def _other_dates(dates: facts.Dates) -> list[tuple[str, date]]:
    known = ((qualifier, getattr(dates, field)) for qualifier, field in _OTHER_DATES)
    return [(qualifier, day) for qualifier, day in known if day is not None]


def _address(filling: Filling, whose: str, address: Address | None) -> None:
    if address:
        filling.put(f"{whose}.street", spelled.street(address))
        filling.put(f"{whose}.city", address.city)
        filling.put(f"{whose}.state", address.state)
        filling.put(f"{whose}.zip", spelled.zip_code(address))


def _sex(filling: Filling, whose: str, sex: str) -> None:
    if sex.upper() in ("M", "F"):
        filling.mark(f"{whose}.{'male' if sex.upper() == 'M' else 'female'}")


def _taxonomy(taxonomy: str) -> str:
    return f"{TAXONOMY}{taxonomy}" if taxonomy else ""
