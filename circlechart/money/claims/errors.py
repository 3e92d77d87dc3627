"""What can go wrong with a claim."""

from circlechart.base.kit.errors import Conflict, Refusal


class NotReady(Conflict):
    because = "This claim still has findings, so it cannot leave."
    mend = "Mend what the claim page lists."


class NoBlank(Refusal):
    because = "The blank cannot be printed on."
    mend = "Give a blank under How claims leave, or print on purchased forms."


class NothingToSend(Refusal):
    because = "There is no claim ready to leave."
    mend = "Sign notes and mend held charges first."


class FoundNow(NotReady):
    because = "Something on this claim changed since it was built."
    field = "Claim"
    mend = "Open the claim: it lists what to mend. Nothing was sent."


class NotThisAnswer(Conflict):
    because = "This claim cannot be answered like that."
    field = "Answer"
    mend = "Reload the claim: somebody may have recorded an answer meanwhile."


class BadAnswer(Refusal):
    because = "This answer cannot be recorded."
    field = "Answer"
    mend = "Compare it with what the payer wrote."


class NothingToTell(Conflict):
    because = "There is nothing that this payer must be told another way."
    field = "Claim"
    mend = "Reload the claim: the correction may have been taken back, or told already."
