"""`manage leakcheck --cases FILE.jsonl`: where texts name other group members, without a database."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from circlechart.base.wording.naming import cases

MOST_BYTES = 500_000_000


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
            if path.stat().st_size > MOST_BYTES:
                raise CommandError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB. Divide it.")
            for number, raw in enumerate(path.read_bytes().split(b"\n"), start=1):
                if raw.strip():
                    bad += not self._line(path, number, raw, as_json=options["json"])
        except OSError as problem:
            raise CommandError(f"{path}: {problem.strerror}. Name a file that can be read.") from None
        if bad:
            raise CommandError(
                f"{bad} {'line' if bad == 1 else 'lines'} of {path} could not be read; they are named above."
            )

    def _line(self, path: Path, number: int, raw: bytes, *, as_json: bool) -> bool:
        try:
            case = cases.read(raw.decode("utf-8-sig"))
            told = cases.answer(case)
        except UnicodeDecodeError:
            return self._tell(path, number, cases.BadCase("", raw[:60], "Write the file in UTF-8."), as_json=as_json)
        except cases.BadCase as problem:
            return self._tell(path, number, problem, as_json=as_json)
        mine = {"id": case.given["id"]} if "id" in case.given else {}
        if as_json:
            self.stdout.write(json.dumps({"line": number, **mine, **told}, ensure_ascii=True))
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
