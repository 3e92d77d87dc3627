"""What access itself writes: who came in, went out, and was refused."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from circlechart.base.access.models import User
from circlechart.base.audit import actions as audit
from circlechart.base.audit.models import AuditEvent


@dataclass(frozen=True, slots=True)
class _Person:
    staff_id: UUID


def note_sign_in(*, by: UUID, verb: str, now: datetime, ip: str | None = None) -> None:
    """This function will write that somebody signed in or out, or locked the screen.

    Raises: nothing.
    Audit: the given verb, of kind sign-in.
    """
    audit.record(by=_Person(by), verb=verb, thing=None, now=now, kind=AuditEvent.Kind.SIGN_IN, ip=ip)


def note_refusal(*, username: str, verb: str, now: datetime, ip: str | None = None) -> None:
    """This function will write that a password was refused, never what was typed: it may be a password, too.

    Raises: nothing.
    Audit: the given verb, of kind refused, with the person if the username is one.
    """
    staff_id = User.objects.filter(username=username).values_list("staff_id", flat=True).first()
    because = "The password was not right." if staff_id else "Nobody has this username."
    audit.refused(by=_Person(staff_id) if staff_id else None, verb=verb, because=because, now=now, ip=ip)
