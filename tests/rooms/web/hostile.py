"""What the tests of bad input share: a signed-in browser, and a look at every row before and after."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.test import Client as Browser

from tests import cast

BACKEND = "django.contrib.auth.backends.ModelBackend"
# what a refusal may leave behind: that it was refused, and the words that were typed
TRACES = {"audit_auditevent", "notes_draftrevision", "access_user"}


def browse(clinic: cast.Clinic, who: str, **given: Any) -> Browser:
    """Somebody of the cast at a browser. An unexpected error is raised into the test, never a page."""
    browser = Browser(**given)
    browser.force_login(clinic.user(who), backend=BACKEND)
    return browser


def rows() -> dict[str, str]:
    """A digest of every table of ours."""
    tables = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("circlechart.")}
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables - TRACES):
            cursor.execute(
                f"SELECT md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')) FROM \"{table}\" t"
            )
            found[table] = cursor.fetchone()[0]
    return found


@contextmanager
def nothing_changes() -> Iterator[None]:
    """Every row stays as it was."""
    before = rows()
    yield
    after = rows()
    assert [table for table in before if before[table] != after[table]] == []


def says(answer: HttpResponse, status: int, *words: str) -> str:
    """The answer has this status and these words, and is neither bare nor a traceback."""
    text = unescape(answer.content.decode())
    assert answer.status_code == status, text[:600]
    for each in words:
        assert each in text, text[:2000]
    assert "Traceback" not in text
    assert len(text) > 40
    return text


def names_nobody(text: str, clinic: cast.Clinic) -> None:
    """No client's name, chart number or goal is in this text."""
    private = [client.display_name for client in clinic.clients] + [client.chart_number for client in clinic.clients]
    private += [client.legal_last_name for client in clinic.clients] + [goal.text for goal in clinic.goals]
    assert [each for each in private if each in text] == []


@contextmanager
def silent_logs(caplog: pytest.LogCaptureFixture, clinic: cast.Clinic, *typed: str) -> Iterator[None]:
    """Neither a client nor a typed word comes into the logs."""
    caplog.clear()
    yield
    names_nobody(caplog.text, clinic)
    assert [each for each in typed if each in caplog.text] == []
