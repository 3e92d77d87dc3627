"""Which state of a claim may follow which. A claim that has left is replaced or voided, never changed."""

CLAIM_STATES: dict[str, frozenset[str]] = {
    "draft": frozenset({"ready", "withdrawn"}),
    "ready": frozenset({"draft", "sent", "withdrawn"}),
    "sent": frozenset(),
    "withdrawn": frozenset(),
}
