"""What can go wrong with a note, in words its author can act on."""

from circlechart.base.kit.errors import Conflict, NotAllowed, Refusal


class AlreadySigned(Conflict):
    because = "This note is signed, so its text cannot change."
    mend = "Add an addendum to the signed note."


class NarrativeSigned(Conflict):
    because = "Every note of this session is signed and contains the group narrative, so it cannot change."
    field = "Group narrative"
    mend = "Open a client's signed note and add an addendum."


class NotYours(NotAllowed):
    because = "This part belongs to somebody else."
    mend = "Ask its author to sign it."


class NothingToSign(Refusal):
    because = "There is no note of yours to sign in this session yet."
    mend = "Mark attendance and write the entries first."


class TextTooLong(Refusal):
    because = "This text is longer than a note can hold."
    mend = "Shorten it, or move part of it into an addendum."


class BadChoice(Refusal):
    because = "That is not one of the choices."
    mend = "Choose again from the list on the screen."
