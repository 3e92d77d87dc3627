"""Putting a refusal's words at the field that it names."""

from django.forms import Form

from circlechart.base.kit.errors import Refusal


def at_field(form: Form, refusal: Refusal) -> Form:
    """This function will add a refusal to a form, at the field with that label, or to the whole form."""
    labels = {str(field.label): name for name, field in form.fields.items()}
    form.add_error(labels.get(refusal.field), f"{refusal.because} {refusal.mend}".strip())
    return form
