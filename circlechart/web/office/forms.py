"""What is typed at the office."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from circlechart.base.coverage.models import Coverage
from circlechart.base.people.models import Client
from circlechart.web.office.facts import ClientGiven, CoverageGiven

STATE = RegexValidator(r"^[A-Z]{2}$", "Write the state as two letters, like IL.")
POSTAL_CODE = RegexValidator(r"^\d{5}(-?\d{4})?$", "Write the postal code as 60929 or 60929-0417.")


def _words(label: str, longest: int, required: bool = True, hint: str = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
        error_messages={"required": f"{label} is missing."},
    )


def _day(label: str, required: bool = True, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the day like 2026-11-23.", "required": "Choose a day."},
    )


class SearchForm(forms.Form):
    """Parts of a name, or a chart number."""

    words = forms.CharField(
        label="Name or chart number",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": "That is longer than any name: 80 characters are enough."},
    )


class ClientForm(forms.Form):
    """Who a client is."""

    chart_number = _words("Chart number", 20)
    facility = forms.ChoiceField(label="Facility", error_messages={"required": "Choose a facility."})
    legal_first_name = _words("Legal first name", 35)
    legal_middle_name = _words("Legal middle name", 25, required=False)
    legal_last_name = _words("Legal last name", 60)
    chosen_name = _words("Chosen first name", 60, required=False, hint="The name that staff and group use.")
    pronouns = _words("Pronouns", 40, required=False)
    birth_on = _day("Birth date")
    administrative_sex = forms.ChoiceField(
        label="Sex on the insurance record", choices=Client.AdministrativeSex.choices, widget=forms.RadioSelect
    )
    gender = _words("Gender", 60, required=False)
    phone = _words("Phone", 20, required=False)
    email = forms.EmailField(label="E-mail", required=False)
    street = _words("Street", 55, required=False)
    street_2 = _words("Street, second line", 55, required=False)
    city = _words("City", 30, required=False)
    state = _words("State", 2, required=False)
    postal_code = _words("Postal code", 10, required=False)

    def __init__(self, *args: Any, facilities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["facility"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = facilities
        self.fields["state"].validators.append(STATE)
        self.fields["postal_code"].validators.append(POSTAL_CODE)

    def given(self) -> ClientGiven:
        """What was typed, as the action takes it."""
        return ClientGiven(**self.cleaned_data)


class CoverageForm(forms.Form):
    """A coverage of a client."""

    plan = forms.ChoiceField(label="Plan", error_messages={"required": "Choose a plan."})
    member_id = _words("Member ID", 30)
    group_number = _words("Group number", 30, required=False)
    from_on = _day("From")
    last_on = _day("Through", required=False, hint="Empty while nobody knows.")
    priority = forms.TypedChoiceField(
        label="Priority", choices=[(1, "1, primary"), (2, "2, secondary"), (3, "3")], coerce=int, initial=1
    )
    relation = forms.ChoiceField(label="The client is the subscriber's", choices=Coverage.Relation.choices)
    subscriber_first_name = _words("Subscriber's first name", 35, required=False)
    subscriber_last_name = _words("Subscriber's last name", 60, required=False)
    subscriber_birth_on = _day("Subscriber's birth date", required=False)

    def __init__(self, *args: Any, plans: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["plan"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a plan"), *plans]

    def given(self) -> CoverageGiven:
        """What was typed, as the action takes it."""
        return CoverageGiven(**self.cleaned_data)


class GoalForm(forms.Form):
    """A goal in the client's own words."""

    number = _words("Number", 10, hint="Such as 2.1.")
    text = forms.CharField(
        label="Goal",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write the goal in the client's own words."},
    )
    from_on = _day("From")


class DiagnosisForm(forms.Form):
    """A diagnosis."""

    code = _words("Code", 8, hint="ICD-10-CM with the dot, such as F11.20.")
    label = _words("In short words", 120)
    rank = forms.IntegerField(label="Rank", min_value=1, max_value=12, initial=1, help_text="1 is the principal one.")
    from_on = _day("From")


class LastDayForm(forms.Form):
    """The last day of something."""

    last_on = _day("Last day")
