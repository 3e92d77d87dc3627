"""Saying which notes need a cosignature. An earlier version stays for the days on which it held."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from circlechart.base.access import decide, reach
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.care.supervision.errors import RuleInThePast, SameRule
from circlechart.care.supervision.models import CosignRule


def set_rule(
    *,
    level: str,
    payer_id: UUID | None,
    note_kind: str,
    needed: bool,
    due_hours: int,
    begins_on: date,
    source: str,
    unverified: bool,
    by: Actor,
    now: datetime,
) -> CosignRule:
    """This function will set a new version of a rule; charges of sessions from its first day on are decided again.

    Raises: NotAllowed, RuleInThePast, SameRule.
    Audit: supervision.set_rule with what it says.
    """
    decide.ensure(by, Permission.SET_COSIGN_RULES, None, on=now)
    today = reach.today(by, now)
    if begins_on < today:
        raise RuleInThePast(value=begins_on.isoformat())
    paid = Q(payer_id=payer_id) if payer_id else Q(payer__isnull=True)
    same = CosignRule.objects.filter(paid, level=level, note_kind=note_kind)
    rule = CosignRule(
        level=level, payer_id=payer_id, note_kind=note_kind, needed=needed, due_hours=due_hours, begins_on=begins_on,
        source=source, unverified=unverified, by_id=by.staff_id, at=now,
        number=(same.aggregate(last=Max("number"))["last"] or 0) + 1,
    )  # fmt: skip
    _save(rule, by, now)
    return rule


def _save(rule: CosignRule, by: Actor, now: datetime) -> None:
    details = {"level": rule.level, "kind": rule.note_kind, "needed": rule.needed, "due_hours": rule.due_hours}
    try:
        with transaction.atomic():
            rule.save(force_insert=True)
            audit.record(by=by, verb="supervision.set_rule", thing=rule, now=now, details=details)
    except IntegrityError as error:
        if "cosign_rule_number_once" in str(error):
            raise SameRule(field="From") from None
        raise
