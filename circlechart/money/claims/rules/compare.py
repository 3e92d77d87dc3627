"""A claim beside the one that it corrects, row by row. Pure."""

from collections.abc import Iterable, Sequence

from circlechart.money.claims.facts import Beside

TAKEN_BACK, NOT_THERE = "Taken back", "Not billed"


def beside(before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]) -> tuple[Beside, ...]:
    """This function will put the rows of two claims beside each other by what they are; empty rows are left out."""
    now = dict(after)
    return tuple(Beside(what, said, now.get(what, "")) for what, said in before if said or now.get(what))


def lines_beside(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]], *, void: bool
) -> tuple[Beside, ...]:
    """This function will put the lines of two claims beside each other; each is its service and what it bills.

    A void repeats the lines as they were billed, and takes them back.
    """
    if void:
        return tuple(Beside(what, said, TAKEN_BACK) for what, said in before)
    then, now = dict(before), dict(after)
    order = [what for what, _ in before] + [what for what, _ in after if what not in then]
    return tuple(Beside(what, then.get(what, NOT_THERE), now.get(what, NOT_THERE)) for what in order)
