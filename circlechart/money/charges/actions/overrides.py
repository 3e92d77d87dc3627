"""Deciding something against a payer's rule, and ending it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.access.roles import ROLES
from circlechart.base.audit import actions as audit
from circlechart.base.kit.errors import NotFound
from circlechart.care.attendance.models import Attendance
from circlechart.money.charges import rules
from circlechart.money.charges.errors import BadOverride, OverrideStands
from circlechart.money.charges.facts import OverrideGiven
from circlechart.money.charges.models import Charge, ChargeOverride


def override(*, attendance_id: UUID, given: OverrideGiven, by: Actor, now: datetime) -> ChargeOverride:
    """This function will decide something against the payer's rules for one client's session, with a reason.

    A rule can be overridden, a fact cannot: see `rules.RELEASABLE`. It stands beside the charge for as long as there is
    one, also after it ended.

    Raises: NotAllowed, NotFound, BadOverride, OverrideStands.
    Audit: charges.override with the client, what and which rule.
    """
    with transaction.atomic():
        attendance = _locked(attendance_id, by, now)
        charge = Charge.objects.filter(attendance=attendance, current=True).first()
        if charge is None:
            raise BadOverride("Nothing is charged or held for this client's session.", value=given.what)
        problem = rules.refused(given, charge.hold_rule)
        if problem:
            raise BadOverride(problem, value=given.rule or given.what)
        if not given.reason.strip():
            raise BadOverride("Nobody can follow a decision without its reason.", field="Reason", mend="Say why.")
        same = ChargeOverride.objects.filter(
            attendance=attendance, what=given.what, rule=given.rule, ended_at__isnull=True
        )
        if same.exists():
            raise OverrideStands(value=given.what)
        made = ChargeOverride.objects.create(
            attendance=attendance, what=given.what, rule=given.rule, code=given.code, units=given.units,
            modifiers=None if given.modifiers is None else list(given.modifiers), reason=given.reason.strip(),
            by_id=by.staff_id, role=_role(by), at=now,
        )  # fmt: skip
        details = {"what": given.what, "rule": given.rule}
        audit.record(by=by, verb="charges.override", thing=made, now=now, client=attendance.client_id, details=details)
    return made


def end_override(*, override_id: UUID, by: Actor, now: datetime) -> ChargeOverride:
    """This function will end a decision against the payer's rules; it stays in the list with who ended it.

    Raises: NotAllowed, NotFound, OverrideStands.
    Audit: charges.end_override with the client.
    """
    with transaction.atomic():
        found = ChargeOverride.objects.select_for_update(of=("self",)).filter(pk=override_id).first()
        if found is None:
            raise NotFound()
        attendance = _locked(found.attendance_id, by, now)
        if found.ended_at is not None:
            raise OverrideStands("It has ended already.", value=found.what)
        found.ended_by_id, found.ended_at = by.staff_id, now
        found.save(update_fields=["ended_by", "ended_at"])
        audit.record(by=by, verb="charges.end_override", thing=found, now=now, client=attendance.client_id)
    return found


def _locked(attendance_id: UUID, by: Actor, now: datetime) -> Attendance:
    attendance = (
        Attendance.objects.select_for_update(of=("self",)).select_related("session").filter(pk=attendance_id).first()
    )
    if attendance is None:
        raise NotFound()
    decide.ensure(by, Permission.OVERRIDE_CHARGE, attendance.session, on=now)
    return attendance


def _role(by: Actor) -> str:
    """The role in which somebody may do it, as it is shown beside the decision."""
    return next(role for role in sorted(by.roles) if Permission.OVERRIDE_CHARGE in ROLES.get(role, frozenset()))
