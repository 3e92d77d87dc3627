"""What can go wrong with a session."""

from circlechart.base.kit.errors import Conflict, Refusal


class WrongState(Conflict):
    because = "The session is not in the right state for that."
    mend = "Reload the page to see how it stands now."


class BadTimes(Refusal):
    because = "These times cannot be."
    mend = "Give a start that lies before the end."
