"""What a file of pairs can have wrong."""

from pathlib import Path


class BadPair(Exception):
    """A line that cannot be compared: the file, the line, the key, and the mend."""

    def __init__(self, file: Path, line: int, key: str, mend: str) -> None:
        """This function will say where and what to do."""
        self.file, self.line, self.key, self.mend = file, line, key, mend
        at = f"{file}, line {line}" if line else str(file)
        super().__init__(f"{at}, {key}: {mend}" if key else f"{at}: {mend}")

    def told(self) -> dict[str, str | int]:
        """This function will tell the same to a program."""
        return {"file": str(self.file), "line": self.line, "key": self.key, "mend": self.mend}
