"""Who may read scores and act on alerts, and what stands for a client who holds a form: its signed address."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

from django.core import signing

from circlechart.base.access import decide, reach
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.care.measures.models import Alert, Invitation, Result

_signer = signing.Signer(salt="circlechart.measures.invitation")


def token(invitation_id: UUID) -> str:
    """This function will write the address of an invitation: signed, and saying nothing about anybody."""
    return _signer.sign(base64.urlsafe_b64encode(invitation_id.bytes).decode().rstrip("="))


def read(given: str) -> UUID | None:
    """This function will read the address of an invitation. Returns None when: it was not made here."""
    try:
        packed = _signer.unsign(given)
        return UUID(bytes=base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    except (signing.BadSignature, binascii.Error, ValueError):
        return None


def sees(by: Actor, now: datetime) -> bool:
    """This function will say whether somebody reads scores anywhere."""
    return decide.may(by, Permission.SEE_MEASURES, None, on=now).allowed


def register() -> None:
    """This function will say how invitations, results and alerts lead to the client's facility."""
    reach.register(Invitation, "client__facility_id")
    reach.register(Result, "client__facility_id")
    reach.register(Alert, "client__facility_id")
