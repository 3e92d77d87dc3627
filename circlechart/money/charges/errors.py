"""What can be refused around charges."""


class BadCase(ValueError):
    """A case that cannot be decided: where in the file, what stands there, and the mend."""

    def __init__(self, at: str, value: object, mend: str) -> None:
        self.at, self.value, self.mend = at, value, mend
        stands = f" {value!r}:" if value != "" else ":"
        super().__init__(f"{at}{stands} {mend}")
