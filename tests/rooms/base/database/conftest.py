"""The role that serves."""

import pytest
from django.db import connection

from circlechart.base.database import embedded, grants


@pytest.fixture
def role(db: None) -> str:
    """The role of the embedded cluster; an external test server is given one for the time of the test."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [embedded.APP_USER])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE ROLE "{embedded.APP_USER}" LOGIN')
    grants.grant(embedded.APP_USER)
    return embedded.APP_USER
