"""Whether what was typed about a place can stand on a claim. Pure functions."""

import re

from circlechart.base.formats.x12.edits import values
from circlechart.base.kit.errors import Refusal
from circlechart.base.kit.identifiers import npi_is_valid
from circlechart.web.office.errors import BadNpi, BadPhone, BadTaxId, BadTaxonomy, BillingBox, PlusFourMissing
from circlechart.web.office.facts import FacilityGiven, OrganizationGiven

TAXONOMY = re.compile(r"[0-9A-Z]{9}X")
TAX_NUMBER, PHONE, PLUS_FOUR = (re.compile(rf"[0-9]{{{count}}}") for count in (9, 10, 9))


def digits(typed: str) -> str:
    """This function will keep the digits of a number that people write with blanks, dots and hyphens.

    Source: none; how people write.
    """
    return "".join(each for each in typed if each not in " .-()")


def organization_problem(given: OrganizationGiven) -> Refusal | None:
    """This function will find what payers refuse in the billing provider. Returns None when: nothing.

    Source: facts/x12 section 2 (NPI with check digit, ZIP+4, no post-office box in 2010AA) and section 6 (2010AA, PER).
    """
    if not npi_is_valid(given.npi):
        return BadNpi(value=given.npi)
    if TAX_NUMBER.fullmatch(given.tax_id) is None:
        return BadTaxId(value=given.tax_id)
    if TAXONOMY.fullmatch(given.taxonomy) is None:
        return BadTaxonomy(value=given.taxonomy)
    for field, line in (("Street", given.street), ("Street, second line", given.street_2)):
        if values.po_box(line):
            return BillingBox(field=field, value=line)
    return _reached(given.phone) or _plus_four(given.postal_code)


def facility_problem(given: FacilityGiven) -> Refusal | None:
    """This function will find what payers refuse in the service facility. Returns None when: nothing.

    Source: facts/x12 section 2 (NPI with check digit, ZIP+4 in 2310C and 2310E).
    """
    if given.npi and not npi_is_valid(given.npi):
        return BadNpi(value=given.npi)
    return (_reached(given.phone) if given.phone else None) or _plus_four(given.postal_code)


def _reached(phone: str) -> Refusal | None:
    return None if PHONE.fullmatch(digits(phone)) else BadPhone(value=phone)


def _plus_four(code: str) -> Refusal | None:
    return None if PLUS_FOUR.fullmatch(digits(code)) else PlusFourMissing(value=code)
