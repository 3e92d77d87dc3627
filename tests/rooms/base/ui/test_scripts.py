"""The scripts of every page, in a real browser: sending, signing in again, idle, theme, names, dialogs."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
SEND = "async (given) => { const { send } = await import('/static/ui/send.js'); const r = await send(...given); return { ok: r.ok, status: r.status, data: r.data, why: r.why }; }"


def start_sending(page: Page, text: str) -> None:
    page.evaluate(
        "(text) => { window.reply = import('/static/ui/send.js').then(({ send }) => send('/save/', { body: { text } })); }",
        text,
    )


def replied(page: Page) -> Any:
    return page.evaluate("window.reply.then((r) => ({ status: r.status, data: r.data }))")


def test_send_carries_the_token_and_the_body(look: Callable[..., Any], backend: dict[str, Any]) -> None:
    page = look().go()
    reply = page.evaluate(SEND, ["/save/", {"body": {"text": "née", "goals": ["1", "2"], "none": None}}])
    assert reply["status"] == 200
    assert reply["data"] == {"saved": "née"}
    assert backend["sent"] == [{"text": "née", "goals": "2"}]


def test_send_without_a_connection_never_throws_and_shows_the_banner(
    look: Callable[..., Any], backend: dict[str, Any]
) -> None:
    page = look().go()
    page.evaluate("import('/static/ui/send.js')")
    page.context.set_offline(True)
    reply = page.evaluate(SEND, ["/save/", {"body": {"text": "a"}}])
    assert reply["status"] == 0
    assert reply["why"] == "offline"
    expect(page.get_by_text("No connection. Keep writing")).to_be_visible()
    page.context.set_offline(False)
    page.evaluate(SEND, ["/save/", {"body": {"text": "a"}}])
    expect(page.get_by_text("No connection. Keep writing")).to_have_count(0)


def test_send_gives_up_after_its_time(look: Callable[..., Any], backend: dict[str, Any]) -> None:
    page = look().go()
    page.route("**/save/", lambda route: None)
    assert page.evaluate(SEND, ["/save/", {"timeout": 50}])["why"] == "timeout"


def test_expired_session_asks_in_place_keeps_typed_text_and_sends_again(
    look: Callable[..., Any], backend: dict[str, Any]
) -> None:
    page = look().go()
    page.get_by_label("Response").fill("typed before it expired")
    backend["locked"] = True
    start_sending(page, "typed before it expired")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Still you")
    page.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("That is not the password of j.rivera.")
    page.get_by_label("Password").fill(backend["password"])
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    assert replied(page) == {"status": 200, "data": {"saved": "typed before it expired"}}
    expect(page.get_by_label("Response")).to_have_value("typed before it expired")
    assert page.evaluate("document.querySelector('#reauth [name=password]').value") == ""
    assert len(backend["sent"]) == 1


def test_escape_does_not_unlock(look: Callable[..., Any], backend: dict[str, Any]) -> None:
    page = look().go()
    backend["locked"] = True
    start_sending(page, "x")
    expect(page.get_by_role("dialog")).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_two_refused_requests_share_one_dialog(look: Callable[..., Any], backend: dict[str, Any]) -> None:
    page = look().go()
    backend["locked"] = True
    start_sending(page, "one")
    page.evaluate(
        "import('/static/ui/send.js').then(({ send }) => { window.other = send('/save/', { body: { text: 'two' } }); })"
    )
    page.get_by_label("Password").fill(backend["password"])
    page.keyboard.press("Enter")
    assert replied(page)["status"] == 200
    assert page.evaluate("window.other.then((r) => r.status)") == 200
    assert sorted(each["text"] for each in backend["sent"]) == ["one", "two"]


def test_idle_warns_then_locks_in_place(look: Callable[..., Any], backend: dict[str, Any]) -> None:
    seen = look()
    seen.page.clock.install()
    page = seen.go()
    page.get_by_label("Response").fill("still here")
    page.clock.fast_forward("14:20")
    expect(page.get_by_role("dialog")).to_contain_text("Are you still there?")
    page.get_by_role("button", name="I am here").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.clock.fast_forward("15:30")
    page.clock.run_for(2000)
    expect(page.get_by_role("dialog")).to_contain_text("Still you")
    page.get_by_label("Password").fill(backend["password"])
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_label("Response")).to_have_value("still here")


def test_theme_is_remembered_and_drawn_by_the_server(look: Callable[..., Any], backend: dict[str, Any]) -> None:
    page = look(theme="light").go()
    page.get_by_text("j.rivera").first.click()
    page.get_by_role("radio", name="Dark").check()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_hidden_names_are_blurred_and_stay_so(look: Callable[..., Any], backend: dict[str, Any]) -> None:
    page = look().go()
    blur = "getComputedStyle(document.querySelector('th .person-name')).filter"
    assert page.evaluate(blur) == "none"
    page.get_by_role("button", name="Hide names").click()
    page.reload()
    assert "blur" in page.evaluate(blur)
    assert page.get_by_role("button", name="Hide names").get_attribute("aria-pressed") == "true"


def test_nothing_is_kept_in_browser_storage(look: Callable[..., Any], backend: dict[str, Any]) -> None:
    page = look().go()
    page.get_by_role("button", name="Hide names").click()
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert {each["name"] for each in page.context.cookies()} <= {"theme", "privacy", "csrftoken"}


def test_dialog_gives_focus_back(look: Callable[..., Any], backend: dict[str, Any]) -> None:
    page = look().go()
    opener = page.get_by_role("button", name="Move session")
    opener.click()
    expect(page.get_by_role("dialog", name="Move session")).to_be_visible()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_menu_closes_by_escape_and_gives_focus_back(look: Callable[..., Any], backend: dict[str, Any]) -> None:
    page = look().go()
    summary = page.locator("summary.who")
    summary.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    assert page.locator("details.menu").get_attribute("open") is None


def test_skip_link_is_the_first_stop_and_goes_to_the_page(look: Callable[..., Any], backend: dict[str, Any]) -> None:
    page = look().go("/plain/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
