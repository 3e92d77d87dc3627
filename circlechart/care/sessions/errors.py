"""What can go wrong with a session or a schedule."""

from circlechart.base.kit.errors import Conflict, Refusal


class WrongState(Conflict):
    because = "The session is not in the right state for that."
    mend = "Reload the page to see how it stands now."


class BadTimes(Refusal):
    because = "These times cannot be."
    mend = "Give a start that lies before the end."


class Taken(Conflict):
    because = "A room or a person is taken."
    field = "Room"
    mend = "Choose another room, person or time, or move the other one first."


class Stale(Conflict):
    because = "Somebody changed this session after you opened it."
    field = "Session"
    mend = "Look at how it stands now, then change it again."


class SkippedTime(Refusal):
    because = "This time does not exist on that day: the clock is set forward."
    field = "Starts"
    mend = "Choose a time before 02:00 or from 03:00 on."


class BadStaff(Refusal):
    because = "That cannot be who works there."
    field = "Lead"
    mend = "Name each person once, with one lead."


class RosterFrozen(Conflict):
    because = "The roster is frozen: the session has started or is cancelled."
    field = "Roster"
    mend = "Add somebody on the session's own screen, with the reason."


class OnRoster(Conflict):
    because = "This client is expected already."
    field = "Client"
    mend = "Nothing needs to be done."


class NotOnRoster(Conflict):
    because = "This client is not expected in this session."
    field = "Client"
    mend = "Choose somebody from the roster."


class NoSeat(Conflict):
    because = "Every seat of this session is taken."
    field = "Client"
    mend = "Choose another session, or excuse somebody first."


class NoMakeUp(Refusal):
    because = "That session is nothing that this client could make up."
    field = "Makes up"
    mend = "Choose a session that the client missed."
