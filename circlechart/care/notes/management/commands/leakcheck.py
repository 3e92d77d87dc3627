"""`manage leakcheck --cases FILE.jsonl`: where texts name other group members, without a database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from circlechart.base.wording.naming import cases


class Command(BaseCommand):
    """Check cases."""

    help = "Say where each text names other members of its roster: the span, block or warn, who is meant, and why."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """A case is one JSON object to a line: roster, me, text."""
        parser.add_argument("--cases", type=Path, required=True, help="cases as JSON, one to a line")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, print, line by line. What cannot be read is told and the rest is checked all the same."""
        path: Path = options["cases"]
        bad = 0
        try:
            with path.open("rb") as lines:
                for number, raw in enumerate(lines, start=1):
                    bad += bool(raw.strip()) and not self._line(path, number, raw, as_json=options["json"])
        except OSError as problem:
            raise CommandError(f"{path}: {problem.strerror}. Name a file that can be read.") from None
        if bad:
            lines_of = "line" if bad == 1 else "lines"
            raise CommandError(f"{bad} {lines_of} of {path} could not be read; they are named above.")

    def _line(self, path: Path, number: int, raw: bytes, *, as_json: bool) -> bool:
        told = cases.check(raw)
        if isinstance(told, cases.BadCase):
            return self._tell(path, number, told, as_json=as_json)
        if as_json:
            self.stdout.write(json.dumps({"line": number, **told}))
            return True
        for each in told["spans"]:
            self.stdout.write(
                f"{number}: {each['start']}-{each['end']} {each['level']:<5} {each['text']} ({each['why']})"
            )
        return True

    def _tell(self, path: Path, number: int, problem: cases.BadCase, *, as_json: bool) -> bool:
        error = {"file": str(path), "line": number, "key": problem.key, "value": problem.value, "mend": problem.mend}
        if as_json:
            self.stdout.write(json.dumps({"line": number, "error": error}))
        else:
            self.stderr.write(f"{path}:{number}: {problem.key} {problem.value!r}: {problem.mend}")
        return False
