"""Charge capture."""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from circlechart.base.access.facts import Actor
from circlechart.base.audit import actions as audit
from circlechart.care.attendance import actions as corrections
from circlechart.care.attendance.facts import Mark
from circlechart.care.attendance.models import Attendance
from circlechart.care.sessions.models import Session
from circlechart.money.charges import gather, queries
from circlechart.money.charges.facts import EffectLine, Reason
from circlechart.money.charges.gather import Derived
from circlechart.money.charges.models import Charge

STATUS = {
    "bill": Charge.Status.READY,
    "wait": Charge.Status.WAITING,
    "hold": Charge.Status.HELD,
    "included": Charge.Status.INCLUDED,
    "waived": Charge.Status.WAIVED,
}
CLOCKS = ("filing-soon", "past-filing")
ASIDE = (*CLOCKS, "on-trial")


def capture(*, session_id: UUID, by: Actor | None, now: datetime) -> list[Charge]:
    """This function will derive a session's charges anew; what did not change stays as it is.

    It is a derivation, so it asks no permission: whoever changed the facts was asked.

    Raises: nothing expected.
    Audit: charges.capture with what was added and withdrawn.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).select_related("group", "facility").get(pk=session_id)
        standing = {each.attendance_id: each for each in Charge.objects.filter(session=session, current=True)}
        derived = gather.derive(session, now) if session.ended_at else []
        wanted = {each.row.attendance_id: each for each in derived if each.decision.outcome in STATUS}
        marks = {attendance_id: _fingerprint(each) for attendance_id, each in wanted.items()}
        gone = [each for key, each in standing.items() if marks.get(key) != each.fingerprint]
        Charge.objects.filter(id__in=[each.id for each in gone]).update(current=False)
        kept = {key for key, each in standing.items() if marks.get(key) == each.fingerprint}
        added = Charge.objects.bulk_create(
            [_charge(session, each, marks[key], now) for key, each in wanted.items() if key not in kept]
        )
        if gone or added:
            details = {"added": len(added), "withdrawn": len(gone)}
            audit.record(by=by, verb="charges.capture", thing=session, now=now, details=details)
    return list(Charge.objects.filter(session_id=session_id, current=True))


def preview_correction(
    *, attendance: Attendance, given: Mark, why: str, base_rev: int, by: Actor, now: datetime
) -> list[tuple[str, EffectLine, EffectLine]]:
    """This function will say whose charge a correction of attendance would change, and change nothing.

    One client's correction can change others: a group that becomes small enough releases its payer's holds.

    Raises: what attendance.actions.correct raises.
    Audit: none; it is taken back.
    """
    with transaction.atomic():
        before = queries.effect(attendance.session, now)
        mark = transaction.savepoint()
        corrections.correct(
            attendance_id=attendance.id, given=given, why=why, base_rev=base_rev, idem=uuid4(), by=by, now=now
        )
        after = queries.effect(attendance.session, now)
        transaction.savepoint_rollback(mark)
    return [(old.name, old, new) for old, new in zip(before, after, strict=True) if old != new]


def _fingerprint(each: Derived) -> str:
    """What a claim would rest on. A rule that changed without changing the decision leaves the charge and its version."""
    facts = {
        "decision": each.decision.billable,
        "minutes": each.row.minutes,
        "service_on": each.case.service_on,
        "coverage": each.coverage.id if each.coverage else None,
        "note": each.signed_note_id,
        "rendering": each.rendering.id if each.rendering else None,
        "supervising": each.supervising.id if each.supervising else None,
        "place": each.place_of_service,
        "amount": each.amount,
        "provided": each.decision.provided,
        "authorization": each.authorization.id if each.authorization else None,
        "warnings": [reason.sentence for reason in _kept(each)],
        "overridden": each.case.override.words,
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()


def _kept(each: Derived) -> list[Reason]:
    """The warnings that stay true; a running clock or a trial is read when asked, so that neither makes a new charge."""
    return [reason for reason in each.decision.warnings if reason.rule not in ASIDE]


def _charge(session: Session, each: Derived, mark: str, now: datetime) -> Charge:
    decision = each.decision
    blocking = decision.blocking
    return Charge(
        session=session,
        attendance_id=each.row.attendance_id,
        signed_note_id=each.signed_note_id,
        coverage=each.coverage,
        authorization=each.authorization,
        rendering=each.rendering,
        supervising=each.supervising,
        service_on=session.local_on,
        minutes=each.row.minutes,
        status=STATUS[decision.outcome],
        code=decision.code,
        modifiers=list(decision.modifiers),
        units=decision.units,
        amount=each.amount,
        place_of_service=each.place_of_service,
        hold_rule=blocking.rule if blocking else "",
        hold_sentence=blocking.sentence if blocking else "",
        provided_code=decision.provided,
        reasons=[asdict(reason) for reason in decision.reasons],
        warnings=[asdict(reason) for reason in _kept(each)],
        overridden=bool(each.case.override.words),
        rulebook=each.book.name if each.book else "",
        rulebook_version=each.book.version if each.book else "",
        fingerprint=mark,
        derived_at=now,
    )
