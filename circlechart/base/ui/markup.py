"""How an attribute, an icon and an id are written. Everything given is escaped here, once."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Protocol

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

NOTHING = mark_safe("")


class Decided(Protocol):
    """What a button asks of a decision; `circlechart.base.access.decide.Decision` is one."""

    @property
    def allowed(self) -> bool: ...
    @property
    def because(self) -> str: ...


def attributes(given: Mapping[str, object]) -> SafeString:
    """This function will write attributes: `hx_post=url` is ` hx-post="…"`, True is bare, None and False are left out.

    A trailing underscore is dropped (`class_`, `for_`); inner underscores become hyphens.
    """
    written = [
        _named(name) if value is True else f'{_named(name)}="{_escaped(value)}"'
        for name, value in given.items()
        if value is not None and value is not False
    ]
    return SafeString("".join(written))


@lru_cache(maxsize=500)
def _named(name: str) -> str:
    return f" {escape(name.strip('_').replace('_', '-'))}"


def _escaped(value: object) -> str:
    """As `format_html` does it, without its detours: a page with thirty clients writes some two thousand attributes."""
    return str(value) if isinstance(value, SafeString) else escape(str(value))


@lru_cache(maxsize=1)
def sprite() -> str:
    """This function will return the address of the icon sprite."""
    return static("ui/icons.svg")


@lru_cache(maxsize=500)
def icon(name: str, label: str = "", *, always: bool = False) -> SafeString:
    """This function will draw one icon; without a label it is decoration and hidden from assistive technology."""
    if not name:
        return NOTHING
    spoken = format_html(' role="img" aria-label="{}"', label) if label else mark_safe(' aria-hidden="true"')
    kept = mark_safe(" data-always") if always else NOTHING
    return format_html('<svg class="icon"{}{}><use href="{}#{}"></use></svg>', spoken, kept, sprite(), name)
