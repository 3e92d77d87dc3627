"""Places, cycles and closed days of the demo, whatever the clock says: every roster is the one that was written down."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from circlechart.base.access.queries import actor_of
from circlechart.base.kit import walltime
from circlechart.base.people.models import Client
from circlechart.care.attendance import actions as attendance
from circlechart.care.enrollment import queries as enrollment
from circlechart.care.enrollment.models import Enrollment, Group, GroupCycle, PlaceCorrection
from circlechart.care.sessions.models import FacilityClosure, RosterOverride, Session
from circlechart.care.sessions.queries.roster import expected_roster
from circlechart.web.demo import billing, content, seed

pytestmark = pytest.mark.django_db
CLOCKS = [
    datetime(2026, 11, 25, 18, 0, tzinfo=UTC),  # the day before Thanksgiving
    datetime(2026, 11, 26, 6, 5, tzinfo=UTC),  # just after midnight of it in Chicago, still the day before in Denver
    datetime(2027, 2, 20, 15, 0, tzinfo=UTC),  # a Saturday, and no federal holiday for a hundred days
    datetime(2027, 3, 14, 8, 30, tzinfo=UTC),  # a Sunday, three quarters of an hour after the clock went forward
    datetime(2026, 11, 1, 6, 30, tzinfo=UTC),  # 1:30 AM, the first time
    datetime(2027, 7, 3, 16, 0, tzinfo=UTC),  # the holiday is a Sunday, observed on the Monday
]
DAY = timedelta(days=1)


def silent(words: str) -> None:
    """Nobody watches."""


@pytest.fixture
def nothing_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the sessions of the past and what was billed of them, which take their time and change no roster."""
    monkeypatch.setattr(seed, "_past", lambda *_: None)
    monkeypatch.setattr(billing, "bill", lambda *_: None)


def past_of(group: Group, back: int, now: datetime) -> Session:
    behind = Session.objects.filter(
        group=group, slot_key__isnull=False, local_on__lt=walltime.today(now, group.facility.time_zone)
    )
    return behind.order_by("-local_on")[back - 1]


@pytest.mark.usefixtures("nothing_written")
@pytest.mark.parametrize("now", CLOCKS, ids=lambda each: f"{each:%m-%d-%H-%M}")
def test_the_clinic_stands_at_any_hour(now: datetime) -> None:
    seed.seed(now, silent)
    chicago = walltime.today(now, "America/Chicago")

    names = {row[2]: key for key, row in content.clients()["clients"].items()}
    names |= {row[2]: row[2].lower() for row in content.clients()["others"]["names"]}
    keys = {each.id: names[each.legal_last_name] for each in Client.objects.all()}
    written = {each["key"]: each["name"] for each in content.clinic()["group"]}
    for past in content.past():
        group = Group.objects.select_related("facility").get(name=written[past.group])
        roster = {keys[each.client_id] for each in expected_roster(past_of(group, past.back, now))}
        assert roster == {entry.client for entry in past.entries}, (past.group, past.back)

    assert len(expected_roster(seed.ready_session())) == 8
    firsts = [each.effective.lower for each in Enrollment.objects.filter(status="active") if each.effective]
    assert len(set(firsts)) > 15
    assert sum(first >= chicago - timedelta(weeks=3) for first in firsts) >= 3
    assert set(Enrollment.objects.exclude(effective=None).values_list("status", flat=True)) == {"active", "ended"}
    assert not PlaceCorrection.objects.exists(), "nothing was entered after its day"

    iop = Group.objects.select_related("facility").get(name="IOP track")
    seats = enrollment.seats(iop, chicago)
    assert (seats.free, seats.waiting) == (0, 3)
    first, *others = enrollment.waitlist(iop)
    assert first.status == "offered" and first.offered_until is not None and first.offered_until > now
    assert [each.status for each in others] == ["waitlisted", "waitlisted"]

    moved = Enrollment.objects.filter(transferred_from__group__name="Multi-family group")
    assert moved.get().group.name == "Relapse prevention"
    assert set(RosterOverride.objects.values_list("kind", flat=True)) == {"guest", "excused_ahead"}

    closed = FacilityClosure.objects.filter(facility=iop.facility)
    assert {each.source for each in closed} == {"holidays", "manual"}
    assert {each.approved_by and each.approved_by.display_name for each in closed} == {"Celeste Obuya"}
    training = closed.get(source="manual").closed_on
    assert training.weekday() == 4
    assert Session.objects.get(group=iop, local_on=training).cancel_reason == "Closed: Staff training day"


@pytest.mark.usefixtures("nothing_written")
def test_a_second_seed_adds_nothing_and_the_ready_group_runs_on_the_holiday() -> None:
    eve = CLOCKS[0]
    seed.seed(eve, silent)
    tables = (Enrollment, FacilityClosure, RosterOverride, GroupCycle)
    before = [model.objects.count() for model in tables]
    known = set(Session.objects.values_list("id", flat=True))

    seed.seed(eve, silent)
    assert [model.objects.count() for model in tables] == before
    assert set(Session.objects.values_list("id", flat=True)) == known

    holiday = eve + DAY
    assert FacilityClosure.objects.filter(closed_on=date(2026, 11, 26)).count() == 2
    seed.seed(holiday, silent)
    session = seed.ready_session()
    anneke = session.staff.get(role="lead").staff_id
    ran = attendance.open_session(session_id=session.id, by=actor_of(anneke, holiday), now=holiday)
    assert (ran.status, ran.attendances.count()) == ("in_progress", 8)


def test_the_closed_series_is_in_the_middle_of_its_cycle(monkeypatch: pytest.MonkeyPatch) -> None:
    now = CLOCKS[0]
    dbt: list[Any] = [each for each in content.past() if each.group == "dbt"]
    monkeypatch.setattr(content, "past", lambda: dbt)
    monkeypatch.setattr(billing, "bill", lambda *_: None)
    seed.seed(now, silent)
    first, second = GroupCycle.objects.filter(group__name="DBT skills").order_by("number")
    assert (first.state, second.state) == ("running", "planned")
    held = Session.objects.filter(cycle=first, status="documented").order_by("local_on")
    assert [each.curriculum_item.title for each in held if each.curriculum_item] == [each.topic for each in dbt]
    coming = Session.objects.filter(cycle=first, status="scheduled").order_by("local_on")
    assert [*held.values_list("sequence", flat=True), *coming.values_list("sequence", flat=True)] == [*range(1, 17)]
    off = Session.objects.get(cycle=first, status="cancelled")
    assert (off.local_on, off.sequence) == (date(2026, 11, 26), None)
    late = Enrollment.objects.get(cycle=first, client__legal_last_name="Osman")
    assert late.late_reason
