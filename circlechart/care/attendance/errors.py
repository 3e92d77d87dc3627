"""What can go wrong with attendance, in words a facilitator can act on."""

from circlechart.base.kit.errors import Conflict, Refusal


class NotRunning(Conflict):
    because = "Attendance can be marked once the session has started."
    mend = "Start the session first."


class TooEarly(Conflict):
    because = "It is too early to start this session."
    field = "Starts"
    mend = "If the group meets sooner, move the session on its schedule page first, then start it."


class StaleRow(Conflict):
    because = "Somebody else marked this client in the meantime."
    field = "Attendance"
    mend = "Look at what it says now, and mark again if it is wrong."


class SignedRow(Conflict):
    because = "This client's note is signed, so attendance is corrected with a reason."
    field = "Attendance"
    mend = "Use “Correct attendance” on this row."


class BadTime(Refusal):
    because = "That time cannot be."
    mend = "Give a time within the session, such as 18:15."


class BadChoice(Refusal):
    because = "That is not one of the choices."
    field = "Attendance"
    mend = "Choose Present, Late, Left early, No-show or Excused."


class NeedsReason(Refusal):
    because = "A reason is needed."
    field = "Reason"
    mend = "Write a few words."


class IllegalStep(Conflict):
    because = "That cannot follow what is marked now."
    field = "Attendance"
    mend = "Reload the page to see how it stands."


class NothingChanged(Refusal):
    because = "That is what is marked already."
    field = "Attendance"
    mend = "Change the attendance or a time, or go back to the session."


class Discharged(Refusal):
    because = "The client was discharged before that, so they cannot have been in the group."
    field = "Attendance"
    mend = "Mark them excused, or type when they left if that was earlier."


class OnTheRoster(Conflict):
    because = "This client is already on the roster of this session."
    field = "Client"
    mend = "Mark the client on the session screen."


class NotesSigned(Conflict):
    because = "Notes of this session are signed, so the session took place."
    field = "Session"
    mend = "Correct the attendance of each client instead."


class SomethingEntered(Conflict):
    because = "Something has been marked or written since the start."
    field = "Session"
    mend = "Correct the start time, or cancel the session with a reason."
