"""Correcting attendance: freely before a note is signed, as an amendment with its reason afterwards."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.care.attendance import queries, rules
from circlechart.care.attendance.actions.apply import announce, apply, keep, locked, replayed
from circlechart.care.attendance.errors import NeedsReason, NothingChanged, StaleRow
from circlechart.care.attendance.facts import Difference, Mark, RowFacts
from circlechart.care.attendance.models import Attendance, AttendanceAmendment

Standing = tuple[RowFacts, dict[str, Any]]
"""A row, and what else stood when it was so."""


def correct(
    *, attendance_id: UUID, given: Mark, why: str, base_rev: int, idem: UUID, by: Actor, now: datetime
) -> tuple[Difference, ...]:
    """This function will correct a client's attendance and answer with the effects that changed.

    Once a note of the client is signed, it is an amendment: `why` is needed, and the signed note stays as it is; a
    note of another kind that is owed then is signed beside it (A8, A9, A10).

    Raises: NotAllowed, NotRunning, StaleRow, NeedsReason, NothingChanged, BadChoice, BadTime, IllegalStep.
    Audit: attendance.mark, or attendance.amend with before and after, with the client; always an AttendanceEvent.
    """
    with transaction.atomic():
        attendance = locked(attendance_id, Permission.AMEND_ATTENDANCE, by, now)
        if replayed(idem, attendance):
            return ()
        signed = attendance.signed_notes.exists()
        if signed and not why.strip():
            raise NeedsReason(
                "The note is signed, so a correction needs its reason.", field="Reason for the correction"
            )
        if attendance.rev != base_rev:
            raise StaleRow(value=attendance.get_disposition_display())
        before = queries.row_of(attendance_id, now)
        payload = {**given.as_plain(), **({"why": why.strip()} if why.strip() else {})}
        if signed:
            announce(attendance, payload, idem, by, now)
        apply(attendance, given, now)
        keep(attendance, "amend" if signed else "mark", payload, idem, by, now)
        after = queries.row_of(attendance_id, now)
        if _plain(before) == _plain(after):
            raise NothingChanged()
        if signed:
            return keep_amendment(attendance, (before, {}), (after, {}), why, by, now)
        return rules.differences(_effects(before), _effects(after))


def keep_amendment(
    attendance: Attendance, before: Standing, after: Standing, why: str, by: Actor, now: datetime
) -> tuple[Difference, ...]:
    """This function will say beside a row that was just changed what it was, what it is, who changed it and why.

    Raises: nothing expected.
    Audit: none; `keep` has written attendance.amend.
    """
    changed = rules.differences(_effects(before[0]), _effects(after[0]))
    AttendanceAmendment.objects.create(
        attendance=attendance,
        from_rev=attendance.rev - 1,
        to_rev=attendance.rev,
        reason=why.strip(),
        by_id=by.staff_id,
        at=now,
        before={**_plain(before[0]), **before[1]},
        after={**_plain(after[0]), **after[1]},
        impact=[asdict(each) for each in changed],
    )
    return changed


def preview_correction(
    *, attendance_id: UUID, given: Mark, why: str, base_rev: int, idem: UUID, by: Actor, now: datetime
) -> tuple[Difference, ...]:
    """This function will say which effects a correction would change, and change nothing.

    Raises: what `correct` raises.
    Audit: none; it is taken back.
    """
    with transaction.atomic():
        mark = transaction.savepoint()
        changed = correct(
            attendance_id=attendance_id, given=given, why=why, base_rev=base_rev, idem=idem, by=by, now=now
        )
        transaction.savepoint_rollback(mark)
        return changed


def _effects(row: RowFacts) -> tuple[Any, ...]:
    return rules.effects(row.disposition, row.basis, row.minutes)


def _plain(row: RowFacts) -> dict[str, Any]:
    """The row as an amendment keeps it. Shape: JSON values, instants as ISO 8601 in UTC."""
    return {
        "disposition": row.disposition,
        "status": row.status,
        "reason": row.reason,
        "minutes": row.minutes,
        "intervals": [
            [each.kind, each.start.isoformat(), each.end.isoformat() if each.end else None, each.reason]
            for each in row.intervals
        ],
    }
