"""The demo clinic, seeded once for the whole run; every test that asks for `demo` has a copy of its own."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from tests import conftest as databases

PREFIX = "demo_of_"


@pytest.fixture
def demo(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[datetime]:
    """The clinic with its four weeks behind, and the instant that is its now. Needs no `django_db` beside it."""
    mine = str(connection.settings_dict["NAME"])
    copy = f"{mine}_demo"
    with django_db_blocker.unblock():
        seeded, now = _seeded(mine)
        databases.admin(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        databases.admin(f'CREATE DATABASE "{copy}" TEMPLATE "{seeded}" STRATEGY file_copy')
        databases.point_at(copy)
        try:
            yield now
        finally:
            databases.point_at(mine)
            databases.admin(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')


def _seeded(mine: str) -> tuple[str, datetime]:
    """The database that copies are made of, by whichever worker needs it first."""
    name = PREFIX + os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]
    when = databases.ROOT / ".data" / f"{name}.now"
    with databases.alone():
        if not databases.exists(name):
            _seed(name, when, mine)
    return name, datetime.fromisoformat(when.read_text())


def _seed(name: str, when: Path, mine: str) -> None:
    from circlechart.web.demo import seed

    for old in databases.ROOT.glob(f".data/{PREFIX}*.now"):
        databases.admin(f'DROP DATABASE IF EXISTS "{old.stem}" WITH (FORCE)')
        old.unlink()
    half = f"{name}_new"
    databases.admin(f'DROP DATABASE IF EXISTS "{half}" WITH (FORCE)')
    databases.admin(f'CREATE DATABASE "{half}" TEMPLATE "{databases.original()}" STRATEGY wal_log')
    databases.point_at(half)
    now = timezone.now()
    seed.seed(now, lambda words: None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    databases.point_at(mine)
    when.write_text(now.isoformat())
    databases.admin(f'ALTER DATABASE "{half}" RENAME TO "{name}"')
