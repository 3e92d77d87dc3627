"""Writing who the clients and the staff are, and what holds for them."""

from circlechart.web.office.actions.clients import add_client, edit_client
from circlechart.web.office.actions.contacts import add_contact, edit_contact, remove_contact
from circlechart.web.office.actions.coverages import add_coverage, end_coverage
from circlechart.web.office.actions.payers import add_payer, copy_payer, edit_payer
from circlechart.web.office.actions.places import edit_facility, edit_organization
from circlechart.web.office.actions.staff import add_staff, edit_staff
from circlechart.web.office.actions.standing import (
    add_credential,
    end_credential,
    end_role,
    end_supervision,
    grant_role,
    set_supervisor,
)

__all__ = [
    "add_client", "add_contact", "add_coverage", "add_credential", "add_payer", "add_staff", "copy_payer", "edit_client", "edit_contact", "edit_facility",
    "edit_organization", "edit_payer", "edit_staff", "end_coverage", "end_credential", "end_role", "end_supervision", "grant_role", "remove_contact", "set_supervisor",
]  # fmt: skip
