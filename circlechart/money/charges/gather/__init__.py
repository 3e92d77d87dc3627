"""From rows to the case of each client's charge; the only reader of the database on the way to a decision."""

from circlechart.money.charges.gather.derive import Derived, derive, place_of_service
from circlechart.money.charges.gather.together import same_time, share_minutes

__all__ = ["Derived", "derive", "place_of_service", "same_time", "share_minutes"]
