"""What can go wrong with a place in a group, in words that the front desk can act on."""

from circlechart.base.kit.errors import Conflict, Refusal


class GroupFull(Conflict):
    because = "Every seat of this group is taken on one of these days."
    field = "First day"
    mend = "Put the client on the waitlist, choose a later first day, or raise the capacity."


class AlreadyEnrolled(Conflict):
    because = "This client already has a place in this group for some of these days."
    field = "Client"
    mend = "End that place first, or choose a day after its last day."


class AlreadyWaiting(Conflict):
    because = "This client already waits for this group."
    field = "Client"
    mend = "Offer the place from the waitlist."


class IllegalStep(Conflict):
    because = "That cannot follow where this place stands now."
    mend = "Reload the page to see how it stands."


class NoSuchClient(Refusal):
    because = "No client of your facilities has this chart number."
    field = "Chart number"
    mend = "Choose one from the list, or look the client up first."


class BadDay(Refusal):
    because = "That day cannot be."
    field = "Last day"
    mend = "Choose a day on or after the first day."


class GroupClosed(Conflict):
    because = "This group takes nobody: it is paused or has ended."
    field = "Group"
    mend = "Choose another group."


class NameTaken(Conflict):
    because = "Another group of this facility has this name."
    field = "Name"
    mend = "Choose another name."


class BadGroup(Refusal):
    because = "This group cannot be."
    field = "Capacity"
    mend = "Correct it and send again."


class BadCycle(Refusal):
    because = "This cycle cannot be."
    field = "Sessions"
    mend = "Correct it and send again."


class NotEnrolling(Conflict):
    because = "This cycle takes nobody yet."
    field = "First day"
    mend = "Open the cycle for enrollment first, or put the client on the waitlist."


class PastCutoff(Conflict):
    because = "This cycle takes nobody any more."
    field = "Reason for joining late"
    mend = "Say why this client joins all the same, or wait for the next cycle."


class Attended(Conflict):
    because = "This client has been in sessions through this place."
    field = "Place"
    mend = "End it after the last session attended instead."


class NeedsWords(Refusal):
    because = "Say why."
    field = "Reason"
    mend = "Write a few words."


class SettledAlready(Conflict):
    because = "Somebody has looked at this already."
    field = "Roster"
    mend = "Nothing needs to be done."
