"""What is asked when rules are tried: which session, one that is typed, over which days."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from circlechart.base.ui.fields import choose, day
from circlechart.money.payers.facts import CREDENTIALS, MODALITIES, SERVICES
from circlechart.money.payers.facts.kinds import LARGEST_GROUP, LONGEST_SESSION
from circlechart.money.trials.facts import TypedClient, TypedSession

Choices = Sequence[tuple[str, str]]
MOST_DIAGNOSES, MOST_STAFF, MOST_CLIENTS, LONGEST_NAME = 12, 20, 12, 60
NOTES = {"signed": "Signed", "unsigned": "Not signed yet", "none": "Did not come"}
WAYS = {"in_person": "By visit", **{key: words.capitalize() for key, words in MODALITIES.items()}}
OTHER, NOBODY = "other", "nobody"


def _whole(label: str, least: int, most: int, hint: str = "", **given: Any) -> forms.IntegerField:
    words = f"Write a whole number from {least} to {most}."
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, help_text=hint,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": words, "min_value": words, "max_value": words, "required": words}, **given,
    )  # fmt: skip


class SearchForm(forms.Form):
    """Which sessions are listed; it stands in the address and holds no name."""

    group = forms.ChoiceField(label="Group", required=False)
    since = day("Held from", required=False)
    until = day("Held until", required=False)

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["group"], [("", "All groups"), *groups])

    def asked(self, since: date, until: date) -> tuple[UUID | None, date, date]:
        """What was asked; what nobody understands is not asked."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        group = given.get("group")
        return (UUID(group) if group else None, given.get("since") or since, given.get("until") or until)


class SessionForm(forms.Form):
    """A session that nobody held."""

    service = forms.ChoiceField(label="Service", choices=list(SERVICES.items()))
    on = day("Day")
    minutes = _whole("Minutes of the session", 1, LONGEST_SESSION)
    present = _whole("Clients in the room", 1, LARGEST_GROUP)
    staff = _whole("Staff", 1, MOST_STAFF)
    level = forms.ChoiceField(
        label="Lead's credential", required=False,
        choices=[*((key, words.capitalize()) for key, words in CREDENTIALS.items()), ("", "None in force")],
    )  # fmt: skip
    modality = forms.ChoiceField(label="Held", choices=list(WAYS.items()))

    def given(self, clients: Sequence[TypedClient]) -> TypedSession:
        """What was typed."""
        typed = self.cleaned_data
        return TypedSession(
            typed["service"], typed["on"], typed["minutes"], typed["present"], typed["staff"], typed["level"],
            typed["modality"], tuple(clients),
        )  # fmt: skip


class ClientForm(forms.Form):
    """One client of a session that nobody held; a row without minutes is no client."""

    name = forms.CharField(
        label="Called", required=False, max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    minutes = _whole("Minutes present", 0, LONGEST_SESSION, required=False)
    note = forms.ChoiceField(label="Note", choices=list(NOTES.items()))
    diagnoses = _whole("Diagnoses", 0, MOST_DIAGNOSES)
    plan = forms.ChoiceField(label="Covered by")
    cosigned = forms.BooleanField(label="Cosigned", required=False)

    use_required_attribute = False

    def __init__(self, data: Any, *, plans: Choices, number: int, initial: dict[str, Any]) -> None:
        super().__init__(data, prefix=f"client{number}", initial=initial)
        self.number = number
        choose(self.fields["plan"], [*plans, (OTHER, "Another payer"), (NOBODY, "Nobody")])

    def given(self) -> TypedClient | None:
        """What was typed. Returns None when: the row is empty."""
        typed = self.cleaned_data
        if typed["minutes"] is None:
            return None
        plan = "" if typed["plan"] == NOBODY else typed["plan"]
        return TypedClient(
            typed["name"] or f"Client {self.number}", typed["minutes"], typed["note"], typed["diagnoses"], plan,
            typed["cosigned"],
        )  # fmt: skip
