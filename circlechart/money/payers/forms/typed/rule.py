"""The form of a rule follows the shape of its kind; nobody types code."""

from typing import Any
from uuid import UUID

from django import forms

from circlechart.base.ui.fields import choose
from circlechart.money.payers import rules
from circlechart.money.payers.facts import TRUST, Kind, RuleGiven
from circlechart.money.payers.forms.typed.fields import (
    SEEN,
    Choices,
    day,
    id_of,
    later,
    owner_field,
    plain,
    value_field,
    words,
)


class RuleForm(forms.Form):
    """One rule from a day on."""

    absent = forms.BooleanField(label="This payer has no such rule", required=False)
    from_on = day("From", "The first day of service to which it applies.")
    source = words("Where you read it", 200, "The manual and its chapter, the letter, or who said so on the telephone.")
    read_on = day("Read on")
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
    owner = owner_field()
    review_on = later("Next review", "When somebody reads the payer's text again.")
    seen = forms.BooleanField(label=SEEN, required=False)

    def __init__(self, *args: Any, kind: Kind, levels: Choices, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["value"] = value_field(kind)
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
        value = None if typed.get("absent") else plain(self.kind, typed["value"])
        level, _, plan = str(typed["level"] or "contract").partition(":")
        return RuleGiven(
            self.kind.key, value, typed["from_on"], typed["source"], typed["trust"], typed["read_on"], typed["url"],
            level, UUID(plan) if plan else None, typed["trial"], id_of(typed["owner"]), typed["review_on"],
        )  # fmt: skip


class ValueForm(forms.Form):
    """A rule's value alone, as it is tried before it is said."""

    absent = forms.BooleanField(label="As if this payer had no such rule", required=False)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["value"] = value_field(kind)
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
        return None if self.cleaned_data.get("absent") else plain(self.kind, self.cleaned_data["value"])
