"""What is typed about houses, routes, who attends, printers and blanks."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import RegexValidator

from circlechart.money.clearinghouse.facts import MOST_IN_TRANSACTION, PAPER, USUAL_NAME, HouseGiven
from circlechart.money.clearinghouse.models import QUALIFIERS, House

LARGEST_BLANK = 5_000_000
FARTHEST = Decimal(50)
IDENTIFIER = RegexValidator(r"^[A-Za-z0-9._-]+$", "Write letters, digits, dots, dashes and underscores, no space.")


def _words(label: str, longest: int, hint: str = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": f"{label} is missing."},
    )


def _identifier(label: str, longest: int, hint: str, required: bool = False) -> forms.CharField:
    field = _words(label, longest, hint, required)
    field.validators.append(IDENTIFIER)
    return field


def _count(label: str, hint: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=99_999, help_text=hint, widget=forms.NumberInput(),
        error_messages={"required": f"{label} is missing.", "invalid": "Write a whole number."},
    )  # fmt: skip


class HouseForm(forms.Form):
    """A clearinghouse."""

    name = _words("Name", 60)
    receiver_qualifier = forms.ChoiceField(label="Its kind of number", choices=QUALIFIERS)
    receiver_id = _identifier("Its number", 15, "As its guide gives it (ISA08).", required=True)
    group_receiver = _identifier("Its number for groups", 15, "Only when it differs (GS03).")
    receiver_identifier = _identifier("Its number as receiver", 80, "Only when it differs (1000B).")
    sender_qualifier = forms.ChoiceField(label="Your kind of number", choices=QUALIFIERS)
    sender_id = _identifier("Your number there", 15, "As it was given to you (ISA06). Empty: your tax number.")
    group_sender = _identifier("Your number for groups", 15, "Only when it differs (GS02).")
    production = forms.BooleanField(
        label="Files are real claims", required=False, help_text="Without it they are marked as tests (ISA15)."
    )
    most_claims = _count("Most claims in a file", "More are put into several files.")
    most_in_transaction = _count(
        "Most claims in a transaction", f"The guides recommend at most {MOST_IN_TRANSACTION:,}."
    )
    file_pattern = _words(
        "File name",
        100,
        f"With {{number}}, and {{form}}, {{date}} or {{test}} if it asks for them; usually {USUAL_NAME}.",
    )
    line_ending = forms.ChoiceField(
        label="Behind each segment", choices=House.LineEnding.choices, required=False, widget=forms.RadioSelect
    )

    def given(self) -> HouseGiven:
        """What was typed, as the action takes it."""
        return HouseGiven(**self.cleaned_data)


class RouteForm(forms.Form):
    """Through which house a payer's claims go."""

    house = forms.ChoiceField(label="Goes through", required=False)
    payer_id = _identifier("Payer ID there", 20, "As the clearinghouse lists this payer. Empty: the payer's own.")

    def __init__(self, *args: Any, houses: list[House], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["house"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Nobody: files go to the payer itself"), *((str(each.id), each.name) for each in houses)]

    @property
    def house_id(self) -> UUID | None:
        """The chosen house. Returns None when: the payer itself was chosen."""
        chosen = self.cleaned_data["house"]
        return UUID(chosen) if chosen else None


class AttendingForm(forms.Form):
    """Who attends from a day on."""

    staff = forms.ChoiceField(label="Who attends", error_messages={"required": "Choose somebody."})
    from_on = forms.DateField(
        label="From",
        help_text="The first day of service on whose claims they are named.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day like 2026-11-23.", "required": "Choose a day."},
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["staff"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose"), *people]


def _millimeters(label: str, hint: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=4, decimal_places=1, min_value=-FARTHEST, max_value=FARTHEST, help_text=hint,
        widget=forms.NumberInput(attrs={"step": "0.1"}),
        error_messages={"required": f"{label} is missing; 0 moves nothing.", "invalid": "Write millimeters, like 1.5."},
    )  # fmt: skip


class PrinterForm(forms.Form):
    """A printer and how far it stands from the form."""

    form = forms.ChoiceField(label="Form", choices=list(PAPER.items()), widget=forms.RadioSelect)
    name = _words("Name", 60, "As people call it, such as Front desk.")
    right_mm = _millimeters("To the right", "In millimeters; negative moves to the left.")
    down_mm = _millimeters("Down", "In millimeters; negative moves up.")


class BlankForm(forms.Form):
    """The clinic's own blank."""

    form = forms.ChoiceField(label="Form", choices=list(PAPER.items()), widget=forms.RadioSelect)
    content = forms.FileField(
        label="Blank",
        help_text="A PDF of one page, 8.5 by 11 inches.",
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={"required": "Choose the file of the blank.", "empty": "The file is empty."},
    )

    def clean_content(self) -> bytes:
        """The bytes of the file, if they are few enough."""
        file = self.cleaned_data["content"]
        if file.size > LARGEST_BLANK:
            raise forms.ValidationError("The file is larger than 5 megabytes. Save it smaller.")
        return bytes(file.read())
