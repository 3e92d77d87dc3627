"""One group is ready to run, whatever the clock says."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from time_machine import travel

from circlechart.base.access.models import User
from circlechart.base.access.queries import actor_of
from circlechart.base.kit import walltime
from circlechart.care.attendance import actions as attendance
from circlechart.web.demo import seed

ZONE = "America/Chicago"
MINUTES = [
    datetime(2026, 11, 23, 6, 0, tzinfo=UTC),  # midnight
    datetime(2026, 11, 23, 6, 10, tzinfo=UTC),  # 00:10
    datetime(2026, 11, 23, 18, 0, tzinfo=UTC),  # noon
    datetime(2026, 11, 24, 5, 50, tzinfo=UTC),  # 23:50
    datetime(2026, 3, 8, 8, 20, tzinfo=UTC),  # 3:20 AM daylight time, twenty minutes after the clock went forward
    datetime(2026, 3, 8, 9, 0, tzinfo=UTC),
    datetime(2026, 11, 1, 6, 30, tzinfo=UTC),  # 1:30 AM, the first time
    datetime(2026, 11, 1, 7, 30, tzinfo=UTC),  # 1:30 AM, the second time
    datetime(2026, 11, 1, 8, 10, tzinfo=UTC),  # 2:10 AM standard time: 75 minutes ago it was 1:55 AM daylight time
    datetime(2027, 1, 1, 6, 5, tzinfo=UTC),
]


@pytest.mark.django_db
def test_the_ready_group_runs_now_whatever_the_clock_says() -> None:
    cast = seed.make(min(MINUTES))
    anneke = cast.staff["anneke"].id
    for now in MINUTES:
        seed.ready(cast, now)
        session = seed.ready_session()
        assert session.local_on == walltime.today(now - timedelta(minutes=75), ZONE)
        assert session.span is not None
        assert session.span.lower <= now < session.span.upper, now
        behind = now - session.span.lower
        assert timedelta(minutes=14) < behind < timedelta(minutes=76)
        doubled = walltime.local(now, ZONE).date().isoformat() == "2026-11-01"
        assert doubled or behind >= timedelta(minutes=75), "long enough to be billed when it is ended now"
    assert session.group.sessions.filter(slot_key=None).count() == 1
    running = attendance.open_session(session_id=session.id, by=actor_of(anneke, now), now=now)
    assert running.started_at == session.span.lower


@pytest.mark.django_db
@pytest.mark.parametrize("now", MINUTES, ids=lambda each: f"{each:%m-%d-%H-%M}")
def test_the_ready_group_stands_on_the_facilitators_today(now: datetime) -> None:
    cast = seed.make(now)
    seed.ready(cast, now)
    browser = Browser()
    with travel(now, tick=False):
        browser.force_login(User.objects.get(username="anneke"), backend="django.contrib.auth.backends.ModelBackend")
        page = browser.get(reverse("home:today")).content.decode()
    assert "Process group" in page
    assert reverse("notes:session", args=[seed.ready_session().id]) in page
