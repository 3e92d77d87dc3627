"""From rows to the case of each client's charge; the only reader of the database on the way to a decision."""

from circlechart.money.charges.gather.around import Around, around
from circlechart.money.charges.gather.day import Carried, Days
from circlechart.money.charges.gather.derive import Derived, Known, decided, derive, gathered, place_of_service
from circlechart.money.charges.gather.together import same_time, share_minutes
from circlechart.money.charges.gather.used import CAPS, Charged, capped, units_until, used

__all__ = [
    "Around",
    "CAPS",
    "Carried",
    "Charged",
    "Days",
    "Derived",
    "Known",
    "around",
    "capped",
    "decided",
    "derive",
    "gathered",
    "place_of_service",
    "same_time",
    "share_minutes",
    "units_until",
    "used",
]
