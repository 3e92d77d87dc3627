"""A payer's most of units: earlier sessions count, and the later one of a day is decided anew when an earlier one changes."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine

from circlechart.care.attendance import actions as attendance
from circlechart.care.notes import actions as notes
from circlechart.care.sessions.models import Session
from circlechart.money.charges import queries
from circlechart.money.charges.actions import capture
from circlechart.money.charges.gather.used import week_of
from circlechart.money.charges.models import Charge
from circlechart.money.payers.models import RuleVersion
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.care.notes.test_sign import NOW, START, read_all, written
from tests.rooms.money.claims.test_assemble import ENDED, signed_group

LATER = START + timedelta(hours=3)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def clinic(db: None) -> Iterator[cast.Clinic]:
    with time_machine.travel(LATER + timedelta(hours=3), tick=False):
        yield cast.clinic()


def most_a_day(clinic: cast.Clinic, units: int) -> None:
    say(clinic, 1, "units.day_maximum", units)


def say(clinic: cast.Clinic, number: int, key: str, value: object) -> None:
    payer = clinic.clients[0].coverages.get().plan.payer
    RuleVersion.objects.create(
        payer=payer, number=number, key=key, value=value, effective_from=date(2026, 1, 1), status="confirmed",
        trust="F1", source="Letter", read_on=MONDAY, made_by_id=clinic.lead.staff_id, made_at=NOW,
    )  # fmt: skip


def second_group(clinic: cast.Clinic) -> Session:
    session = clinic.session(LATER)
    now = LATER + timedelta(minutes=80)
    attendance.open_session(session_id=session.id, by=clinic.lead, now=LATER)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=now)
    written(clinic, session)
    attendance.close_session(session_id=session.id, by=clinic.lead, now=now)
    session.refresh_from_db()
    notes.sign(session_id=session.id, read=read_all(session, clinic.lead.staff_id, now), by=clinic.lead, now=now)
    return session


def status(session: Session, name: str) -> tuple[str, str]:
    last = name.split()[-1]
    charge = Charge.objects.get(session=session, current=True, attendance__client__legal_last_name=last)
    return charge.status, charge.hold_rule


def test_the_later_of_two_groups_meets_the_most_of_a_day(clinic: cast.Clinic) -> None:
    most_a_day(clinic, 1)
    later = second_group(clinic)
    catch_up(later.id, by=clinic.lead, now=LATER + timedelta(minutes=81))
    assert status(later, "Imre Castellan") == ("ready", "")
    first = signed_group(clinic)  # signed afterwards, and began before
    assert status(first, "Imre Castellan") == ("ready", "")
    assert status(later, "Imre Castellan") == ("held", "cap-reached")


def test_without_a_most_both_are_charged(clinic: cast.Clinic) -> None:
    later = second_group(clinic)
    catch_up(later.id, by=clinic.lead, now=LATER + timedelta(minutes=81))
    signed_group(clinic)
    assert status(later, "Imre Castellan") == ("ready", "")


@pytest.mark.parametrize(
    ("start", "on", "first"),
    [
        ("sunday", MONDAY, date(2026, 11, 22)), ("sunday", date(2026, 11, 22), date(2026, 11, 22)),
        ("monday", date(2026, 11, 22), date(2026, 11, 16)), ("monday", MONDAY, MONDAY),
    ],
)  # fmt: skip
def test_a_week_begins_where_the_payer_says(start: str, on: date, first: date) -> None:
    assert week_of(on, start) == first


def test_what_stops_nothing_is_said_beside_the_charge(clinic: cast.Clinic) -> None:
    payer = clinic.clients[0].coverages.get().plan.payer
    RuleVersion.objects.create(
        payer=payer, number=1, key="filing.days", value=1, effective_from=date(2026, 1, 1), status="confirmed",
        trust="F1", source="Letter", read_on=MONDAY, made_by_id=clinic.lead.staff_id, made_at=NOW,
    )  # fmt: skip
    session = signed_group(clinic)
    line = next(each for each in queries.effect(session, ENDED) if each.name == "Imre Castellan")
    assert (line.words, line.tone) == ("90853 ×1", "warn")
    assert line.detail.startswith("Charged. 1 day is left to file the claim with ")


def test_the_minutes_of_a_week_are_added_up_and_told_when_it_is_over(clinic: cast.Clinic) -> None:
    say(clinic, 1, "week.minutes_minimum", 540)
    say(clinic, 2, "week.minutes_maximum", 100)
    first = signed_group(clinic)
    catch_up(second_group(clinic).id, by=clinic.lead, now=LATER + timedelta(minutes=81))
    capture(session_id=first.id, by=None, now=LATER + timedelta(minutes=82))
    running = Charge.objects.get(session=first, current=True, attendance__client__legal_last_name="Castellan")
    minutes = Charge.objects.filter(
        current=True, attendance__client__legal_last_name="Castellan"
    ).values_list("minutes", flat=True)  # fmt: skip
    assert len(minutes) == 2
    assert [each["sentence"] for each in running.warnings] == [
        f"Present {sum(minutes)} minutes in the week, over the 100 of Alder Mutual."
    ]
    capture(session_id=first.id, by=None, now=LATER + timedelta(days=8))
    over = Charge.objects.get(session=first, current=True, attendance__client__legal_last_name="Castellan")
    assert [each["rule"] for each in over.warnings] == ["week-too-short", "week-too-long"]
