"""Browsers of the journeys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.conftest import QuietServer


@pytest.fixture
def two(browser: Browser) -> Iterator[tuple[BrowserContext, BrowserContext]]:
    """Two browsers: the lead's tablet, 10 inches in portrait, and the co-facilitator's laptop."""
    tablet = browser.new_context(viewport={"width": 810, "height": 1080}, has_touch=True, reduced_motion="reduce")
    laptop = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    for context in (tablet, laptop):
        context.set_default_timeout(20_000)
    yield tablet, laptop
    tablet.close()
    laptop.close()
    QuietServer.settle()
