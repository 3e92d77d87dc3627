"""Where a hold is mended, and whether this person may; if not, who can."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.access.roles import LABELS, ROLES
from circlechart.money.charges.facts import MENDS, ShownMend
from circlechart.money.charges.models import Charge


def mended(charges: Iterable[Charge], by: Actor, now: datetime) -> list[tuple[Charge, ShownMend | None]]:
    """This function will put beside each charge where its hold is mended."""
    return [(each, shown_mend(each, by, now)) for each in charges]


def shown_mend(charge: Charge, by: Actor, now: datetime) -> ShownMend | None:
    """This function will say where one hold is mended. Returns None when: nothing has to be, or nobody can."""
    mend = MENDS.get(charge.hold_rule)
    if mend is None:
        return None
    if not decide.may(by, mend.permission, charge.session, on=now).allowed:
        return ShownMend(mend.label, because=f"{_who(mend.permission)} can do it.")
    given = _given(charge)[mend.of]
    if None in given:
        return None
    return ShownMend(mend.label, reverse(mend.address, args=given) + mend.anchor)


def _given(charge: Charge) -> dict[str, list[Any]]:
    payer = charge.coverage.plan.payer_id if charge.coverage else None
    key = next((each["key"] for each in reversed(charge.reasons) if each.get("key")), None)
    service = f"{charge.session.group.service}.code"
    return {
        "session": [charge.session_id],
        "attendance": [charge.attendance_id],
        "client": [charge.attendance.client_id],
        "lead": [charge.rendering_id],
        "rule": [payer, key],
        "code": [payer, service],
        "all": [],
    }


def _who(permission: Permission) -> str:
    """The roles that hold a permission, as a person says them."""
    names = [LABELS[role].lower() for role, held in ROLES.items() if permission in held and role in LABELS]
    words = f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else "".join(names)
    return f"A {words}"
