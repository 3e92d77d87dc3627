"""Acting on a form, and putting a refusal's words at the field that it names."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import Form
from django.http import HttpResponse

from circlechart.base.kit.errors import Refusal


def at_field(form: Form, refusal: Refusal) -> Form:
    """This function will add a refusal to a form, at the field with that label, or to the whole form."""
    labels = {str(field.label): name for name, field in form.fields.items()}
    form.add_error(labels.get(refusal.field), f"{refusal.because} {refusal.mend}".strip())
    return form


def attempt(
    form: Form, act: Callable[[], HttpResponse], called: Mapping[str, str] | None = None
) -> tuple[HttpResponse | None, int]:
    """This function will act on a form that can be read, and put a refusal at its field.

    It returns what the act answers, or nothing, with the status of the page that shows the form (again). `called` says
    which field of the form stands for what a refusal names.
    """
    if not form.is_valid():
        return None, 422 if form.is_bound else 200
    try:
        return act(), 302
    except Refusal as refusal:
        refusal.field = (called or {}).get(refusal.field, refusal.field)
        at_field(form, refusal)
        return None, refusal.status


def cleaned(form: Form) -> dict[str, Any]:
    """This function will read a form that has no page of its own, or refuse it by its first error. Raises: Refusal."""
    if form.is_valid():
        return form.cleaned_data
    name, errors = next(iter(form.errors.items()))
    value = str(form.data.get(form.add_prefix(name), ""))[:80]
    raise Refusal(str(errors[0]), field=str(form.fields[name].label), value=value, mend="Correct it and send again.")
