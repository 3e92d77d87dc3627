"""The one shape of an expected error: what was refused, what was given, and what mends it."""


class Refusal(Exception):
    """An expected error that a person can mend; `web/errors.py` turns it into a page or fragment.

    A room derives its own classes and may fix the class attributes:

        class SeatTaken(Refusal):
            status = 409
            field = "group"
            mend = "Put the client on the waitlist, or raise the capacity."

        raise SeatTaken(value="8 of 8 seats", because="The group is full.")

    `str()` names only the class and the field, so that a logged refusal never carries a typed value.
    """

    status: int = 422
    field: str = ""
    value: str = ""
    mend: str = ""
    because: str = ""

    def __init__(
        self,
        because: str | None = None,
        *,
        field: str | None = None,
        value: object | None = None,
        mend: str | None = None,
        status: int | None = None,
    ) -> None:
        self.because = self.because if because is None else because
        self.field = self.field if field is None else field
        self.value = self.value if value is None else str(value)
        self.mend = self.mend if mend is None else mend
        self.status = self.status if status is None else status
        super().__init__(f"{type(self).__name__}({self.field})")

    @property
    def sentence(self) -> str:
        """This function will say the whole refusal in one line: reason, field with value, mend."""
        where = f"{self.field}: {self.value}" if self.field and self.value else self.field or self.value
        parts = [part.rstrip(".") + "." for part in (self.because, where, self.mend) if part]
        return " ".join(parts) or "This was refused."


class NotFound(Refusal):
    """The thing does not exist for this person: absent and out of reach look the same."""

    status = 404
    because = "Nothing is here, or it is outside your reach."
    mend = "Go back to Today and open it from there."


class NotAllowed(Refusal):
    """The thing is within reach, but this person may not do this to it."""

    status = 403


class Conflict(Refusal):
    """Somebody else changed it first, or it is taken."""

    status = 409


class KeyUsed(Refusal):
    because = "This save carries the key of another one."
    field = "Save key"
    mend = "Reload the page; your words stay until you leave it."
