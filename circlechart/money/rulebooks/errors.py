"""What can go wrong with rules that come from a file or another payer, in words that a biller can act on."""

from circlechart.base.kit.errors import Conflict, Refusal


class BadFile(Refusal):
    because = "This file cannot be taken, and nothing was changed."
    field = "File"
    mend = "Mend what is listed, then choose the file again."


class NothingInIt(Refusal):
    because = "Everything that this file says holds already."
    field = "File"
    mend = "Nothing has to be done."


class RulesAlready(Conflict):
    because = "This payer has rules of its own already."
    field = "Rules"
    mend = "Copy into a new payer, or bring the rules over as a file."
