"""`./circle bench claims`: claims from rows to checked files, and what other checkers need for the same file.

An own PostgreSQL in a temporary folder, with the durability of production, grows from 1,000 over 10,000 to 100,000
ready one-line group claims. Each measurement is a process of its own; seconds are of its processor, and of the
database's process for its connection.
"""

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

from bench.claims import table
from bench.claims.work import CHECKERS, Figures
from bench.machine import machine
from circlechart.base.database import embedded

ROOT = Path(__file__).resolve().parent.parent.parent
WHOLE, SMALL = (1_000, 10_000, 100_000), (500, 2_000)
WAVE = 10_000
DECISIONS, FEW_DECISIONS = 100_000, 20_000


def main(words: list[str]) -> int:
    """Measure all sizes; `--small` only two small ones, `--rules` only decisions."""
    parser = argparse.ArgumentParser(prog="./circle bench claims", description=__doc__)
    parser.add_argument("--small", action="store_true", help="500 and 2,000 claims; less than a minute")
    parser.add_argument("--rules", action="store_true", help="only how fast sessions are decided; no database")
    parser.add_argument("--folder", type=Path, help="where database and files are made; default: a temporary folder")
    given = parser.parse_args(words)
    os.environ["DJANGO_SETTINGS_MODULE"] = "circlechart.web.settings"
    os.environ["CIRCLECHART_SECRET_KEY"] = secrets.token_urlsafe(48)
    os.environ.pop("DATABASE_URL", None)
    decided = _process("rules", str(FEW_DECISIONS if given.small else DECISIONS))
    if given.rules:
        print(f"{decided['decisions'] / decided['cpu']:,.0f} decisions per CPU second; {decided['outcomes']}")
        return 0
    with tempfile.TemporaryDirectory(prefix="circlechart-bench-", dir=given.folder) as folder:
        try:
            runs, checkers = _measured(Path(folder), SMALL if given.small else WHOLE)
        except embedded.DatabaseTrouble as problem:
            print(f"Circlechart: {problem}", file=sys.stderr)
            return 1
    print(f"\nMeasured on: {machine()}; load after {os.getloadavg()[0]:.1f}.\n")
    print(table.markdown(runs, checkers, decided))
    return 0


def _measured(folder: Path, sizes: tuple[int, ...]) -> tuple[list[Figures], dict[str, Figures]]:
    cluster = embedded.cluster(folder)
    cluster.start()
    os.environ["DATABASE_URL"] = cluster.url
    try:
        runs = _grown(folder, sizes)
    finally:
        from django.db import connection

        connection.close()
        connection.close_pool()
        cluster.stop()
    largest = max((folder / str(sizes[-1])).glob("*.edi"), key=lambda path: path.stat().st_size)
    return runs, {name: _process("checker", name, str(largest)) for name in CHECKERS}


def _grown(folder: Path, sizes: tuple[int, ...]) -> list[Figures]:
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench.claims import seed

    call_command("migrate", verbosity=0)
    seed.prepare()
    runs, total = [], 0
    for size in sizes:
        started = time.monotonic()
        while total < size:
            total = seed.add(min(WAVE, size - total))
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        print(f"  {size:,} claims seeded in {time.monotonic() - started:.0f} s more", flush=True)
        files = folder / str(size)
        files.mkdir()
        runs.append(_process("files", str(size), str(files)))
        print(f"  {size:,} claims written and checked in {runs[-1]['wall']:.1f} s", flush=True)
    return runs


def _process(*words: str) -> Figures:
    """One measurement in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.claims.work", *words], cwd=ROOT, check=False, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(words)} failed:\n{done.stderr}")
    figures: Figures = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
