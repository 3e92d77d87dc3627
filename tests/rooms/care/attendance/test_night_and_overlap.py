"""The night when the clock is set back, and one client in two groups at once."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from circlechart.care.attendance import actions, errors, forms, queries
from circlechart.care.attendance.actions import Mark
from circlechart.care.enrollment.models import Enrollment, Group
from circlechart.money.charges import gather
from tests import cast
from tests.rooms.care.attendance.conftest import START, Running

FALL_BACK = date(2026, 11, 1)


@pytest.mark.django_db
def test_A6_an_interval_over_the_doubled_hour_counts_elapsed_minutes() -> None:
    clinic = cast.clinic()
    began = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)  # 1:00 AM daylight time
    session = clinic.session(began, minutes=120)
    actions.open_session(session_id=session.id, by=clinic.lead, now=began)
    session.refresh_from_db()
    with pytest.raises(errors.BadTime, match=r"BadTime\(Arrived\)"):
        forms.wall("Arrived", "01:30", session)
    arrived = forms.wall("Arrived", "01:30", session, fold="0")
    left = forms.wall("Left", "01:15", session, fold="1")
    row = queries.board(session.id, began).rows[0]
    marked = actions.mark(
        attendance_id=row.attendance_id, given=Mark(arrived_at=arrived, left_at=left), base_rev=1, idem=uuid4(),
        by=clinic.lead, now=began + timedelta(minutes=110),
    )  # fmt: skip
    assert marked.minutes == 45
    assert "fold" in forms.CorrectionForm(marked, session).fields


def test_A16_two_groups_that_overlap_bill_one_client_once(running: Running) -> None:
    clinic = running.clinic
    other = Group.objects.create(
        facility=clinic.north, name="Sleep skills", kind="open", service="group_psychotherapy", capacity=8
    )
    Enrollment.objects.create(group=other, client=clinic.clients[0], effective=cast.ALWAYS, status="active")
    second = clinic.session(START + timedelta(minutes=30), group=other, lead="supervisor")
    actions.open_session(session_id=second.id, by=clinic.supervisor, now=running.now)
    actions.mark_remaining_present(session_id=second.id, idem=uuid4(), by=clinic.supervisor, now=running.now)
    running.mark("Imre Castellan", "present")
    second.refresh_from_db()
    (held,) = gather.derive(second, running.now)
    assert held.decision.outcome == "hold"
    assert held.decision.reasons[-1].rule == "counted-elsewhere"
    assert "Evening process group from 6:00 PM" in held.decision.reasons[-1].sentence
    first = {each.row.name: each for each in gather.derive(running.session, running.now)}
    assert first["Imre Castellan"].case.elsewhere == ""
    running.mark("Imre Castellan", "excused")
    (free,) = gather.derive(second, running.now)
    assert free.case.elsewhere == ""
