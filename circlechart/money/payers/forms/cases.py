"""The cases of a rule as a biller types them: plain facts, no code."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from circlechart.money.payers.facts import CREDENTIALS, SERVICES, RuleGiven
from circlechart.money.payers.facts.cases import WHOLE, CaseGiven

MOST = 9999
FACT_LABELS = {
    "service": "Service", "came": "The client came", "minutes": "Minutes present", "modality": "Held",
    "present": "Clients in the room", "members": "Of them this payer's", "staff": "Staff in the room",
    "rendering_level": "Level of the lead", "cosigned": "Cosigned", "authorized": "Authorized",
    "session_minutes": "Minutes of the session", "used_day": "Units charged before that day",
    "used_week": "Units charged before that week", "used_year": "Units charged before that year",
    "signed_after_hours": "Note signed, hours after", "days_since": "Claimed, days after",
    "week_minutes": "Minutes in the week", "week_over": "The week is over", "goals": "Goals in the note", "same_day": "Other codes of the day",
}  # fmt: skip
FACT_CHOICES = {
    "service": SERVICES, "rendering_level": CREDENTIALS,
    "modality": {"in_person": "In person", "video": "By video", "audio": "By telephone"},
}  # fmt: skip
YES_OR_NO = ("came", "cosigned", "authorized", "week_over")
YES = {"True": "Yes", "False": "No"}
PLAIN = ("came", "minutes", "modality", "present", "rendering_level")
"""What every case shows; the others where its kind asks."""


class CaseForm(forms.Form):
    """One case of a rule: its facts, as its kind suggests them, each of which can be changed."""

    def __init__(self, data: QueryDict | None, case: CaseGiven, shown: Sequence[str]) -> None:
        super().__init__(data, prefix="passes" if case.passes else "fails")
        self.case = case
        for name in shown:
            self.fields[name] = _fact_field(name, case.given.get(name))

    def given(self) -> CaseGiven:
        """The case as typed; what was left empty stays as it was suggested."""
        typed = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        typed |= {name: typed[name] == "True" for name in YES_OR_NO if name in typed}
        if "same_day" in typed:
            typed["same_day"] = [{"code": each, "minutes": 60} for each in typed["same_day"].upper().split()]
        return CaseGiven(self.case.passes, self.case.given | typed)


def _fact_field(name: str, value: Any) -> forms.Field:
    label = FACT_LABELS[name]
    if name in FACT_CHOICES:
        return forms.ChoiceField(label=label, required=False, choices=list(FACT_CHOICES[name].items()), initial=value)
    if name in YES_OR_NO:
        return forms.ChoiceField(label=label, required=False, choices=list(YES.items()), initial=str(bool(value)))
    if name == "same_day":
        codes = " ".join(each["code"] for each in value or ())
        return forms.CharField(label=label, required=False, max_length=60, initial=codes)
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MOST, initial=value,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


def case_forms(data: QueryDict, asked: Sequence[CaseGiven], given: RuleGiven) -> tuple[list[CaseForm], str, bool]:
    """This function will make the forms of a rule's cases, the mark of what they are for, and say whether they were seen.

    Cases that were shown for another value are shown anew.
    """
    mark = f"{given.key} {json.dumps(given.value)} {given.level} {given.plan_id or ''}"
    seen = data.get("cases_for") == mark
    said = [each.given for each in asked]
    differ = {key for each in said for key in each if any(each.get(key) != other.get(key) for other in said)}
    more = {key for each in said for key in each if key not in WHOLE}
    shown = [name for name in FACT_LABELS if name in {*PLAIN, *differ, *more}]
    return [CaseForm(data if seen else None, case=each, shown=shown) for each in asked], mark, seen
