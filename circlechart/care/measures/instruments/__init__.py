"""The instruments that are shipped, read once from their files; what names no source is refused."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from circlechart.care.measures.facts import Band, Change, Instrument, Question, Source, Watch

FOLDER = Path(__file__).parent
ORDER = ("phq9", "gad7", "group4")
TRUST = ("F1", "F2", "G")


class BadInstrument(ValueError):
    """An instrument cannot be used; the text names the file and what is missing."""


@cache
def shipped() -> dict[str, Instrument]:
    """This function will read the instruments in the order in which they are offered. Raises: BadInstrument."""
    return {key: read(FOLDER / f"{key}.toml") for key in ORDER}


def find(key: str) -> Instrument | None:
    """This function will find an instrument by its key."""
    return shipped().get(key)


def read(path: Path) -> Instrument:
    """This function will read one instrument from its file. Raises: BadInstrument."""
    raw = tomllib.loads(path.read_text())
    try:
        return _instrument(path.name, raw)
    except KeyError as missing:
        raise BadInstrument(f"{path.name}: {missing} is missing. Write where it comes from and since when.") from None


def _instrument(file: str, raw: dict[str, Any]) -> Instrument:
    choices = tuple(raw["choices"])
    items = [Question(f"q{number}", number, words, choices, True) for number, words in enumerate(raw["items"], 1)]
    beside = [
        Question(f"q{number}", number, each["item"], tuple(each["choices"]), False)
        for number, each in enumerate(raw.get("beside", []), len(items) + 1)
    ]
    bands, change, watch = raw.get("bands"), raw.get("change"), raw.get("watch")
    return Instrument(
        key=raw["key"],
        version=raw["version"],
        short=raw["short"],
        title=raw["title"],
        about=raw["about"],
        prompt=raw["prompt"],
        worse=raw["worse"],
        questions=(*items, *beside),
        bands=tuple(Band(*each) for each in bands["values"]) if bands else (),
        bands_source=_source(file, bands) if bands else None,
        missing_most=raw["missing"]["most"],
        missing_source=_source(file, raw["missing"]),
        change=Change(change["points"], change["status"], _source(file, change)) if change else None,
        watch=_watch(file, watch) if watch else None,
        credit=raw["credit"],
        terms=raw["terms"]["words"],
        terms_source=_source(file, raw["terms"]),
        source=_source(file, raw["source"]),
    )


def _watch(file: str, raw: dict[str, Any]) -> Watch:
    return Watch(f"q{raw['item']}", raw["item"], raw["above"], raw["words"], _source(file, raw))


def _source(file: str, raw: dict[str, Any]) -> Source:
    if raw["trust"] not in TRUST or not raw["title"]:
        raise BadInstrument(f"{file}: trust “{raw['trust']}” is not one of {', '.join(TRUST)}, or the title is empty.")
    return Source(raw["title"], raw["trust"], raw["read_on"], raw["url"])
