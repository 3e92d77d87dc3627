"""The fields of what is typed: days, words, and the value of a rule by the shape of its kind."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from circlechart.money.payers.facts import AMOUNTS, CREDENTIALS, DATES, TAKEN, Kind, RuleLine

HINTS = {
    "code": "Five capital letters and digits, such as 90853.",
    "modifier": "Two capital letters or digits, such as 95.",
    "modifiers": "Up to four, with a space between, such as HF HQ.",
    "place": "Two digits, such as 10.",
    "revenue": "Four digits, such as 0906.",
    "bill": "The first two digits, such as 13; the frequency is added for each claim.",
    "dated": "Each code with its day, such as 11:start. Days: start of care, first, last, service.",
    "valued": "Each code with what it tells, such as 80:days. Days, units, or an amount.",
    "point": "One digit or letter, such as 1.",
    "status": "Two digits, such as 01.",
    "words": "As it shall stand on the claim.",
    "papers": "Report type and how it is sent, such as OZ:AA.",
    "conditions": "Two digits or letters each, with a space between, such as 92.",
    "codes": "Five capital letters and digits each, with a space between, such as 90853 H0038.",
}
LISTS = ("modifiers", "conditions", "codes", "dated", "valued", "papers")
Choices = Sequence[tuple[str, str]]
SEEN = "I have seen that these charges are derived anew"


def day(label: str, hint: str = "") -> forms.DateField:
    """This function will make the field of a day."""
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day like 2026-11-23.", "required": "Choose a day."},
    )


def later(label: str, hint: str = "") -> forms.DateField:
    """This function will make the field of a day that may be left out."""
    field = day(label, hint)
    field.required = False
    return field


def owner_field() -> forms.ChoiceField:
    """This function will make the field of who looks after a rule."""
    return forms.ChoiceField(label="Owner", required=False, help_text="Who looks after it.")


def words(label: str, longest: int, hint: str, required: bool = True) -> forms.CharField:
    """This function will make a field of words."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": f"{label}: this is missing."},
    )


def id_of(typed: str) -> UUID | None:
    """This function will read a chosen id. Returns None when: nothing was chosen."""
    return UUID(typed) if typed else None


def shown(kind: Kind, value: Any) -> Any:
    """This function will turn a rule's value into what its form shows."""
    return " ".join(value) if kind.shape in LISTS and value else value


def first_shown(line: RuleLine, today: date) -> dict[str, Any]:
    """This function will say what the form of a rule shows first: what holds, from today on, for the contract."""
    value = line.value.value if line.value else None
    found = {"value": shown(line.kind, value), "absent": bool(line.value) and value is None}
    return found | {"from_on": today, "read_on": today, "level": "contract"}


def value_field(kind: Kind) -> forms.Field:
    """This function will make the field of a rule's value, by the shape of its kind."""
    if kind.shape == "number":
        return forms.IntegerField(
            label="Value", required=False, min_value=1, max_value=kind.most, help_text=f"In {kind.unit}.",
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            error_messages={"invalid": f"Write a whole number from 1 to {kind.most}."},
        )  # fmt: skip
    if kind.shape == "choice":
        return forms.ChoiceField(label="Value", required=False, choices=kind.choices, widget=forms.RadioSelect)
    if kind.shape in ("levels", "modalities"):
        named = CREDENTIALS if kind.shape == "levels" else TAKEN
        choices = [(key, words.capitalize()) for key, words in named.items()]
        return forms.MultipleChoiceField(
            label="Value", required=False, choices=choices, widget=forms.CheckboxSelectMultiple
        )
    if kind.shape == "flag":
        return forms.BooleanField(label="This payer has it", required=False)
    return words("Value", 260 if kind.shape in LISTS else kind.most or 20, HINTS[kind.shape], required=False)


def _paired(typed: str) -> str:
    """A code stays in capitals; the word for what it tells is one of a list."""
    code, colon, meaning = typed.partition(":")
    return f"{code}:{meaning.lower()}" if colon and meaning.lower() in (*DATES, *AMOUNTS) else typed


def plain(kind: Kind, typed: Any) -> Any:
    """This function will turn what was typed into the value as a rulebook has it."""
    if kind.shape in LISTS:
        return [_paired(each) for each in str(typed).upper().replace(",", " ").split()]
    if kind.shape == "words":
        return str(typed).strip()
    return str(typed).strip().upper() if kind.shape in HINTS else typed
