"""What can go wrong with help in writing, in words a clinician can act on."""

from circlechart.base.kit.errors import Conflict, Refusal


class NothingNoted(Refusal):
    because = "There is nothing in this line."
    field = "Line"
    mend = "Write what was seen or heard, or leave it out."


class LineTooLong(Refusal):
    because = "This line is longer than a line can be."
    field = "Line"
    mend = "Divide it into several lines."


class NothingChosen(Refusal):
    because = "No line is chosen."
    field = "Lines"
    mend = "Choose the lines that go into the entry."


class ChangedMeanwhile(Conflict):
    because = "These lines changed since you read them."
    field = "Lines"
    mend = "Read them as they stand now, and choose again."


class SignedMeanwhile(Conflict):
    because = "This client's note is signed, so nothing is added to its entry."
    field = "Entry"
    mend = "Add an addendum to the signed note."


class AlreadyWithdrawn(Conflict):
    because = "This line was taken back already."
    field = "Line"
    mend = "Look at the lines as they stand now."
