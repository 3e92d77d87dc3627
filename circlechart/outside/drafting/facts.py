"""What a draft is made of, as plain frozen values."""

from dataclasses import dataclass
from datetime import datetime

from circlechart.care.notes.facts import PersonName

# how a line is about the client, in the order in which the entry's boxes stand
KINDS = {
    "said": "Said, word for word",
    "did": "Took part, did",
    "affect": "Affect seen",
    "intervention": "What staff did with this client",
    "response": "Response to it",
    "progress": "Toward a goal",
    "plan": "Agreed or planned",
    "risk": "Risk, safety",
}
BOXES = {
    "said": "response",
    "did": "response",
    "affect": "response",
    "intervention": "response",
    "response": "response",
    "progress": "progress",
    "plan": "plan",
    "risk": "free_text",
}
BOX_LABELS = {"response": "Response", "progress": "Progress", "plan": "Plan", "free_text": "Additional note"}
RULES = {
    "G1": "Names its sources",
    "G2": "Numbers and days as in the source",
    "G3": "Quotes word for word",
    "G4": "Carried by the source",
    "G5": "Says yes and no as the source does",
    "G6": "No mood, risk, diagnosis, medication, understanding or progress that nobody noted",
    "G7": "Names no other group member",
    "G8": "Stands in no other client's entry",
}


@dataclass(frozen=True, slots=True)
class Observation:
    """One fact about one client in one session: `text` is what somebody typed or dictated, or a coded pick in words.

    `coded` facts (attendance, participation, goals) may be cited but are never prose of their own. `client` is whose.
    """

    id: str
    kind: str
    text: str
    client: str
    by: str = ""
    at: datetime | None = None
    coded: bool = False

    @property
    def label(self) -> str:
        """What kind of line it is, in words."""
        return KINDS.get(self.kind, self.kind)

    @property
    def words(self) -> str:
        """As it stands in an entry: verbatim, a quotation in its marks."""
        text = self.text.strip()
        return f"“{text}”" if self.kind == "said" and not set(text) & set('"“”') else text


@dataclass(frozen=True, slots=True)
class Sentence:
    """One drafted sentence: the ids of the observations it says it stands on, and the box it is for."""

    text: str
    evidence: tuple[str, ...]
    box: str = "response"


@dataclass(frozen=True, slots=True)
class Check:
    """What one of the checks G1 to G8 found in a sentence; `because` says it in words when it did not pass."""

    rule: str
    passed: bool
    because: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A drafted sentence with every check; one that failed any is shown struck out and cannot be taken over as it is."""

    sentence: Sentence
    checks: tuple[Check, ...]

    @property
    def stands(self) -> bool:
        """Whether every check passed."""
        return all(check.passed for check in self.checks)

    @property
    def reasons(self) -> tuple[Check, ...]:
        """The checks that did not pass."""
        return tuple(check for check in self.checks if not check.passed)


@dataclass(frozen=True, slots=True)
class Around:
    """What a sentence is checked against beside its own sources.

    `narrative` is the shared text, `own` the client's names, `others` the names of the other members, `beside` the
    entries and drafts of the session's other clients.
    """

    narrative: str = ""
    own: tuple[str, ...] = ()
    others: tuple[PersonName, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """The lines that are offered for one box of an entry, in the order in which they were noted."""

    name: str
    lines: tuple[Observation, ...]

    @property
    def label(self) -> str:
        """As it stands above the box."""
        return BOX_LABELS[self.name]


@dataclass(frozen=True, slots=True)
class PlainForm:
    """A client's facts without a model: lines verbatim under their box, coded picks apart, questions for what is empty.

    `abstains` says why nothing is offered for the boxes; `taken` are the lines that stand in the entry already.
    """

    boxes: tuple[Box, ...] = ()
    picks: tuple[Observation, ...] = ()
    questions: tuple[str, ...] = ()
    abstains: str = ""
    taken: tuple[Observation, ...] = ()
