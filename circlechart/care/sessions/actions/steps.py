"""One step of a session from one state to the next."""

from datetime import datetime
from typing import Any
from uuid import UUID

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.care.sessions.errors import WrongState
from circlechart.care.sessions.models import Session
from circlechart.care.sessions.states import SESSION_STATES


def locked(session_id: UUID, by: Actor, permission: Permission, now: datetime) -> Session:
    """This function will lock a session for somebody who may do this to it. Raises: NotAllowed."""
    session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
    decide.ensure(by, permission, session, on=now)
    return session


def step(session: Session, to: str, verb: str, by: Actor | None, now: datetime, **fields: Any) -> Session:
    """This function will take a session to its next state, and write it down. Raises: WrongState."""
    if to not in SESSION_STATES[session.status]:
        raise WrongState(
            f"A session that is {session.get_status_display().lower()} cannot become {to.replace('_', ' ')}.",
            field="Session",
            value=session.get_status_display(),
        )
    before = session.status
    session.status = to
    for name, value in fields.items():
        setattr(session, name, value)
    session.rev += 1
    session.save()
    audit.record(by=by, verb=verb, thing=session, now=now, details={"from": before, "to": to})
    return session
