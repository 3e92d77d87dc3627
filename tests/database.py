"""Loaded before anything else (`-p tests.database`): one PostgreSQL for the whole run, and settings that point at it."""

import atexit
import os
from pathlib import Path

from circlechart.base.database import embedded

FOLDER = Path(__file__).resolve().parent.parent / ".data" / "tests"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "circlechart.web.settings")
os.environ.setdefault("CIRCLECHART_DATA", str(FOLDER))
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in the test's thread

if "DATABASE_URL" not in os.environ:
    _cluster = embedded.cluster(FOLDER, fast=True)
    _cluster.start()
    os.environ["DATABASE_URL"] = _cluster.url
    if not os.environ.get("CIRCLECHART_KEEP_TEST_DATABASE"):
        atexit.register(_cluster.stop)
