"""Setting a payer's rules and fees from a day on, and the steps in the life of a rule's version."""

from circlechart.money.payers.actions.fees import set_fee
from circlechart.money.payers.actions.say import set_rule
from circlechart.money.payers.actions.steps import follow_state, step

__all__ = ["follow_state", "set_fee", "set_rule", "step"]
