"""`./circle bench`: seed, start the app, ask it, print the table.

Every clinic gets a PostgreSQL of its own in a temporary folder, with the durability of production. What is timed is
the whole HTTP exchange with the pages as `./circle serve` starts them (granian, one worker), from the first byte sent
to the last byte read; both ends run on this machine.
"""

import argparse
import os
import secrets
import socket
import sys
import tempfile
from pathlib import Path

import django

from bench.machine import machine
from bench.size import TENTH, WHOLE
from circlechart.base.database import embedded


def main(words: list[str]) -> int:
    """Measure the whole clinic and its tenth; `--small` measures the tenth only."""
    parser = argparse.ArgumentParser(prog="./circle bench", description=__doc__)
    parser.add_argument("--small", action="store_true", help="only the clinic of a tenth of the size; about a minute")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured")
    parser.add_argument("--folder", type=Path, help="where the databases are made; default: a temporary folder")
    given = parser.parse_args(words)
    os.environ["DJANGO_SETTINGS_MODULE"] = "circlechart.web.settings"
    os.environ["CIRCLECHART_SECRET_KEY"] = secrets.token_urlsafe(48)
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="circlechart-bench-", dir=given.folder) as folder:
        try:
            return _both(Path(folder), given.small, given.rounds)
        except embedded.DatabaseTrouble as problem:
            print(f"Circlechart: {problem}", file=sys.stderr)
            return 1


def _both(folder: Path, small: bool, rounds: int) -> int:
    django.setup()
    from bench import table
    from bench.clinic import measured

    load = os.getloadavg()[0]
    tenth = measured(folder / "tenth", TENTH, rounds, _port())
    whole = tenth if small else measured(folder / "whole", WHOLE, rounds, _port())
    print(f"\nMeasured on: {machine()}; load before {load:.1f}, after {os.getloadavg()[0]:.1f}.")
    for result in [whole] if small else [whole, tenth]:
        print(f"{result.words}: " + ", ".join(f"{name} {count:,}" for name, count in result.rows.items()))
    print()
    print(table.markdown(whole, None if small else tenth))
    return 0


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
