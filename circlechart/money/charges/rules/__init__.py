"""Whether a client's session is charged, as what, and why. Pure functions over a case and a rulebook."""

from circlechart.money.charges.rules.decide import decide
from circlechart.money.charges.rules.explain import explain
from circlechart.money.charges.rules.limits import in_the_room
from circlechart.money.charges.rules.override import RELEASABLE, refused
from circlechart.money.charges.rules.pairs import read as read_pairs
from circlechart.money.charges.rules.prove import prove
from circlechart.money.charges.rules.trial import on_trial
from circlechart.money.charges.rules.units import units

__all__ = [
    "RELEASABLE",
    "decide",
    "explain",
    "in_the_room",
    "on_trial",
    "prove",
    "read_pairs",
    "refused",
    "units",
]
