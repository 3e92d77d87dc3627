"""What a payer answered, as a biller reads it from a remittance; and that a payer was told another way."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from circlechart.base.ui.fields import choose
from circlechart.money.claims.facts import AdjustmentGiven, AnswerGiven, LineGiven, ToldGiven
from circlechart.money.claims.models import ClaimLine, PayerAnswer, ToldPayer

GROUPS = [
    ("", "Group"),
    ("CO", "CO: contract"),
    ("PR", "PR: patient"),
    ("OA", "OA: other"),
    ("PI", "PI: payer"),
    ("CR", "CR: correction"),
]
MOST_ADJUSTMENTS = 4
DECIDED = ("paid", "denied")
HIGHEST = 9_999_999


def _day(label: str, hint: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day like 2026-11-23.", "required": "Choose a day."},
    )


def _amount(label: str, lowest: int | None = 0) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, max_digits=9, decimal_places=2, min_value=lowest, max_value=HIGHEST,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"invalid": "Write dollars and cents, like 62.00."},
    )  # fmt: skip


class AnswerForm(forms.Form):
    """A payer's answer; for each line what was paid, and up to four adjustments."""

    kind = forms.ChoiceField(
        label="Answer",
        choices=PayerAnswer.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the payer answered."},
    )
    answered_on = _day("Answered on", "The date on the remittance, the report or the letter.")
    payer_claim_number = forms.CharField(
        label="Payer's claim number",
        max_length=50,
        required=False,
        help_text="The payer's own number of this claim (ICN). A replacement or void needs it.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reasons = forms.CharField(
        label="Reasons",
        max_length=300,
        required=False,
        help_text="What the payer or clearinghouse wrote. Needed for a rejection.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, lines: Sequence[ClaimLine], kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.billed = list(lines)
        self.kinds = kinds
        chosen = [(value, words) for value, words in PayerAnswer.Kind.choices if value in kinds]
        choose(self.fields["kind"], chosen)
        for at, _ in enumerate(self.billed if self.decides else [], 1):
            line = f" on line {at}" if len(self.billed) > 1 else ""
            self.fields[f"paid{at}"] = _amount(f"Paid{line}")
            for number in range(1, MOST_ADJUSTMENTS + 1):
                self.fields[f"group{at}_{number}"] = forms.ChoiceField(
                    label=f"Adjustment {number}{line}", choices=GROUPS, required=False
                )
                self.fields[f"reason{at}_{number}"] = forms.CharField(
                    label=f"Reason {number}{line}", max_length=5, required=False,
                    widget=forms.TextInput(attrs={"autocomplete": "off"}),
                )  # fmt: skip
                self.fields[f"amount{at}_{number}"] = _amount(f"Amount {number}{line}", None)

    @property
    def decides(self) -> bool:
        """Whether lines can be decided at all: a void is only taken or not."""
        return any(kind in DECIDED for kind in self.kinds)

    @property
    def rows(self) -> list[tuple[ClaimLine, BoundField, list[list[BoundField]]]]:
        """Each line with its fields."""
        if not self.decides:
            return []
        return [
            (line, self[f"paid{at}"], [
                [self[f"{part}{at}_{number}"] for part in ("group", "reason", "amount")]
                for number in range(1, MOST_ADJUSTMENTS + 1)
            ])
            for at, line in enumerate(self.billed, 1)
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """An adjustment is whole or not there."""
        typed: dict[str, Any] = self.cleaned_data
        for at, _ in enumerate(self.billed if self.decides else [], 1):
            for number in range(1, MOST_ADJUSTMENTS + 1):
                parts = [typed.get(f"{part}{at}_{number}") for part in ("group", "reason", "amount")]
                if any(parts) and not all(parts):
                    self.add_error(f"reason{at}_{number}", "Enter group, reason and amount, or leave all three empty.")
        return typed

    def given(self) -> AnswerGiven:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        lines = self.billed if typed["kind"] in DECIDED else []
        return AnswerGiven(
            kind=typed["kind"],
            answered_on=typed["answered_on"],
            payer_claim_number=typed["payer_claim_number"].strip(),
            reasons=typed["reasons"],
            lines=tuple(self._line(at, line) for at, line in enumerate(lines, 1)),
        )

    def _line(self, at: int, line: ClaimLine) -> LineGiven:
        typed = self.cleaned_data
        adjustments = tuple(
            AdjustmentGiven(
                typed[f"group{at}_{number}"],
                typed[f"reason{at}_{number}"].strip().upper(),
                typed[f"amount{at}_{number}"],
            )
            for number in range(1, MOST_ADJUSTMENTS + 1)
            if typed[f"group{at}_{number}"]
        )
        return LineGiven(line.control_number, typed[f"paid{at}"] or Decimal("0.00"), adjustments)


class ToldForm(forms.Form):
    """That a payer was told another way."""

    how = forms.ChoiceField(
        label="How",
        choices=ToldPayer.How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how the payer was told."},
    )
    told_on = _day("Told on", "The day of the call, the entry or the letter.")
    words = forms.CharField(
        label="What was agreed",
        max_length=300,
        help_text="Whom you reached, the reference number, and what the payer will do.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what was agreed."},
    )

    def given(self) -> ToldGiven:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        return ToldGiven(typed["how"], typed["words"], typed["told_on"])
