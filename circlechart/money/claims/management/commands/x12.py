"""`manage x12 check FILE [--json]`: our own edits and pyx12 on any file, without a database.

The values of the file go to the standard output and nowhere else: they may be a client's.
"""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from circlechart.base.formats.x12.edits.report import Report, report
from circlechart.base.kit import walltime

LATEST_ZONE = "Etc/GMT-14"
"""A file is of no facility: a day lies in the future when it does so everywhere."""
NO_ERRORS, ERRORS, UNREADABLE = 0, 1, 2


class Command(BaseCommand):
    """Check an X12 file."""

    help = "Check an X12 file (837P, 837I, 835, 270, 271, 276, 277CA, 999, TA1) from anywhere and print what is wrong."
    requires_system_checks: list[str] = []  # no database is asked

    def add_arguments(self, parser: CommandParser) -> None:
        """`--json` prints JSON; without it a few lines for each finding."""
        parser.add_argument("verb", choices=["check"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print one JSON document")
        parser.add_argument(
            "--pyx12",
            choices=["auto", "yes", "no"],
            default="auto",
            help="ask pyx12 too; auto leaves out files over 10 MB",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, print, and end with 0 (no errors), 1 (errors) or 2 (the file cannot be read)."""
        path: Path = options["file"]
        try:
            done = report(path, today=walltime.today(timezone.now(), LATEST_ZONE), second=options["pyx12"])
        except OSError as trouble:
            words = f"{path} cannot be read: {trouble.strerror or type(trouble).__name__}."
            if options["json"]:
                self.stdout.write(json.dumps({"file": str(path), "unreadable": words, "findings": []}, indent=2))
            else:
                self.stderr.write(words)
            sys.exit(UNREADABLE)
        if options["json"]:
            self.stdout.write(json.dumps(done.as_dict(), indent=2))
        else:
            self._tell(done)
        sys.exit(ERRORS if done.errors else NO_ERRORS)

    def _tell(self, done: Report) -> None:
        for one in done.findings:
            where = " ".join(
                str(each)
                for each in (
                    f"segment {one['position']}" if one["position"] else "file",
                    one["element"] or one["segment"],
                    f"in {one['loop']}" if one["loop"] else "",
                    f"claim {one['claim']}" if one["claim"] else "",
                )
                if each
            )
            value = f" [{one['value']}]" if one["value"] else ""
            self.stdout.write(_plain(f"{one['level']:<7} {where}{value}: {one['sentence']}"))
            self.stdout.write(_plain(f"        {one['mend']} ({one['rule']})"))
        more = "; there are more" if done.cut else ""
        warnings = len(done.findings) - done.errors
        self.stdout.write(
            f"{done.segments} segments, {done.transactions} transactions, {done.claims} claims: "
            f"{done.errors} errors, {warnings} warnings{more}. pyx12: {done.pyx12}."
        )


def _plain(words: str) -> str:
    """What a terminal cannot show, or would obey, becomes a question mark."""
    return "".join(each if each.isascii() and each.isprintable() else "?" for each in words)
