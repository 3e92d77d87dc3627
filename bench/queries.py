"""How many queries a request makes, counted inside this process by Django's own test client on the same database."""

import json
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.measure import SMALL_GROUP, Group, groups_of
from bench.size import BIG_GROUP
from circlechart.base.access.models import User
from circlechart.care.notes.models import Entry


def counted() -> dict[str, int]:
    """The session screen for 8 and for 30, Today, and one autosave."""
    small, big = groups_of(SMALL_GROUP, 1)[0], groups_of(BIG_GROUP, 1)[0]
    entry = Entry.objects.filter(attendance__session_id=small.session_id)[0]
    sent = {"fields": {"response": f"{entry.response} Agreed."}, "base_rev": entry.rev, "idem": str(uuid4())}
    save = f"{small.address}entries/{entry.attendance_id}/"
    return {
        "session 8": _count(small, small.address),
        "session 30": _count(big, big.address),
        "today": _count(small, "/"),
        "autosave": _count(small, save, json.dumps(sent)),
    }


def _count(group: Group, address: str, body: str = "") -> int:
    client = Client()
    client.force_login(User.objects.get(username=group.lead))
    client.get("/")  # the first page of a sign-in writes when it was last seen
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(address, body, content_type="application/json") if body else client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} was answered with {answer.status_code} inside this process.")
    return len([each for each in queries.captured_queries if each["sql"] not in ("BEGIN", "COMMIT")])
