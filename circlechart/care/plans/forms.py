"""What a clinician types about a plan."""

from typing import Any
from uuid import UUID

from django import forms

from circlechart.base.ui.fields import choose, day
from circlechart.care.plans.facts import (
    InterventionGiven,
    ObjectiveGiven,
    OutlineGiven,
    ProblemGiven,
    SigningGiven,
)
from circlechart.care.plans.models import Intervention, Objective, PlanSignature, PlanVersion

LONGEST = 4000
RANKS = [
    ("", "On no claim"),
    ("1", "Yes, the principal diagnosis"),
    *((str(n), f"Yes, rank {n}") for n in range(2, 13)),
]


def _area(label: str, rows: int = 2, most: int = LONGEST, required: bool = False, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"{label}: write it here."},
    )  # fmt: skip


def _line(label: str, most: int, required: bool = True, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=hint,
        error_messages={"required": f"{label}: write it here."},
    )  # fmt: skip


class OutlineForm(forms.Form):
    """The client as a whole."""

    wish = _area("What the client wants from treatment", hint="In the client's own words.")
    strengths = _area("Strengths")
    needs = _area("What stands in the way")
    discharge = _area("How both will know that it is done")
    rev = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def given(self) -> OutlineGiven:
        """What was typed, as the action takes it."""
        return OutlineGiven(**self.cleaned_data)


class ProblemForm(forms.Form):
    """A problem, with its code looked up by letters or words."""

    statement = _area("How it shows in this client's life", most=400, required=True)
    words = _line(
        "Look up a code", 80, required=False, hint="By letters, such as F10, or by words, such as alcohol moderate."
    )
    code = forms.CharField(max_length=8, required=False, widget=forms.HiddenInput)
    rank = forms.TypedChoiceField(
        label="A diagnosis on claims, too", choices=RANKS, required=False, coerce=int, empty_value=None
    )
    from_on = day("From")

    def given(self) -> ProblemGiven:
        """What was typed, as the action takes it; a code that was typed and not chosen is taken as typed."""
        given = self.cleaned_data
        typed = str(given["words"]).strip()
        code = given["code"] or (typed if typed[:1].isalpha() and typed[1:2].isdigit() else "")
        return ProblemGiven(given["statement"], code[:8], "", given["from_on"], given["rank"])


class GoalForm(forms.Form):
    """A goal in the client's own words, and the problem that it answers."""

    number = _line("Number", 10, hint="Such as 2.1.")
    text = _area("Goal", most=400, required=True, hint="In the client's own words.")
    problem = forms.ChoiceField(label="Answers the problem", required=False)
    from_on = day("From")

    def __init__(self, *args: Any, problems: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["problem"], [("", "None of those"), *problems])


class ObjectiveForm(forms.Form):
    """A measurable step with its day."""

    text = _area("Objective", most=400, required=True, hint="What the client will do, so that others could see it.")
    measure = _line("Measured by", 200, hint="Such as: sleep diary, four nights of seven.")
    target_on = day("Target date")
    from_on = day("From")

    def given(self) -> ObjectiveGiven:
        """What was typed, as the action takes it."""
        return ObjectiveGiven(**self.cleaned_data)


class InterventionForm(forms.Form):
    """A group so many times a week, or another service."""

    what = forms.ChoiceField(label="What", error_messages={"required": "Choose what is done."})
    times = forms.IntegerField(label="Times", min_value=1, max_value=21, initial=1)
    every_weeks = forms.IntegerField(label="In so many weeks", min_value=1, max_value=13, initial=1)
    words = _line("How, and what for", 300, required=False)
    goals = forms.MultipleChoiceField(label="Toward", required=False, widget=forms.CheckboxSelectMultiple)
    from_on = day("From")

    def __init__(self, *args: Any, groups: list[tuple[str, str]], goals: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = [each for each in Intervention.Kind.choices if each[0] != Intervention.Kind.GROUP]
        choose(self.fields["what"], [("", "Choose a group or a service"), *groups, *services])
        choose(self.fields["goals"], goals)

    def given(self) -> InterventionGiven:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        service = given["what"] in Intervention.Kind.values
        return InterventionGiven(
            kind=given["what"] if service else Intervention.Kind.GROUP,
            group_id=None if service else UUID(given["what"]),
            words=given["words"],
            times=given["times"],
            every_weeks=given["every_weeks"],
            staff_id=None,
            goals=tuple(UUID(each) for each in given["goals"]),
            from_on=given["from_on"],
        )


class LastDayForm(forms.Form):
    """The last day of a part of the plan."""

    last_on = day("Last day")


class OutcomeForm(forms.Form):
    """What became of an objective, and its last day."""

    outcome = forms.ChoiceField(label="What became of it", choices=Objective.Outcome.choices)
    last_on = day("Last day")


class AnswersForm(forms.Form):
    """Which problem a goal answers."""

    problem = forms.UUIDField(label="Problem", required=False)


class SigningForm(forms.Form):
    """A plan that was read through, and its days."""

    kind = forms.ChoiceField(label="This is", choices=PlanVersion.Kind.choices[1:], widget=forms.RadioSelect)
    findings = _area("What the review found, or why it is revised", rows=4)
    from_on = day("In force from")
    review_on = day("Review by")
    read = forms.CharField(widget=forms.HiddenInput, max_length=64)
    password = forms.CharField(
        label="Your password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Type the password that you sign in with."},
    )  # fmt: skip

    def __init__(self, *args: Any, first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first:
            del self.fields["kind"], self.fields["findings"]

    def given(self) -> SigningGiven:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        kind, findings = given.get("kind", PlanVersion.Kind.INITIAL), given.get("findings", "")
        return SigningGiven(kind, given["from_on"], given["review_on"], findings, given["read"])


class ClientSignatureForm(forms.Form):
    """The client, or a parent or guardian, signs with somebody there, or declines."""

    meaning = forms.ChoiceField(label="Who signs", choices=PlanSignature.Meaning.choices[1:3], widget=forms.RadioSelect)
    method = forms.ChoiceField(label="How", choices=PlanSignature.Method.choices[1:], widget=forms.RadioSelect)
    name = _line("Name", 130, hint="Typed by the person who signs.")
    remark = _line("Remark", 200, required=False, hint="Why it was declined, or where the paper is kept.")


class SupervisorSignatureForm(forms.Form):
    """The supervisor's own credential."""

    password = forms.CharField(
        label="Your password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Type the password that you sign in with."},
    )  # fmt: skip
