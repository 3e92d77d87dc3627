"""The life of a version of a rule."""

UNVERIFIED, CONFIRMED, TESTING, RETIRED = "unverified", "confirmed", "testing", "retired"
DECIDES = (UNVERIFIED, CONFIRMED)
"""What has one of these acts; on trial it is shown beside, and retired it ends on its day."""

MOVES: dict[str, dict[str, str]] = {
    "confirm": {UNVERIFIED: CONFIRMED},
    "doubt": {CONFIRMED: UNVERIFIED},
    "try": {UNVERIFIED: TESTING, CONFIRMED: TESTING},
    "enforce": {TESTING: CONFIRMED},
    "retire": {UNVERIFIED: RETIRED, CONFIRMED: RETIRED, TESTING: RETIRED},
    "review": {UNVERIFIED: UNVERIFIED, CONFIRMED: CONFIRMED, TESTING: TESTING},
}
"""What each step makes of each status. General knowledge that is taken into force is unverified."""


def after(move: str, status: str, trust: str) -> str | None:
    """This function will say the status after a step. Returns None when: the step cannot be taken from there."""
    found = MOVES.get(move, {}).get(status)
    return UNVERIFIED if move == "enforce" and found and trust == "G" else found


def moves_from(status: str) -> list[str]:
    """This function will list the steps that can be taken from a status."""
    return [move for move, ways in MOVES.items() if status in ways]
