"""What is typed about a cycle of a closed group."""

from typing import Any

from django import forms

from circlechart.base.ui.fields import day
from circlechart.care.enrollment.facts import CycleGiven
from circlechart.care.enrollment.models import GroupCycle

MOST = 200
WHOLE = {"invalid": "Write a number.", "min_value": "At least 1.", "max_value": f"At most {MOST}."}


class CycleForm(forms.Form):
    """How long a cycle is, from when, and until when one may join."""

    target_sessions = forms.IntegerField(
        label="Sessions", min_value=1, max_value=MOST, error_messages={**WHOLE, "required": "Say how many sessions."}
    )
    start_on = day("First day", "Its first session is the first meeting on or after this day.")
    enrollment_cutoff = forms.IntegerField(
        label="Last session to join at", min_value=1, max_value=MOST, required=False, error_messages=WHOLE,
        help_text="Later, joining needs a reason. Empty: no limit.",
    )  # fmt: skip
    enrolling = forms.BooleanField(label="Clients may join from now on", required=False, initial=True)

    def __init__(self, *args: Any, cycle: GroupCycle | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if cycle is not None:
            del self.fields["enrolling"]

    def given(self) -> CycleGiven:
        """What was typed, as the action takes it."""
        return CycleGiven(**{"enrolling": False, **self.cleaned_data})


class StepForm(forms.Form):
    """What a cycle becomes, and why."""

    to = forms.ChoiceField(
        label="Cycle", choices=GroupCycle.State.choices,
        error_messages={"required": "Say what it becomes.", "invalid_choice": "A cycle cannot become that."},
    )  # fmt: skip
    reason = forms.CharField(
        label="Reason", max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
