"""What a claim bills, in the words in which `asked` says what a charge bills, so that they can be compared."""

from dataclasses import replace
from datetime import date

from circlechart.money.claims.facts import BilledLine, Key, Particulars, Wanted
from circlechart.money.claims.models import Claim


def key_of_claim(claim: Claim) -> Key:
    """This function will say of a claim what `Asked.key` says of a charge."""
    return Key(
        client_id=claim.client_id,
        coverage_id=claim.coverage_id,
        facility_id=claim.facility_id,
        rendering_id=claim.rendering_id,
        supervising_id=claim.supervising_id,
        place_of_service=claim.place_of_service,
        service_on=claim.service_on,
        form=claim.form,
        attending_id=claim.attending_id,
        service_through=claim.service_through,
        facility_code=claim.facility_code,
        authorization=claim.authorization,
        part=claim.part,
    )


def without_days(key: Key) -> Key:
    """This function will leave out of a key from when to when a claim runs, and which part of the lines it has."""
    return replace(key, service_on=date.min, service_through=None, part=1)


def lines_of_claim(claim: Claim) -> tuple[BilledLine, ...]:
    """This function will read the lines of a claim as they were billed, in the order of the claim."""
    return tuple(
        BilledLine(
            charge_id=line.charge_id,
            attendance_id=line.charge.attendance_id,
            service_on=line.service_on,
            code=line.code,
            modifiers=tuple(line.modifiers),
            units=line.units,
            amount=line.amount,
            revenue_code=line.revenue_code,
        )
        for line in sorted(claim.lines.all(), key=lambda each: each.control_number)
    )


def bill_of_claim(claim: Claim) -> Wanted:
    """This function will say what a claim is, in the words in which it is wanted."""
    return Wanted(
        key=key_of_claim(claim),
        lines=lines_of_claim(claim),
        diagnoses=tuple(claim.diagnoses),
        frequency=claim.frequency,
        replaces_id=claim.replaces_id,
        follows_id=claim.follows_id,
        rests_on_id=claim.rests_on_id,
        payer_claim_number=claim.payer_claim_number,
        patient_status=claim.patient_status,
        condition_codes=tuple(claim.condition_codes),
        admitted_on=claim.admitted_on,
        particulars=Particulars.from_json(claim.particulars),
        rulebook=(claim.rulebook, claim.rulebook_version),
    )
