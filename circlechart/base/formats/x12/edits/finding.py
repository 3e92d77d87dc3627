"""What an edit says, and the desk at which the edits of one file work: where they are, and what they found."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date

from circlechart.base.formats.x12.edits.reading import Marks, Pieces

ERROR, WARNING = "error", "warning"
LONGEST_VALUE = 120
Handler = Callable[[Pieces], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in a file that a payer or a clearinghouse would stumble over."""

    rule: str
    """Which edit said it, for example `npi.digits`."""
    level: str
    """`error`: it is refused or paid wrongly; `warning`: look at it."""
    position: int
    """1 for the first segment of the file; 0 when the whole file is meant."""
    segment: str
    element: str
    """For example `NM109` or `CLM05-3`; empty when the whole segment is meant."""
    loop: str
    """For example `2010AA`; empty where it is not known."""
    claim: str
    """CLM01 or CLP01; empty outside a claim."""
    value: str
    sentence: str
    """What is wrong, for a biller."""
    mend: str
    """What to do about it."""

    def as_dict(self) -> dict[str, str | int]:
        """This function will return the finding for JSON."""
        return asdict(self)


class Desk:
    """The one place that knows where the reading stands; edits put their findings here."""

    __slots__ = ("claim", "claims", "found", "handlers", "loop", "marks", "position", "today", "traces", "transaction")

    def __init__(self, today: date) -> None:
        self.today = today
        self.marks = Marks()
        self.found: list[Finding] = []
        self.handlers: dict[str, Handler] = {}
        self.position = 0
        self.loop = self.claim = self.transaction = ""
        self.claims: set[str] = set()
        """Every CLM01 of the file so far."""
        self.traces: set[str] = set()
        """Every claim's REF*D9 of the file so far."""

    def error(self, rule: str, segment: str, place: str, value: str, sentence: str, mend: str, *, at: int = 0,
              loop: str | None = None) -> None:  # fmt: skip
        """This function will note what will be refused; `at` is another position than the present one."""
        self._note(rule, ERROR, segment, place, value, sentence, mend, at, loop)

    def warning(self, rule: str, segment: str, place: str, value: str, sentence: str, mend: str, *, at: int = 0,
                loop: str | None = None) -> None:  # fmt: skip
        """This function will note what deserves a look."""
        self._note(rule, WARNING, segment, place, value, sentence, mend, at, loop)

    def _note(self, rule: str, level: str, segment: str, place: str, value: str, sentence: str, mend: str, at: int,
              loop: str | None) -> None:  # fmt: skip
        element = f"{segment}{place}" if place else ""
        self.found.append(
            Finding(rule, level, at or self.position, segment[:10], element[:16], self.loop if loop is None else loop,
                    self.claim[:LONGEST_VALUE], value[:LONGEST_VALUE], sentence, mend)
        )  # fmt: skip
