"""A client's way through a curriculum: each topic once, over all groups, make-ups and transfers included."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circlechart.base.people.models import Client
from circlechart.care.attendance import actions, queries, rules
from circlechart.care.attendance.actions import Mark
from circlechart.care.attendance.facts import Credit
from circlechart.care.attendance.models import Attendance
from circlechart.care.attendance.queries.progress import Progress
from circlechart.care.enrollment import actions as enrollment
from circlechart.care.enrollment.models import Curriculum, CurriculumVersion, Group
from circlechart.care.sessions import actions as sessions
from circlechart.care.sessions.models import Session
from tests import cast
from tests.rooms.care.sessions.schedules import another

pytestmark = pytest.mark.django_db
START = cast.evening()
WEEK = timedelta(weeks=1)
LATER = START + 10 * WEEK


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    made = cast.clinic(clients=3)
    edition(made, made.group)
    return made


def edition(
    clinic: cast.Clinic, *groups: Group, number: int = 1, titles: str = "Sleep, Cravings, Anger"
) -> CurriculumVersion:
    curriculum, _ = Curriculum.objects.get_or_create(name="Evening topics")
    made = curriculum.versions.create(number=number)
    for at, title in enumerate(titles.split(", "), 1):
        made.items.create(sequence=at, title=title)
    for group in groups:
        group.curriculum_version = made
        group.save()
    return made


def held(clinic: cast.Clinic, topic: str, week: int = 0, group: Group | None = None, **marks: str) -> Session:
    """One session about a topic, in which everybody was present unless said otherwise."""
    group = group or clinic.group
    session = clinic.session(START + week * WEEK, group=group)
    if topic:
        item = group.curriculum_version.items.get(title=topic)
        Session.objects.filter(pk=session.pk).update(curriculum_item=item)
    return run(clinic, session, **marks)


def run(clinic: cast.Clinic, session: Session, **marks: str) -> Session:
    at: datetime = session.span.lower
    actions.open_session(session_id=session.id, by=clinic.lead, now=at)
    for row in Attendance.objects.filter(session=session):
        choice = marks.get(row.client_name.split()[0], "present")
        actions.mark(
            attendance_id=row.id, given=Mark(choice), base_rev=row.rev, idem=row.id, by=clinic.lead,
            now=at + timedelta(minutes=30),
        )  # fmt: skip
    actions.close_session(session_id=session.id, by=clinic.lead, now=at + timedelta(minutes=90))
    session.refresh_from_db()
    return session


def of(client: Client) -> Progress:
    return queries.progress(client.id, LATER)[0]


def earned(client: Client) -> list[str]:
    return [each.title for each in of(client).topics if each.earned]


def test_a_topic_counts_with_minutes_and_not_without(clinic: cast.Clinic) -> None:
    held(clinic, "Sleep", 0, Imre="no_show", Joss="excused")
    held(clinic, "Cravings", 1)
    assert [earned(client) for client in clinic.clients] == [["Cravings"], ["Cravings"], ["Sleep", "Cravings"]]
    assert of(clinic.clients[0]).words == "1 of 3 topics"
    assert [each.number for each in of(clinic.clients[0]).topics] == [1, 2, 3]


def test_G15_a_make_up_credits_the_missed_topic_once(clinic: cast.Clinic) -> None:
    imre, tobias = clinic.clients[0], clinic.clients[2]
    missed = held(clinic, "Sleep", 0, Imre="no_show")
    other = another(clinic, "Morning group", curriculum_version=clinic.group.curriculum_version)
    make_up = clinic.session(START + timedelta(days=2), group=other)
    sessions.expect_make_up(session_id=make_up.id, client_id=imre.id, missed_id=missed.id, by=clinic.desk, now=START)
    assert earned(imre) == []
    run(clinic, make_up)
    credit = of(imre).topics[0].earned
    assert credit is not None
    assert (credit.on, credit.made_up_on, credit.group) == (date(2026, 11, 25), date(2026, 11, 23), "Morning group")
    assert of(imre).done == 1
    held(clinic, "Sleep", 3)
    assert earned(imre) == ["Sleep"], "once, however often it is heard"
    assert earned(tobias) == ["Sleep"]


def test_G15_a_make_up_that_nobody_came_to_credits_nothing(clinic: cast.Clinic) -> None:
    imre = clinic.clients[0]
    missed = held(clinic, "Sleep", 0, Imre="no_show")
    make_up = clinic.session(START + timedelta(days=2), group=another(clinic, "Morning group"))
    sessions.expect_make_up(session_id=make_up.id, client_id=imre.id, missed_id=missed.id, by=clinic.desk, now=START)
    run(clinic, make_up, Imre="no_show")
    assert earned(imre) == []


def test_topics_go_along_with_a_transfer_also_to_a_newer_edition(clinic: cast.Clinic) -> None:
    imre = clinic.clients[0]
    held(clinic, "Sleep", 0)
    other = another(clinic, "Morning group")
    edition(clinic, other, number=2, titles="Anger, Sleep, Money, Cravings")
    place = imre.enrollments.get()
    on = START.date() + timedelta(days=1)
    enrollment.transfer(enrollment_id=place.id, to_group_id=other.id, last_on=on, by=clinic.desk, now=START)
    held(clinic, "Money", 1, other)
    assert earned(imre) == ["Sleep", "Money"]
    assert of(imre).words == "2 of 4 topics"


def test_who_is_in_no_group_with_a_curriculum_has_no_progress(clinic: cast.Clinic) -> None:
    clinic.group.curriculum_version = None
    clinic.group.save()
    assert queries.progress(clinic.clients[0].id, LATER) == []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 90)), max_size=12))
def test_a_topic_is_earned_by_its_first_session_with_minutes(found: list[tuple[str, int]]) -> None:
    day = date(2026, 1, 1)
    heard = [
        Credit(UUID(int=1), title, day + timedelta(days=at), minutes, "Group")
        for at, (title, minutes) in enumerate(found)
    ]
    earned = rules.credited(heard)
    for title in "abc":
        counting = [each for each in heard if each.title == title and each.minutes > 0]
        assert earned.get((UUID(int=1), title)) == (counting[0] if counting else None)
