"""Short forms and other spellings of given names."""

import tomllib
from functools import cache, lru_cache
from importlib import resources

from nicknames import NickNamer

from circlechart.base.wording.naming.tokens import plain

SHORTEST_LITTLE = 5  # letters of a name that takes -ito or -ita


@lru_cache(maxsize=4096)
def shorts(name: str) -> frozenset[str]:
    """This function will give the short forms of a given name, what it may be short for, and its other spellings."""
    namer = _namer()
    found = namer.nicknames_of(name) | namer.canonicals_of(name) | set(_ours().get(name, ()))
    found |= {other for group in _spellings() if name in group for other in group}
    if len(name) >= SHORTEST_LITTLE and name[-1] in "ao":
        found.add(name[:-1] + ("ita" if name[-1] == "a" else "ito"))
    return frozenset(plain(each) for each in found if len(each) > 1) - {name}


@cache
def given_names() -> frozenset[str]:
    """This function will give every given name that the lists know."""
    lookup = _namer().nickname_lookup
    package = set(lookup) | {short for each in lookup.values() for short in each}
    ours = set(_ours()) | {short for each in _ours().values() for short in each}
    return frozenset(package | ours | {name for group in _spellings() for name in group})


@cache
def _namer() -> NickNamer:
    return NickNamer()


@cache
def _ours() -> dict[str, tuple[str, ...]]:
    lines = [line.partition(":") for line in _file()["short"].splitlines() if ":" in line]
    return {plain(name): tuple(words.split()) for name, _, words in lines}


@cache
def _spellings() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(plain, line.split())) for line in _file()["spellings"].splitlines() if line.strip())


@cache
def _file() -> dict[str, str]:
    place = resources.files("circlechart.base.wording.naming").joinpath("data", "names.toml")
    return tomllib.loads(place.read_text("utf-8"))
