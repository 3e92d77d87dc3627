"""What can be refused around charges."""

from circlechart.base.kit.errors import Conflict, Refusal


class BadCase(ValueError):
    """A case that cannot be decided: where in the file, what stands there, and the mend."""

    def __init__(self, at: str, value: object, mend: str) -> None:
        self.at, self.value, self.mend = at, value, mend
        stands = f" {value!r}:" if value != "" else ":"
        super().__init__(f"{at}{stands} {mend}")


class NoPairs(Refusal):
    because = "This file holds no pair edits."
    field = "File"
    mend = "Choose the text or CSV file that is published for the quarter, or the ZIP that it comes in."


class PairsLoaded(Conflict):
    because = "This file is loaded already for that quarter."
    field = "File"
    mend = "Choose another part, or another quarter."


class BadQuarter(Refusal):
    because = "A quarter is a year and one of four."
    field = "Quarter"
    mend = "Write it like 2026Q4."


class BadAuthorization(Refusal):
    because = "This authorization cannot be recorded."
    field = "Number"
    mend = "Correct it as the payer said it."


class BadOverride(Refusal):
    because = "This cannot be decided against the payer's rules."
    field = "What"
    mend = "Mend the fact where it is kept."


class OverrideStands(Conflict):
    because = "The same stands already, or it has ended."
    field = "What"
    mend = "Reload the page."
