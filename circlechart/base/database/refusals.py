"""What the database refuses, by the name of the constraint that refused it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import IntegrityError

from circlechart.base.kit.errors import Refusal


def constraint_of(error: IntegrityError) -> str:
    """This function will name the constraint that a write ran into. Returns an empty string when: none is named."""
    return str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "")


@contextmanager
def in_words(known: Mapping[str, type[Refusal]], value: str) -> Iterator[None]:
    """This function will tell people what a constraint refused, by the class that stands for it; others pass."""
    try:
        yield
    except IntegrityError as error:
        refusal = known.get(constraint_of(error))
        if refusal is None:
            raise
        raise refusal(value=value) from error
