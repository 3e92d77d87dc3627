"""Fields that several forms of this room have."""

from typing import Any
from uuid import UUID

from django import forms

ROLES = (
    ("lead", "Lead"),
    ("co_facilitator", "Co-facilitator"),
    ("co_facilitator_2", "Second co-facilitator"),
    ("trainee", "Trainee"),
    ("peer", "Peer specialist"),
    ("supervisor", "Supervisor"),
    ("observer", "Observer"),
)
MORE_ROLES = [name for name, _ in ROLES[2:]]
SHORTEST, LONGEST = 5, 720
Staff = tuple[tuple[str, UUID], ...]


def clock(label: str = "Starts") -> forms.TimeField:
    """This function will make a field for a wall time."""
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Write the time like 18:00.", "required": "Give the start."},
    )


def minutes() -> forms.IntegerField:
    """This function will make a field for how long a meeting lasts."""
    short, long = f"A meeting lasts at least {SHORTEST} minutes.", f"A meeting lasts at most {LONGEST} minutes."
    return forms.IntegerField(
        label="Minutes",
        min_value=SHORTEST,
        max_value=LONGEST,
        error_messages={
            "required": "Say how long.",
            "min_value": short,
            "max_value": long,
            "invalid": "Write a number.",
        },
    )


def choice(label: str, required: bool = True, **given: Any) -> forms.ChoiceField:
    """This function will make a select; its choices come with the form."""
    errors = {"required": f"Choose: {label.lower()}.", "invalid_choice": "Choose one from the list."}
    return forms.ChoiceField(label=label, required=required, error_messages=errors, **given)


def fill(form: forms.Form, name: str, choices: list[tuple[str, str]], blank: str = "") -> None:
    """This function will give a select its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", blank), *choices] if blank else choices


def staff_initial(staff: Staff) -> dict[str, str]:
    """This function will spread who works somewhere over the fields."""
    found: dict[str, str] = {}
    for role, staff_id in staff:
        name = "co_facilitator_2" if role == "co_facilitator" and role in found else role
        found.setdefault(name, str(staff_id))
    return found


def staff_given(cleaned: dict[str, Any], before: Staff = ()) -> Staff:
    """This function will gather the fields again; people for whom there was no field stay."""
    shown = {(name.removesuffix("_2"), value) for name, value in staff_initial(before).items()}
    kept = [(role, staff_id) for role, staff_id in before if (role, str(staff_id)) not in shown]
    named = [(name.removesuffix("_2"), UUID(cleaned[name])) for name, _ in ROLES if cleaned.get(name)]
    return tuple(sorted([*named, *kept]))


class StaffedForm(forms.Form):
    """A form in which a room is chosen, and who works there."""

    room = choice("Room", required=False)
    lead = choice("Lead")
    co_facilitator = choice("Co-facilitator", required=False)
    co_facilitator_2 = choice("Second co-facilitator", required=False)
    trainee = choice("Trainee", required=False)
    peer = choice("Peer specialist", required=False)
    supervisor = choice("Supervisor", required=False)
    observer = choice("Observer", required=False)

    def offer(self, rooms: list[tuple[str, str]], people: list[tuple[str, str]]) -> None:
        """Give the fields their choices."""
        fill(self, "room", rooms, "No room")
        for name, _ in ROLES:
            fill(self, name, people, "Choose" if name == "lead" else "Nobody")

    @property
    def room_id(self) -> UUID | None:
        """The room that was chosen."""
        return UUID(self.cleaned_data["room"]) if self.cleaned_data["room"] else None

    @property
    def more_people(self) -> list[forms.BoundField]:
        """The roles that few groups have."""
        return [self[name] for name in MORE_ROLES]

    @property
    def has_more_people(self) -> bool:
        """Whether one of those is taken."""
        return any(self[name].value() for name in MORE_ROLES)
