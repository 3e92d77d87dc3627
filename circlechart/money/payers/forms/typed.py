"""What is typed about a payer's rules and fees. The form of a rule follows the shape of its kind; nobody types code."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from circlechart.money.payers import rules
from circlechart.money.payers.facts import (
    AMOUNTS,
    CREDENTIALS,
    DATES,
    TAKEN,
    TRUST,
    FeeGiven,
    Kind,
    Move,
    RuleGiven,
    RuleLine,
    StepGiven,
)

HIGHEST = 9_999_999
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
STATE = re.compile(r"[A-Z]{2}")
Choices = Sequence[tuple[str, str]]
SEEN = "I have seen that these charges are derived anew"


def _day(label: str, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day like 2026-11-23.", "required": "Choose a day."},
    )


def _later(label: str, hint: str = "") -> forms.DateField:
    field = _day(label, hint)
    field.required = False
    return field


def _owner() -> forms.ChoiceField:
    return forms.ChoiceField(label="Owner", required=False, help_text="Who looks after it.")


def _words(label: str, longest: int, hint: str, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": f"{label}: this is missing."},
    )


class FeeForm(forms.Form):
    """A fee of a code from a day on."""

    code = _words("Code", 5, HINTS["code"])
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
    from_on = _day("From", "The first day of service with this fee. The fee before it ends the day before.")
    seen = forms.BooleanField(label=SEEN, required=False)

    def clean_code(self) -> str:
        """Codes are written in capitals."""
        return str(self.cleaned_data["code"]).strip().upper()

    def given(self) -> FeeGiven:
        """What was typed, as the action takes it."""
        return FeeGiven(self.cleaned_data["code"], self.cleaned_data["amount"], self.cleaned_data["from_on"])


class RuleForm(forms.Form):
    """One rule from a day on."""

    absent = forms.BooleanField(label="This payer has no such rule", required=False)
    from_on = _day("From", "The first day of service to which it applies.")
    source = _words(
        "Where you read it", 200, "The manual and its chapter, the letter, or who said so on the telephone."
    )
    read_on = _day("Read on")
    url = forms.URLField(label="Address of the page", max_length=300, required=False, assume_scheme="https")
    trust = forms.ChoiceField(
        label="How well it is known",
        choices=list(TRUST.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Say how well it is known."},
    )
    level = forms.ChoiceField(
        label="Said for",
        required=False,
        widget=forms.RadioSelect,
        help_text="The nearest holds: the last of this list.",
    )
    trial = forms.BooleanField(label="On trial: shown beside what is decided, and decides nothing yet", required=False)
    owner = _owner()
    review_on = _later("Next review", "When somebody reads the payer's text again.")
    seen = forms.BooleanField(label=SEEN, required=False)

    def __init__(self, *args: Any, kind: Kind, levels: Choices, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["value"] = _value_field(kind)
        choose(self.fields["level"], levels)
        choose(self.fields["owner"], [("", "Nobody yet"), *owners])
        if not kind.optional:
            del self.fields["absent"]

    def clean(self) -> dict[str, Any]:
        """A value, or the word that there is none."""
        given: dict[str, Any] = self.cleaned_data
        if not given.get("absent") and not given.get("value") and "value" not in self.errors:
            self.add_error("value", "The value is missing.")
        return given

    def given(self) -> RuleGiven:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        value = None if typed.get("absent") else _plain(self.kind, typed["value"])
        level, _, plan = str(typed["level"] or "contract").partition(":")
        return RuleGiven(
            self.kind.key, value, typed["from_on"], typed["source"], typed["trust"], typed["read_on"], typed["url"],
            level, UUID(plan) if plan else None, typed["trial"], _id(typed["owner"]), typed["review_on"],
        )  # fmt: skip


class StepForm(forms.Form):
    """A step with a version of a rule. It asks what the step needs."""

    from_on = _later("From", "The first day of service to which it applies.")
    owner = _owner()
    review_on = _later("Next review", "When somebody reads the payer's text again.")
    why = _words("Why", 300, "The manual and its page, the letter, the call.", required=False)
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
        owner = _id(typed.get("owner", ""))
        return StepGiven(self.move.key, typed["why"], typed.get("from_on"), owner, typed.get("review_on"))


class StateForm(forms.Form):
    """Whose state's rules a payer follows."""

    state = _words("State", 2, "Two letters, such as IL. Empty: the rules of no state.", required=False)
    seen = forms.BooleanField(label=SEEN, required=False)

    def clean_state(self) -> str:
        """Two letters, or nothing."""
        typed = str(self.cleaned_data["state"]).strip().upper()
        if typed and STATE.fullmatch(typed) is None:
            raise forms.ValidationError("A state has two letters, such as IL.")
        return typed


def choose(field: forms.Field, choices: Choices) -> None:
    """This function will give a field its choices."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


def _id(typed: str) -> UUID | None:
    return UUID(typed) if typed else None


def shown(kind: Kind, value: Any) -> Any:
    """This function will turn a rule's value into what its form shows."""
    return " ".join(value) if kind.shape in LISTS and value else value


def first_shown(line: RuleLine, today: date) -> dict[str, Any]:
    """This function will say what the form of a rule shows first: what holds, from today on, for the contract."""
    value = line.value.value if line.value else None
    found = {"value": shown(line.kind, value), "absent": bool(line.value) and value is None}
    return found | {"from_on": today, "read_on": today, "level": "contract"}


def _value_field(kind: Kind) -> forms.Field:
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
    return _words("Value", 260 if kind.shape in LISTS else kind.most or 20, HINTS[kind.shape], required=False)


def _paired(typed: str) -> str:
    """A code stays in capitals; the word for what it tells is one of a list."""
    code, colon, meaning = typed.partition(":")
    return f"{code}:{meaning.lower()}" if colon and meaning.lower() in (*DATES, *AMOUNTS) else typed


def _plain(kind: Kind, typed: Any) -> Any:
    if kind.shape in LISTS:
        return [_paired(each) for each in str(typed).upper().replace(",", " ").split()]
    if kind.shape == "words":
        return str(typed).strip()
    return str(typed).strip().upper() if kind.shape in HINTS else typed


class ValueForm(forms.Form):
    """A rule's value alone, as it is tried before it is said."""

    absent = forms.BooleanField(label="As if this payer had no such rule", required=False)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["value"] = _value_field(kind)
        if not kind.optional:
            del self.fields["absent"]

    def clean(self) -> dict[str, Any]:
        """A value that can be the rule, or the word that there is none."""
        given: dict[str, Any] = self.cleaned_data
        if "value" in self.errors:
            return given
        if not given.get("absent") and not given.get("value"):
            self.add_error("value", "The value is missing.")
        elif problem := rules.problem(self.kind.key, self.value()):
            self.add_error("value", problem)
        return given

    def value(self) -> Any:
        """The value as a rulebook has it; None where there is no such rule."""
        return None if self.cleaned_data.get("absent") else _plain(self.kind, self.cleaned_data["value"])
