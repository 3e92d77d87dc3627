"""What can go wrong with houses, routes, printers and blanks, in words that a biller can act on."""

from circlechart.base.kit.errors import Conflict, Refusal


class HouseNamed(Conflict):
    because = "Another clearinghouse has this name."
    field = "Name"
    mend = "Choose another name, or correct the one that has it."


class BadPattern(Refusal):
    because = "Files of this name could not be told apart."
    field = "File name"
    mend = "Keep {number} in it, and letters, digits, dots, dashes, underscores or {form}, {date} and {test} around it."


class HouseGone(Conflict):
    because = "This clearinghouse is not there any more."
    field = "Goes through"
    mend = "Reload the page and choose another."


class NothingNew(Refusal):
    because = "This is what holds already."
    mend = "Leave it, or change something."


class AttendsFromThen(Conflict):
    because = "Somebody was named from that day on."
    field = "From"
    mend = "Choose a later day: who attended earlier stays on the claims of those days."


class BadBlank(Refusal):
    because = "The blank cannot be printed on."
    field = "Blank"
    mend = "Choose a PDF of one page, 8.5 by 11 inches, without a password."


class PrinterNamed(Conflict):
    because = "Another printer of this facility has this name for this form."
    field = "Name"
    mend = "Choose another name, or adjust the one that has it."
