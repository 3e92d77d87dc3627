"""`manage scenario --json`: the whole scenario on a fresh database, which is gone afterwards."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.utils import timezone

from circlechart.web.demo import seed
from circlechart.web.demo.scenario import play


class Command(BaseCommand):
    """Run the scenario."""

    help = "Run the eight-client scenario on a fresh database and print what came out."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--json` prints JSON; without it a few lines for people."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make a database, run, print, drop."""
        now = timezone.now()
        with fresh_database():
            cast = seed.make(now)
            seed.ready(cast, now)
            done = play(seed.ready_session(), cast, now)
        if options["json"]:
            self.stdout.write(json.dumps(done, indent=2, ensure_ascii=False))
            return
        for name, minutes in done["minutes"].items():
            self.stdout.write(f"{name:<20} {minutes:>3} min  {done['attendance'][name]}")
        self.stdout.write(f"Notes {done['notes']}, claims {len(done['claims'])}, holds {len(done['holds'])}")
        self.stdout.write(f"Actions: {done['actions']['count']}")


@contextmanager
def fresh_database() -> Iterator[None]:
    """Everything inside happens in a new, migrated database."""
    before = connection.settings_dict["NAME"]
    name = f"scenario_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        _point_at(name)
        call_command("migrate", verbosity=0)
        yield
    finally:
        _point_at(str(before))
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _point_at(name: str) -> None:
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has one
    connection.settings_dict["NAME"] = name
