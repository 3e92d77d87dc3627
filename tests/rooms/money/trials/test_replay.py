"""A changed rule over sessions that were held: what would differ in lines and money, and nothing where nothing changed."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed, NotFound
from circlechart.base.rulebook.facts import Value
from circlechart.care.attendance.actions import Mark
from circlechart.care.sessions.models import Session
from circlechart.money.charges.models import Charge
from circlechart.money.payers import queries as payers
from circlechart.money.payers.facts import kind_of
from circlechart.money.payers.models import RuleVersion
from circlechart.money.trials import actions, queries
from circlechart.money.trials.errors import BadRange, BadValue
from circlechart.money.trials.facts import Change, Given, Replay
from circlechart.money.trials.models import TrialDifference, TrialRun, TrialWeek
from tests import cast
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db
NOW = cast.evening() + timedelta(days=2)
ON = cast.evening().date()


def left_at(start: datetime, minutes: int) -> Mark:
    return Mark("left_early", left_at=start + timedelta(minutes=minutes))


@pytest.fixture
def clinic() -> cast.Clinic:
    """Two evenings a week apart; Imre leaves after 50 minutes in both, Darius after 40 in the second."""
    made = cast.clinic()
    for weeks, marks in ((1, {"Imre Castellan": 50}), (0, {"Imre Castellan": 50, "Darius Feld": 40})):
        start = cast.evening() - timedelta(weeks=weeks)
        Evening(made, start, marks={name: left_at(start, minutes) for name, minutes in marks.items()}).hold()
    return made


def asked(key: str, value: Any, since: date = ON - timedelta(days=20), until: date = ON) -> Given:
    return Given(key, value, since, until)


def floor(minutes: int, on: date) -> Value:
    kind = kind_of("minutes.floor")
    assert kind is not None
    return Change(kind, minutes, on).as_value()


def replay(clinic: cast.Clinic, what: Given, payer: str = "commercial", who: str = "biller") -> Replay:
    by = clinic.actors[who]
    run = actions.start(payer_id=clinic.payers[payer].id, given=what, by=by, now=NOW)
    assert actions.go_on(run_id=run.id, by=by, now=NOW)
    return queries.found(run, by)


def test_a_higher_floor_holds_what_is_charged(clinic: cast.Clinic) -> None:
    found = replay(clinic, asked("minutes.floor", 60))
    assert (found.total.lines, found.total.money) == (-2, Decimal("-124.00"))
    assert [(row.name, row.on, row.before.words, row.after.words) for row in found.rows] == [
        ("Imre Castellan", ON - timedelta(days=7), "Charged", "Held"), ("Imre Castellan", ON, "Charged", "Held"),
    ]  # fmt: skip
    assert found.rows[0].after.sentence == "Present 50 minutes, under the 60 that Alder Mutual wants."
    assert [(each.title, each.lines) for each in found.groups] == [("Evening process group", -2)]
    assert [each.lines for each in found.weeks] == [-1, -1]
    assert found.total.difference == "-2 lines, -$124.00"
    assert found.finished


def test_a_lower_floor_charges_what_is_held(clinic: cast.Clinic) -> None:
    found = replay(clinic, asked("minutes.floor", 40))
    assert [(row.name, row.after.line, row.after.amount) for row in found.rows] == [
        ("Darius Feld", "90853", Decimal("62.00"))
    ]
    assert dict((words, (before, after)) for words, before, after, _ in found.total.outcomes)["Held"] == (1, 0)


def test_the_rule_in_force_gives_no_difference(clinic: cast.Clinic) -> None:
    found = replay(clinic, asked("minutes.floor", 45))
    assert (found.rows, found.total.lines, found.total.money, found.total.differing) == ((), 0, 0, 0)
    assert found.total.before.lines == 9


def test_another_payers_clients_are_left_alone(clinic: cast.Clinic) -> None:
    assert replay(clinic, asked("minutes.floor", 600), "medicaid").total.before.lines == 6
    names = {row.name for row in replay(clinic, asked("minutes.floor", 600)).rows}
    assert "Tobias Bracken" not in names


def test_nothing_is_changed(clinic: cast.Clinic) -> None:
    before = list(Charge.objects.order_by("id").values_list("id", "current", "fingerprint"))
    replay(clinic, asked("minutes.floor", 600))
    assert list(Charge.objects.order_by("id").values_list("id", "current", "fingerprint")) == before
    assert RuleVersion.objects.count() == 0


def test_the_most_of_a_week_meets_the_later_session_under_the_new_rule(clinic: cast.Clinic) -> None:
    start = cast.evening() + timedelta(days=1)
    Evening(clinic, start).hold()
    found = replay(clinic, asked("units.week_maximum", 1, until=ON + timedelta(days=1)))
    assert {row.on for row in found.rows} == {start.date()}
    assert {row.after.rule for row in found.rows} == {"cap-reached"}
    # Darius was held on the first evening, so his second is within the most
    assert {row.name for row in found.rows} == {"Imre Castellan", "Joss Adeyemi", "Lu Montoya", "Oren Pell"}


def test_a_most_counts_what_was_charged_before_the_first_day_and_over_its_own_weeks(clinic: cast.Clinic) -> None:
    both = replay(clinic, asked("units.year_maximum", 1))
    later = replay(clinic, asked("units.year_maximum", 1, since=ON - timedelta(days=2)))
    assert {row.name for row in both.rows} == {row.name for row in later.rows}
    assert {row.on for row in both.rows} == {row.on for row in later.rows} == {ON}
    assert len(both.rows) == 4


def test_a_version_on_trial_is_replayed_as_it_was_said(clinic: cast.Clinic) -> None:
    version = RuleVersion.objects.create(
        payer=clinic.payers["commercial"], number=1, key="minutes.floor", value=60, status="testing", trust="F1",
        effective_from=date(2027, 1, 1), source="Letter", read_on=ON, made_at=NOW, made_by_id=clinic.biller.staff_id,
    )  # fmt: skip
    offered = queries.on_trial(clinic.payers["commercial"], "minutes.floor")
    assert list(offered) == [str(version.id)]
    what = Given("minutes.floor", 60, ON - timedelta(days=20), ON, version.id)
    assert replay(clinic, what).total.lines == -2


def test_what_is_replayed_stands_in_the_trail_and_in_the_list_of_its_rule(clinic: cast.Clinic) -> None:
    replay(clinic, asked("minutes.floor", 60))
    verbs = set(AuditEvent.objects.filter(actor_id=clinic.biller.staff_id).values_list("verb", flat=True))
    assert {"trials.start", "trials.go_on"} <= verbs
    told = queries.replays_of(clinic.payers["commercial"].id, "minutes.floor", clinic.biller)
    assert [(each.who, each.difference, each.finished) for each in told] == [
        ("Hamid Farrow", "-2 lines, -$124.00", True)
    ]


def test_out_of_reach_is_counted_for_nobody_else(clinic: cast.Clinic) -> None:
    run = actions.start(
        payer_id=clinic.payers["commercial"].id, given=asked("minutes.floor", 60), by=clinic.biller, now=NOW
    )
    actions.go_on(run_id=run.id, by=clinic.biller, now=NOW)
    stranger = clinic.biller.at(frozenset({clinic.west.id}))
    found = queries.found(run, stranger)
    assert (found.rows, found.total.before.lines, found.sessions) == ((), 0, 0)


def test_it_goes_on_week_by_week_and_a_finished_one_does_nothing(clinic: cast.Clinic) -> None:
    by, what = clinic.biller, asked("minutes.floor", 60)
    run = actions.start(payer_id=clinic.payers["commercial"].id, given=what, by=by, now=NOW)
    steps = 0
    while not actions.go_on(run_id=run.id, by=by, now=NOW, at_once=1):
        steps += 1
    assert steps == 1, "a week without sessions is passed over in the same step"
    assert queries.found(run, by).total.lines == -2
    weeks = TrialWeek.objects.count()
    assert actions.go_on(run_id=run.id, by=by, now=NOW)
    assert TrialWeek.objects.count() == weeks


def test_a_replay_of_more_sessions_asks_no_more_of_the_database(clinic: cast.Clinic) -> None:
    payer = clinic.payers["commercial"]
    value = floor(60, ON)
    counts = []
    for weeks in (2, 3, 4):
        Evening(clinic, cast.evening() - timedelta(weeks=weeks)).hold()
    for days in ((ON - timedelta(days=7), ON), (ON - timedelta(days=30), ON)):
        with CaptureQueriesContext(connection) as done:
            queries.replayed(payer, [value], days, days[0], queries.Earlier(), NOW)
        counts.append(len(done))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("since", "until"),
    [(ON, ON - timedelta(days=1)), (ON, NOW.date() + timedelta(days=2)), (ON - timedelta(days=400), ON)],
)
def test_days_that_cannot_be_replayed_are_refused(clinic: cast.Clinic, since: date, until: date) -> None:
    with pytest.raises(BadRange):
        replay(clinic, asked("minutes.floor", 60, since, until))
    assert not TrialRun.objects.exists()


def test_who_bills_nothing_replays_nothing(clinic: cast.Clinic) -> None:
    with pytest.raises(NotAllowed):
        replay(clinic, asked("minutes.floor", 60), who="lead")
    with pytest.raises(BadValue):
        replay(clinic, asked("minutes.floor", "sixty"))
    with pytest.raises(NotFound):
        actions.go_on(run_id=clinic.north.id, by=clinic.biller, now=NOW)
    assert not AuditEvent.objects.filter(verb__startswith="trials.").exists()


VALUES = ("minutes.floor", "group.maximum_size", "minutes.session_floor", "units.maximum", "units.day_maximum")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.dictionaries(st.sampled_from(VALUES), st.integers(1, 90), max_size=4), key=st.sampled_from(VALUES))
def test_replaying_what_is_in_force_never_gives_a_difference(
    clinic: cast.Clinic, said: dict[str, int], key: str
) -> None:
    payer = clinic.payers["commercial"]
    RuleVersion.objects.bulk_create(
        RuleVersion(
            payer=payer, number=RuleVersion.objects.count() + number, key=name, value=value, status="confirmed",
            trust="F1", effective_from=cast.SINCE, source="Letter", read_on=ON,
            made_at=NOW + timedelta(seconds=RuleVersion.objects.count()), made_by_id=clinic.biller.staff_id,
        )
        for number, (name, value) in enumerate(said.items(), start=1)
    )  # fmt: skip
    kind = kind_of(key)
    stands = payers.books([payer], ON)[payer.id].stands(key, ON)
    assert kind is not None
    value = Change(kind, stands.value if stands else None, ON).as_value()
    days = (ON - timedelta(days=20), ON)
    assert queries.replayed(payer, [value], days, days[0], queries.Earlier(), NOW).differing == []


def test_every_session_that_ended_is_among_those_replayed(clinic: cast.Clinic) -> None:
    found = replay(clinic, asked("minutes.floor", 45))
    assert found.sessions == Session.objects.filter(ended_at__isnull=False).count() == 2
    assert TrialDifference.objects.count() == 0
