"""What can go wrong among a team, in words that mend it."""

from circlechart.base.kit.errors import Refusal


class NothingSaid(Refusal):
    because = "There are no words in this team note."
    field = "Team note"
    mend = "Write what the team should know."


class SaidTooMuch(Refusal):
    because = "This is longer than a team note can be."
    field = "Team note"
    mend = "Shorten it."
