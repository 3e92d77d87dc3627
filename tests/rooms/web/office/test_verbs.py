"""Every verb that the code writes into the trail is said in words; none is said that nothing writes."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from circlechart.web.office.queries import verbs

CODE = Path(__file__).resolve().parents[4] / "circlechart"
ROOMS = "|".join(
    each.name.rpartition(".")[2] for each in apps.get_app_configs() if each.name.startswith("circlechart.")
)
WRITTEN_WHOLE = re.compile(rf'"((?:{ROOMS})\.[a-z_]+)"')
WRITTEN_IN_PARTS = (
    ("care/attendance/actions", r'keep\(attendance, (?:"(\w+)" if signed else )?"(\w+)"', "attendance"),
    ("care/enrollment/actions", r'_record\(\w+, "(\w+)"', "enrollment"),
    ("care/schedules/actions", r'_record\(\w+, "(\w+)"', "schedules"),
    ("care/sessions/actions", r'verb = \{"guest": "(\w+)", "makeup": "(\w+)", "excused_ahead": "(\w+)"\}', "sessions"),
)


def written() -> set[str]:
    """The verbs of every audit row that any action, view or credential check writes."""
    files = [path for path in CODE.rglob("*.py") if "migrations" not in path.parts and path.stem != "verbs"]
    doors = [path for path in files if {"actions", "views", "credential"} & {path.stem, *path.parts}]
    whole = {found for path in doors for found in WRITTEN_WHOLE.findall(path.read_text())}
    parts = {
        f"{room}.{verb}"
        for folder, pattern, room in WRITTEN_IN_PARTS
        for path in (CODE / folder).rglob("*.py")
        for found in re.finditer(pattern, path.read_text())
        for verb in found.groups()
        if verb
    }
    return {each for each in whole | parts if not each.endswith(("_key", ".html"))}


def test_every_verb_has_its_words_and_no_words_are_left_over() -> None:
    assert {"attendance.amend", "enrollment.wait", "sessions.make_up", "access.locked_out", "notes.view"} <= written()
    assert written() - set(verbs.VERBS) == set(), "say it in web/office/queries/verbs.py"
    assert set(verbs.VERBS) - written() == set(), "nothing writes this any more"


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("notes.sign", "Signed a note"), ("office:new-client", "Asked for “new client” (office)"),
        ("later.room_verb", "Room verb (later)"), ("bare", "bare"),
    ],
)  # fmt: skip
def test_a_verb_is_said_as_people_say_it(verb: str, words: str) -> None:
    assert verbs.words(verb) == words
