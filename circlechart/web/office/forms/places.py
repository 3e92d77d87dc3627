"""What is typed about the organization and its facilities."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from circlechart.web.office.facts import FacilityGiven, OrganizationGiven
from circlechart.web.office.forms.fields import POSTAL_CODE, STATE, words
from circlechart.web.office.rules import digits

PLACE_OF_SERVICE = RegexValidator(r"^\d{2}$", "A place of service has two digits, such as 11 for an office.")


class PlaceForm(forms.Form):
    """What every place has."""

    name = words("Name", 60, hint="As claims say it.")
    npi = words("NPI", 14, hint="Ten digits.", inputmode="numeric")
    phone = words("Phone", 20, inputmode="tel")
    street = words("Street", 55)
    street_2 = words("Street, second line", 55, required=False)
    city = words("City", 30)
    state = words("State", 2)
    postal_code = words("Postal code", 10, hint="All nine digits, such as 60929-0417.", inputmode="numeric")

    state.validators.append(STATE)
    postal_code.validators.append(POSTAL_CODE)

    def clean_npi(self) -> str:
        """Blanks and hyphens are how people write it."""
        return digits(str(self.cleaned_data["npi"]))

    def clean_postal_code(self) -> str:
        """Kept as claims want it, without the hyphen."""
        return digits(str(self.cleaned_data["postal_code"]))


class OrganizationForm(PlaceForm):
    """Who is paid."""

    tax_id = words("Tax number", 11, hint="Nine digits, the employer identification number.", inputmode="numeric")
    taxonomy = words("Taxonomy", 10, hint="Ten characters, as in the organization's NPI record.")
    contact_name = words("Whom payers ask", 60, hint="The person or desk that answers a payer's call.")

    def clean_tax_id(self) -> str:
        """A hyphen is how people write it."""
        return digits(str(self.cleaned_data["tax_id"]))

    def given(self) -> OrganizationGiven:
        """What was typed, as the action takes it."""
        return OrganizationGiven(**self.cleaned_data)


class FacilityForm(PlaceForm):
    """A place where care is given."""

    place_of_service = words("Place of service", 2, hint="Two digits on claims, such as 11 for an office.")

    place_of_service.validators.append(PLACE_OF_SERVICE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("npi", "phone"):
            self.fields[name].required = False
        self.fields["npi"].help_text = "Ten digits, if the facility has its own."

    def given(self) -> FacilityGiven:
        """What was typed, as the action takes it."""
        return FacilityGiven(**self.cleaned_data)
