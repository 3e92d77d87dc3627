"""What is asked of the audit trail; it stands in the address, so it holds ids and a day, never a name."""

from typing import Any
from uuid import UUID

from django import forms

from circlechart.base.ui.fields import day
from circlechart.web.office.queries import Wanted
from circlechart.web.office.queries.trail import KINDS


class TrailForm(forms.Form):
    """Whose, by whom, when, of which kind."""

    client = forms.UUIDField(required=False, widget=forms.HiddenInput)
    person = forms.ChoiceField(label="By", required=False)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "All"), *KINDS.items()])
    day = day("Day", required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Everybody"), *people]

    def wanted(self) -> Wanted:
        """What was asked; what nobody understands is not asked."""
        given = self.cleaned_data if self.is_valid() else {}
        person = given.get("person") or None
        return Wanted(
            client=given.get("client"),
            person=UUID(person) if person else None,
            day=given.get("day"),
            kind=given.get("kind", ""),
            page=given.get("page") or 1,
        )
