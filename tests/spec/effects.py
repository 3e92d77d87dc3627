"""What each disposition drives: note, charge, minutes, fee, plan, tasks."""

from collections.abc import Callable

from circlechart.care.attendance.facts import STATUS_WORDS
from circlechart.care.attendance.rules import effects
from tests.spec.page import Page, Row, Table

KINDS = ("note", "charge", "weekly_minutes", "fee", "plan", "task")
HEADS = " · ".join(("Note", "Charge", "Weekly minutes", "Fee", "Plan", "Task"))

# disposition, words, minutes, then what it comes to in the order of KINDS
CASES = (
    ("attended", "Came, 90 minutes", 90, "group note · by rule · 90 · none · attended · none"),
    ("attended", "Came, 12 minutes", 12, "group note · by rule · 12 · none · attended · none"),
    ("removed", "Removed after 40 minutes", 40, "group note · by rule · 40 · none · partial · clinical review"),
    ("no_show", STATUS_WORDS["no_show"], 0, "no-show note · none · 0 · off · missed · outreach"),
    ("cancelled_late", STATUS_WORDS["cancelled_late"], 0, "none · none · 0 · off · missed · reschedule"),
    ("cancelled_timely", STATUS_WORDS["cancelled_timely"], 0, "none · none · 0 · none · excluded · make-up"),
    ("excused", STATUS_WORDS["excused"], 0, "none · none · 0 · none · excluded · make-up"),
    ("facility_cancelled", STATUS_WORDS["facility_cancelled"], 0, "none · none · 0 · none · excluded · make-up"),
    ("elsewhere", STATUS_WORDS["elsewhere"], 0, "none · none · 0 · none · attended · none"),
    ("expected", STATUS_WORDS["expected"], 0, "none · none · none · none · none · none"),
)
NO_SHOWS = (
    (0, "outreach"),
    (1, "outreach, clinical review"),
    (2, "outreach, clinical review"),
)


def _driven(disposition: str, minutes: int, basis: str = "member", before: int = 0) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for each in effects(disposition, basis, minutes, before):
        found.setdefault(each.kind, []).append(each.value.replace("no_show", "no-show").replace("_", " "))
    return {kind: ", ".join(values) for kind, values in found.items()}


def _asked(disposition: str, minutes: int, basis: str = "member") -> Callable[[], str]:
    return lambda: " · ".join(_driven(disposition, minutes, basis).get(kind, "none") for kind in KINDS)


def _tasks(before: int) -> Callable[[], str]:
    return lambda: _driven("no_show", 0, before=before)["task"]


PAGE = Page(
    "effects",
    "What attendance drives",
    "One choice at a client's name drives everything that follows from it, by one rule. What it would drive is shown "
    "before a correction is saved.",
    (
        Table(
            "What each choice drives",
            "*By rule*: the payer's rules decide what is charged, or why it is held. A fee that is *off* is "
            "not charged, though another clinic might; Medicaid never allows one. *Excluded*: the session does not "
            "count against the client's plan.",
            ("Choice",),
            HEADS,
            tuple(Row((words,), comes_to, _asked(kind, minutes)) for kind, words, minutes, comes_to in CASES),
        ),
        Table(
            "An observer",
            "Somebody who sits in is on the roster and drives nothing, whatever is chosen.",
            ("Choice",),
            HEADS,
            tuple(
                Row((words,), "none · none · none · none · none · none", _asked(kind, minutes, "observer"))
                for kind, words, minutes in (("attended", "Came", 90), ("no_show", "Did not come", 0))
            ),
        ),
        Table(
            "Sessions missed in a row",
            "Somebody reaches out after each; from the second in a row a clinician looks at it.",
            ("Missed before this one",),
            "Task",
            tuple(Row((str(before),), comes_to, _tasks(before)) for before, comes_to in NO_SHOWS),
        ),
    ),
)
