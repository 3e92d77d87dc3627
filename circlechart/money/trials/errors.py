"""What can be refused when a rule is tried."""

from circlechart.base.kit.errors import Refusal


class BadRange(Refusal):
    because = "A replay goes from a day to the same or a later one, over a year at most, and not into the future."
    field = "From"
    mend = "Choose days that lie behind."


class BadValue(Refusal):
    because = "This value cannot be the rule."
    field = "Value"
    mend = "Correct it as its hint says."
