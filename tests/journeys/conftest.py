"""Browsers of the journeys."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as known
from playwright.sync_api import Browser, BrowserContext

from tests.conftest import QuietServer
from tests.live import KEY, LiveProcess


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


@pytest.fixture
def live(settings: Any, transactional_db: None) -> Iterator[LiveProcess]:
    """The live process, beside the pages."""
    process = LiveProcess()
    settings.SECRET_KEY, settings.LIVE_PORT = KEY, process.port
    policy = known.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    heard = [*policy["connect-src"], f"http://localhost:{process.port}"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**policy, "connect-src": heard}}
    process.start()
    yield process
    process.kill()
