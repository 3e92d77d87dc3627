"""What can go wrong with a charge."""

from circlechart.base.kit.errors import Conflict


class ChargeBilled(Conflict):
    because = "This charge is on a claim that has left."
    mend = "Replace or void the claim first."
