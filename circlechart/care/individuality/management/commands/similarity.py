"""`manage similarity --pairs FILE.jsonl --json`: pairs of notes compared without a database."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from circlechart.base.wording import individuality
from circlechart.care.individuality import pairs
from circlechart.care.individuality.errors import BadPair
from circlechart.care.individuality.pairs import Pair


class Command(BaseCommand):
    """Compare pairs."""

    help = "Say of each pair of notes in a file whether one is a clone of the other, with a score between 0 and 1."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """A line of the file: {"id", "a", "b", "shared"}; "shared" is the narrative that both may repeat."""
        parser.add_argument("--pairs", type=Path, required=True, help="a file with one JSON object a line")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Every line gets its answer; one that cannot be compared is said in words, and the end is not a success."""
        bad = 0
        try:
            for each in pairs.read(options["pairs"]):
                bad += isinstance(each, BadPair)
                self._tell(each, as_json=options["json"])
            self.stdout.flush()
        except BadPair as problem:
            if options["json"]:
                self.stdout.write(json.dumps({"error": problem.told()}))
            raise CommandError(str(problem)) from None
        except BrokenPipeError:  # whoever reads has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        if bad:
            raise CommandError(f"{bad} of the lines could not be compared; see above.")

    def _tell(self, each: Pair | BadPair, *, as_json: bool) -> None:
        if isinstance(each, BadPair):
            self.stderr.write(str(each))
            if as_json:
                self.stdout.write(json.dumps({"error": each.told()}))
            return
        found = individuality.compare(each.a, each.b, each.shared)
        if as_json:
            self.stdout.write(json.dumps({"id": each.id, "score": found.score, "verdict": found.verdict}))
        else:
            self.stdout.write(f"{each.id!s:<24} {found.verdict:<8} {found.score:.2f}")
