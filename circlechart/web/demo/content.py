"""The demo clinic's data files as typed values."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class PastEntry:
    """What was written for one client in one past session; `absent` is no_show or excused."""

    client: str
    participation: int = 0
    response: str = ""
    progress: str = ""
    plan: str = ""
    absent: str = ""
    arrived: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True)
class PastSession:
    """One past session of a group; `back` counts occurrences, 1 is the latest before today."""

    group: str
    back: int
    topic: str
    interventions: str
    narrative: str
    co_part: str
    entries: tuple[PastEntry, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """The texts of the group that is ready to run, and how everybody attends."""

    narrative: str
    topic: str
    interventions: str
    co_part: str
    entries: tuple[PastEntry, ...]


def clinic() -> dict[str, Any]:
    """This function will read the clinic: organization, facilities, payers, staff, groups."""
    return _read("clinic")


def clients() -> dict[str, Any]:
    """This function will read the clients, and the others whom the clinic knows."""
    return _read("clients")


def places() -> dict[str, Any]:
    """This function will read who came when, who waits, and which days are closed."""
    return _read("places")


def billing() -> dict[str, Any]:
    """This function will read what the biller did: files, answers, corrections, decisions."""
    return _read("billing")


def measures() -> dict[str, Any]:
    """This function will read what clients answered, and what was done about it."""
    return _read("measures")


def plans() -> dict[str, Any]:
    """This function will read what each client's treatment plan says, and whose review is near."""
    return _read("plans")


def past() -> list[PastSession]:
    """This function will read every past session that is written."""
    found = []
    for path in sorted(FOLDER.glob("past-*.toml")):
        for raw in _read(path.stem)["session"]:
            entries = tuple(_entry(client, words) for client, words in raw["entries"].items())
            found.append(
                PastSession(
                    raw["group"], raw["back"], raw["topic"], raw["interventions"], raw["narrative"],
                    raw.get("co_part", ""), entries,
                )
            )  # fmt: skip
    return sorted(found, key=lambda each: (-each.back, each.group))


def scenario() -> Scenario:
    """This function will read the ready group's texts."""
    raw = _read("scenario")
    entries = tuple(_entry(client, words) for client, words in raw["entries"].items())
    return Scenario(raw["narrative"], raw["topic"], raw["interventions"], raw["co_part"], entries)


def _entry(client: str, words: list[Any] | str | dict[str, Any]) -> PastEntry:
    if isinstance(words, str):
        return PastEntry(client, absent=words)
    if isinstance(words, dict):
        known = {
            name: words[name]
            for name in ("arrived", "left", "participation", "response", "progress", "plan", "absent")
            if name in words
        }
        return PastEntry(client, **known)
    participation, response, progress, plan = words
    return PastEntry(client, participation, response, progress, plan)


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())
