"""The kinds of rules that a payer can have, and what is typed about one. A rule is a typed value, never free code."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from circlechart.base.rulebook.facts import Value

SERVICES = {
    "group_psychotherapy": "Group psychotherapy",
    "skills_group": "Skills group",
    "sud_group": "Substance use group counseling",
    "iop_group": "Intensive outpatient group",
    "family_group": "Multi-family group",
}
CREDENTIALS = {
    "doctoral": "doctoral",
    "masters": "master's",
    "bachelors": "bachelor's",
    "certified": "certified counselor",
    "associate": "associate or trainee",
    "nurse": "nurse",
    "peer": "peer specialist",
}
BASES = {"per_session": "One unit for a session", "per_15": "One unit for every 15 minutes"}
ROUNDINGS = {
    "full": "Only whole quarter hours count",
    "midpoint": "8 minutes or more of a quarter hour are a unit",
    "cms8": "The eight-minute rule of CMS",
}
TRUST = {
    "F1": "Read in the payer's own text",
    "F2": "Read in a secondary source",
    "G": "General knowledge, read nowhere",
}
STANDINGS = {
    "unverified": "Unverified: confirm it with the payer's current manual",
    "confirmed": "Confirmed",
    "testing": "On trial",
    "retired": "Retired",
}
LONGEST_SESSION, LARGEST_GROUP, MOST_UNITS, MOST_MODIFIERS = 600, 60, 96, 4


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rule: the shape of its value, and under which heading it stands.

    `shape` is code, modifier, modifiers, place, number, choice or levels; `most` bounds a number.
    """

    key: str
    label: str
    topic: str
    shape: str
    unit: str
    most: int = 0
    choices: tuple[tuple[str, str], ...] = ()
    optional: bool = True
    """Whether a payer may have no such rule."""


CODING, MINUTES, TELEHEALTH, PEOPLE = (
    "Codes and units",
    "Minutes and group size",
    "Modifiers and place",
    "Who provides it",
)
KINDS: dict[str, Kind] = {
    each.key: each
    for each in (
        *(Kind(f"{key}.code", words, CODING, "code", "procedure code") for key, words in SERVICES.items()),
        Kind("units.basis", "Unit", CODING, "choice", "unit basis", choices=tuple(BASES.items()), optional=False),
        Kind("units.rounding", "Rounding", CODING, "choice", "rounding", choices=tuple(ROUNDINGS.items()), optional=False),
        Kind("units.maximum", "Most units for one session", CODING, "number", "units", MOST_UNITS),
        Kind("minutes.floor", "Fewest minutes", MINUTES, "number", "minutes present", LONGEST_SESSION),
        Kind("iop_group.minutes.floor", "Fewest minutes of an intensive outpatient day", MINUTES, "number", "minutes present", LONGEST_SESSION),
        Kind("group.maximum_size", "Largest group", MINUTES, "number", "clients present", LARGEST_GROUP),
        Kind("group.minimum_size", "Smallest group", MINUTES, "number", "clients present", LARGEST_GROUP),
        Kind("modifiers.always", "Modifiers of every line", TELEHEALTH, "modifiers", "modifiers"),
        Kind("telehealth.modifier.video", "Modifier by video", TELEHEALTH, "modifier", "modifier"),
        Kind("telehealth.modifier.audio", "Modifier by telephone", TELEHEALTH, "modifier", "modifier"),
        Kind(
            "telehealth.place_of_service.home", "Place of service by video or telephone", TELEHEALTH, "place",
            "place of service code", optional=False,
        ),
        Kind("who_may_render", "Credentials that may lead", PEOPLE, "levels", "credential levels"),
        Kind("cosign_needed_from", "Credentials that are cosigned", PEOPLE, "levels", "credential levels"),
        Kind("claim.supervising_provider", "Supervisor named on the claim", PEOPLE, "levels", "credential levels"),
    )
}  # fmt: skip
TOPICS = (CODING, MINUTES, TELEHEALTH, PEOPLE)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule of a payer, in words."""

    kind: Kind
    sentence: str
    value: Value | None
    """Returns None when: nothing was ever said of it."""
    later: Value | None = None
    """What follows it on a later day."""
    later_sentence: str = ""

    @property
    def standing(self) -> str:
        """Whether it may be relied on, in words."""
        return STANDINGS[self.value.status] if self.value else ""

    @property
    def trust(self) -> str:
        """How it is known, in words."""
        return TRUST[self.value.source.trust] if self.value else ""

    @property
    def own(self) -> bool:
        """Whether the clinic set it; the others were shipped."""
        return self.value is not None and self.value.book == OWN_BOOK


OWN_BOOK = "clinic"


@dataclass(frozen=True, slots=True)
class RuleGiven:
    """A rule as typed. `value` None: the payer has no such rule."""

    key: str
    value: Any
    from_on: date
    source: str
    trust: str
    read_on: date
    url: str = ""


@dataclass(frozen=True, slots=True)
class FeeGiven:
    """A fee as typed. Units: dollars for one unit of the code."""

    code: str
    amount: Decimal
    from_on: date


@dataclass(frozen=True, slots=True)
class Resting:
    """What rests on a payer's rule or fee from a day on: claims that left, and charges whose claim has not."""

    left: int = 0
    last_left_on: date | None = None
    charges: int = 0


@dataclass(frozen=True, slots=True)
class Fee:
    """A line of the fee schedule as shown. Units: dollars."""

    code: str
    amount: Decimal
    first_on: date
    last_on: date | None
    standing: str
    """current, past or future."""


@dataclass(frozen=True, slots=True)
class Version:
    """One thing that was said of a rule, and by whom where the clinic said it."""

    value: Value
    sentence: str
    who: str

    @property
    def trust(self) -> str:
        """How it is known, in words."""
        return TRUST[self.value.source.trust]


@dataclass(frozen=True, slots=True)
class Row:
    """A payer in the list of payers."""

    payer: Any
    covered: int
    unverified: int

    @property
    def words(self) -> str:
        """How many of its rules nobody has confirmed, in words."""
        return f"{self.unverified} unverified"


@dataclass(frozen=True, slots=True)
class Page:
    """Everything about a payer on a day."""

    payer: Any
    plans: list[str]
    rules: list[tuple[str, list[RuleLine]]]
    fees: list[Fee]
    version: str
    book_title: str

    @property
    def unverified(self) -> int:
        """How many of its rules nobody has confirmed."""
        return unverified(self.rules)


def unverified(told: list[tuple[str, list[RuleLine]]]) -> int:
    """This function will count the rules that nobody has confirmed."""
    return sum(1 for _, own in told for each in own if each.value and each.value.unverified)


def levels(keys: Iterable[str]) -> list[str]:
    """This function will name credential levels in the order of the table."""
    chosen = set(keys)
    return [words for key, words in CREDENTIALS.items() if key in chosen]
