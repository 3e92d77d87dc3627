"""An institutional claim onto the UB-04: the same facts as the 837I, in the form locators of facts 3D.

Own choices, unverified where sources are silent: every sheet repeats the head; what the form leaves to the payer's row
stands in row A, B or C by rank (P, S, T); locators 78 and 79 name the operating-beside, the rendering and the referring
clinician in this order; revenue descriptions belong to others and are not printed, only the clinic's own words.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from circlechart.base.formats.paper import form as forms
from circlechart.base.formats.paper import spelled
from circlechart.base.formats.paper.filling import Filling, Paper, joined
from circlechart.base.formats.paper.form import Form, Totals
from circlechart.base.formats.paper.ub04_homeless import (
    CAUSES,
    CONDITIONS,
    DIAGNOSES,
    OCCURRENCES,
    PROCEDURES,
    REASONS,
    SPANS,
    VALUES,
    homeless,
    other_providers,
)
from circlechart.base.formats.paper.ub04_payers import payers
from circlechart.base.formats.x12 import institutional as facts
from circlechart.base.formats.x12.parties import Provider

TOTAL_REVENUE, TAXONOMY = "0001", "B3"


def fill(
    claim: facts.Claim,
    *,
    telephone: str = "",
    created_on: date | None = None,
    form: Form | None = None,
    totals: Totals | None = None,
) -> Paper:
    """This function will lay a claim out on as many sheets as its lines need.

    `telephone` is that of the billing office and `created_on` the day of the file: the claim itself holds neither.
    """
    chosen = form or forms.form("ub04")
    chosen = replace(chosen, totals=totals) if totals else chosen
    filling = Filling(chosen)
    sheets = max(1, -(-len(claim.lines) // chosen.rows))
    for sheet in range(1, sheets + 1):
        filling.begin()
        lines = claim.lines[(sheet - 1) * chosen.rows : sheet * chosen.rows]
        _head(filling, claim, telephone)
        _patient(filling, claim)
        _events(filling, claim)
        for row, line in enumerate(lines):
            _line(filling, row, line)
        _last_line(filling, claim, lines, sheet, sheets)
        filling.put("created.on", short(created_on))
        payers(filling, claim)
        _diagnoses(filling, claim)
        _providers(filling, claim)
        _remarks(filling, claim)
    homeless(filling, claim)
    return filling.done()


def short(day: date | None) -> str:
    """This function will spell a day as MMDDYY."""
    return f"{day:%m%d%y}" if day else ""


def _head(filling: Filling, claim: facts.Claim, telephone: str) -> None:
    billing = claim.billing
    filling.put("billing.name", billing.name)
    filling.put("billing.street", spelled.street(billing.address))
    filling.put("billing.city", spelled.city(billing.address))
    filling.put("billing.telephone", joined(spelled.telephone(telephone)))
    if billing.pay_to:
        filling.put("payto.street", spelled.street(billing.pay_to))
        filling.put("payto.city", spelled.city(billing.pay_to))
    filling.put("claim.number", claim.control_number)
    filling.put("record.number", claim.medical_record_number)
    filling.put("bill.type", claim.type_of_bill)
    filling.put("tax.id", spelled.digits(billing.tax_id))
    filling.put("period.from", short(claim.statement_from))
    filling.put("period.through", short(claim.statement_through))
    filling.put("billing.npi", spelled.digits(billing.npi))
    if billing.taxonomy:
        filling.put("codes.1.qualifier", TAXONOMY)
        filling.put("codes.1.code", billing.taxonomy)


def _patient(filling: Filling, claim: facts.Claim) -> None:
    patient = claim.dependent or claim.subscriber
    filling.put("patient.name", spelled.name(patient.person))
    if patient.address:
        filling.put("patient.street", spelled.street(patient.address))
        filling.put("patient.city", patient.address.city)
        filling.put("patient.state", patient.address.state)
        filling.put("patient.zip", spelled.zip_code(patient.address))
    filling.put("patient.birth", f"{patient.birth_on:%m%d}{patient.birth_on.year:04d}" if patient.birth_on else "")
    filling.put("patient.sex", patient.sex)
    filling.put("admission.on", short(claim.admitted_on))
    filling.put("admission.hour", f"{claim.admitted_at:%H}" if claim.admitted_at else "")
    filling.put("admission.type", claim.admission_type)
    filling.put("admission.source", claim.admission_source)
    filling.put("discharge.hour", f"{claim.discharged_at:%H}" if claim.discharged_at else "")
    filling.put("patient.status", claim.patient_status)


def _events(filling: Filling, claim: facts.Claim) -> None:
    for number, condition in enumerate(claim.conditions[:CONDITIONS], start=1):
        filling.put(f"condition.{number}", condition)
    filling.put("accident.state", claim.accident_state)
    for number, occurrence in enumerate(claim.occurrences[:OCCURRENCES], start=1):
        filling.put(f"occurrence.{number}.code", occurrence.code)
        filling.put(f"occurrence.{number}.on", short(occurrence.on))
    for number, span in enumerate(claim.spans[:SPANS], start=1):
        filling.put(f"span.{number}.code", span.code)
        filling.put(f"span.{number}.from", short(span.first))
        filling.put(f"span.{number}.through", short(span.last))
    for number, value in enumerate(claim.values[:VALUES], start=1):
        filling.put(f"value.{number}.code", value.code)
        filling.money(f"value.{number}.amount", value.amount)


def _line(filling: Filling, row: int, line: facts.Line) -> None:
    filling.put("line.revenue", line.revenue_code, row)
    filling.put("line.description", line.description, row)
    filling.put("line.service", joined((line.code, *line.modifiers[:4])), row)
    filling.put("line.on", short(line.service_on), row)
    filling.put("line.units", str(line.units), row)
    filling.money("line.charge", line.amount, row)
    if line.not_covered is not None:
        filling.money("line.not_covered", line.not_covered, row)


def _last_line(filling: Filling, claim: facts.Claim, lines: Sequence[facts.Line], sheet: int, sheets: int) -> None:
    """Line 23: the sum of the sheet or of the claim, as the form says, and which sheet of how many this is."""
    filling.put("sheet", str(sheet))
    filling.put("sheets", str(sheets))
    if filling.form.totals is Totals.LAST_PAGE:
        lines = claim.lines if sheet == sheets else ()
    if not lines:
        return
    filling.put("total.revenue", TOTAL_REVENUE)
    filling.money("total.charges", sum((line.amount for line in lines), start=Decimal("0.00")))
    refused = [line.not_covered for line in lines if line.not_covered is not None]
    if refused:
        filling.money("total.not_covered", sum(refused, start=Decimal("0.00")))


def _diagnoses(filling: Filling, claim: facts.Claim) -> None:
    filling.put("icd", "0")
    for number, diagnosis in enumerate(claim.diagnoses[:DIAGNOSES]):
        filling.put(f"diagnosis.{number}", _undotted(diagnosis.code))
        filling.put(f"diagnosis.{number}.poa", diagnosis.present_on_admission)
    filling.put("admitting", _undotted(claim.admitting))
    for number, reason in enumerate(claim.reasons[:REASONS], start=1):
        filling.put(f"reason.{number}", _undotted(reason))
    filling.put("price.group", claim.drg)
    for number, cause in enumerate(claim.external_causes[:CAUSES], start=1):
        filling.put(f"cause.{number}", _undotted(cause.code))
        filling.put(f"cause.{number}.poa", cause.present_on_admission)
    for number, procedure in enumerate(claim.procedures[:PROCEDURES], start=1):
        filling.put(f"procedure.{number}.code", procedure.code)
        filling.put(f"procedure.{number}.on", short(procedure.on))


def _providers(filling: Filling, claim: facts.Claim) -> None:
    _provider(filling, "76", claim.attending)
    if claim.operating:
        _provider(filling, "77", claim.operating)
    for place, (role, provider) in zip(("78", "79"), other_providers(claim), strict=False):
        filling.put(f"provider.{place}.role", role)
        _provider(filling, place, provider)


def _provider(filling: Filling, place: str, provider: Provider) -> None:
    filling.put(f"provider.{place}.npi", spelled.digits(provider.npi))
    filling.put(f"provider.{place}.last", joined((provider.person.last, provider.person.suffix)))
    filling.put(f"provider.{place}.first", provider.person.first)


def _remarks(filling: Filling, claim: facts.Claim) -> None:
    words = joined((claim.billing_note, *(note.text for note in claim.notes)), "; ")
    rows = textwrap.wrap(words, filling.form.box("remark.1").width)
    for number, row in enumerate([*rows[:2], " ".join(rows[2:])], start=1):
        filling.put(f"remark.{number}", row)


def _undotted(code: str) -> str:
    return code.replace(".", "")
