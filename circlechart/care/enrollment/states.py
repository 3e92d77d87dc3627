"""Which state of a place may follow which."""

ENROLLMENT_STATES: dict[str, frozenset[str]] = {
    "waitlisted": frozenset({"offered", "active", "declined"}),
    "offered": frozenset({"active", "declined", "waitlisted"}),
    "active": frozenset({"ended", "void"}),
    "ended": frozenset(),
    "declined": frozenset({"waitlisted"}),
    "void": frozenset(),
}
