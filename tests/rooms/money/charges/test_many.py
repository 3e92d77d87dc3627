"""Sessions gathered together are decided exactly as each by itself, in as many queries for many as for one."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance.actions import Mark
from circlechart.care.sessions.models import Session
from circlechart.money.charges import gather
from circlechart.money.payers.models import RuleVersion
from tests import cast
from tests.rooms.money.evening import Evening, join

NOW = cast.evening() + timedelta(days=2)


def sessions() -> list[Session]:
    return list(Session.objects.select_related("group", "facility").order_by("span", "id"))


def assert_alike(now: datetime) -> int:
    """How many clients' sessions there were."""
    found = sessions()
    pairs = 0
    knowns = gather.gathered(found, now)
    around = gather.around(knowns)
    for known in knowns:
        alone = gather.derive(known.session, now)
        used = {
            each.row.attendance_id: (each.case.used_day, each.case.used_week, each.case.used_year) for each in alone
        }
        together = gather.decided(known, used, around=around[known.session.id])
        assert together == alone
        assert [each.case for each in together] == [each.case for each in alone]
        pairs += len(alone)
    return pairs


def test_the_demo_is_decided_together_as_one_by_one(demo: datetime) -> None:
    assert assert_alike(demo) > 100


def evenings() -> cast.Clinic:
    """Three weeks of a group: late and early, a correction, a guest facility's clock, a trainee, two groups at once."""
    clinic = cast.clinic()
    join(clinic, "Ostrander", "medicaid")
    start = cast.evening()
    marks = {"Tobias Bracken": Mark("left_early", left_at=start - timedelta(days=13, minutes=-20))}
    first = Evening(clinic, start - timedelta(days=13), marks=marks).hold()
    first.correct("Imre Castellan", Mark("left_early", left_at=start - timedelta(days=13, minutes=-50)))
    Evening(clinic, start - timedelta(days=6), minutes=80).hold(modality="video")
    Evening(clinic, start, lead="trainee").hold(sign=False)
    twice = clinic.session(start + timedelta(minutes=30), lead="co", co_facilitator="lead")
    attendance.open_session(session_id=twice.id, by=clinic.co, now=start + timedelta(minutes=30))
    attendance.mark_remaining_present(session_id=twice.id, idem=uuid4(), by=clinic.co, now=start + timedelta(hours=2))
    RuleVersion.objects.create(
        payer=clinic.payers["commercial"], number=1, key="units.week_maximum", value=1, status="confirmed", trust="F1",
        effective_from=date(2026, 11, 15), source="Letter", read_on=date(2026, 11, 1), made_at=NOW,
        made_by_id=clinic.biller.staff_id,
    )  # fmt: skip
    return clinic


@pytest.mark.django_db
def test_evenings_of_every_kind_are_decided_together_as_one_by_one() -> None:
    evenings()
    assert assert_alike(NOW) == 4 * 9
    outcomes = {each.decision.outcome for session in sessions() for each in gather.derive(session, NOW)}
    assert {"bill", "hold"} <= outcomes
    said = {each.case.elsewhere for session in sessions() for each in gather.derive(session, NOW)}
    assert len(said) > 1, "two groups at once are among them"


@pytest.mark.django_db
def test_four_sessions_take_as_many_queries_as_two() -> None:
    evenings()
    found = sessions()
    counts = []
    for some in (found[2:], found):
        with CaptureQueriesContext(connection) as asked:
            gather.around(gather.gathered(some, NOW))
        counts.append(len(asked))
    assert counts[0] + 4 >= counts[1], (
        "one more where an amendment was found: its addenda; three where notes are signed"
    )


@pytest.mark.django_db
def test_no_session_is_no_question() -> None:
    assert gather.gathered([], NOW) == []
