"""Controls that are not bound to a Django form: the session screen draws hundreds of them, so they are plain strings."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from circlechart.base.ui.markup import NOTHING, attributes, icon


class Option(NamedTuple):
    """One choice. `because` says why it cannot be chosen now (the input is then disabled)."""

    value: object
    label: str
    icon: str = ""
    tone: str = ""
    because: str = ""


def options_of(given: Iterable[object]) -> list[Option]:
    """This function will read options given as Option, as (value, label, …) or as a bare word."""
    return [Option(*item) if isinstance(item, tuple) else Option(item, str(item)) for item in given]


class Frame(NamedTuple):
    """What stands around a control: its label above, hint and error joined to it by aria-describedby."""

    id: str
    label: str
    hint: str = ""
    error: str = ""
    required: bool = False
    quiet: bool = False

    @property
    def described_by(self) -> str | None:
        parts = [f"{self.id}-hint"] if self.hint else []
        parts += [f"{self.id}-error"] if self.error else []
        return " ".join(parts) or None

    def extras(self) -> SafeString:
        hint = format_html('<p class="hint" id="{}-hint">{}</p>', self.id, self.hint) if self.hint else NOTHING
        error = (
            format_html('<p class="error-text" id="{}-error">{}<span>{}</span></p>', self.id, icon("alert"), self.error)
            if self.error
            else NOTHING
        )
        return format_html("{}{}", hint, error)

    def control(self, given: Mapping[str, object]) -> SafeString:
        return attributes(
            {
                "id": self.id,
                "required": self.required,
                "aria_invalid": "true" if self.error else None,
                "aria_describedby": self.described_by,
                **given,
            }
        )

    def around(self, control: SafeString) -> SafeString:
        return format_html(
            '<div class="field"{}><label for="{}"{}>{}</label>{}{}</div>',
            attributes({"data_required": self.required}),
            self.id,
            attributes({"class": "visually-hidden" if self.quiet else None}),
            self.label,
            self.extras(),
            control,
        )

    def group(self, kind: str, inner: SafeString, given: Mapping[str, object]) -> SafeString:
        return format_html(
            '<fieldset class="{}"{}><legend{}>{}</legend>{}{}</fieldset>',
            kind,
            attributes(
                {
                    "id": self.id,
                    "data_required": self.required,
                    "aria_invalid": None,
                    "aria_describedby": self.described_by,
                    **given,
                }
            ),
            attributes({"class": "visually-hidden" if self.quiet else None}),
            self.label,
            self.extras(),
            inner,
        )


def text_input(frame: Frame, name: str, value: object, kind: str, given: Mapping[str, object]) -> SafeString:
    """This function will draw a one-line field."""
    control = format_html(
        "<input{}{}>",
        attributes({"type": kind, "name": name, "value": "" if value is None else value}),
        frame.control(given),
    )
    return frame.around(control)


def text_area(frame: Frame, name: str, value: object, rows: int, given: Mapping[str, object]) -> SafeString:
    """This function will draw a text area that grows with its text; a leading newline of the text is kept."""
    control = format_html(
        "<textarea{}{}>\n{}</textarea>",
        attributes({"name": name, "rows": rows}),
        frame.control({"data_grows": True, **given}),
        "" if value is None else value,
    )
    return frame.around(control)


def select(
    frame: Frame, name: str, options: Iterable[object], value: object, blank: str, given: Mapping[str, object]
) -> SafeString:
    """This function will draw a native select; `blank` is the words of the empty first choice."""
    known = options_of(options)
    if blank:
        known.insert(0, Option("", blank))
    inner = format_html_join(
        "",
        "<option{}>{}</option>",
        (
            (attributes({"value": o.value, "selected": _same(o.value, value), "disabled": bool(o.because)}), o.label)
            for o in known
        ),
    )
    return frame.around(format_html("<select{}{}>{}</select>", attributes({"name": name}), frame.control(given), inner))


def segmented(
    frame: Frame, name: str, options: Iterable[object], value: object, given: Mapping[str, object]
) -> SafeString:
    """This function will draw native radio buttons as one bar; `input_*` attributes go to every radio."""
    on_group, on_input = _divide(given)
    inner = format_html_join(
        "",
        '<label class="segment"{}><input type="radio"{}><span class="segment-face">{}{}</span></label>',
        (
            (
                attributes({"data_tone": o.tone or None, "title": o.because or None}),
                attributes(
                    {
                        "name": name,
                        "value": o.value,
                        "id": f"{frame.id}-{position}",
                        "checked": _same(o.value, value),
                        "required": frame.required,
                        "disabled": bool(o.because),
                        **on_input,
                    }
                ),
                icon(o.icon),
                o.label,
            )
            for position, o in enumerate(options_of(options), 1)
        ),
    )
    bar = format_html('<div class="segments">{}</div>', inner)
    return frame.group("segmented", bar, {"role": "radiogroup", **on_group})


def chips(
    frame: Frame, name: str, options: Iterable[object], values: Iterable[object], given: Mapping[str, object]
) -> SafeString:
    """This function will draw native check boxes as chips; `input_*` attributes go to every box."""
    chosen = {str(value) for value in values}
    on_group, on_input = _divide(given)
    inner = format_html_join(
        "",
        '<label class="chip"{}><input type="checkbox"{}><span>{}</span></label>',
        (
            (
                attributes({"title": o.because or None}),
                attributes(
                    {
                        "name": name,
                        "value": o.value,
                        "id": f"{frame.id}-{position}",
                        "checked": str(o.value) in chosen,
                        "disabled": bool(o.because),
                        **on_input,
                    }
                ),
                o.label,
            )
            for position, o in enumerate(options_of(options), 1)
        ),
    )
    return frame.group("chips", format_html('<div class="chip-list">{}</div>', inner), on_group)


def _same(one: object, other: object) -> bool:
    return str(one) == ("" if other is None else str(other))


def _divide(given: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    on_input = {key.removeprefix("input_"): value for key, value in given.items() if key.startswith("input_")}
    return {key: value for key, value in given.items() if not key.startswith("input_")}, on_input
