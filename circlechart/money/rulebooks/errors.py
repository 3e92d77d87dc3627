"""What can go wrong with rules that come from a file or another payer, in words that a biller can act on."""

from collections.abc import Sequence

from circlechart.base.kit.errors import Conflict, Refusal
from circlechart.money.rulebooks.facts import Problem


class BadFile(Refusal):
    """A file cannot be taken; every problem is told with its place."""

    because = "This file cannot be taken, and nothing was changed."
    field = "File"
    mend = "Mend what is listed, then choose the file again."

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{problems[0].sentence}" if len(problems) == 1 else None)
        self.problems = tuple(problems)


class NothingInIt(Refusal):
    because = "Everything that this file says holds already."
    field = "File"
    mend = "Nothing has to be done."


class RulesAlready(Conflict):
    because = "This payer has rules of its own already."
    field = "Rules"
    mend = "Copy into a new payer, or bring the rules over as a file."
