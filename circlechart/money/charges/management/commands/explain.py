"""`manage explain --rules FILE --case FILE`: a case decided without a database."""

import json
import tomllib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from circlechart.base.rulebook.facts import Rulebook
from circlechart.base.rulebook.loader import BadRulebook
from circlechart.money.charges import rules
from circlechart.money.charges.errors import BadCase
from circlechart.money.payers import queries as payers

MOST_BYTES = 5_000_000


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
            books = _books(options["rules"])
            told = rules.explain(_read(options["case"]), books)
        except (BadRulebook, BadCase, OSError, ValueError) as problem:
            if options["json"]:
                self.stdout.write(json.dumps({"error": _error(problem)}, indent=2))
            raise CommandError(str(problem)) from None
        if options["json"]:
            self.stdout.write(json.dumps(told, indent=2))
            return
        for each in told["clients"]:
            line = "-".join([each["code"], *each["modifiers"]])
            said = f"{line} ×{each['units']}" if each["code"] else each["hold"]
            self.stdout.write(f"{each['name']:<24} {each['outcome']:<5} {said}")


def _books(paths: list[Path]) -> dict[str, Rulebook]:
    """The rulebooks by their names. Raises: BadRulebook, OSError."""
    found: dict[str, Rulebook] = {}
    for path in paths:
        if path.stem in found:
            raise BadRulebook(f"{path}: another rules file is called {path.stem} too. Rename one of the two.")
        found[path.stem] = payers.from_file(path)
    return found


def _error(problem: Exception) -> dict[str, str]:
    """What cannot be used, for a program: where, what stands there, and the mend in the words that people get."""
    at, value = (problem.at, problem.value) if isinstance(problem, BadCase) else ("", "")
    return {"at": at, "value": "" if value == "" else str(value)[:120], "words": str(problem)}


def _read(path: Path) -> dict[str, Any]:
    mend = "Write it as TOML in UTF-8, or as JSON in a file that ends in .json."
    if path.stat().st_size > MOST_BYTES:
        raise BadCase(path.name, "", f"It is larger than {MOST_BYTES // 1_000_000} MB. Divide it.")
    try:
        text = path.read_bytes().decode("utf-8-sig")
        found = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except RecursionError:
        raise BadCase(path.name, "", f"It is nested too deep. {mend}") from None
    except ValueError as problem:  # what is no UTF-8, no TOML or JSON, or a number that cannot be
        raise BadCase(path.name, "", f"{str(problem)[:200]}. {mend}") from None
    if not isinstance(found, dict):
        raise BadCase(path.name, "", "It holds no [session] and no [[client]].")
    return found
