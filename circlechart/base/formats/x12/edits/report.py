"""Both opinions about one file: our own edits, then pyx12 where it has a map, in one list for people and for JSON."""

from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from circlechart.base.formats.x12.check import mapped, objections
from circlechart.base.formats.x12.edits.check import File
from circlechart.base.formats.x12.edits.finding import ERROR, LONGEST_VALUE
from circlechart.base.formats.x12.edits.reading import texts

MOST_FINDINGS = 10_000
MOST_BYTES = 10_000_000
"""pyx12 takes about four seconds for a million; a larger file is sent to it only when it is asked to."""
_ELSEWHERE = "Correct the value where it was entered, and write the file again."


@dataclass(slots=True)
class Report:
    """What was found in one file."""

    file: str
    segments: int = 0
    transactions: int = 0
    claims: int = 0
    cut: bool = False
    """Whether there was more than the list holds."""
    findings: list[dict[str, str | int]] = field(default_factory=list)
    pyx12: str = ""
    """`asked`, or why it was not."""

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(one["level"] == ERROR for one in self.findings)

    def as_dict(self) -> dict[str, object]:
        """This function will return the report for JSON."""
        return {
            "file": self.file,
            "segments": self.segments,
            "transactions": self.transactions,
            "claims": self.claims,
            "errors": self.errors,
            "warnings": len(self.findings) - self.errors,
            "cut": self.cut,
            "pyx12": self.pyx12,
            "findings": self.findings,
        }


def report(path: Path, *, today: date, second: str = "auto") -> Report:
    """This function will read a file and say what both find. `second` is `auto`, `yes` or `no`.

    Raises: OSError when the file cannot be read; nothing else, whatever bytes it holds.
    """
    done, file = Report(str(path)), File(today)
    with path.open("rb") as bytes_of_file:
        found = file.findings(texts(bytes_of_file))
        done.findings = [{"source": "circlechart", **one.as_dict()} for one in islice(found, MOST_FINDINGS)]
        done.cut = next(found, None) is not None
    done.segments = file.position or file.desk.position
    done.transactions, done.claims = len(file.starts), len(file.desk.claims)
    done.pyx12 = _why_not(path, file, second)
    if not done.pyx12:
        done.pyx12 = "asked"
        text = path.read_bytes().decode("utf-8", "replace")
        second_found = _second(text[max(text.find("ISA"), 0) :], file.starts)
        room = MOST_FINDINGS - len(done.findings)
        done.findings += second_found[:room]
        done.cut = done.cut or len(second_found) > room
    return done


def _why_not(path: Path, file: File, second: str) -> str:
    if second == "no":
        return "not asked: switched off"
    if not file.desk.marks.found or not file.starts:
        return "not asked: there is no transaction"
    if len(file.delimiters) > 1:
        return "not asked: the interchanges have different delimiters"
    missing = sorted(each for each in file.versions if not mapped(each))
    if missing or not file.versions:
        return f"not asked: it has no map for {', '.join(missing)[:200] or 'a file without a GS'}"
    if second == "auto" and path.stat().st_size > MOST_BYTES:
        return "not asked: the file is large, and it is slow; ask with --pyx12 yes"
    return ""


def _second(text: str, starts: list[int]) -> list[dict[str, str | int]]:
    return [
        {
            "source": "pyx12",
            "rule": "pyx12",
            "level": ERROR,
            "position": starts[one.transaction - 1] + max(one.segment_position, 1) - 1
            if 0 < one.transaction <= len(starts)
            else 0,
            "segment": one.segment,
            "element": f"{one.segment}{one.element.zfill(2)}" if one.element else "",
            "loop": "",
            "claim": "",
            "value": one.value[:LONGEST_VALUE],
            "sentence": one.sentence,
            "mend": _ELSEWHERE,
        }
        for one in objections(text)
    ]
