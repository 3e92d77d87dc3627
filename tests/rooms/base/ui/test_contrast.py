"""WCAG contrast of the pairs that the stylesheet puts together, computed from tokens.css, in both themes."""

import re
from pathlib import Path

import pytest

from circlechart.base import ui

CSS = (Path(ui.__file__).parent / "static/ui/tokens.css").read_text()
TOKENS = {
    name: (light, dark) for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", CSS)
}
TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "ink-faint", "accent") for ground in ("paper", "surface", "raised")],
    *[(ink, ground) for ink in ("ink", "ink-soft", "ink-faint") for ground in ("sunken", "hover")],
    *[(f"{tone}-ink", f"{tone}-soft") for tone in ("neutral", "info", "good", "warn", "bad")],
    *[("ink", f"{tone}-soft") for tone in ("info", "good", "warn", "bad")],
    *[("bad-ink", ground) for ground in ("paper", "surface")],
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("on-danger", "danger"),
    ("on-danger", "danger-hover"),
    ("accent-ink", "accent-soft"),
    ("accent-ink", "surface"),
]
BOUNDARY = [
    *[("line-control", ground) for ground in ("surface", "paper", "sunken")],
    *[("focus", ground) for ground in ("paper", "surface", "raised", "sunken", "hover", "accent-soft")],
    ("accent", "surface"),
    ("danger", "surface"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_reads_at_4_5_to_1(ink: str, ground: str, theme: int) -> None:
    assert contrast(TOKENS[ink][theme], TOKENS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), BOUNDARY)
def test_boundary_shows_at_3_to_1(line: str, ground: str, theme: int) -> None:
    assert contrast(TOKENS[line][theme], TOKENS[ground][theme]) >= 3


def test_contrast_of_black_and_white_is_21() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21
