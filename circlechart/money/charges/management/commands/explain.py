"""`manage explain --rules FILE --case FILE`: a case decided without a database."""

import json
import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from circlechart.base.rulebook.loader import BadRulebook
from circlechart.money.charges import rules
from circlechart.money.charges.errors import BadCase
from circlechart.money.payers import queries as payers


class Command(BaseCommand):
    """Decide a case."""

    help = (
        "Say what a case comes to under one or more rulebooks: charges, units, modifiers, holds, each with its reason."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """`--rules` may be given several times; a client of the case names the file, without .toml, as its payer."""
        parser.add_argument("--rules", type=Path, action="append", required=True, help="a rulebook in TOML")
        parser.add_argument("--case", type=Path, required=True, help="a case in TOML or JSON")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, decide, print. A file that cannot be used is told in words."""
        try:
            books = {path.stem: payers.from_file(path) for path in options["rules"]}
            told = rules.explain(_read(options["case"]), books)
        except (BadRulebook, BadCase, OSError) as problem:
            raise CommandError(str(problem)) from None
        if options["json"]:
            self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))
            return
        for each in told["clients"]:
            line = "-".join([each["code"], *each["modifiers"]])
            said = f"{line} ×{each['units']}" if each["code"] else each["hold"]
            self.stdout.write(f"{each['name']:<24} {each['outcome']:<5} {said}")


def _read(path: Path) -> dict[str, Any]:
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        found = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as problem:
        raise BadCase(path.name, "", f"{problem}. Write it as TOML, or as JSON in a file that ends in .json.") from None
    if not isinstance(found, dict):
        raise BadCase(path.name, "", "It holds no [session] and no [[client]].")
    return found
