"""Which charges are on a claim that has left: the room above knows it and says so here."""

from collections.abc import Callable

from django.db.models import Q

Asked = Callable[[], Q]
_asked: list[Asked] = []


def register(asked: Asked) -> None:
    """This function will say who knows which charges have left."""
    if asked not in _asked:
        _asked.append(asked)


def left() -> Q:
    """This function will ask for the charges that are on a claim that has left."""
    found = Q(pk__in=())
    for asked in _asked:
        found |= asked()
    return found
