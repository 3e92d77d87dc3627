"""An administrator of one facility takes over nobody whose roles reach further."""

from collections.abc import Callable
from typing import Any

import pytest

from circlechart.base.access import actions
from circlechart.base.access.models import RoleGrant, User
from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from tests import cast

NOW = cast.evening()
ACTS: list[Callable[..., Any]] = [
    lambda **given: actions.give_sign_in(username="wendell", **given),
    actions.stop_sign_in,
    actions.unlock,
]


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    made = cast.clinic(clients=0)
    made.user("compliance")
    return made


@pytest.mark.parametrize("act", ACTS, ids=["give", "stop", "unlock"])
@pytest.mark.parametrize("where", ["everywhere", "west"])
def test_a_local_administrator_does_not_touch_the_sign_in_of_somebody_with_more_reach(
    clinic: cast.Clinic, act: Callable[..., Any], where: str
) -> None:
    assert not clinic.administrator.everywhere
    further = clinic.west if where == "west" else None
    person = clinic.staff["compliance"]
    RoleGrant.objects.create(staff=person, role="administrator", facility=further, valid=cast.ALWAYS)
    before = User.objects.get(staff=person).password
    with pytest.raises(NotAllowed) as refused:
        act(staff_id=person.id, by=clinic.administrator, now=NOW)
    assert "no administrator" in refused.value.because
    assert "whole organization" in refused.value.mend
    assert User.objects.get(staff=person).password == before
    assert not AuditEvent.objects.filter(verb__startswith="access.").exists()


def test_a_local_administrator_gives_a_sign_in_to_somebody_of_the_own_facility(clinic: cast.Clinic) -> None:
    person = clinic.staff["compliance"]
    password = actions.give_sign_in(staff_id=person.id, username="wendell", by=clinic.administrator, now=NOW)
    assert User.objects.get(staff=person).check_password(password)
