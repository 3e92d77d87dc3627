"""What is typed about one session."""

from typing import Any
from uuid import UUID

from django import forms

from circlechart.base.ui.fields import day
from circlechart.care.enrollment.models import Group
from circlechart.care.schedules.forms import fields
from circlechart.care.sessions.facts import When

Choices = list[tuple[str, str]]


class MoveForm(fields.StaffedForm):
    """Where and when this one session is, and who works there."""

    local_on = day("Day")
    local_start = fields.clock()
    duration_minutes = fields.minutes()
    modality = fields.choice("Modality", choices=Group.Modality.choices)
    rev = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("local_on", "local_start", "duration_minutes")

    def __init__(self, *args: Any, planned: When, rev: int, rooms: Choices, people: Choices, **kwargs: Any) -> None:
        initial = {
            "local_on": planned.local_on, "local_start": planned.local_start, "modality": planned.modality,
            "duration_minutes": planned.duration_minutes, "room": planned.room_id and str(planned.room_id), "rev": rev,
            **fields.staff_initial(planned.staff),
        }  # fmt: skip
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.planned = planned
        self.offer(rooms, people)

    def given(self) -> When:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return When(
            local_on=data["local_on"],
            local_start=data["local_start"],
            duration_minutes=data["duration_minutes"],
            room_id=self.room_id,
            modality=data["modality"],
            staff=fields.staff_given(data, self.planned.staff),
        )


class CancelForm(forms.Form):
    """Why a session is cancelled."""

    reason = forms.CharField(
        label="Reason",
        max_length=200,
        help_text="Everybody who sees the schedule reads it; name no client.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say why the session is cancelled."},
    )


class SwapForm(forms.Form):
    """With whom to swap rooms."""

    other = forms.UUIDField(label="Swap with", error_messages={"invalid": "Choose one from the list."})


class GuestForm(forms.Form):
    """A client by chart number, and why."""

    chart_number = forms.CharField(
        label="Chart number",
        max_length=20,
        widget=forms.TextInput(attrs={"list": "candidates", "autocomplete": "off"}),
        error_messages={"required": "Choose a client."},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say why."},
    )


class MakeUpForm(forms.Form):
    """What somebody missed."""

    missed = fields.choice("Makes up")

    def __init__(self, *args: Any, missed: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.fill(self, "missed", missed, "Choose a client and a session")

    def given(self) -> tuple[UUID, UUID]:
        """The client, and the session that was missed."""
        client_id, session_id = self.cleaned_data["missed"].split(":")
        return UUID(client_id), UUID(session_id)


class ExcuseForm(forms.Form):
    """Who will not come, and why."""

    client = forms.UUIDField(label="Client", error_messages={"invalid": "Choose one from the list."})
    reason = forms.CharField(
        label="Reason",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say why."},
    )
