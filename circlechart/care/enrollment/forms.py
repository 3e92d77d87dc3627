"""What the front desk types about a place in a group."""

from django import forms

REASONS = [
    (words, words)
    for words in (
        "Completed",
        "Moved to another level of care",
        "Left by own decision",
        "Discharged",
        "Schedule changed",
    )
]


def _day(label: str, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day like 2026-11-23.", "required": "Choose a day."},
    )


class PlaceForm(forms.Form):
    """A client by chart number, and the first day."""

    chart_number = forms.CharField(
        label="Chart number",
        max_length=20,
        widget=forms.TextInput(attrs={"list": "candidates", "autocomplete": "off"}),
        error_messages={"required": "Choose a client."},
    )
    from_on = _day("First day")
    late_reason = forms.CharField(label="Reason for joining late", max_length=200, required=False)


class WaitForm(forms.Form):
    """A client by chart number, perhaps before the others."""

    chart_number = forms.CharField(
        label="Chart number",
        max_length=20,
        widget=forms.TextInput(attrs={"list": "candidates", "autocomplete": "off"}),
        error_messages={"required": "Choose a client."},
    )
    urgent = forms.BooleanField(label="Before the others", required=False)


class AcceptForm(forms.Form):
    """The first day of somebody who waited."""

    from_on = _day("First day")
    late_reason = forms.CharField(label="Reason for joining late", max_length=200, required=False)


class EndForm(forms.Form):
    """The last day and why."""

    last_on = _day("Last day")
    reason = forms.ChoiceField(label="Reason", choices=REASONS)


class TransferForm(forms.Form):
    """Where to, and the last day here."""

    last_on = _day("Last session attended")
    to_group = forms.UUIDField(label="To group")


class VoidForm(forms.Form):
    """Why a place should never have been given."""

    reason = forms.CharField(label="Reason", max_length=200, error_messages={"required": "Say why."})
