"""Which state of a session may follow which (care.md 1.2)."""

SESSION_STATES: dict[str, frozenset[str]] = {
    "scheduled": frozenset({"in_progress", "cancelled"}),
    "in_progress": frozenset({"held", "scheduled", "cancelled"}),
    "held": frozenset({"documented", "void", "in_progress"}),
    "documented": frozenset({"locked", "held"}),
    "cancelled": frozenset({"scheduled"}),
    "locked": frozenset(),
    "void": frozenset(),
}
