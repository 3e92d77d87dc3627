"""What is typed about clients."""

from typing import Any

from django import forms

from circlechart.base.coverage.models import Coverage
from circlechart.base.people.models import Client
from circlechart.base.ui.fields import day
from circlechart.web.office.facts import ClientGiven, ContactGiven, CoverageGiven
from circlechart.web.office.forms.fields import POSTAL_CODE, STATE, words


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

    chart_number = words("Chart number", 20)
    facility = forms.ChoiceField(label="Facility", error_messages={"required": "Choose a facility."})
    legal_first_name = words("Legal first name", 35)
    legal_middle_name = words("Legal middle name", 25, required=False)
    legal_last_name = words("Legal last name", 60)
    chosen_name = words("Chosen first name", 60, required=False, hint="The name that staff and group use.")
    pronouns = words("Pronouns", 40, required=False)
    birth_on = day("Birth date")
    administrative_sex = forms.ChoiceField(
        label="Sex on the insurance record", choices=Client.AdministrativeSex.choices, widget=forms.RadioSelect
    )
    gender = words("Gender", 60, required=False)
    phone = words("Phone", 20, required=False)
    email = forms.EmailField(label="E-mail", required=False)
    street = words("Street", 55, required=False)
    street_2 = words("Street, second line", 55, required=False)
    city = words("City", 30, required=False)
    state = words("State", 2, required=False)
    postal_code = words("Postal code", 10, required=False)

    def __init__(self, *args: Any, facilities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["facility"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = facilities if len(facilities) == 1 else [("", "Choose a facility"), *facilities]
        self.fields["state"].validators.append(STATE)
        self.fields["postal_code"].validators.append(POSTAL_CODE)

    def given(self) -> ClientGiven:
        """What was typed, as the action takes it."""
        return ClientGiven(**self.cleaned_data)


class CoverageForm(forms.Form):
    """A coverage of a client."""

    plan = forms.ChoiceField(label="Plan", error_messages={"required": "Choose a plan."})
    member_id = words("Member ID", 30)
    group_number = words("Group number", 30, required=False)
    from_on = day("From")
    last_on = day("Through", required=False, hint="Empty while nobody knows.")
    priority = forms.TypedChoiceField(
        label="Priority", choices=[(1, "1, primary"), (2, "2, secondary"), (3, "3")], coerce=int, initial=1
    )
    relation = forms.ChoiceField(label="The client is the subscriber's", choices=Coverage.Relation.choices)
    subscriber_first_name = words("Subscriber's first name", 35, required=False)
    subscriber_last_name = words("Subscriber's last name", 60, required=False)
    subscriber_birth_on = day("Subscriber's birth date", required=False)

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

    number = words("Number", 10, hint="Such as 2.1.")
    text = forms.CharField(
        label="Goal",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write the goal in the client's own words."},
    )
    from_on = day("From")


class DiagnosisForm(forms.Form):
    """A diagnosis."""

    code = words("Code", 8, hint="ICD-10-CM with the dot, such as F11.20.")
    label = words("In short words", 120)
    rank = forms.IntegerField(label="Rank", min_value=1, max_value=12, initial=1, help_text="1 is the principal one.")
    from_on = day("From")


class ContactForm(forms.Form):
    """Somebody to reach about a client."""

    name = words("Name", 120)
    relation = words("Relation", 60, hint="Such as sister, partner, probation officer.")
    phone = words("Phone", 20, required=False)
    email = forms.EmailField(label="E-mail", required=False)
    for_emergency = forms.BooleanField(label="In an emergency, call this person", required=False)
    may_leave_message = forms.BooleanField(label="We may leave a message here", required=False)
    note = words("Remark", 200, required=False, hint="Such as when to call.")

    def clean(self) -> dict[str, Any]:
        """Somebody to reach can be reached."""
        given: dict[str, Any] = self.cleaned_data
        if not given.get("phone") and not given.get("email") and not self.errors:
            self.add_error("phone", "Type a phone number or an e-mail address: without one nobody is reached.")
        return given

    def given(self) -> ContactGiven:
        """What was typed, as the action takes it."""
        return ContactGiven(**self.cleaned_data)


class LastDayForm(forms.Form):
    """The last day of something."""

    last_on = day("Last day")
