"""Taking an alert upon oneself, with what was done."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.care.measures.errors import Acknowledged, NeedsWords
from circlechart.care.measures.models import Acknowledgement, Alert


def acknowledge(*, alert_id: UUID, done: str, by: Actor, now: datetime) -> Acknowledgement:
    """This function will write who saw an alert and what was done; the first one stands.

    Raises: NotAllowed, NeedsWords, Acknowledged.
    Audit: measures.acknowledge with the client.
    """
    with transaction.atomic():
        alert = Alert.objects.select_for_update(of=("self",)).select_related("client").get(pk=alert_id)
        decide.ensure(by, Permission.ANSWER_ALERT, alert, on=now)
        if not done.strip():
            raise NeedsWords()
        before = Acknowledgement.objects.filter(alert=alert).first()
        if before is not None:
            raise Acknowledged(value=f"acknowledged by {before.by_name}")
        found = Acknowledgement.objects.create(
            alert=alert, by_id=by.staff_id, by_name=by.display_name, at=now, done=done.strip()
        )
        audit.record(by=by, verb="measures.acknowledge", thing=alert, now=now, client=alert.client_id)
        return found
