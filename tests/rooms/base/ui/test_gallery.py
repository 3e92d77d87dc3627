"""Every atom in every state, looked at by a real browser: axe, width, focus, target size, content security policy."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
WIDTHS = [1280, 810, 320]
THEMES = ["light", "dark"]
# axe would otherwise put the stylesheets it reads back into the page, which the policy rightly refuses
AXE = {"preload": False}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_gallery_is_clean(look: Callable[..., object], width: int, theme: str) -> None:
    seen = look(width, theme)
    page = seen.go()
    assert seen.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in found] == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("where", ["/refusal/", "/broken/404/", "/broken/500/", "/broken/400/", "/broken/403_csrf/"])
def test_error_page_is_clean(look: Callable[..., object], where: str, theme: str) -> None:
    page = look(320, theme).go(where)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert Axe().run(page, options=AXE).response["violations"] == []
    assert page.get_by_role("heading", level=1).count() == 1


def test_dialog_is_clean_open(look: Callable[..., object]) -> None:
    page = look(810, "dark").go()
    page.get_by_role("button", name="Move session").click()
    assert Axe().run(page, options=AXE).response["violations"] == []


def test_theme_changes_what_is_drawn(look: Callable[..., object]) -> None:
    grounds = [look(810, theme).go().evaluate("getComputedStyle(document.body).backgroundColor") for theme in THEMES]
    assert grounds[0] != grounds[1]


def test_targets_are_44_px_on_touch(look: Callable[..., object]) -> None:
    small = (
        look(810)
        .go()
        .evaluate("""() => {
        const inLine = (e) => ["P", "LI", "DIV"].includes(e.parentElement.tagName) && e.tagName === "A" && !e.className;
        const reach = (e) => (e.matches("input[type=radio], input[type=checkbox]") ? e.closest("label") ?? e : e);
        return [...document.querySelectorAll("a, button, summary, select, input, textarea")]
          .filter((e) => e.offsetParent && !inLine(e) && !e.closest(".breadcrumb, dialog, .skip-link"))
          .map((e) => [e.outerHTML.slice(0, 90), reach(e).getBoundingClientRect().height])
          .filter(([, height]) => height < 43.5 && height > 0);
    }""")
    )
    assert small == []


def test_focus_is_visible_at_every_stop(look: Callable[..., object]) -> None:
    page = look(1280).go()
    page.locator(".skip-link").evaluate("e => e.focus()")
    unseen = []
    for _ in range(120):
        page.keyboard.press("Tab")
        stop = page.evaluate("""() => {
            const e = document.activeElement;
            if (!e || e === document.body) return null;
            const faces = [e, e.nextElementSibling, e.closest("label"), e.querySelector("summary")].filter(Boolean);
            const seen = faces.some((f) => getComputedStyle(f).outlineStyle !== "none" && parseFloat(getComputedStyle(f).outlineWidth) >= 2);
            const box = e.getBoundingClientRect();
            const bar = document.querySelector(".toolbar").getBoundingClientRect();
            const covered = !e.closest(".toolbar") && box.top > bar.top && box.bottom <= innerHeight;
            return [e.outerHTML.slice(0, 90), seen && !covered];
        }""")
        if stop is None:
            break
        if not stop[1]:
            unseen.append(stop[0])
    assert unseen == []


def test_forced_colors_keeps_boundaries(look: Callable[..., object]) -> None:
    page = look(1280, forced_colors="active").go()
    chosen = page.locator(".segment input:checked + .segment-face").first
    other = page.locator(".segment input:not(:checked) + .segment-face").first
    ground = "e => getComputedStyle(e).backgroundColor"
    assert chosen.evaluate(ground) != other.evaluate(ground)


def test_reduced_motion_stops_animation(look: Callable[..., object]) -> None:
    page = look(1280, reduced_motion="reduce").go()
    assert (
        float(page.locator(".skeleton-line").first.evaluate("e => parseFloat(getComputedStyle(e).animationDuration)"))
        < 0.001
    )


def test_print_hides_what_cannot_be_pressed_on_paper(look: Callable[..., object]) -> None:
    page = look(1280).go()
    page.emulate_media(media="print")
    assert not page.locator(".site-header").is_visible()
    assert not page.locator(".toolbar").is_visible()
    assert page.get_by_role("heading", name="Claim lines").is_visible()
