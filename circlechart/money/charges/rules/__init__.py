"""Whether a client's session is charged, as what, and why. Pure functions over a case and a rulebook."""

from circlechart.money.charges.rules.decide import decide
from circlechart.money.charges.rules.explain import explain
from circlechart.money.charges.rules.prove import prove
from circlechart.money.charges.rules.trial import on_trial
from circlechart.money.charges.rules.units import units

__all__ = ["decide", "explain", "on_trial", "prove", "units"]
