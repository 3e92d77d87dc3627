"""Who may not be named, and what was found, as plain frozen values."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Whether a mention stops a note or asks its author to look again."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody by all the names they are called: first names (legal, chosen), last names, nicknames.

    `relative_of` names the member whose relative this is; `key` comes back with what is found.
    """

    key: str
    first_names: tuple[str, ...]
    last_names: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()
    relative_of: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where somebody is named: a span of the text in code points, how sure that is, who, and why it was taken for a name."""

    start: int
    end: int
    text: str
    level: Level
    who: Named
    why: str
