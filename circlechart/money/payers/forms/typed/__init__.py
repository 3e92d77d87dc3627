"""What is typed about a payer's rules and fees."""

from circlechart.money.payers.forms.typed.fields import first_shown, shown
from circlechart.money.payers.forms.typed.rule import RuleForm, ValueForm
from circlechart.money.payers.forms.typed.steps import FeeForm, StateForm, StepForm

__all__ = ["FeeForm", "RuleForm", "StateForm", "StepForm", "ValueForm", "first_shown", "shown"]
