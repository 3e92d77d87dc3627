"""What the front desk types about a place in a group."""

from django import forms

from circlechart.base.ui.fields import day

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


class PlaceForm(forms.Form):
    """A client by chart number, and the first day."""

    chart_number = forms.CharField(
        label="Chart number",
        max_length=20,
        widget=forms.TextInput(attrs={"list": "candidates", "autocomplete": "off"}),
        error_messages={"required": "Choose a client."},
    )
    from_on = day("First day")
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

    from_on = day("First day")
    late_reason = forms.CharField(label="Reason for joining late", max_length=200, required=False)


class EndForm(forms.Form):
    """The last day and why."""

    last_on = day("Last day")
    reason = forms.ChoiceField(label="Reason", choices=REASONS)


class TransferForm(forms.Form):
    """Where to, and the last day here."""

    last_on = day("Last session attended")
    to_group = forms.UUIDField(label="To group")


class VoidForm(forms.Form):
    """Why a place should never have been given."""

    reason = forms.CharField(label="Reason", max_length=200, error_messages={"required": "Say why."})
