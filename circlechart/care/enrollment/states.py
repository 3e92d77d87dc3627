"""Which state of a place, and of a cycle, may follow which."""

ENROLLMENT_STATES: dict[str, frozenset[str]] = {
    "waitlisted": frozenset({"offered", "active", "declined"}),
    "offered": frozenset({"active", "declined", "waitlisted"}),
    "active": frozenset({"ended", "void"}),
    "ended": frozenset(),
    "declined": frozenset({"waitlisted"}),
    "void": frozenset(),
}

CYCLE_STATES: dict[str, frozenset[str]] = {
    "planned": frozenset({"enrolling", "running", "cancelled"}),
    "enrolling": frozenset({"running", "cancelled"}),
    "running": frozenset({"complete", "cancelled"}),
    "complete": frozenset(),
    "cancelled": frozenset(),
}
