"""The fields that the forms of the office have in common."""

from django import forms
from django.core.validators import RegexValidator

STATE = RegexValidator(r"^[A-Z]{2}$", "Write the state as two letters, like IL.")
POSTAL_CODE = RegexValidator(r"^\d{5}(-?\d{4})?$", "Write the postal code as 60929 or 60929-0417.")


def words(label: str, longest: int, required: bool = True, hint: str = "", **attrs: str) -> forms.CharField:
    """This function will make a one-line text field that says what is missing by its label."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
        error_messages={"required": f"{label} is missing."},
    )
