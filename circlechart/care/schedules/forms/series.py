"""What is typed about a group, and about when it meets."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms

from circlechart.base.kit.identifiers import uuid7
from circlechart.base.ui.fields import day
from circlechart.care.enrollment.facts import GroupGiven
from circlechart.care.enrollment.models import Group
from circlechart.care.schedules import rules
from circlechart.care.schedules.forms import fields
from circlechart.care.sessions.facts import Slot

Choices = list[tuple[str, str]]
DAYS = [
    (code, name) for code, name in zip(rules.WEEKDAYS, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
]
BY_DATE = ("monthly_weekday", "monthly_day")
WEEKLY = ("weekly", "biweekly")
NEEDS_FIRST = ("biweekly", *BY_DATE)
LAST_INSTEAD = {
    "monthly_day": "Months without a {day} would be skipped. Choose “Every month, on its last day”.",
    "monthly_weekday": "Months without a fifth such weekday would be skipped. "
    "Choose “Every month, on the last such weekday”.",
}  # fmt: skip


class GroupForm(forms.Form):
    """What a group is."""

    name = forms.CharField(
        label="Name", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Give the group a name.", "max_length": "80 characters are enough for a name."},
    )  # fmt: skip
    kind = fields.choice(
        "Kind", choices=Group.Kind.choices, widget=forms.RadioSelect, initial=Group.Kind.OPEN,
        help_text="Open: people join as seats free up. Closed: cycles with a fixed number of sessions.",
    )  # fmt: skip
    service = fields.choice("Service", choices=Group.Service.choices)
    program = fields.choice("Program", required=False)
    capacity = forms.IntegerField(
        label="Capacity", min_value=1, max_value=200,
        error_messages={"required": "Say how many fit.", "min_value": "At least 1.", "max_value": "At most 200."},
    )  # fmt: skip
    minimum_size = forms.IntegerField(
        label="Minimum", min_value=1, max_value=200, required=False, error_messages={"min_value": "At least 1."}
    )
    default_modality = fields.choice("Modality", choices=Group.Modality.choices)
    curriculum = fields.choice("Curriculum", required=False)
    cancel_policy = fields.choice("When a session is cancelled", choices=Group.CancelPolicy.choices)
    advance_on = fields.choice("Topics advance on", choices=Group.AdvanceOn.choices)
    state = fields.choice("State", choices=Group.State.choices, initial=Group.State.ACTIVE)
    from_on = day("From", "This day and all that follow; what is before it stays.")

    def __init__(self, *args: Any, programs: Choices, curricula: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields.fill(self, "program", programs, "None")
        fields.fill(self, "curriculum", curricula, "None")

    def given(self, facility_id: UUID) -> GroupGiven:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return GroupGiven(
            facility_id=facility_id,
            program_id=UUID(data["program"]) if data["program"] else None,
            curriculum_version_id=UUID(data["curriculum"]) if data["curriculum"] else None,
            **{name: data[name] for name in ("name", "kind", "service", "capacity", "minimum_size",
               "default_modality", "cancel_policy", "advance_on", "state")},
        )  # fmt: skip


class SlotForm(fields.StaffedForm):
    """One line of a schedule: some weekdays at one time, in one room, with the same people."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    repeats = fields.choice("Repeats", choices=list(rules.REPEATS.items()), initial="weekly")
    days = forms.MultipleChoiceField(
        label="On", choices=DAYS, required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose days of the week."},
    )  # fmt: skip
    first_on = day("First meeting", "For every two weeks, and for every month by date.", required=False)
    starts = fields.clock()
    minutes = fields.minutes()
    field_order = ("key", "repeats", "days", "first_on", "starts", "minutes")

    def __init__(self, *args: Any, rooms: Choices, people: Choices, before: dict[UUID, Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = before
        self.offer(rooms, people)

    @property
    def is_blank(self) -> bool:
        """Whether it is a line for another meeting, still empty."""
        return not self.initial and not (self.is_bound and self.has_changed())

    def clean(self) -> dict[str, Any]:
        """A line needs its weekdays, or the day of its first meeting; a date that months lack is refused."""
        data = super().clean() or {}
        repeats, first_on = data.get("repeats"), data.get("first_on")
        if repeats in (*WEEKLY, "monthly_last_weekday") and not data.get("days") and "days" not in self.errors:
            self.add_error("days", "Choose at least one day of the week.")
        if repeats in NEEDS_FIRST and first_on is None and "first_on" not in self.errors:
            self.add_error("first_on", "Say when it meets first.")
        if first_on is not None and rules.skips_months(str(repeats), first_on):
            self.add_error("first_on", LAST_INSTEAD[str(repeats)].format(day=f"{first_on.day}th or 31st"[:4]))
        return data

    def slots(self, from_on: date) -> list[Slot]:
        """One slot for each weekday; what met before keeps its key, so that its sessions follow."""
        data = self.cleaned_data
        known = self.before.get(data["key"]) if data["key"] else None
        _, day_before = rules.repeats_of(known.rule) if known else ("", "")
        days = self._days(data)
        heir = day_before if day_before in days else days[0]
        return [self._slot(data, day, known if day == heir else None, from_on, known) for day in days]

    def _days(self, data: dict[str, Any]) -> list[str]:
        if data["repeats"] in BY_DATE:
            return [rules.WEEKDAYS[data["first_on"].weekday()]]
        return [day for day in rules.WEEKDAYS if day in data["days"]] or [""]

    def _slot(self, data: dict[str, Any], day: str, heir: Slot | None, from_on: date, known: Slot | None) -> Slot:
        anchor_on = data["first_on"] or from_on
        if data["repeats"] == "biweekly":
            monday = data["first_on"] - timedelta(days=data["first_on"].weekday())
            anchor_on = monday + timedelta(days=rules.WEEKDAYS.index(day))
        rule = rules.rule_for(data["repeats"], day, anchor_on)
        if heir is not None and heir.rule == rule and data["repeats"] not in NEEDS_FIRST:
            anchor_on = heir.anchor_on
        return Slot(
            key=heir.key if heir else uuid7(),
            rule=rule,
            anchor_on=anchor_on,
            starts=data["starts"],
            minutes=data["minutes"],
            room_id=self.room_id,
            staff=fields.staff_given(data, known.staff if known else ()),
        )


if TYPE_CHECKING:
    _Lines = forms.BaseFormSet[SlotForm]
else:
    _Lines = forms.BaseFormSet


class Slots(_Lines):
    """All lines of a schedule; a line that says it is removed, or was left empty, does not count."""

    def slots(self, from_on: date) -> tuple[Slot, ...]:
        """What the lines say."""
        found: list[Slot] = []
        for form in self.forms:
            if form.has_changed() or form.initial:
                found += [] if form.cleaned_data.get("DELETE") else form.slots(from_on)
        return tuple(found)


SlotsForm = forms.formset_factory(SlotForm, formset=Slots, extra=2, can_delete=True, max_num=14, absolute_max=20)


def slot_initial(slot: Slot) -> dict[str, Any]:
    """This function will spread a slot over the fields of its line."""
    repeats, day = rules.repeats_of(slot.rule)
    return {
        "key": slot.key,
        "repeats": repeats,
        "days": [day] if day and repeats not in BY_DATE else [],
        "first_on": slot.anchor_on if repeats in NEEDS_FIRST else None,
        "starts": slot.starts,
        "minutes": slot.minutes,
        "room": str(slot.room_id or ""),
        **fields.staff_initial(slot.staff),
    }
