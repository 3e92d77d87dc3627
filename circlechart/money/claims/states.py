"""Which state of a claim may follow which. A claim that has left is replaced or voided, never changed."""

CLAIM_STATES: dict[str, frozenset[str]] = {
    "draft": frozenset({"ready", "withdrawn"}),
    "ready": frozenset({"draft", "sent", "withdrawn"}),
    "sent": frozenset({"accepted", "rejected", "denied", "paid"}),
    "accepted": frozenset({"rejected", "denied", "paid"}),
    "rejected": frozenset(),
    "denied": frozenset({"paid"}),
    "paid": frozenset({"denied"}),
    "withdrawn": frozenset(),
}

OPEN = ("draft", "ready")
LEFT = ("sent", "accepted", "denied", "paid")
"""Has left: it lies with the payer, so nothing bills the same a second time. What was rejected never reached the payer's
desk and is billed again as an original."""
