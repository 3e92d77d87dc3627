"""What is typed about a payer."""

from django import forms
from django.core.validators import RegexValidator

from circlechart.base.coverage.models import Payer
from circlechart.web.office.facts import NewPayer, PayerGiven
from circlechart.web.office.forms.fields import POSTAL_CODE, STATE, words

PAYER_ID = RegexValidator(
    r"^[A-Za-z0-9-]{2,20}$", "Write the payer ID as your clearinghouse lists it: letters and digits, no space."
)


class PayerForm(forms.Form):
    """Who a payer is on a claim."""

    name = words("Name", 60)
    payer_id = words("Payer ID", 20, hint="As your clearinghouse lists it.")
    filing_code = forms.ChoiceField(label="Claims say", choices=Payer.FilingCode.choices)
    street = words("Street", 55, required=False)
    street_2 = words("Street, second line", 55, required=False)
    city = words("City", 30, required=False)
    state = words("State", 2, required=False)
    postal_code = words("Postal code", 10, required=False)

    payer_id.validators.append(PAYER_ID)
    state.validators.append(STATE)
    postal_code.validators.append(POSTAL_CODE)

    def given(self) -> PayerGiven:
        """What was typed, as the action takes it."""
        return PayerGiven(**self.cleaned_data)


class NewPayerForm(PayerForm):
    """A payer that was not there."""

    kind = forms.ChoiceField(label="Kind", choices=Payer.Kind.choices)
    plan = words("First plan", 60, hint="The product that members have, such as PPO. A coverage names its plan.")

    def added(self, rulebook: str) -> NewPayer:
        """What was typed, as the action takes it."""
        given = {name: self.cleaned_data[name] for name in PayerForm.base_fields}
        return NewPayer(PayerGiven(**given), self.cleaned_data["kind"], rulebook, self.cleaned_data["plan"])


class CopyPayerForm(NewPayerForm):
    """A payer with the rules of another one."""

    fees = forms.BooleanField(label="Copy the fee schedule too", required=False)
