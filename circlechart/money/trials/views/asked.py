"""What the pages of trials have in common: the payer, the rule, and the one change that is tried."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from circlechart.base.coverage.models import Payer
from circlechart.base.kit.errors import NotFound
from circlechart.base.ui.fields import day
from circlechart.money.payers import queries as payers
from circlechart.money.payers import rules as wording
from circlechart.money.payers.facts import Kind, kind_of
from circlechart.money.payers.forms import ValueForm, shown
from circlechart.money.payers.models import RuleVersion
from circlechart.money.trials import queries
from circlechart.money.trials.facts import Change, Given


class ChangeForm(ValueForm):
    """One rule as if it were another, from a day on."""

    from_on = day("From", "The first day of service with it.")


class ReplayForm(ValueForm):
    """What a rule would be, and over which days it is replayed; or a version of it that is on trial."""

    since = day("From", "The first day of the sessions.")
    until = day("Until")
    version = forms.ChoiceField(label="What is replayed", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, versions: dict[str, RuleVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = versions
        field = self.fields["version"]
        assert isinstance(field, forms.ChoiceField)
        told = [
            (key, f"Version {each.number}, on trial: {wording.sentence(each.key, each.value)}")
            for key, each in versions.items()
        ]
        field.choices = [("", "The value typed above"), *told]
        if not versions:
            del self.fields["version"]

    def clean(self) -> dict[str, Any]:
        """Where a version is chosen, what was typed does not matter."""
        given = super().clean()
        if given.get("version"):
            self.errors.pop("value", None)
        return given

    def given(self) -> Given:
        """What is asked to be replayed."""
        typed = self.cleaned_data
        version = self.versions.get(typed.get("version", ""))
        value = version.value if version else self.value()
        return Given(self.kind.key, value, typed["since"], typed["until"], version.id if version else None)


@dataclass(frozen=True, slots=True)
class Asked:
    """The change that is tried, as far as it was said."""

    key: str
    kinds: list[tuple[str, str]]
    form: ChangeForm | None = None
    change: Change | None = None
    query: str = ""
    """The change as it stands in an address; a rule names nobody."""

    @property
    def sentence(self) -> str:
        """The changed rule in words."""
        return wording.sentence(self.change.kind.key, self.change.value) if self.change else ""

    @property
    def status(self) -> int:
        """422 where what was typed cannot be the rule."""
        return 422 if self.form is not None and self.form.errors else 200


def asked(data: QueryDict, payer: Payer, today: date) -> Asked:
    """This function will read the change that is tried. A rule that was only just chosen shows what is in force."""
    key, kinds = data.get("rule", ""), queries.kinds()
    kind = kind_of(key) if key else None
    if kind is None:
        return Asked("", kinds)
    if data.get("shown") != key:
        return Asked(key, kinds, ChangeForm(kind=kind, initial={**in_force(payer, kind, today), "from_on": today}))
    form = ChangeForm(data, kind=kind)
    if not form.is_valid():
        return Asked(key, kinds, form)
    names = ("rule", "shown", "value", "absent", "from_on")
    kept = QueryDict(mutable=True)
    for name in names:
        kept.setlist(name, data.getlist(name))
    return Asked(key, kinds, form, Change(kind, form.value(), form.cleaned_data["from_on"]), kept.urlencode())


def in_force(payer: Payer, kind: Kind, today: date) -> dict[str, Any]:
    """This function will say what a rule's form shows at first: what is in force today."""
    stands = payers.books([payer], today)[payer.id].stands(kind.key, today)
    value = stands.value if stands else None
    return {"value": shown(kind, value), "absent": stands is not None and value is None}


def payer_of(payer_id: UUID) -> Payer:
    """This function will read a payer; payers are the whole organization's. Raises: NotFound."""
    found = Payer.objects.prefetch_related("plans").filter(pk=payer_id).first()
    if found is None:
        raise NotFound()
    return found


def kind_or_nothing(key: str) -> Kind:
    """This function will find the kind of a rule. Raises: NotFound."""
    found = kind_of(key)
    if found is None:
        raise NotFound()
    return found
