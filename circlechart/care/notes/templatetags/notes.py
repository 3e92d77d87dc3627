"""How the words of a note are shown."""

import json
import re
from collections.abc import Iterable, Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from circlechart.care.notes.facts import PARTICIPATION

register = template.Library()
BREAK = SafeString("<br>")


@register.filter
def marked(text: object, names: Iterable[str]) -> SafeString:
    """`{{ narrative.content|marked:desk.named }}`: the text with its line breaks, and the names of others marked in it."""
    words = sorted({re.escape(name) for name in names if name}, key=len, reverse=True)
    if not words:
        return _lines(str(text))
    pieces = re.split(rf"(?<!\w)({'|'.join(words)})(?!\w)", str(text), flags=re.IGNORECASE)
    drawn = [
        format_html('<mark class="named">{}</mark>', piece) if number % 2 else _lines(piece)
        for number, piece in enumerate(pieces)
    ]
    return format_html_join("", "{}", ((piece,) for piece in drawn))


@register.filter
def participation(level: int) -> str:
    """`{{ entry.participation|participation }}`: the level in words."""
    return f"{PARTICIPATION.get(level, '')} ({level} of 4)".lstrip()


@register.filter
def as_json(value: Mapping[str, str]) -> str:
    """`{{ draft.seen|as_json }}`: for a hidden field; the template escapes it."""
    return json.dumps(value, sort_keys=True)


def _lines(text: str) -> SafeString:
    return format_html_join(BREAK, "{}", ((line,) for line in text.split("\n")))
