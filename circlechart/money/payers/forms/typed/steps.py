"""What is typed about a fee, the life of a rule's version, and whose state's rules a payer follows."""

import re
from typing import Any

from django import forms

from circlechart.base.ui.fields import choose
from circlechart.money.payers.facts import FeeGiven, Move, StepGiven
from circlechart.money.payers.forms.typed.fields import (
    HINTS,
    SEEN,
    Choices,
    day,
    id_of,
    later,
    owner_field,
    words,
)

HIGHEST = 9_999_999
STATE = re.compile(r"[A-Z]{2}")


class FeeForm(forms.Form):
    """A fee of a code from a day on."""

    code = words("Code", 5, HINTS["code"])
    amount = forms.DecimalField(
        label="Fee for one unit",
        max_digits=9,
        decimal_places=2,
        min_value=0,
        max_value=HIGHEST,
        help_text="In dollars, such as 62.00.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": "The fee is missing.", "invalid": "Write the fee in dollars, like 62.00."},
    )
    from_on = day("From", "The first day of service with this fee. The fee before it ends the day before.")
    seen = forms.BooleanField(label=SEEN, required=False)

    def clean_code(self) -> str:
        """Codes are written in capitals."""
        return str(self.cleaned_data["code"]).strip().upper()

    def given(self) -> FeeGiven:
        """What was typed, as the action takes it."""
        return FeeGiven(self.cleaned_data["code"], self.cleaned_data["amount"], self.cleaned_data["from_on"])


class StepForm(forms.Form):
    """A step with a version of a rule. It asks what the step needs."""

    from_on = later("From", "The first day of service to which it applies.")
    owner = owner_field()
    review_on = later("Next review", "When somebody reads the payer's text again.")
    why = words("Why", 300, "The manual and its page, the letter, the call.", required=False)
    seen = forms.BooleanField(label=SEEN, required=False)

    def __init__(self, *args: Any, move: Move, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.move = move
        unasked = [] if move.dated else ["from_on"]
        for name in unasked if move.key == "review" else [*unasked, "owner", "review_on"]:
            del self.fields[name]
        if "owner" in self.fields:
            choose(self.fields["owner"], [("", "Nobody yet"), *owners])

    def given(self) -> StepGiven:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        owner = id_of(typed.get("owner", ""))
        return StepGiven(self.move.key, typed["why"], typed.get("from_on"), owner, typed.get("review_on"))


class StateForm(forms.Form):
    """Whose state's rules a payer follows."""

    state = words("State", 2, "Two letters, such as IL. Empty: the rules of no state.", required=False)
    seen = forms.BooleanField(label=SEEN, required=False)

    def clean_state(self) -> str:
        """Two letters, or nothing."""
        typed = str(self.cleaned_data["state"]).strip().upper()
        if typed and STATE.fullmatch(typed) is None:
            raise forms.ValidationError("A state has two letters, such as IL.")
        return typed
