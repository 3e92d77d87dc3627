"""How questionnaires are scored, what cannot wait, and when a score counts as worse."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from circlechart.care.measures import instruments, rules
from circlechart.care.measures.facts import Answers, Instrument, Point
from tests.spec.page import Page, Row, Table

PHQ9, GAD7, RATING = (instruments.shipped()[key] for key in ("phq9", "gad7", "group4"))
FIRST = datetime(2026, 11, 2, 18, tzinfo=UTC)


def _answers(instrument: Instrument, digits: str) -> Answers:
    return {each.key: int(digit) for each, digit in zip(instrument.questions, digits, strict=False) if digit != "-"}


def _said(digits: str) -> str:
    return " ".join("blank" if digit == "-" else digit for digit in digits)


def _score(instrument: Instrument, digits: str, comes_to: str) -> Row:
    def scored() -> str:
        found = rules.score(instrument, _answers(instrument, digits))
        return "no score" if found.total is None else f"{found.total} {found.words}".strip()

    because = rules.score(instrument, _answers(instrument, digits)).because
    return Row((instrument.short, _said(digits)), comes_to, scored, because)


def _watch(instrument: Instrument, digits: str, comes_to: str) -> Row:
    def found() -> str:
        finding = rules.watched(instrument, _answers(instrument, digits))
        return "nothing" if finding is None else "interrupts" if finding.interrupts else "waits on Today"

    finding = rules.watched(instrument, _answers(instrument, digits))
    return Row((instrument.short, _said(digits)), comes_to, found, finding.words if finding else "")


def _worse(instrument: Instrument, points: int | None, scores: tuple[int, ...], comes_to: str) -> Row:
    *before, total = scores
    earlier = [
        Point(UUID(int=week), FIRST + timedelta(weeks=week), date(2026, 11, 2) + timedelta(weeks=week), score)
        for week, score in enumerate(before)
    ]

    def found() -> str:
        return "got worse" if rules.worsened(instrument, points, total, earlier) else "nothing"

    finding = rules.worsened(instrument, points, total, earlier)
    given = (instrument.short, "no rule" if points is None else str(points), ", then ".join(map(str, scores)))
    return Row(given, comes_to, found, finding.words if finding else "")


PAGE = Page(
    "measures",
    "Questionnaires: scores, and what somebody must look at",
    "PHQ-9 and GAD-7 are scored by the cut-points of their authors; the rating of a session is our own and has no norms. "
    "Sources and terms of use stand in the program under *Questionnaires*. From how many points on a change is real is an "
    "unverified default that a supervisor or program director can set. The question about difficulty does not count.",
    (
        Table(
            "Scores",
            "Two blanks of a PHQ-9 take the average of the other answers; the other forms have no rule for blanks.",
            ("Form", "Answers"),
            "Comes to",
            (
                _score(PHQ9, "1111000000", "4 minimal"),
                _score(PHQ9, "1111100000", "5 mild"),
                _score(PHQ9, "2222200000", "10 moderate"),
                _score(PHQ9, "3333300000", "15 moderately severe"),
                _score(PHQ9, "3333332003", "20 severe"),
                _score(PHQ9, "-2222222-0", "18 moderately severe"),
                _score(PHQ9, "---1111110", "no score"),
                _score(GAD7, "1111000", "4 minimal"),
                _score(GAD7, "1111100", "5 mild"),
                _score(GAD7, "2222200", "10 moderate"),
                _score(GAD7, "3333300", "15 severe"),
                _score(GAD7, "333333-", "no score"),
                _score(RATING, "3443", "14"),
            ),
        ),
        Table(
            "What cannot wait",
            "*Interrupts* means that it opens over the session screen and stands on Today until it is acknowledged.",
            ("Form", "Answers"),
            "Comes to",
            (
                _watch(PHQ9, "3333333300", "nothing"),
                _watch(PHQ9, "0000000010", "interrupts"),
                _watch(PHQ9, "00000000-0", "waits on Today"),
                _watch(GAD7, "3333333", "nothing"),
            ),
        ),
        Table(
            "When a score counts as worse",
            "The latest score is held against the first one of the year and the one before it, whichever is further.",
            ("Form", "Points", "Scores"),
            "Comes to",
            (
                _worse(PHQ9, 6, (9,), "nothing"),
                _worse(PHQ9, 6, (9, 14), "nothing"),
                _worse(PHQ9, 6, (9, 15), "got worse"),
                _worse(PHQ9, 6, (9, 4, 10), "got worse"),
                _worse(PHQ9, 6, (4, 7, 10), "got worse"),
                _worse(PHQ9, 6, (20, 8), "nothing"),
                _worse(GAD7, 4, (5, 9), "got worse"),
                _worse(RATING, None, (16, 0), "nothing"),
                _worse(RATING, 4, (14, 9), "got worse"),
            ),
        ),
    ),
)
