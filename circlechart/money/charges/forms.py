"""What is typed about charges: authorizations, decisions against a rule, and files of pair edits."""

from typing import Any
from uuid import UUID

from django import forms

from circlechart.money.charges.facts import AuthorizationGiven, OverrideGiven
from circlechart.money.charges.models import Authorization, ChargeOverride
from circlechart.money.payers.facts import PAIR_TABLES

MOST_UNITS = 9999


def _words(label: str, longest: int, hint: str = "", required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": f"{label}: this is missing."},
    )


def _day(label: str, hint: str = "", required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day like 2026-11-23.", "required": "Choose a day."},
    )


def _units(label: str, hint: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=MOST_UNITS,
        help_text=hint,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Write a whole number."},
    )


def _split(typed: str) -> tuple[str, ...]:
    return tuple(typed.upper().replace(",", " ").split())


class AuthorizationForm(forms.Form):
    """An authorization as the payer said it."""

    payer = forms.ChoiceField(label="Payer", error_messages={"required": "Choose the payer."})
    number = _words("Number", 50, "As the payer gave it. A request has none yet.")
    codes = _words("Codes", 200, "With a space between, such as H0015 90853. Empty: for any code.")
    units = _units("Units", "Empty: it counts none.")
    first_on = _day("First day")
    last_on = _day("Last day", "Empty: open.", required=False)
    status = forms.ChoiceField(
        label="It is",
        choices=[(each.value, each.label) for each in (Authorization.Status.REQUESTED, Authorization.Status.APPROVED)],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, payers: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["payer"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(str(key), name) for key, name in payers]

    def given(self) -> AuthorizationGiven:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        return AuthorizationGiven(
            typed["number"].strip(), _split(typed["codes"]), typed["units"], typed["first_on"], typed["last_on"],
            typed["status"],
        )  # fmt: skip


class StepForm(forms.Form):
    """The payer's answer to a request, or its end."""

    status = forms.ChoiceField(label="It is", choices=list(Authorization.Status.choices))
    number = _words("Number", 50)


class OverrideForm(forms.Form):
    """A decision against a payer's rule."""

    what = forms.ChoiceField(
        label="What",
        choices=list(ChargeOverride.What.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is decided."},
    )
    code = _words("Code", 5, "Only to charge something else.")
    units = _units("Units", "Only to charge something else.")
    modifiers = _words("Modifiers", 20, "Up to four, with spaces.")
    reason = _words("Reason", 300, "What the payer said, who said it and when. It is shown forever.", required=True)

    def __init__(self, *args: Any, releasable: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not releasable:
            shown = [each for each in ChargeOverride.What.choices if each[0] != ChargeOverride.What.RELEASE]
            self.fields["what"].widget.choices = shown

    def given(self, standing: str) -> OverrideGiven:
        """What was typed, as the action takes it; a release is of the hold that stands."""
        typed, what = self.cleaned_data, self.cleaned_data["what"]
        if what != ChargeOverride.What.LINE:
            return OverrideGiven(what, typed["reason"], standing if what == ChargeOverride.What.RELEASE else "")
        modifiers = _split(typed["modifiers"]) or None
        return OverrideGiven(what, typed["reason"], "", typed["code"].strip().upper(), typed["units"], modifiers)


class PairsForm(forms.Form):
    """A published file of pair edits."""

    table = forms.ChoiceField(label="Table", choices=list(PAIR_TABLES.items()))
    quarter = _words("Quarter", 6, "Such as 2026Q4.", required=True)
    file = forms.FileField(
        label="File",
        help_text="The published text or CSV file, or the ZIP it comes in. Each part by itself.",
        error_messages={"required": "Choose a file."},
    )
