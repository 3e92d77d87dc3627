"""How a refusal is shown at the form that it belongs to."""

from typing import Any

from django.forms import Form

from circlechart.base.kit.errors import Refusal


def cleaned(form: Form) -> dict[str, Any]:
    """This function will read a short form, or refuse it by its first error. Raises: Refusal."""
    if form.is_valid():
        return form.cleaned_data
    name, errors = next(iter(form.errors.items()))
    value = str(form.data.get(form.add_prefix(name), ""))[:80]
    label = str(form.fields[name].label)
    raise Refusal(str(errors[0]), field=label, value=value, mend="Correct it and send again.")
