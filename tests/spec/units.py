"""How minutes become units."""

from collections.abc import Callable

from circlechart.money.charges import rules
from tests.spec.page import Page, Row, Table

# minutes, whole quarter hours only, from the midpoint, the eight-minute rule of CMS (care.md A15)
QUARTERS = (
    (0, 0, 0, 0), (7, 0, 0, 0), (8, 0, 1, 1), (14, 0, 1, 1), (15, 1, 1, 1), (22, 1, 1, 1), (23, 1, 2, 2), (30, 2, 2, 2),
    (37, 2, 2, 2), (38, 2, 3, 3), (44, 2, 3, 3), (45, 3, 3, 3), (52, 3, 3, 3), (53, 3, 4, 4), (60, 4, 4, 4),
    (75, 5, 5, 5), (90, 6, 6, 6), (120, 8, 8, 8),
)  # fmt: skip


def _asked(minutes: int) -> Callable[[], str]:
    return lambda: " · ".join(str(rules.units(minutes, "per_15", way)) for way in ("full", "midpoint", "cms8"))


PAGE = Page(
    "units",
    "How minutes become units",
    "Some payers pay one unit for a session, others a unit for every quarter of an hour. Which it is, and how a "
    "remainder is rounded, stands in the payer's rulebook with its date and source.",
    (
        Table(
            "Units of fifteen minutes (A15)",
            "*Full*: only whole quarter hours. *Midpoint*: a remainder of eight minutes or more is a unit. *CMS*: the "
            "eight-minute rule; for one service in a day it agrees with the midpoint.",
            ("Minutes",),
            "Full · Midpoint · CMS",
            tuple(Row((str(minutes),), f"{a} · {b} · {c}", _asked(minutes)) for minutes, a, b, c in QUARTERS),
        ),
        Table(
            "One unit for a session",
            "Whether there were enough minutes is the floor's question, not the unit's.",
            ("Minutes",),
            "Units",
            tuple(
                Row((str(minutes),), "1", lambda minutes=minutes: str(rules.units(minutes, "per_session", "full")))
                for minutes in (20, 45, 90)
            ),
        ),
    ),
)
