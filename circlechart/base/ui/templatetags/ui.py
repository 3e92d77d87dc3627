"""The atoms. `docs/visual-language.md` lists each with an example; `/gallery/` shows each in every state."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from circlechart.base.kit import walltime
from circlechart.base.ui import controls, markup, navigation
from circlechart.base.ui.controls import Frame
from circlechart.base.ui.markup import NOTHING, Decided, attributes

register = template.Library()

TONE_ICONS = {"neutral": "dot", "info": "info", "good": "check", "warn": "alert", "bad": "blocked"}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "check" %}`, or `{% icon "check" "Saved" %}` when no words stand beside it."""
    return markup.icon(name, label)


@register.simple_tag
def badge(text: object, tone: str = "neutral", icon: str = "") -> SafeString:
    """`{% badge "Present" tone="good" %}`: always an icon and words, never colour alone."""
    drawn = markup.icon(icon or TONE_ICONS.get(tone, "dot"))
    return format_html('<span class="badge" data-tone="{}">{}<span>{}</span></span>', tone, drawn, text)


@register.simple_tag
def person(name: object, avatar: bool = False) -> SafeString:
    """`{% person client.display_name %}`: a name that the privacy toggle blurs."""
    drawn = initials(name) if avatar else NOTHING
    named = format_html('<span class="person-name">{}</span>', name)
    return format_html('<span class="person">{}{}</span>', drawn, named) if avatar else named


@register.simple_tag
def initials(name: object, size: str = "", blurs: bool = True) -> SafeString:
    """`{% initials staff.display_name blurs=False %}`: a disc with up to two letters, decoration beside the name."""
    words = [word for word in str(name).replace(".", " ").split() if word[0].isalpha()] or ["?"]
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    hue = sum(map(ord, str(name))) % 4
    look = attributes(
        {"class": "avatar person-name" if blurs else "avatar", "data_hue": hue, "data_size": size or None}
    )
    return format_html('<span{} aria-hidden="true">{}</span>', look, letters.upper())


@register.simple_tag
def keys(*names: str) -> SafeString:
    """`{% keys "Ctrl" "Enter" %}`: a key hint, hidden on touch-only devices."""
    caps = format_html_join("", '<kbd class="key">{}</kbd>', ((name,) for name in names))
    return format_html('<span class="keys">{}</span>', caps)


@register.simple_tag
def button(
    label: str,
    kind: str = "",
    icon: str = "",
    decision: Decided | None = None,
    compact: bool = False,
    size: str = "",
    icon_only: bool = False,
    **given: object,
) -> SafeString:
    """`{% button "Sign" kind="primary" icon="pen" decision=may_sign hx_post=url %}`.

    Without `type=` it submits. A refused decision leaves the button reachable by keyboard, inert, and says why.
    """
    refused = decision is not None and not decision.allowed
    inner = _inside(label, icon, icon_only)
    look: dict[str, object] = {"data_kind": kind or None, "data_size": size or None}
    look |= {"data_shape": "icon", "aria_label": label, "title": label} if icon_only else {}
    if not refused or decision is None:
        return format_html(
            '<button class="button"{}>{}</button>', attributes({"type": "submit", **look, **given}), inner
        )
    reason_id = f"why-{given.get('id') or abs(hash((label, decision.because))) % 10**8}"
    look |= {"id": given.get("id"), "aria_disabled": "true", "aria_describedby": reason_id}
    return format_html(
        '<span class="locked"{}><button class="button" type="button"{}>{}</button>'
        '<span class="locked-reason" id="{}">{}<span>{}</span></span></span>',
        attributes({"data_compact": compact}),
        attributes(look),
        inner,
        reason_id,
        markup.icon("lock"),
        decision.because,
    )


@register.simple_tag
def link_button(label: str, href: str, kind: str = "", icon: str = "", size: str = "", **given: object) -> SafeString:
    """`{% link_button "Open" url kind="primary" %}`: looks like a button, goes somewhere."""
    look = {"data_kind": kind or None, "data_size": size or None}
    return format_html(
        '<a class="button" href="{}"{}>{}</a>', href, attributes({**look, **given}), _inside(label, icon, False)
    )


