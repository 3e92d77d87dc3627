"""Which service's rules a session follows, where it is a part of another's day. Pure functions."""

from datetime import date

from circlechart.base.rulebook.facts import Rulebook


def charged_as(book: Rulebook, service: str, on: date) -> str:
    """This function will name the service as which a session is charged: its own, or the one of whose day it is a part.

    Source: rulebook `per_diem.part`.
    """
    return str(book.get("per_diem.part", on, service, service))
