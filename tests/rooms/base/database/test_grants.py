"""The role that serves can work, and can change nothing that is append-only, also with the triggers out of the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from circlechart.base.audit.models import AuditEvent
from circlechart.base.database import grants
from circlechart.care.notes.models import Addendum, DraftRevision, Signature, SignedNote
from circlechart.web.demo import seed
from circlechart.web.demo.scenario import play

pytestmark = pytest.mark.django_db
REFUSED = r"permission denied|must be owner"


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    """What follows is done with that role's rights; afterwards the owner's come back."""
    with connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{role}"')
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_is_signed_logged_and_audited_is_append_only() -> None:
    known = {model._meta.db_table for model in (SignedNote, Signature, Addendum, DraftRevision, AuditEvent)}

    assert known | {"attendance_attendanceevent", "attendance_attendanceamendment"} <= set(grants.append_only_tables())


@pytest.mark.parametrize("table", grants.append_only_tables())
def test_append_only_rows_cannot_be_changed_with_the_triggers_switched_off(role: str, table: str) -> None:
    with acting_as(role):
        for statement in (
            f"UPDATE {table} SET id = id",
            f"DELETE FROM {table}",
            f"TRUNCATE {table} CASCADE",
            f"ALTER TABLE {table} DISABLE TRIGGER ALL",
            f"DROP TABLE {table} CASCADE",
            "SET session_replication_role = replica",
        ):
            with pytest.raises(ProgrammingError, match=REFUSED):
                run(statement)


def test_the_role_owns_nothing(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class JOIN pg_roles r ON r.oid = relowner WHERE rolname = %s", [role])
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname = %s", [role]
        )
        assert cursor.fetchone() == (False, False, False, False)


def test_the_role_cannot_make_tables_or_pretend_migrations(role: str) -> None:
    with acting_as(role):
        for statement in ("CREATE TABLE mine (id int)", "DELETE FROM django_migrations"):
            with pytest.raises(ProgrammingError, match=REFUSED):
                run(statement)


def test_the_whole_scenario_runs_with_the_role(role: str) -> None:
    now = timezone.now()
    cast = seed.make(now)
    seed.ready(cast, now)

    with acting_as(role):
        outcome = play(seed.ready_session(), cast, now + timedelta(minutes=1))

    assert outcome["status"] == "documented"
    assert len(outcome["claims"]) == len(outcome["charges"]) > 0


def test_the_role_can_queue_work(role: str) -> None:
    from circlechart.web import schedule

    with acting_as(role):
        schedule.settle_places.defer(timestamp=0)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE '%settle_places'")
            assert cursor.fetchone() == (1,)
