"""What is typed at the office."""

from circlechart.web.office.forms.client import (
    ClientForm,
    ContactForm,
    CoverageForm,
    DiagnosisForm,
    GoalForm,
    LastDayForm,
    SearchForm,
)
from circlechart.web.office.forms.payer import CopyPayerForm, NewPayerForm, PayerForm
from circlechart.web.office.forms.places import FacilityForm, OrganizationForm
from circlechart.web.office.forms.staff import CredentialForm, RoleForm, SignInGivenForm, StaffForm, SupervisorForm
from circlechart.web.office.forms.trail import TrailForm

__all__ = [
    "ClientForm", "ContactForm", "CoverageForm", "CredentialForm", "DiagnosisForm", "FacilityForm", "GoalForm", "LastDayForm", "CopyPayerForm", "NewPayerForm", "OrganizationForm", "PayerForm",
    "RoleForm", "SearchForm", "SignInGivenForm", "StaffForm", "SupervisorForm", "TrailForm",
]  # fmt: skip
