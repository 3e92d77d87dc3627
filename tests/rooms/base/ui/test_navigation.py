"""The places in the header: only those that exist and open for this person, the one they are in marked."""

import pytest
from django.test import RequestFactory, override_settings

from circlechart.base.ui import navigation
from circlechart.base.ui.navigation import Place

TODAY, WEEK, ABSENT = (
    Place("Today", "home:today", "today"),
    Place("Week", "home:week", "week", also=("/days/",), parts=("/charge/",)),
    Place("No", "no:no", "x"),
)


@pytest.fixture(autouse=True)
def places(addresses: object, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr(navigation, "PLACES", (TODAY, WEEK, ABSENT))
    monkeypatch.setattr(navigation, "_reach", lambda request, name: True)
    with override_settings(ROOT_URLCONF=addresses):
        yield


def test_place_without_an_address_is_left_out() -> None:
    assert [link.label for link in navigation.links(RequestFactory().get("/"))] == ["Today", "Week"]


def test_place_that_does_not_open_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_reach", lambda request, name: name == "home:week")
    assert [link.label for link in navigation.links(RequestFactory().get("/"))] == ["Week"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "Today"),
        ("/week/", "Week"),
        ("/week/12/", "Week"),
        ("/days/1/", "Week"),
        ("/presence/1/charge/", "Week"),
        ("/other/", None),
    ],
)
def test_current_place_is_the_deepest_that_holds_the_page(path: str, current: str | None) -> None:
    marked = [link.label for link in navigation.links(RequestFactory().get(path)) if link.current]
    assert marked == ([current] if current else [])
