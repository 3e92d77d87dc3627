"""Reading what a supervisor types: a comment, a return, a password, a read-through."""

from uuid import UUID

from django import forms
from django.http import QueryDict

from circlechart.base.kit.errors import Refusal

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
