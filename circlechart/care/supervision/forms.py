"""Reading what a supervisor types: a comment, a return, a password, a read-through, a rule, hours."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from circlechart.base.kit.errors import Refusal
from circlechart.base.ui.fields import choose, day
from circlechart.care.supervision.facts import KINDS, LEVELS, MOST_DUE_HOURS

NO_PASSWORD = {"required": "Type the password that you sign in with."}
MOST_AT_ONCE = 40
"""Notes on one page of reading through: more than anybody reads in one sitting."""


class CommentForm(forms.Form):
    """Words about a passage; the passage is marked on the page, or copied into its field."""

    quote = forms.CharField(
        label="Passage", max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mark the words in the note, or copy them here.",
        error_messages={"required": "Mark the words in the note that you comment on, or copy them here."},
    )  # fmt: skip
    text = forms.CharField(
        label="Comment", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what you want to say about this passage."},
    )  # fmt: skip
    place = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    near = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput)


class ReturnForm(forms.Form):
    """What the author should do; comments may stand for it."""

    words = forms.CharField(
        label="What should the author do?", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class CosignForm(forms.Form):
    """The supervisor's own credential."""

    password = forms.CharField(
        label="Your password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages=NO_PASSWORD,
    )  # fmt: skip


def read_through(posted: QueryDict) -> dict[UUID, str]:
    """This function will read which notes were marked as read, with the hash of what was shown of each."""
    return {_uuid(name.removeprefix("read-")): str(value) for name, value in posted.items() if name.startswith("read-")}


def chosen(given: QueryDict) -> list[UUID]:
    """This function will read which notes were chosen for a read-through, at most so many as one page holds."""
    return [_uuid(each) for each in given.getlist("note")[:MOST_AT_ONCE]]


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise Refusal("This is not a note’s key.", field="Note", mend="Choose the notes on the list.") from None


class RuleForm(forms.Form):
    """A new version of a rule of cosigning."""

    level = forms.ChoiceField(
        label="Credential of the author", choices=[(key, words.capitalize()) for key, words in LEVELS.items()]
    )
    payer = forms.ChoiceField(label="Payer", required=False)
    note_kind = forms.ChoiceField(label="Kind of note", required=False, choices=[("", "Every kind"), *KINDS.items()])
    needed = forms.ChoiceField(label="A cosignature is", choices=[("yes", "needed"), ("no", "not needed")])
    due_hours = forms.IntegerField(
        label="Due within, in hours", min_value=1, max_value=MOST_DUE_HOURS, initial=72,
        help_text="Elapsed hours from the author’s signature; 72 are three days.",
        error_messages={"required": "Say within how many hours."},
    )  # fmt: skip
    begins_on = day("From", "Today or later. An earlier version stays for its days.")
    source = forms.CharField(
        label="Source", max_length=300, help_text="The board’s rule, the payer’s manual, or your own policy.",
        error_messages={"required": "Say where it comes from."},
    )  # fmt: skip
    confirmed = forms.BooleanField(label="I have read it in the source", required=False)

    def __init__(self, payers: list[tuple[str, str]], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        choose(self.fields["payer"], [("", "Every payer"), *payers])


class HoursForm(forms.Form):
    """One meeting of supervision."""

    staff = forms.MultipleChoiceField(
        label="Who was there", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose who was there."}
    )
    held_on = day("Day")
    form = forms.ChoiceField(
        label="Form", choices=[("individual", "Individual"), ("group", "Group"), ("observed", "Live observation")]
    )
    minutes = forms.IntegerField(
        label="Minutes", min_value=1, max_value=600, error_messages={"required": "Say how long it was."}
    )
    competencies = forms.CharField(
        label="Competencies and topics", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What was worked on. Name no client.",
    )  # fmt: skip

    def __init__(self, people: list[tuple[str, str]], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        choose(self.fields["staff"], people)


class CorrectionForm(forms.Form):
    """Another length for a line of the log; none strikes it."""

    minutes = forms.IntegerField(
        label="Minutes", min_value=0, max_value=600, error_messages={"required": "Say how long it was, or 0."}
    )
    why = forms.CharField(
        label="Why is it corrected?", max_length=200, error_messages={"required": "Say why it is corrected."}
    )


class SpanForm(forms.Form):
    """From when to when."""

    since = day("From", required=False)
    until = day("To", required=False)
