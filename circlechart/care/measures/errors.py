"""What can go wrong with a questionnaire, for the client who fills it in and for the staff who gave it."""

from circlechart.base.kit.errors import Conflict, NotFound, Refusal


class NoSuchForm(NotFound):
    because = "This form is not here any more."
    mend = "Ask the staff of your clinic for a new one."


class OpenedElsewhere(Refusal):
    status = 403
    because = "This link was opened on another device. It works once, on the device it was opened on first."
    mend = "Go on there, or ask the staff of your clinic for a new one."


class AlreadySent(Conflict):
    because = "These answers were sent before; they stand as they were."
    mend = "Tell the staff of your clinic if something should be different."


class TooOften(Refusal):
    status = 429
    because = "This was asked for too often in a short time."
    mend = "Wait ten minutes and open the link again."


class BadAnswer(Refusal):
    because = "That is not one of the answers."
    field = "Answer"
    mend = "Reload the page and choose again."


class LeftBlank(Refusal):
    because = "Some questions have no answer yet."
    field = "Answers"
    mend = "Answer them, or send the form as it is."


class NothingChosen(Refusal):
    because = "No questionnaire was chosen."
    field = "Questionnaires"
    mend = "Choose at least one."


class NotExpected(Refusal):
    because = "This client is not expected in that session."
    field = "Client"
    mend = "Open the questionnaires from the client's own session."


class NeedsWords(Refusal):
    because = "Say what was done."
    field = "What was done"
    mend = "Write a few words: who was told, what was decided."


class Acknowledged(Conflict):
    because = "Somebody has acknowledged this already."
    field = "Alert"
    mend = "Reload the page to read by whom and what was done."


class BadChange(Refusal):
    because = "That is not a number of points that this questionnaire can change by."
    field = "Points"
    mend = "Write a whole number, or leave it empty for no rule."
