"""`manage ncci FILE --quarter 2026Q4`: a published file of pair edits, loaded."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from circlechart.base.kit.errors import Refusal
from circlechart.money.charges import actions
from circlechart.money.payers.facts import PAIR_TABLES


class Command(BaseCommand):
    """Load pair edits."""

    help = "Load a published file of NCCI pair edits: text with tabs, CSV, or either in a ZIP. Each part by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        """The tables are those that a payer's rule `same_day.pairs` names."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--quarter", required=True, help="such as 2026Q4")
        parser.add_argument("--table", choices=sorted(PAIR_TABLES), default="medicare_practitioner")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and name the lines that could not be read."""
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                loaded = actions.load_pairs(
                    file=file, name=path.name, table=options["table"], quarter=options["quarter"], by=None,
                    now=timezone.now(),
                )  # fmt: skip
        except (OSError, Refusal) as problem:
            raise CommandError(problem.sentence if isinstance(problem, Refusal) else str(problem)) from None
        self.stdout.write(f"{loaded.rows} pair edits of {options['quarter']} are loaded.")
        for each in loaded.unread:
            self.stdout.write(f"line {each.number} [{each.text}]: {each.mend}")
        if loaded.unread_count > len(loaded.unread):
            self.stdout.write(f"and {loaded.unread_count - len(loaded.unread)} more lines")
