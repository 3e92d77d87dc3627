"""Reading what the session screen sends: one cell's edit, the read-through of a signing, an addendum."""

import json
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, QueryDict

from circlechart.base.kit.errors import Refusal
from circlechart.care.notes.actions.write import Edit
from circlechart.care.notes.facts import ENTRY_TEXTS

LAST_REVISION = 2**31 - 1
PARTICIPATIONS = ("1", "2", "3", "4")
NO_PASSWORD = {"required": "Type the password that you sign in with."}
LONGEST_FACT = 100  # characters of what a read-through says about itself


class NoParticipation(Refusal):
    because = "That is not a participation."
    field = "Participation"
    mend = "Choose 1 to 4."


class AddendumForm(forms.Form):
    """Words added to a signed note, and why."""

    text = forms.CharField(
        label="Addendum", widget=forms.Textarea(attrs={"rows": 4}), max_length=100_000,
        error_messages={"required": "Write what is added."},
    )  # fmt: skip
    reason = forms.CharField(
        label="Why is it added?", max_length=200, error_messages={"required": "Say why it is added."}
    )
    password = forms.CharField(
        label="Your password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages=NO_PASSWORD,
    )  # fmt: skip


class PasswordForm(forms.Form):
    """The signer's own credential."""

    password = forms.CharField(
        label="Your password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages=NO_PASSWORD,
    )  # fmt: skip


def edit(request: HttpRequest, names: tuple[str, ...]) -> Edit:
    """This function will read one save of one cell, sent as JSON by the page or as a plain form.

    Raises: Refusal naming the field that is not as it should be.
    """
    if request.content_type == "application/json":
        return _json_edit(request.body, names)
    fields: dict[str, Any] = {name: _text(name, request.POST[name]) for name in names if name in request.POST}
    if names == ENTRY_TEXTS:
        chosen = request.POST.get("participation", "").strip()
        if chosen and chosen not in PARTICIPATIONS:
            raise NoParticipation(value=chosen)
        fields["participation"] = int(chosen) if chosen else None
        fields["goals"] = sorted(str(_uuid(goal, "Goals")) for goal in request.POST.getlist("goals"))
    return Edit(fields, _revision(request.POST.get("base_rev")), uuid4())


def read_through(posted: QueryDict) -> dict[UUID, str]:
    """This function will read which texts the signer was shown: their ids and hashes. Unknown fields are ignored."""
    shown: dict[UUID, str] = {}
    for name, value in posted.items():
        if name.startswith("read-"):
            shown[_uuid(name.removeprefix("read-"), "Read-through")] = str(value)
    return shown


def seen(posted: QueryDict) -> dict[UUID, dict[str, str]]:
    """This function will read what each text looked like when it was shown, which only serves to say what changed."""
    found: dict[UUID, dict[str, str]] = {}
    for name, value in posted.items():
        if name.startswith("seen-"):
            try:
                given = json.loads(str(value))
            except (ValueError, RecursionError):
                continue
            if isinstance(given, dict):
                facts = {str(key): str(each)[:LONGEST_FACT] for key, each in given.items()}
                found[_uuid(name.removeprefix("seen-"), "Read-through")] = facts
    return found


def _json_edit(body: bytes, names: tuple[str, ...]) -> Edit:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise Refusal("This save could not be read.", field="Save", mend="Reload the page; your words stay.") from None
    if not isinstance(sent, dict) or not isinstance(sent.get("fields"), dict):
        raise Refusal("This save has no fields.", field="Save", mend="Reload the page.")
    fields = {name: _text(name, sent["fields"][name]) for name in names if name in sent["fields"]}
    if names == ENTRY_TEXTS:
        fields |= _choices(sent["fields"])
    base_idem = sent.get("base_idem")
    return Edit(
        fields,
        _revision(sent.get("base_rev", 0)),
        _uuid(sent.get("idem"), "Save key"),
        _uuid(base_idem, "Save key") if base_idem else None,
    )


def _choices(sent: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if "participation" in sent:
        chosen = sent["participation"]
        if chosen is not None and (isinstance(chosen, bool) or not isinstance(chosen, int)):
            raise NoParticipation(value=chosen)
        fields["participation"] = chosen
    if "goals" in sent:
        goals = sent["goals"]
        if not isinstance(goals, list):
            raise Refusal("Goals come as a list.", field="Goals", mend="Choose them on the screen.")
        fields["goals"] = sorted(str(_uuid(goal, "Goals")) for goal in goals)
    return fields


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise Refusal("This is not text.", field=name, mend="Type words.")
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")  # half a character is none
    return whole.replace("\x00", "").replace("\r\n", "\n")


def _revision(value: object) -> int:
    try:
        number = int(str(value))
    except ValueError:
        number = -1
    if not 0 <= number <= LAST_REVISION:
        raise Refusal("This save does not say which revision it changes.", field="base_rev", mend="Reload the page.")
    return number


def _uuid(value: object, field: str) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        raise Refusal("This is not a key that the page made.", field=field, mend="Reload the page.") from None
