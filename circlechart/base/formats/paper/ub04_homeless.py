"""What an institutional claim says and the UB-04 has no locator for."""

from circlechart.base.formats.paper import spelled
from circlechart.base.formats.paper.filling import Filling, joined
from circlechart.base.formats.x12 import institutional as facts
from circlechart.base.formats.x12.parties import Provider

CONDITIONS, OCCURRENCES, SPANS, VALUES, DIAGNOSES, REASONS, CAUSES, PROCEDURES = 11, 8, 4, 12, 18, 3, 3, 6


def other_providers(claim: facts.Claim) -> list[tuple[str, Provider]]:
    """This function will list who takes part beside attending and operating, with the form's role, as 2310 does."""
    known = (
        ("ZZ", claim.other_operating),
        ("82", claim.rendering if claim.rendering != claim.attending else None),
        ("DN", claim.referring if claim.referring != claim.attending else None),
    )
    return [(role, provider) for role, provider in known if provider is not None]


def homeless(filling: Filling, claim: facts.Claim) -> None:
    """This function will note every fact that has no place, in words."""
    filling.homeless("The place of service", claim.facility.name if claim.facility else "")
    filling.homeless("The referral number", claim.referral_number if claim.authorization else "")
    filling.homeless("The reason for having no authorization", claim.authorization_exception)
    filling.homeless("The payer's project", claim.demonstration)
    filling.homeless("The peer review number", claim.peer_review)
    filling.homeless("The reason for the delay", claim.delay_reason)
    filling.homeless("The contract", claim.contract.kind if claim.contract else "")
    filling.homeless("What the client is expected to pay", f"{claim.patient_owes}" if claim.patient_owes else "")
    for attachment in claim.attachments:
        filling.homeless("An attachment", attachment.number or attachment.report, "Put the paper beside the form.")
    for role, provider in other_providers(claim)[2:]:
        filling.homeless(f"A third clinician beside the attending one ({role})", spelled.name(provider.person))
    _too_many(filling, claim)
    for number, line in enumerate(claim.lines, start=1):
        _of_line(filling, number, line)


def _too_many(filling: Filling, claim: facts.Claim) -> None:
    for what, values in (
        ("A twelfth or later condition code", claim.conditions[CONDITIONS:]),
        ("A ninth or later occurrence", [each.code for each in claim.occurrences[OCCURRENCES:]]),
        ("A fifth or later occurrence span", [each.code for each in claim.spans[SPANS:]]),
        ("A thirteenth or later value code", [each.code for each in claim.values[VALUES:]]),
        ("A diagnosis after the eighteenth", [each.code for each in claim.diagnoses[DIAGNOSES:]]),
        ("A fourth or later reason for the visit", claim.reasons[REASONS:]),
        ("A fourth or later external cause", [each.code for each in claim.external_causes[CAUSES:]]),
        ("A seventh or later procedure", [each.code for each in claim.procedures[PROCEDURES:]]),
    ):
        filling.homeless(what, joined(values))


def _of_line(filling: Filling, number: int, line: facts.Line) -> None:
    where = f"Of line {number}"
    if line.service_through and line.service_through != line.service_on:
        filling.homeless(f"{where}, its last day", line.service_through.isoformat())
    for what, provider in (("clinician", line.rendering), ("referrer", line.referring)):
        filling.homeless(f"{where}, its own {what}", spelled.name(provider.person) if provider else "")
    filling.homeless(f"{where}, a fifth modifier", joined(line.modifiers[4:]))
    for each in line.adjudications:
        filling.homeless(
            f"{where}, what another payer decided",
            each.payer_identifier,
            "Put that payer's remittance beside the form.",
        )
