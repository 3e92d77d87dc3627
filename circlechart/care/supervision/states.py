"""What a review may lead to. A cosigned note never goes back; a returned one is answered by an addendum, or cosigned."""

REVIEW_STATES: dict[str, frozenset[str]] = {
    "waiting": frozenset({"returned", "cosigned"}),
    "returned": frozenset({"answered", "returned", "cosigned"}),
    "answered": frozenset({"returned", "cosigned"}),
    "cosigned": frozenset(),
}