def _inside(label: str, icon: str, icon_only: bool) -> SafeString:
    drawn = markup.icon(icon)
    return drawn if icon_only else format_html("{}<span>{}</span>", drawn, label)


def _frame(name: str, label: str, given: dict[str, Any]) -> Frame:
    return Frame(
        id=given.pop("id", None) or f"id_{name}",
        label=label,
        hint=given.pop("hint", ""),
        error=given.pop("error", ""),
        required=given.pop("required", False),
        quiet=given.pop("quiet", False),
    )


@register.simple_tag
def text_field(name: str, label: str, value: object = "", type: str = "text", **given: Any) -> SafeString:  # noqa: A002  # called as in HTML
    """`{% text_field "reason" "Reason" value hint="…" error="…" required=True quiet=True id="…" hx_post=url %}`."""
    return controls.text_input(_frame(name, label, given), name, value, type, given)


@register.simple_tag
def time_field(name: str, label: str, value: object = "", **given: Any) -> SafeString:
    """`{% time_field "arrived" "Arrived" "18:02" %}`: value is HH:MM."""
    return controls.text_input(_frame(name, label, given), name, value, "time", given)


@register.simple_tag
def text_area(name: str, label: str, value: object = "", rows: int = 3, **given: Any) -> SafeString:
    """`{% text_area "response" "Response" entry.response rows=2 hx_post=url %}`: grows with its text."""
    return controls.text_area(_frame(name, label, given), name, value, rows, given)


@register.simple_tag
def select_field(
    name: str, label: str, options: Iterable[object], value: object = "", blank: str = "", **given: Any
) -> SafeString:
    """`{% select_field "room" "Room" rooms value blank="Choose a room" %}`: options are Option or (value, label)."""
    return controls.select(_frame(name, label, given), name, options, value, blank, given)


@register.simple_tag
def segmented(name: str, legend: str, options: Iterable[object], value: object = "", **given: Any) -> SafeString:
    """`{% segmented "attendance" "Attendance" options row.disposition quiet=True hx_post=url %}`: native radios."""
    return controls.segmented(_frame(name, legend, given), name, options, value, given)


@register.simple_tag
def chips(name: str, legend: str, options: Iterable[object], values: Iterable[object] = (), **given: Any) -> SafeString:
    """`{% chips "goals" "Goals" options chosen %}`: native check boxes."""
    return controls.chips(_frame(name, legend, given), name, options, values, given)


@register.simple_tag
def check(name: str, label: str, checked: bool = False, value: str = "on", **given: object) -> SafeString:
    """`{% check "confirm" "I have read the entry" %}`: one box with its words."""
    box = attributes({"name": name, "value": value, "checked": checked, **given})
    return format_html('<label class="check"><input type="checkbox"{}><span>{}</span></label>', box, label)


@register.inclusion_tag("ui/atoms/field.html")
def field(bound: BoundField, quiet: bool = False, segmented: bool = False) -> dict[str, object]:
    """`{% field form.reason %}`: a Django form field in this language (radio lists: `segmented=True`)."""
    kind = str(getattr(bound.field.widget, "input_type", ""))
    many = bound.use_fieldset and hasattr(bound.field.widget, "choices")
    return {"field": bound, "quiet": quiet, "segmented": segmented, "kind": kind, "many": many}


