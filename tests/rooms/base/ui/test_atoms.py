"""Each atom escapes what it is given and says what it must to assistive technology."""

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from circlechart.web.gallery.contents import Decided

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>"


def draw(text: str, **context: object) -> str:
    return Template("{% load ui %}" + text).render(Context({"x": HOSTILE, **context})).strip()


ATOMS = [
    "{% icon 'check' x %}",
    "{% badge x tone=x %}",
    "{% person x avatar=True %}",
    "{% initials x size=x %}",
    "{% keys x %}",
    "{% button x kind=x data_any=x %}",
    "{% button x icon_only=True %}",
    "{% button x decision=refused %}",
    "{% link_button x x %}",
    "{% text_field x x x hint=x error=x %}",
    "{% time_field 'at' x x %}",
    "{% text_area 'words' x x hint=x error=x %}",
    "{% select_field 'room' x options x blank=x %}",
    "{% segmented 'kind' x options x hint=x error=x input_data_x=x %}",
    "{% chips 'goals' x options x %}",
    "{% check 'sure' x value=x %}",
    "{% notice title=x tone=x %}{{ x }}{% endnotice %}",
    "{% empty x %}{{ x }}{% endempty %}",
    "{% loading label=x %}",
    "{% card x aside=x %}{{ x }}{% endcard %}",
    "{% dialog 'd' x %}{{ x }}{% enddialog %}",
    "{% toolbar x %}{{ x }}{% endtoolbar %}",
    "{% stat x x x %}",
    "{% progress x 1 2 x tone=x %}",
    "{% tabs tabs x x %}",
    "{% breadcrumb x x x '' %}",
]


@pytest.mark.parametrize("atom", ATOMS)
def test_atom_escapes_what_it_is_given(atom: str) -> None:
    html = draw(
        atom, refused=Decided(False, HOSTILE), options=[(HOSTILE, HOSTILE, "", "", HOSTILE)], tabs=[(HOSTILE, HOSTILE)]
    )
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html or atom.startswith("{% initials")


def test_button_refused_is_reachable_inert_and_says_why() -> None:
    html = draw("{% button 'End' decision=no id='end' hx_post='/x/' %}", no=Decided(False, "Only the lead may."))
    assert 'aria-disabled="true"' in html
    assert 'aria-describedby="why-end"' in html
    assert 'id="why-end"' in html
    assert "Only the lead may." in html
    assert "hx-post" not in html
    assert 'type="submit"' not in html
    assert " disabled" not in html.replace("aria-disabled", "")


def test_button_allowed_submits_with_its_attributes() -> None:
    html = draw("{% button 'Sign' kind='primary' decision=yes hx_post='/x/' name='verb' %}", yes=Decided(True, ""))
    assert 'type="submit"' in html
    assert 'hx-post="/x/"' in html
    assert 'data-kind="primary"' in html


def test_attribute_true_is_bare_and_false_is_left_out() -> None:
    html = draw("{% button 'A' type='button' hidden=True disabled=False data_x=None %}")
    assert " hidden>" in html
    assert "disabled" not in html
    assert "data-x" not in html


def test_segmented_is_a_native_radio_group_with_one_checked() -> None:
    html = draw(
        "{% segmented 'attendance' 'Attendance' options 'late' %}", options=[("present", "Present"), ("late", "Late")]
    )
    assert html.count('type="radio"') == 2
    assert html.count(" checked") == 1
    assert "<legend>Attendance</legend>" in html
    assert 'value="late" id="id_attendance-2" checked' in html


def test_segmented_option_refused_is_disabled_and_says_why() -> None:
    html = draw("{% segmented 'a' 'A' options '' %}", options=[("x", "X", "", "", "Not yet")])
    assert 'title="Not yet"' in html
    assert " disabled" in html


def test_field_joins_hint_and_error_to_its_control() -> None:
    html = draw("{% text_field 'reason' 'Reason' '' hint='Why' error='Empty' required=True %}")
    assert 'aria-describedby="id_reason-hint id_reason-error"' in html
    assert 'aria-invalid="true"' in html
    assert " required" in html
    assert '<label for="id_reason">Reason</label>' in html


def test_text_area_keeps_a_leading_newline() -> None:
    assert ">\n\nwords</textarea>" in draw("{% text_area 'a' 'A' v %}", v="\nwords")


def test_badge_always_has_an_icon_and_words() -> None:
    html = draw("{% badge 'Held' tone='warn' %}")
    assert "icons.svg#alert" in html
    assert "<span>Held</span>" in html


def test_remembered_takes_only_known_values() -> None:
    request = RequestFactory().get("/", headers={"cookie": 'theme="><script>'})
    assert draw("{% remembered 'theme' %}", request=request) == ""
    request = RequestFactory().get("/", headers={"cookie": "theme=dark"})
    assert draw("{% remembered 'theme' %}", request=request) == "dark"


def test_pagination_keeps_other_query_parameters() -> None:
    from django.core.paginator import Paginator

    request = RequestFactory().get("/?page=2&who=a%22b")
    html = draw("{% pagination page %}", page=Paginator(range(90), 25).page(2), request=request)
    assert "26–50 of 90" in html
    assert 'href="?page=3&amp;who=a%22b"' in html


class Named(forms.Form):
    """A field whose sentence names it, and one whose sentence does not."""

    code = forms.CharField(label="Code", error_messages={"required": "Code: this is missing."})
    trust = forms.CharField(label="How well it is known", error_messages={"required": "Say how well."})


def test_error_summary_names_each_field_once() -> None:
    drawn = draw("{% error_summary form %}", form=Named({}))
    assert '<a href="#id_code">Code: this is missing.</a></li>' in drawn
    assert '<a href="#id_trust">How well it is known</a>: Say how well.</li>' in drawn


@pytest.mark.parametrize(
    ("typed", "shown"), [("609290417", "60929-0417"), ("60929", "60929"), ("K1A 0B1", "K1A 0B1"), ("", "")]
)
def test_postal_writes_nine_digits_as_on_an_envelope(typed: str, shown: str) -> None:
    assert draw("{{ code|postal }}", code=typed) == shown
