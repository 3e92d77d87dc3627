"""What can go wrong in supervision, in words that the supervisor can act on."""

from circlechart.base.kit.errors import Conflict, NotAllowed, Refusal


class NoSuchPassage(Refusal):
    because = "These words do not stand in this part of the note."
    field = "Passage"
    mend = "Copy the words from the note, as they stand there."


class NothingSaid(Refusal):
    because = "A return needs words: what should the author add or correct?"
    field = "What should the author do?"
    mend = "Write it, or comment on a passage first."


class NoComment(Refusal):
    because = "A comment needs words."
    field = "Comment"
    mend = "Write what you want to say about this passage."


class AlreadyCosigned(Conflict):
    because = "This note is cosigned, so it cannot be returned."
    mend = "Talk with the author; they may still add an addendum."


class NotYourSupervisee(NotAllowed):
    because = "You do not supervise this person."
    mend = "Who supervises whom is on the staff record."


class RuleInThePast(Refusal):
    because = "A rule cannot begin on a day that is over: what was decided then stays."
    field = "From"
    mend = "Choose today or a later day."


class SameRule(Conflict):
    because = "Another rule for the same notes was set at the same moment."
    mend = "Look at it, and set yours again if it is still needed."


class NothingRead(Refusal):
    because = "No note is marked as read."
    field = "I have read it"
    mend = "Read each note, mark it, and cosign."


class BadHours(Refusal):
    field = "Minutes"


class HoursCorrected(Conflict):
    because = "This line was corrected already."
    mend = "Correct the line that stands in its place."
