"""A16: two groups at the same time count one client's minutes once, whichever is documented first."""

from datetime import timedelta
from uuid import uuid4

import pytest

from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance.actions import Mark
from circlechart.care.notes import actions as notes
from circlechart.care.sessions.models import Session
from circlechart.money.charges.models import Charge
from circlechart.money.claims import actions as claims
from circlechart.money.claims.errors import NotReady
from circlechart.money.claims.models import Claim, ClaimLine
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.care.notes.test_sign import START, read_all, written
from tests.rooms.money.claims.test_assemble import ENDED, signed_group

pytestmark = pytest.mark.django_db
LATER = ENDED + timedelta(hours=1)


def second_group(clinic: cast.Clinic) -> Session:
    """The other leader's group, half an hour into the first; signed and derived before the first is even marked."""
    session = clinic.session(START + timedelta(minutes=30), lead="co", co_facilitator="lead")
    now = START + timedelta(minutes=125)
    attendance.open_session(session_id=session.id, by=clinic.co, now=now)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.co, now=now)
    actors = dict(clinic.actors)
    clinic.actors["lead"] = clinic.co
    written(clinic, session)
    clinic.actors.update(actors)
    attendance.close_session(session_id=session.id, by=clinic.co, now=now)
    session.refresh_from_db()
    notes.sign(session_id=session.id, read=read_all(session, clinic.co.staff_id), by=clinic.co, now=now)
    catch_up(session.id, by=None, now=now)
    return session


def ready(clinic: cast.Clinic) -> list[Claim]:
    return list(Claim.objects.filter(status="ready", client=clinic.clients[0]))


def test_A16_two_overlapping_groups_are_not_both_sent() -> None:
    clinic = cast.clinic()
    second = second_group(clinic)
    assert Charge.objects.get(session=second, attendance__client=clinic.clients[0], current=True).status == "ready"
    signed_group(clinic)
    held = Charge.objects.get(session=second, attendance__client=clinic.clients[0], current=True)
    assert (held.status, held.hold_rule) == ("held", "counted-elsewhere")
    claims.send(claim_ids=[each.id for each in ready(clinic)], by=clinic.biller, now=LATER)
    lines = ClaimLine.objects.filter(claim__client=clinic.clients[0], claim__status="sent")
    assert [line.charge.session.local_start for line in lines] == [START.time()]


def test_A16_the_door_sees_an_overlap_that_nothing_was_derived_from() -> None:
    clinic = cast.clinic()
    second_group(clinic)
    first = signed_group(clinic, sign=False)  # marked; the process died before anything was derived from it
    claim = ready(clinic)[0]
    with pytest.raises(NotReady):
        claims.send(claim_ids=[claim.id], by=clinic.biller, now=LATER)
    assert first.status == "held"
    assert not Claim.objects.filter(status="sent").exists()


def test_A16_what_is_documented_after_the_other_left_does_not_leave_beside_it() -> None:
    """The second group's claim left in good faith; then the first group is marked and signed."""
    clinic = cast.clinic()
    second = second_group(clinic)
    claims.send(claim_ids=[each.id for each in ready(clinic)], by=clinic.biller, now=LATER)
    first = signed_group(clinic)
    assert ready(clinic) == []
    claim = Claim.objects.get(client=clinic.clients[0], status="draft")
    left = Claim.objects.get(client=clinic.clients[0], status="sent")
    assert [each["rule"] for each in claim.findings] == ["billed-beside"]
    assert claim.findings[0]["sentence"].startswith(f"Claim {left.number} has left and bills Evening process group")
    row = second.attendances.get(client=clinic.clients[0])
    attendance.correct(
        attendance_id=row.id, given=Mark("no_show"), why="Was in the other.", base_rev=row.rev, idem=uuid4(),
        by=clinic.co, now=LATER,
    )  # fmt: skip
    catch_up(first.id, by=None, now=LATER)
    assert [each.id for each in ready(clinic)] == [claim.id]
