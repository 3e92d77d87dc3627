"""What can go wrong with goals and diagnoses, in words that a clinician can act on."""

from circlechart.base.kit.errors import Conflict, Refusal


class NumberTaken(Conflict):
    because = "Another goal of this client has this number on some of these days."
    field = "Number"
    mend = "End that goal first, or give this one another number."


class RankTaken(Conflict):
    because = "Another diagnosis of this client has this rank on some of these days."
    field = "Rank"
    mend = "End that diagnosis first, or choose another rank; 1 is the principal one."


class BadCode(Refusal):
    because = "That is not an ICD-10-CM code."
    field = "Code"
    mend = "Write it with the dot, like F11.20."


class BadDay(Refusal):
    because = "The last day lies before the first day."
    field = "Last day"
    mend = "Choose a day on or after the first day."
