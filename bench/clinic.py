"""One clinic from empty to measured: made, seeded, started, asked, stopped."""

import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.db import connection

from bench import app, memory, peer, queries, seed
from bench.measure import Measuring
from bench.size import Size
from bench.table import Result
from circlechart.base.database import embedded
from circlechart.care.sessions.models import Session
from circlechart.web.pull import catch_up

CATCH_UP_DAYS = 36
SIGNINGS_A_ROUND, ACTS_A_ROUND = 4, 2
TABLES = ("people_client", "care_sessions_session", "attendance_attendance", "notes_entry", "notes_signednote")


def measured(folder: Path, size: Size, rounds: int, port: int) -> Result:
    """Everything that is measured on a clinic of that size."""
    print(f"\n{size.words}", flush=True)
    cluster = embedded.cluster(folder)
    cluster.start()
    try:
        connection.settings_dict["HOST"] = str(cluster.socket)
        _seeded(size)
        return _asked(folder, size, rounds, port)
    finally:
        connection.close()
        connection.close_pool()
        cluster.stop()


def _seeded(size: Size) -> None:
    started = time.monotonic()
    call_command("migrate", verbosity=0)
    seed.prepare()
    seed.fill(size, _now().date(), seed.progress)
    _catch_up(_now().date() - timedelta(days=CATCH_UP_DAYS))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
    print(f"  seeded in {time.monotonic() - started:.0f} s", flush=True)


def _now() -> datetime:
    return datetime.now(ZoneInfo(seed.ZONE))


def _catch_up(since: object) -> None:
    """The charges and claims of the last weeks come from the app itself, so that its worker finds nothing to mend."""
    recent = list(
        Session.objects.filter(local_on__gt=since, ended_at__isnull=False)
        .order_by("local_on")
        .values_list("id", flat=True)
    )
    for number, session_id in enumerate(recent, 1):
        catch_up(session_id, by=None, now=_now())
        seed.progress("charges and claims", number, len(recent))


def _asked(folder: Path, size: Size, rounds: int, port: int) -> Result:
    with app.running(folder, port) as launched:
        measuring = Measuring(port, launched.pid, folder)
        for number in range(rounds):
            measuring.pages()
            measuring.autosaves()
            measuring.signings(SIGNINGS_A_ROUND)
            measuring.password()
            peer.act(measuring, ACTS_A_ROUND)
            peer.floor(measuring)
            peer.eight_pages(measuring)
            peer.eight_signings(measuring, 1)
            print(f"  round {number + 1} of {rounds} measured", flush=True)
        pss, rss, processes = memory.megabytes(launched.pid, folder)
        counts = queries.counted()
        rows = _rows()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database()) / 1024.0 / 1024")
            database_mb = float(cursor.fetchone()[0])
        connection.close()
        connection.close_pool()
    return Result(size.words, measuring.timings, counts, pss, rss, processes, rows, database_mb)


def _rows() -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table.split("_", 1)[1].replace("sessions_", "")] = cursor.fetchone()[0]
    return found
