"""What is chosen of files and of the sides of a comparison."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from circlechart.base.coverage.models import Plan
from circlechart.money.payers.facts import Version
from circlechart.money.rulebooks import rules
from circlechart.money.rulebooks.actions import Taking
from circlechart.money.rulebooks.facts import LARGEST_FILE

SEEN = "I have seen that these charges are derived anew"
LONGEST_FILE_NAME = 80
ASKED = {"one": "Compare", "two": "With"}


def _day(label: str, hint: str = "", required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day like 2026-11-23.", "required": "Choose a day."},
    )  # fmt: skip


class FileForm(forms.Form):
    """A file of rules for a payer: chosen first, then confirmed with its text in the page."""

    file = forms.FileField(
        label="File", required=False, allow_empty_file=True,
        help_text="A rulebook in TOML, such as one that was downloaded here. At most 200 kB.",
        widget=forms.FileInput(attrs={"accept": ".toml"}),
    )  # fmt: skip
    from_on = _day("From", "Leave it empty to keep the days that the file says.", required=False)
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    name = forms.CharField(required=False, max_length=LONGEST_FILE_NAME, widget=forms.HiddenInput)
    seen = forms.BooleanField(label=SEEN, required=False)

    def __init__(self, *args: Any, plans: Sequence[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "No plan"), *((str(each.id), each.name) for each in plans)]
        hint = "Rules that the file says for a plan are said for this one."
        self.fields["plan"] = forms.ChoiceField(label="Plan", required=False, choices=choices, help_text=hint)

    @property
    def confirmed(self) -> bool:
        """Whether the file was read and is to be taken."""
        return "take" in self.data

    def clean(self) -> dict[str, Any]:
        """One file, small enough to be read at once."""
        given: dict[str, Any] = self.cleaned_data
        file = given.get("file")
        if file is None and not given.get("text"):
            self.add_error("file", "Choose the file.")
        elif file is not None and file.size > LARGEST_FILE:
            self.add_error("file", f"The file has {file.size} bytes; a rulebook has at most {LARGEST_FILE}.")
        elif file is not None:
            given["content"], given["name"] = file.read(LARGEST_FILE + 1), _plain(file.name)
        else:
            given["content"] = given["text"].encode("utf-8", errors="replace")
        return given

    def taking(self) -> Taking:
        """What was chosen, as the action takes it."""
        given = self.cleaned_data
        plan = UUID(given["plan"]) if given.get("plan") else None
        return Taking(rules.reading(_plain(given["name"]) or "the file", given["content"]), plan, given.get("from_on"))

    def carried(self) -> dict[str, str]:
        """What the page that confirms carries."""
        given = self.cleaned_data
        content = given["content"].decode("utf-8", errors="replace")
        day = given["from_on"].isoformat() if given.get("from_on") else ""
        return {"text": content, "name": given["name"], "plan": given.get("plan", ""), "from_on": day}


def _plain(name: str) -> str:
    return "".join(each for each in name if each.isprintable())[-LONGEST_FILE_NAME:]


def _side(label: str, choices: Sequence[tuple[str, Any]]) -> forms.ChoiceField:
    wrong = {"invalid_choice": "Choose one of the list.", "required": "Choose one of the list."}
    return forms.ChoiceField(label=label, choices=list(choices), error_messages=wrong)


class SidesForm(forms.Form):
    """Two payers or templates, each on a day."""

    one_on = _day("On")
    two_on = _day("On")
    every = forms.BooleanField(label="Also what both say alike", required=False)

    def __init__(self, *args: Any, sides: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {name: _side(label, sides) for name, label in ASKED.items()}


class VersionsForm(forms.Form):
    """Two versions of one rule."""

    def __init__(self, *args: Any, versions: Sequence[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(number), _called(each)) for number, each in enumerate(versions)]
        self.fields |= {name: _side(label, choices) for name, label in ASKED.items()}


def _called(version: Version) -> str:
    since: date = version.value.effective_from
    return f"From {since:%m/%d/%Y}: {version.sentence}"[:90]
