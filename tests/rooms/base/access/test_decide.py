"""The one decision: default deny, the table of docs/people-and-access.md, facility, relation, and the day."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from psycopg.types.range import DateRange

from circlechart.base.access import decide, queries
from circlechart.base.access.facts import Actor, Grant
from circlechart.base.access.models import RoleGrant
from circlechart.base.access.permissions import Permission
from circlechart.base.access.roles import LABELS, ROLES
from circlechart.base.kit.errors import NotAllowed
from tests import cast

DOC = Path(__file__).parents[4] / "docs" / "people-and-access.md"
NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


def printed() -> dict[tuple[str, str], bool]:
    """(permission, role's label) -> whether the printed table says yes."""
    lines = [line for line in DOC.read_text().splitlines() if line.startswith("| ")]
    head, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {(words, role): cell == "yes" for words, *cells in rows for role, cell in zip(head[1:], cells, strict=True)}


def somebody(*grants: Grant) -> Actor:
    return Actor(uuid4(), "Somebody", grants)


TABLE = printed()


def test_printed_table_knows_every_permission_and_role() -> None:
    assert {words for words, _ in TABLE} == {permission.value for permission in Permission}
    assert {role for _, role in TABLE} == set(LABELS.values())


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("permission", Permission, ids=lambda each: each.name)
def test_may_is_what_the_printed_table_says(permission: Permission, role: str) -> None:
    decision = decide.may(somebody(Grant(role, None)), permission, None, on=NOW)
    assert decision.allowed == TABLE[permission.value, LABELS[role]]
    assert decision.because


@pytest.mark.parametrize("permission", Permission, ids=lambda each: each.name)
def test_nobody_and_unknown_roles_may_nothing(permission: Permission) -> None:
    for actor in (somebody(), somebody(Grant("superuser", None)), somebody(Grant("", None))):
        assert not decide.may(actor, permission, None, on=NOW).allowed
        with pytest.raises(NotAllowed):
            decide.ensure(actor, permission, None, on=NOW)


def test_roles_add_up_and_take_nothing_away() -> None:
    both = somebody(Grant("biller", None), Grant("nurse", None))
    allowed = {each for each in Permission if decide.may(both, each, None, on=NOW).allowed}
    assert allowed == ROLES["biller"] | ROLES["nurse"]


@pytest.mark.django_db
def test_a_role_holds_at_its_facility_only() -> None:
    clinic = cast.clinic(clients=1)
    client = clinic.clients[0]
    here, there = somebody(Grant("front_desk", clinic.north.id)), somebody(Grant("front_desk", clinic.west.id))
    assert decide.may(here, Permission.EDIT_CLIENT, client, on=NOW).allowed
    refused = decide.may(there, Permission.EDIT_CLIENT, client, on=NOW)
    assert (refused.allowed, "at this facility" in refused.because) == (False, True)
    assert decide.may(somebody(Grant("front_desk", None)), Permission.EDIT_CLIENT, client, on=NOW).allowed


@pytest.mark.django_db
def test_a_relation_may_refuse_what_the_role_allows() -> None:
    clinic = cast.clinic(clients=1)
    session = clinic.session(cast.evening())
    assert decide.may(clinic.lead, Permission.WRITE_NOTE, session, on=NOW).allowed
    refused = decide.may(clinic.trainee, Permission.WRITE_NOTE, session, on=NOW)
    assert refused.because == "Only those who work in this session write and sign its notes."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "holds"),
    [
        ("2026-11-23T05:59", False),  # Sunday 23:59 in Chicago
        ("2026-11-23T06:00", True),  # Monday midnight in Chicago
        ("2026-11-25T03:00", True),  # Tuesday 21:00 in Chicago, Wednesday in UTC
        ("2026-11-25T06:00", False),  # Wednesday midnight in Chicago
    ],
)
def test_a_role_holds_by_the_day_of_its_facility(at: str, holds: bool) -> None:
    clinic = cast.clinic(clients=0)
    staff = clinic.staff["nobody"]
    span = DateRange(date(2026, 11, 23), date(2026, 11, 25))
    RoleGrant.objects.create(staff=staff, role="nurse", facility=clinic.north, valid=span)
    actor = queries.actor_of(staff.id, datetime.fromisoformat(at).replace(tzinfo=UTC))
    assert actor.grants == ((Grant("nurse", clinic.north.id),) if holds else ())


@pytest.mark.django_db
@pytest.mark.parametrize(("at", "holds"), [("2026-11-25T03:00", True), ("2026-11-25T06:00", False)])
def test_nobody_has_roles_after_their_last_day(at: str, holds: bool) -> None:
    clinic = cast.clinic(clients=0)
    staff = clinic.staff["lead"]
    staff.active_until = date(2026, 11, 25)  # the first day on which they no longer work here
    staff.save()
    actor = queries.actor_of(staff.id, datetime.fromisoformat(at).replace(tzinfo=UTC))
    assert bool(actor.grants) == holds


def test_where_narrows_to_the_facilities_of_the_permission() -> None:
    north, west = uuid4(), uuid4()
    two_jobs = somebody(Grant("biller", north), Grant("nurse", west))
    assert decide.where(two_jobs, Permission.SEE_BILLING).grants == (Grant("biller", north),)
    assert set(decide.where(two_jobs, Permission.SEE_CHART).grants) == set(two_jobs.grants)
    wide = somebody(Grant("biller", north), Grant("nurse", None))
    narrowed = decide.where(wide, Permission.SEE_BILLING)
    assert narrowed.facility_ids == {north}
    assert (narrowed.everywhere, narrowed.roles) == (False, {"biller", "nurse"})
    assert decide.where(wide, Permission.SEE_CHART) == wide
