"""Acting on a form, and putting a refusal's words at the field that it names."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpResponse

from circlechart.base.kit.errors import Refusal


def at_field(form: Form, refusal: Refusal) -> Form:
    """This function will add a refusal to a form, at the field with that label, or to the whole form."""
    labels = {str(field.label): name for name, field in form.fields.items()}
    form.add_error(labels.get(refusal.field), f"{refusal.because} {refusal.mend}".strip())
    return form


def attempt(form: Form, act: Callable[[], HttpResponse]) -> tuple[HttpResponse | None, int]:
    """This function will act on a form that can be read, and put a refusal at its field.

    It returns what the act answers, or nothing, with the status of the page that shows the form (again).
    """
    if not form.is_valid():
        return None, 422 if form.is_bound else 200
    try:
        return act(), 302
    except Refusal as refusal:
        at_field(form, refusal)
        return None, refusal.status
