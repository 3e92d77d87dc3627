"""Which state of a form that is being filled in may follow which."""

SHEET_STATES: dict[str, frozenset[str]] = {
    "open": frozenset({"submitted", "withdrawn"}),
    "submitted": frozenset(),
    "withdrawn": frozenset(),
}
