"""What rooms above hold for want of a cosignature: the queue holds it too, so that nothing is held that nobody can mend."""

from collections.abc import Callable, Collection
from uuid import UUID

Source = Callable[[Collection[UUID]], dict[UUID, str]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """This function will add a reader that says, of some authors' signed notes, which are held for a cosignature and why."""
    if source not in _sources:
        _sources.append(source)


def held(author_ids: Collection[UUID]) -> dict[UUID, str]:
    """This function will ask every reader; keys are signed notes, values the sentence of the hold."""
    found: dict[UUID, str] = {}
    for source in _sources:
        found |= source(author_ids)
    return found
