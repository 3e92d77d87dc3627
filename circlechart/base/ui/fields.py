"""Fields that the forms of several rooms have in common."""

from collections.abc import Iterable

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from circlechart.base.kit import walltime


def day(label: str, hint: str = "", required: bool = True) -> forms.DateField:
    """This function will make a field for a day that a clinic can mean: the years 1900 to 2199."""
    words = f"Choose a day between {walltime.FIRST_DAY.year} and {walltime.LAST_DAY.year}."
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(walltime.FIRST_DAY, words), MaxValueValidator(walltime.LAST_DAY, words)],
        error_messages={"invalid": "Write the day like 2026-11-23.", "required": "Choose a day."},
    )


def choose(field: forms.Field, choices: Iterable[tuple[str, str]]) -> None:
    """This function will give a field the choices that are known only when its form is made."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
