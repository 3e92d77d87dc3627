"""What can go wrong with a schedule, a cycle or a closed day."""

from circlechart.base.kit.errors import Conflict, Refusal


class BadSchedule(Refusal):
    because = "This schedule cannot be."
    field = "Schedule"
    mend = "Correct it and look at the preview again."


class ScheduleMoved(Conflict):
    because = "What this schedule would do has changed since you looked."
    field = "Preview"
    mend = "Look at the new preview, then save."


class BadClosure(Refusal):
    because = "This closure cannot be."
    field = "Day"
    mend = "Choose a day from today on that is not closed yet."


class DayMoved(Conflict):
    because = "What this would do has changed since you looked."
    field = "Preview"
    mend = "Look at the new preview, then save."
