"""What a log of supervision comes to."""

from collections.abc import Iterable

from circlechart.care.supervision.facts import Line, Total


def total(lines: Iterable[Line], notes: int) -> Total:
    """This function will add up a log by the form of supervision. Units: minutes; nothing is rounded."""
    own = tuple(lines)
    minutes = {
        form: sum(each.minutes for each in own if each.form == form) for form in ("individual", "group", "observed")
    }
    return Total(minutes["individual"], minutes["group"], minutes["observed"], len(own), notes, own)
