"""Asking a client for forms, and taking that back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.people.models import Client
from circlechart.care.measures import instruments, queries
from circlechart.care.measures.errors import AlreadySent, NotExpected, NothingChosen
from circlechart.care.measures.models import Invitation, Sheet
from circlechart.care.measures.rules.token import LASTS
from circlechart.care.sessions.models import Session


def invite(
    *,
    client_id: UUID,
    keys: Sequence[str],
    channel: str,
    session_id: UUID | None,
    by: Actor,
    now: datetime,
) -> Invitation:
    """This function will ask a client for forms; what they were asked for before and did not send is taken back.

    Raises: NotAllowed, NothingChosen, NotExpected.
    Audit: measures.invite with the client; measures.withdraw for what is taken back.
    """
    wanted = [each for key, each in instruments.shipped().items() if key in keys]
    if not wanted:
        raise NothingChosen()
    with transaction.atomic():
        client = Client.objects.select_for_update(of=("self",)).get(pk=client_id)
        decide.ensure(by, Permission.GIVE_MEASURE, client, on=now)
        session = Session.objects.get(pk=session_id) if session_id else None
        if session is not None and client.id not in queries.expected(session):
            raise NotExpected(value=client.chart_number)
        for open_one in _open(client, [each.key for each in wanted]):
            _take_back(open_one, by, now)
        found = Invitation.objects.create(
            client=client, session=session, channel=channel, asked_by_id=by.staff_id, asked_at=now,
            expires_at=now + LASTS[channel],
        )  # fmt: skip
        for position, each in enumerate(wanted, 1):
            Sheet.objects.create(
                invitation=found, client=client, instrument=each.key, version=each.version, position=position
            )
        details = {"channel": channel, "instruments": [each.key for each in wanted]}
        audit.record(by=by, verb="measures.invite", thing=found, now=now, client=client.id, details=details)
        return found


def withdraw(*, invitation_id: UUID, by: Actor, now: datetime) -> Invitation:
    """This function will take back what was not sent yet; its address opens nothing any more.

    Raises: NotAllowed, AlreadySent.
    Audit: measures.withdraw with the client.
    """
    with transaction.atomic():
        found = Invitation.objects.select_for_update(of=("self",)).select_related("client").get(pk=invitation_id)
        decide.ensure(by, Permission.GIVE_MEASURE, found.client, on=now)
        if found.withdrawn_at is None:
            if not found.sheets.filter(state=Sheet.State.OPEN).exists():
                raise AlreadySent()
            _take_back(found, by, now)
        return found


def _open(client: Client, keys: Sequence[str]) -> list[Invitation]:
    of_these = Sheet.objects.filter(client=client, instrument__in=keys, state=Sheet.State.OPEN)
    ids = of_these.values_list("invitation_id", flat=True)
    return list(Invitation.objects.select_for_update(of=("self",)).filter(pk__in=ids))


def _take_back(found: Invitation, by: Actor, now: datetime) -> None:
    for sheet in found.sheets.select_for_update().filter(state=Sheet.State.OPEN):
        sheet.state = Sheet.State.WITHDRAWN
        sheet.save()
    found.withdrawn_by_id, found.withdrawn_at = by.staff_id, now
    found.save()
    audit.record(by=by, verb="measures.withdraw", thing=found, now=now, client=found.client_id)
