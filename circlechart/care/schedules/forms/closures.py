"""What is typed about closed days."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from circlechart.base.ui.fields import day
from circlechart.care.schedules.facts import Holiday
from circlechart.care.schedules.forms import fields
from circlechart.care.sessions.facts import Closing
from circlechart.care.sessions.models import FacilityClosure

POLICY = fields.choice(
    "Sessions on that day", choices=FacilityClosure.Policy.choices, widget=forms.RadioSelect,
    initial=FacilityClosure.Policy.SKIP,
    help_text="Cancelled sessions stay on the schedule, with the name of the day as the reason.",
)  # fmt: skip


class ClosureForm(forms.Form):
    """One closed day."""

    closed_on = day("Day")
    name = forms.CharField(
        label="Name", max_length=80, help_text="Everybody who sees the schedule reads it; name no client.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say what day it is.", "max_length": "80 characters are enough for a name."},
    )  # fmt: skip
    policy = POLICY

    def given(self) -> list[Closing]:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return [Closing(data["closed_on"], data["name"].strip(), data["policy"])]


class HolidaysForm(forms.Form):
    """Which of the proposed holidays are closed days."""

    days = forms.MultipleChoiceField(
        label="Days",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one day.", "invalid_choice": "Choose days from the list."},
    )
    policy = POLICY

    def __init__(self, *args: Any, proposed: Sequence[Holiday], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {each.on: each.name for each in proposed if not each.known}
        field = self.fields["days"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(on.isoformat(), name) for on, name in self.names.items()]

    def given(self) -> list[Closing]:
        """What was ticked, as the action takes it."""
        ticked = [date.fromisoformat(each) for each in self.cleaned_data["days"]]
        return [Closing(on, self.names[on], self.cleaned_data["policy"]) for on in ticked]
