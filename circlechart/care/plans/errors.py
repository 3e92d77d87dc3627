"""What can go wrong with a plan, in words that a clinician can act on."""

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


class ProblemListed(Conflict):
    because = "This code is on the problem list already on some of these days."
    field = "Code"
    mend = "End that problem first, or add the goal to it."


class GroupPlanned(Conflict):
    because = "The plan already has this group on some of these days."
    field = "Group"
    mend = "End that line first; the new one begins on the day after."


class BadDay(Refusal):
    because = "The last day lies before the first day."
    field = "Last day"
    mend = "Choose a day on or after the first day."


class BadIntervention(Refusal):
    because = "This cannot be planned."
    field = "What"
    mend = "Choose a group for a group, and no group for another service."


class NotOfThisClient(Refusal):
    because = "That is not part of this client's plan."
    mend = "Reload the page and choose again."


class NoLetterLeft(Refusal):
    because = "This goal has used every letter for its objectives."
    field = "Objective"
    mend = "Set another goal for what is still to be done."


class ChangedMeanwhile(Conflict):
    because = "The plan was changed after you opened this page."
    mend = "Read what stands there now; your words are still in the form."


class NotReady(Refusal):
    because = "The plan cannot be signed yet."
    field = "Plan"
    mend = "Mend it on the plan's page, then sign."


class BadReview(Refusal):
    because = "That day of review cannot be."
    field = "Review by"
    mend = "Choose a day after the plan begins, no later than the rule says."


class AlreadySigned(Conflict):
    because = "This version is signed so already."
    field = "As"
    mend = "A change of the plan is a new version, with its own signatures."


class NotSuperseded(Conflict):
    because = "A newer version of this plan is signed."
    field = "Version"
    mend = "Sign the newest version."


class NotTheSupervisor(Refusal):
    status = 403
    because = "Only a supervisor of the clinician who signed it signs as supervisor."
    mend = "Ask the program director who supervises the author."