@register.inclusion_tag("ui/atoms/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, object]:
    """`{% error_summary form %}`: after a refused submit, every error linked to its field."""
    fields = [
        (form[name], [_linked(str(form[name].label), str(error)) for error in errors])
        for name, errors in form.errors.items()
        if name in form.fields
    ]
    return {"fields": fields, "whole": form.non_field_errors(), "count": len(form.errors)}


def _linked(label: str, error: str) -> tuple[str, str]:
    """What leads to the field and what follows it: a sentence that names the field is not told its name twice."""
    return (error, "") if error.lower().startswith(label.lower()) else (label, f": {error}")


@register.simple_block_tag
def notice(content: SafeString, tone: str = "info", title: str = "", icon: str = "", role: str = "") -> SafeString:
    """`{% notice tone="warn" title="Held" %}words{% endnotice %}`; `role="alert"` only for what just happened."""
    shown = {"class": "notice", "data_tone": tone, "role": role or None}
    head = format_html('<p class="notice-title">{}</p>', title) if title else NOTHING
    drawn = markup.icon(icon or TONE_ICONS.get(tone, "info"))
    return format_html('<div{}>{}<div class="notice-body">{}{}</div></div>', attributes(shown), drawn, head, content)


@register.simple_block_tag
def empty(content: SafeString, title: str, icon: str = "calm") -> SafeString:
    """`{% empty "No sessions today" icon="today" %}<p>What to do.</p>{% endempty %}`."""
    return format_html('<div class="empty">{}<p class="empty-title">{}</p>{}</div>', markup.icon(icon), title, content)


@register.simple_tag
def loading(lines: int = 3, label: str = "Loading") -> SafeString:
    """`{% loading lines=4 %}`: the shape of text that is on its way."""
    bars = format_html_join("", '<div class="skeleton-line"{}></div>', ((NOTHING,) for _ in range(lines)))
    return format_html(
        '<div class="skeleton" aria-busy="true"><span class="visually-hidden">{}</span>{}</div>', label, bars
    )


@register.simple_block_tag
def card(content: SafeString, title: str = "", level: int = 2, aside: str = "", flush: bool = False) -> SafeString:
    """`{% card "Roster" aside=badge_html %}…{% endcard %}`; `flush=True` when it holds a table to the edges."""
    head = format_html('<div class="card-head"><h{0}>{1}</h{0}>{2}</div>', level, title, aside) if title else NOTHING
    return format_html('<section class="card"{}>{}{}</section>', attributes({"data_flush": flush}), head, content)


@register.simple_block_tag
def dialog(content: SafeString, id: str, title: str, size: str = "", open: bool = False) -> SafeString:  # noqa: A002  # called as in HTML
    """`{% dialog "move" "Move session" %}<form>…</form>{% enddialog %}`, opened by `<button data-opens="move">`."""
    close = button("Close", kind="quiet", icon="close", icon_only=True, type="button", data_closes=True)
    return format_html(
        '<dialog{}><div class="dialog-head"><h2 id="{}-title">{}</h2>{}</div><div class="dialog-body">{}</div></dialog>',
        attributes({"id": id, "aria_labelledby": f"{id}-title", "data_size": size or None, "data_open": open}),
        id,
        title,
        close,
        content,
    )


@register.simple_block_tag
def toolbar(content: SafeString, label: str) -> SafeString:
    """`{% toolbar "Session" %}…{% endtoolbar %}`: the bar that stays at the bottom; one a page."""
    return format_html('<div class="toolbar" role="group" aria-label="{}">{}</div>', label, content)


@register.simple_tag
def stat(label: str, value: object, hint: str = "") -> SafeString:
    """`{% stat "Present" 7 "of 8" %}`: one figure with its words; put several in `<div class="stats">`."""
    tail = format_html('<span class="stat-hint">{}</span>', hint) if hint else NOTHING
    return format_html(
        '<div class="stat"><span class="stat-label">{}</span><span class="stat-value">{}</span>{}</div>',
        label,
        value,
        tail,
    )


@register.simple_tag
def progress(label: str, value: float, maximum: float, words: str = "", tone: str = "") -> SafeString:
    """`{% progress "Week" 7.5 9 "7.5 of 9 h" tone="warn" %}`: native progress, its words always written out."""
    return format_html(
        '<label class="progress"{}><span class="progress-label"><span>{}</span><span>{}</span></span>'
        '<progress value="{}" max="{}"></progress></label>',
        attributes({"data_tone": tone or None}),
        label,
        words or f"{value} of {maximum}",
        value,
        maximum,
    )


@register.inclusion_tag("ui/atoms/tabs.html")
def tabs(items: Sequence[tuple[str, str]], current: str, label: str = "Views") -> dict[str, object]:
    """`{% tabs items "roster" %}`: items are (label, address) or (label, address, count); current is a label."""
    return {"items": [(*item, None)[:3] for item in items], "current": current, "label": label}


@register.inclusion_tag("ui/atoms/breadcrumb.html")
def breadcrumb(*pairs: str) -> dict[str, object]:
    """`{% breadcrumb "Groups" groups_url group.name "" %}`: label, address, label, address …; the last has no address."""
    return {"steps": list(zip(pairs[::2], pairs[1::2], strict=True))}


@register.inclusion_tag("ui/atoms/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Any, label: str = "Pages") -> dict[str, object]:
    """`{% pagination page %}`: a Django Page; other query parameters are kept."""
    request: HttpRequest | None = context.get("request")
    kept = request.GET.copy() if request else None
    if kept is not None:
        kept.pop("page", None)
    return {"page": page, "label": label, "query": f"&{kept.urlencode()}" if kept else ""}


@register.inclusion_tag("ui/atoms/nav.html", takes_context=True)
def nav(context: template.Context) -> dict[str, object]:
    """`{% nav %}`: the primary navigation, from `circlechart.base.ui.navigation`."""
    request: HttpRequest | None = context.get("request")
    return {"links": navigation.links(request) if request is not None and hasattr(request, "user") else []}


@register.simple_tag(takes_context=True)
def remembered(context: template.Context, name: str) -> str:
    """`{% remembered "theme" %}`: what this browser chose (a cookie), or nothing when it is not a known choice."""
    known = {"theme": {"light", "dark"}, "privacy": {"on"}}
    request: HttpRequest | None = context.get("request")
    value = request.COOKIES.get(name, "") if request is not None else ""
    return value if value in known[name] else ""


@register.simple_tag(takes_context=True)
def theme_choice(context: template.Context) -> SafeString:
    """`{% theme_choice %}`: as the device says, light or dark; `theme.js` remembers it."""
    options = [("", "Device", "screen"), ("light", "Light", "sun"), ("dark", "Dark", "moon")]
    return segmented("theme", "Theme", options, remembered(context, "theme"), id="theme-choice")


@register.filter
def phone(number: str) -> str:
    """`{{ client.phone|phone }}`: ten digits as Americans write them, anything else as it was typed."""
    digits = re.sub(r"[\s().-]", "", number).removeprefix("+1")
    if not re.fullmatch(r"\d{10}", digits):
        return number
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"


@register.filter
def postal(code: str) -> str:
    """`{{ payer.postal_code|postal }}`: nine digits as they stand on an envelope, anything else as it was typed."""
    return f"{code[:5]}-{code[5:]}" if re.fullmatch(r"\d{9}", code) else code


@register.filter
def moment(at: datetime, zone: str) -> str:
    """`{{ note.signed_at|moment:session.time_zone }}`: an instant as wall time at the facility, with its zone."""
    return walltime.moment(at, zone)


@register.filter
def tone(level: str) -> str:
    """`{{ message.level_tag|tone }}`: Django's word for a level in our tones."""
    return {"success": "good", "warning": "warn", "error": "bad"}.get(level, "info")


@register.filter
def refusal_tone(status: int) -> str:
    """`{{ refusal.status|refusal_tone }}`: what was lost to somebody else warns, what is wrong is bad, the rest informs."""
    return {409: "warn", 422: "bad", 400: "bad"}.get(status, "info")


@register.simple_tag
def idle_minutes() -> int:
    """`{% idle_minutes %}`: after how many idle minutes the page asks for the password again."""
    return int(getattr(settings, "IDLE_MINUTES", 15))
