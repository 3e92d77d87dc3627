"""What access itself writes: who signed in and out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from circlechart.base.audit import actions as audit
from circlechart.base.audit.models import AuditEvent


@dataclass(frozen=True, slots=True)
class _Person:
    staff_id: UUID


def note_sign_in(*, by: UUID, verb: str, now: datetime) -> None:
    """This function will write that somebody signed in or out.

    Raises: nothing.
    Audit: the given verb, of kind sign-in.
    """
    audit.record(by=_Person(by), verb=verb, thing=None, now=now, kind=AuditEvent.Kind.SIGN_IN)
