"""What can go wrong with a payer's rules and fees, in words that a biller can act on."""

from circlechart.base.kit.errors import Conflict, Refusal


class BadRule(Refusal):
    because = "This value cannot be the rule."
    field = "Value"
    mend = "Correct it as its hint says."


class NoFeeForMedicaid(BadRule):
    """42 CFR 447.15: a Medicaid member pays nothing beyond what the plan says, so a missed visit costs them nothing."""

    because = "A Medicaid member is never charged for not coming."
    mend = "Leave it at “Never charged to the member”."


class BadFee(Refusal):
    because = "A code has five capital letters and digits, and its fee is more than nothing."
    field = "Code"
    mend = "Type it like 90853 or H0005, with the fee in dollars and cents."


class BadSource(Refusal):
    because = "A rule without its source cannot be checked by anybody."
    field = "Where you read it"
    mend = "Name the manual, letter or call, and the day."


class BadLevel(Refusal):
    because = "A rule is said for a state, a payer, one of its plans, or the contract with it."
    field = "Said for"
    mend = "Choose one of the list."


class ClaimsHaveLeft(Conflict):
    because = "Claims that have left rest on what was in force then."
    field = "From"
    mend = "Choose a later day, or replace those claims with the payer first."


class TouchesCharges(Conflict):
    """Asked once, before charges that stand are derived anew."""

    because = "Charges that stand would be derived anew."
    field = "I have seen that these charges are derived anew"
    mend = "Confirm it, or choose a later day."


class NothingNew(Refusal):
    because = "This is what holds on that day already."
    field = "From"
    mend = "Leave it, or change the value or the day."


class FeeBegins(Conflict):
    because = "A fee for this code begins on that day."
    field = "From"
    mend = "A fee is never written over: choose the day after."


class NotThere(Conflict):
    because = "This step cannot be taken from where the rule stands."
    mend = "Reload the page: somebody may have been quicker."


class WhyMissing(Refusal):
    because = "A step without its reason cannot be followed by anybody."
    field = "Why"
    mend = "Say it in a few words: the manual and its page, the letter, the call."


class DayMissing(Refusal):
    because = "The day is missing."
    field = "From"
    mend = "Choose the first day of service to which it applies."


class ReviewPast(Refusal):
    because = "A review lies ahead."
    field = "Next review"
    mend = "Choose today or a later day."


class NoOwner(Refusal):
    because = "Nobody of that name works here."
    field = "Owner"
    mend = "Choose one of the list."


class NotProved(Refusal):
    """A rule without a case that passes and one that does not."""

    because = "No case comes out differently with this rule than without it."
    field = "Cases"
    mend = "Change the facts of its cases, or the rule."
