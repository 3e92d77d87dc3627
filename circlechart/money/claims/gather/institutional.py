"""An institutional claim, from its row and from what it shares with a professional one."""

from dataclasses import replace

from circlechart.base.formats.x12 import institutional as x12
from circlechart.base.formats.x12 import professional
from circlechart.base.formats.x12.benefits import Adjudication
from circlechart.base.formats.x12.details import Attachment
from circlechart.base.formats.x12.parties import Person, Provider
from circlechart.base.people.models import Staff
from circlechart.money.claims.facts import Particulars
from circlechart.money.claims.models import Claim, ClaimLine

KEPT_HERE = "AA"
NOBODY = Provider(Person(""), "")
"""Nobody is named who attends: our own rules say so before anything is written."""


def institutional_facts(claim: Claim, shared: professional.Claim) -> x12.Claim:
    """This function will read an institutional claim as plain facts; `shared` is the same claim as a professional one."""
    added = Particulars.from_json(claim.particulars)
    rows = {line.control_number: line for line in claim.lines.all()}
    return x12.Claim(
        control_number=claim.number,
        trace_number=claim.trace_number,
        billing=shared.billing,
        payer=shared.payer,
        subscriber=shared.subscriber,
        dependent=shared.dependent,
        lines=tuple(_line(rows[each.control_number], each.adjudications) for each in shared.lines),
        diagnoses=tuple(x12.Diagnosis(code) for code in claim.diagnoses),
        facility_code=claim.facility_code,
        frequency=claim.frequency,
        payer_claim_number=claim.payer_claim_number,
        authorization=claim.authorization,
        statement_from=claim.service_on,
        statement_through=claim.service_through or claim.service_on,
        admitted_on=claim.admitted_on,
        admission_type=added.admission_type,
        admission_source=added.admission_source,
        patient_status=claim.patient_status,
        conditions=tuple(claim.condition_codes),
        occurrences=tuple(x12.Occurrence(code, on) for code, on in added.occurrences),
        values=tuple(x12.Value(code, amount) for code, amount in added.values),
        billing_note=added.note,
        attachments=attachments(claim, added),
        attending=_provider(claim.attending) if claim.attending else NOBODY,
        rendering=shared.rendering,
        facility=shared.facility,
        other_payers=shared.other_payers,
    )


def attachments(claim: Claim, added: Particulars) -> tuple[Attachment, ...]:
    """This function will name the papers that go with a claim; one that is kept for the payer needs no number."""
    return tuple(Attachment(report, way, "" if way == KEPT_HERE else claim.number) for report, way in added.attachments)


def _line(line: ClaimLine, decided: tuple[Adjudication, ...]) -> x12.Line:
    return x12.Line(
        control_number=line.control_number,
        revenue_code=line.revenue_code,
        amount=line.amount,
        units=line.units,
        service_on=line.service_on,
        code=line.code,
        modifiers=tuple(line.modifiers),
        adjudications=tuple(replace(each, revenue_code=line.revenue_code) for each in decided),
    )


def _provider(staff: Staff) -> Provider:
    return Provider(Person(staff.legal_last_name, staff.legal_first_name), staff.npi, staff.taxonomy)
