"""What is typed about a payer's rules, their cases and lives, and its fees."""

from circlechart.money.payers.forms.cases import CaseForm, case_forms
from circlechart.money.payers.forms.typed import FeeForm, RuleForm, StateForm, StepForm, ValueForm, first_shown, shown

__all__ = [
    "CaseForm",
    "FeeForm",
    "RuleForm",
    "StateForm",
    "StepForm",
    "ValueForm",
    "case_forms",
    "first_shown",
    "shown",
]
