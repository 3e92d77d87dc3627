"""The role that serves: it owns nothing, and what is append-only it can only add to.

Migrations own the tables. The triggers refuse a change whoever asks; these grants refuse it a second time to whoever
has only the application's role, also when a trigger is switched off for a session (care.md 0.1.8).
"""

import pgtrigger
from django.db import connection
from psycopg import sql

APPEND_ONLY = "append_only"
ADDED_TO_BY_MIGRATIONS_ONLY = "django_migrations"


def append_only_tables() -> list[str]:
    """This function will list the tables whose rows are never changed, by the trigger that says so."""
    found = {model._meta.db_table for model, trigger in pgtrigger.registered() if trigger.name == APPEND_ONLY}
    return sorted(found)


def grant(role: str) -> None:
    """This function will give a role what serving needs and take everything else; to be repeated after migrating.

    Raises: django.db.Error when the tables are not ours to give, or there is no such role.
    """
    name = sql.Identifier(role)
    schema = sql.Identifier("public")
    statements = [
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}").format(schema, name),
        sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(schema, name),
        sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {} TO {}").format(schema, name),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {} TO {}").format(schema, name),
        sql.SQL("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {} TO {}").format(schema, name),
        sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}").format(
            sql.Identifier(ADDED_TO_BY_MIGRATIONS_ONLY), name
        ),
        *(
            sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(table), name)
            for table in append_only_tables()
        ),
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
