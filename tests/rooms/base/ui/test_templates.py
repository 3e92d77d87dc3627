"""What every template of the house must keep: nothing inline, and error pages that stand alone."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

import circlechart
from circlechart.base.kit.errors import Conflict, NotAllowed, NotFound, Refusal

TEMPLATES = sorted(Path(circlechart.__file__).parent.glob("**/templates/**/*.html"))
INLINE = re.compile(
    r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<style|javascript:|<script(?![^>]*\ssrc=)(?![^>]*application/json)", re.I
)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_template_has_nothing_inline(template: Path) -> None:
    assert INLINE.findall(template.read_text()) == []


@pytest.mark.parametrize(
    "planted", ["<p style='x'>", "<a onclick='x'>", "<script>x</script>", "<style>", '<a href="javascript:x">']
)
def test_inline_is_found_when_planted(planted: str) -> None:
    assert INLINE.search(planted)


@pytest.mark.parametrize("page", ["400", "403", "404", "500", "403_csrf"])
def test_error_page_stands_without_any_context(page: str) -> None:
    html = render_to_string(f"{page}.html")
    assert "<h1>" in html
    assert 'href="/"' in html


@pytest.mark.parametrize(
    ("refusal", "heading"),
    [
        (NotFound(), "Nothing here"),
        (NotAllowed("Only the lead may."), "Not allowed"),
        (Conflict("The room is taken."), "Changed in the meantime"),
        (Refusal("End is before start."), "Not saved"),
    ],
)
def test_refusal_page_says_because(refusal: Refusal, heading: str) -> None:
    html = render_to_string("ui/refusal.html", {"refusal": refusal})
    assert f"<h1>{heading}</h1>" in html
    assert refusal.because in html


def test_refusal_page_names_field_value_and_mend_escaped() -> None:
    refused = Refusal("Too short.", field="Reason", value="<script>", mend="Write a sentence.")
    html = render_to_string("ui/refusal.html", {"refusal": refused})
    assert "Reason" in html
    assert "&lt;script&gt;" in html
    assert "<script>" not in html
    assert "Write a sentence." in html
