"""A drafted sentence that stands in another client's entry or draft of the session is nobody's own (G8)."""

from collections.abc import Sequence

from circlechart.outside.drafting.facts import Around, Check
from circlechart.outside.drafting.rules.words import words

RUN, FEWEST = 3, 5  # words of a run that is looked for; a sentence of fewer telling words repeats nothing
MOST = 0.6  # of its runs may stand elsewhere; the shared narrative and the client's own name do not count


def repeats_nobody(text: str, around: Around) -> Check:
    """This function will check G8: no more than a part of the sentence stands in another client's entry or draft.

    Source: ai.md 4; a policy setting, no payer gives a number.
    """
    names = (*around.own, *(part for other in around.others for part in (*other.first_names, other.last_name)))
    own = _runs(text, names) - _runs(around.narrative, names)
    if len(own) < FEWEST - RUN + 1:
        return Check("G8", True)
    if any(len(own & _runs(each, names)) > MOST * len(own) for each in around.beside):
        return Check("G8", False, "It stands almost the same in another client's entry of this session.")
    return Check("G8", True)


def _runs(text: str, names: Sequence[str]) -> set[tuple[str, ...]]:
    said = [
        "~" if word.weight == 0 and word.written in {name.casefold() for name in names} else word.stem
        for word in words(text, names)
    ]
    return {tuple(said[at : at + RUN]) for at in range(len(said) - RUN + 1)}
