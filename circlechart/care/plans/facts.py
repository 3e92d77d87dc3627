"""A treatment plan as plain frozen values: what it is made of, where it stands, what was done of it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

OUTLINE = ("wish", "strengths", "needs", "discharge")
PROGRESS = {
    "setback": "Slipped back",
    "same": "No change",
    "some": "Some progress",
    "good": "Good progress",
    "met": "Met",
}
GOOD_ENOUGH = 80  # percent of what was planned; the bar's tone, no rule hangs on it


@dataclass(frozen=True, slots=True)
class Code:
    """An ICD-10-CM code. `leaf` is whether a claim can carry it; a category has codes below it."""

    code: str
    label: str
    leaf: bool


@dataclass(frozen=True, slots=True)
class ProblemFacts:
    """A problem; `rank` is the rank of the diagnosis of the same code on claims, if there is one."""

    id: UUID
    statement: str
    code: str = ""
    label: str = ""
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class ObjectiveFacts:
    """A measurable step; `number` is the goal's number with its letter, such as 2.1a."""

    id: UUID
    number: str
    text: str
    measure: str
    target_on: date
    passed: bool = False


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A goal with its objectives, and the problem that it answers."""

    id: UUID
    number: str
    text: str
    problem_id: UUID | None = None
    problem: str = ""
    objectives: tuple[ObjectiveFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class InterventionFacts:
    """What is done and how often; `goals` are goal numbers."""

    id: UUID
    what: str
    words: str
    times: int
    every_weeks: int
    staff: str = ""
    goals: tuple[str, ...] = ()

    @property
    def often(self) -> str:
        """How often, as people say it."""
        count = {1: "once", 2: "twice"}.get(self.times, f"{self.times} times")
        return f"{count} a week" if self.every_weeks == 1 else f"{count} in {self.every_weeks} weeks"


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A client's whole plan as it stands on a day."""

    outline: dict[str, str]
    problems: tuple[ProblemFacts, ...] = ()
    goals: tuple[GoalFacts, ...] = ()
    interventions: tuple[InterventionFacts, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nobody has begun it."""
        return not (self.problems or self.goals or self.interventions or any(self.outline.values()))


@dataclass(frozen=True, slots=True)
class Gap:
    """What a plan lacks; one that blocks keeps it from being signed."""

    sentence: str
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """The latest signed version, as far as its standing depends on it. `plan_hash` is of its plan alone."""

    id: UUID
    number: int
    from_on: date
    review_on: date
    plan_hash: str
    agreed: bool
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a plan stands on a day."""

    state: str
    words: str
    tone: str
    icon: str
    review_on: date | None = None
    changed: bool = False
    awaits_client: bool = False

    @property
    def warns(self) -> bool:
        """Whether somebody who looks at the client's row or place should see it."""
        return self.state != "in_force"


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """Within how many days a plan is reviewed, who says so, and whether somebody confirmed it."""

    days: int
    because: str
    unverified: bool


@dataclass(frozen=True, slots=True)
class Prescribed:
    """A group in the plan, so many times a week, on the days `[from_on, until_on)`."""

    group_id: UUID
    group: str
    times: int
    from_on: date
    until_on: date | None = None

    def on(self, day: date) -> bool:
        """Whether it was in force on a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of one meeting for the client: attended, partial, missed or excluded."""

    group_id: UUID
    on: date
    outcome: str
    made_up: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the plan: what was due, what was done of it. `begins_on` is its Monday; `whole` weeks are over."""

    begins_on: date
    due: int
    done: int
    partial: int
    missed: int
    excluded: int
    made_up: int
    whole: bool

    @property
    def counted(self) -> int:
        """What counts: more than was due does not repair another week."""
        return min(self.done, self.due)


@dataclass(frozen=True, slots=True)
class Compliance:
    """What was done of what the plan says of one group, week by week and to date."""

    group_id: UUID
    group: str
    times: int
    weeks: tuple[Week, ...]

    @property
    def due(self) -> int:
        """What was due to date."""
        return sum(each.due for each in self.weeks)

    @property
    def done(self) -> int:
        """What was done of it."""
        return sum(each.counted for each in self.weeks)

    @property
    def percent(self) -> int | None:
        """How much of it, in whole percent, rounded down. Returns None when: nothing was due."""
        return 100 * self.done // self.due if self.due else None

    @property
    def tone(self) -> str:
        """Green from four of five on."""
        percent = self.percent
        return "info" if percent is None else "good" if percent >= GOOD_ENOUGH else "warn"

    @property
    def words(self) -> str:
        """To date, in words."""
        return f"{self.done} of {self.due} sessions, {self.percent} %" if self.due else "Nothing was due yet"


@dataclass(frozen=True, slots=True)
class OutlineGiven:
    """What was typed of the client as a whole, and the revision it was typed over."""

    wish: str
    strengths: str
    needs: str
    discharge: str
    rev: int


@dataclass(frozen=True, slots=True)
class ProblemGiven:
    """A problem as typed. With a `rank` it is a diagnosis on claims, too."""

    statement: str
    code: str
    label: str
    from_on: date
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class ObjectiveGiven:
    """An objective as typed."""

    text: str
    measure: str
    target_on: date
    from_on: date


@dataclass(frozen=True, slots=True)
class InterventionGiven:
    """An intervention as typed."""

    kind: str
    group_id: UUID | None
    words: str
    times: int
    every_weeks: int
    staff_id: UUID | None
    goals: tuple[UUID, ...]
    from_on: date


@dataclass(frozen=True, slots=True)
class SigningGiven:
    """A plan as it was read through, to be signed. `read` is the hash of the plan that was shown."""

    kind: str
    from_on: date
    review_on: date
    findings: str
    read: str


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """Who signed a version, as what, how, and when."""

    who: str
    meaning: str
    method: str
    remark: str
    witness: str
    at: datetime
    hash: str = field(default="")
