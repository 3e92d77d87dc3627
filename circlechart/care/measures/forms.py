"""What staff choose when they give forms, and what clients answer."""

from typing import Any

from django import forms
from django.http import QueryDict

from circlechart.care.measures import instruments
from circlechart.care.measures.facts import Answers, Instrument
from circlechart.care.measures.models import Invitation


def _offered() -> list[tuple[str, str]]:
    return [(key, f"{each.short}: {each.about.lower()}") for key, each in instruments.shipped().items()]


class InviteForm(forms.Form):
    """Which forms, and how they reach the client."""

    instruments = forms.MultipleChoiceField(
        label="Questionnaires", choices=_offered, error_messages={"required": "Choose at least one."}
    )
    channel = forms.ChoiceField(label="How", choices=Invitation.Channel.choices)
    session = forms.UUIDField(required=False)


class DoneForm(forms.Form):
    """What was done about an alert."""

    done = forms.CharField(
        label="What was done",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what was done."},
    )
    back = forms.CharField(required=False, max_length=200)


class ChangeForm(forms.Form):
    """From how many points on a change is real."""

    points = forms.IntegerField(label="Points", required=False, min_value=1, max_value=99)
    because = forms.CharField(
        label="Why, or where it is read", max_length=200, error_messages={"required": "Say where it comes from."}
    )


def answers(instrument: Instrument, posted: QueryDict) -> Answers:
    """This function will read the answers of a form; what is no number stands as one that no question has."""
    given: dict[str, Any] = {each.key: posted.get(each.key) for each in instrument.questions}
    return {key: int(value) if value.isdecimal() else -1 for key, value in given.items() if value}
