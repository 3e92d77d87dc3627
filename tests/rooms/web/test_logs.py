"""A logged error says where it happened and never with which data."""

import logging
import sys
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import IntegrityError, connection
from django.test import Client as Browser
from django.urls import reverse

from circlechart.web.logs import FramesOnly
from tests import cast
from tests.rooms.care.notes.test_sign import NOW, ids, opened
from tests.rooms.web.hostile import browse


def test_an_error_is_logged_with_its_lines_and_kinds_but_not_its_words() -> None:
    try:
        try:
            raise IntegrityError("DETAIL: Failing row contains (Imre Castellan, NC-1001).")
        except IntegrityError as problem:
            raise ValueError("Imre Castellan") from problem
    except ValueError:
        record = logging.LogRecord("circlechart", logging.ERROR, __file__, 1, "broke", None, sys.exc_info())
    words = FramesOnly("{levelname} {message}", style="{").format(record)
    assert "Castellan" not in words
    assert words.startswith("ERROR broke")
    assert "test_logs.py line" in words
    assert words.endswith("ValueError from IntegrityError")


def test_every_line_goes_through_that_formatter() -> None:
    assert settings.LOGGING["formatters"]["line"]["()"] == "circlechart.web.logs.FramesOnly"
    assert {each["formatter"] for each in settings.LOGGING["handlers"].values()} == {"line"}


def test_an_unexpected_error_has_a_page_of_ours_without_its_words(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = cast.clinic()
    browser = Browser(raise_request_exception=False)
    browser.force_login(clinic.user("lead"), backend="django.contrib.auth.backends.ModelBackend")

    def broken(*given: object, **named: object) -> None:
        raise ValueError("Imre Castellan")

    monkeypatch.setattr("circlechart.care.notes.queries.load", broken)
    answer = browser.get(reverse("notes:session", args=[clinic.session(cast.evening()).id]))
    assert answer.status_code == 500
    text = answer.content.decode()
    assert "Something broke on our side" in text
    assert "Castellan" not in text
    assert "Traceback" not in text


@pytest.mark.django_db
def test_the_words_of_a_refused_step_are_not_in_the_log_of_the_database() -> None:
    log = Path(connection.settings_dict["HOST"]).parent / "postgresql.log"
    before = log.stat().st_size
    clinic = cast.clinic()
    with time_machine.travel(NOW, tick=False):
        row = ids(opened(clinic))["Imre Castellan"]
        browser = browse(clinic, "lead")
        browser.post(reverse("attendance:mark", args=[row]), {"base_rev": "1", "choice": "present"})
        reason = "Spoke of Zanzibar and of a relapse. " * 20
        said = browser.post(reverse("attendance:step", args=[row]), {"way": "out", "reason": reason})

    assert said.status_code == 422
    assert b"Zanzibar" not in log.read_bytes()[before:]
