"""What is typed about the staff."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import RegexValidator

from circlechart.base.access.roles import LABELS
from circlechart.base.kit.identifiers import npi_is_valid
from circlechart.base.people.models import Credential
from circlechart.base.ui.fields import choose, day
from circlechart.web.office.errors import BadNpi
from circlechart.web.office.facts import CredentialGiven, RoleGiven, StaffGiven, SupervisorGiven
from circlechart.web.office.forms.fields import STATE, words

TAXONOMY = RegexValidator(r"^[0-9A-Z]{9}X$", "A taxonomy code has ten characters and ends in X, such as 1041C0700X.")
EVERYWHERE = "all"
Choices = list[tuple[str, str]]


class StaffForm(forms.Form):
    """Who somebody is who works here."""

    legal_first_name = words("Legal first name", 60)
    legal_last_name = words("Legal last name", 60)
    display_name = words("Name on the record", 80, hint="As colleagues and notes name them.")
    npi = words("NPI", 14, required=False, hint="Ten digits. Only who renders services needs one.", inputmode="numeric")
    taxonomy = words("Taxonomy", 10, required=False, hint="Ten characters, such as 1041C0700X, clinical social worker.")
    active_from = day("First day of work")
    last_on = day("Last day of work", required=False, hint="Empty while nobody knows.")
    facilities = forms.MultipleChoiceField(
        label="Facilities",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one facility."},
    )

    def __init__(self, *args: Any, facilities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["facilities"], facilities)
        self.fields["taxonomy"].validators.append(TAXONOMY)

    def clean_npi(self) -> str:
        """Blanks and hyphens are how people write it."""
        npi = str(self.cleaned_data["npi"]).replace(" ", "").replace("-", "")
        if npi and not npi_is_valid(npi):
            raise forms.ValidationError(f"{BadNpi.because} {BadNpi.mend}")
        return npi

    def given(self) -> StaffGiven:
        """What was typed, as the action takes it."""
        facilities = tuple(UUID(each) for each in self.cleaned_data["facilities"])
        return StaffGiven(**{**self.cleaned_data, "facilities": facilities})


class CredentialForm(forms.Form):
    """A licence or certificate."""

    kind = words("Kind", 20, hint="Such as LCSW, LPC, RN, CRSS.")
    level = forms.ChoiceField(
        label="Level",
        choices=[("", "Choose a level"), *Credential.Level.choices],
        error_messages={"required": "Choose a level."},
    )
    number = words("Number", 40)
    state = words("State", 2)
    from_on = day("From")
    last_on = day("Through", required=False, hint="Empty while nobody knows.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].validators.append(STATE)

    def given(self) -> CredentialGiven:
        """What was typed, as the action takes it."""
        return CredentialGiven(**self.cleaned_data)


class RoleForm(forms.Form):
    """A role, where and when."""

    role = forms.ChoiceField(label="Role", choices=[("", "Choose a role"), *LABELS.items()])
    facility = forms.ChoiceField(label="Where", error_messages={"required": "Choose a facility."})
    from_on = day("From")
    last_on = day("Through", required=False, hint="Empty while nobody knows.")

    def __init__(self, *args: Any, facilities: Choices, everywhere: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["facility"], [*facilities, *([(EVERYWHERE, "All facilities")] if everywhere else [])])

    def given(self) -> RoleGiven:
        """What was typed, as the action takes it."""
        where = self.cleaned_data["facility"]
        return RoleGiven(**{**self.cleaned_data, "facility": None if where == EVERYWHERE else UUID(where)})


class SupervisorForm(forms.Form):
    """Who supervises, and when."""

    supervisor = forms.ChoiceField(label="Supervisor", error_messages={"required": "Choose a supervisor."})
    from_on = day("From")
    last_on = day("Through", required=False, hint="Empty while nobody knows.")

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["supervisor"], [("", "Choose somebody"), *people])

    def given(self) -> SupervisorGiven:
        """What was typed, as the action takes it."""
        return SupervisorGiven(**{**self.cleaned_data, "supervisor": UUID(self.cleaned_data["supervisor"])})


class SignInGivenForm(forms.Form):
    """The name that somebody signs in with."""

    username = words("Username", 60, hint="3 to 60 small letters, digits, dots or hyphens.")
