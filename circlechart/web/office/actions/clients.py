"""Taking a client on the books, and correcting who they are. The audit names what changed, never the values."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide, reach
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.database.refusals import in_words
from circlechart.base.people.models import Client, Facility
from circlechart.web.office import queries
from circlechart.web.office.errors import ChartNumberTaken, ClientChanged
from circlechart.web.office.facts import ClientGiven

REFUSED_BY = {"people_client_chart_number_key": ChartNumberTaken}


def add_client(*, given: ClientGiven, by: Actor, now: datetime) -> Client:
    """This function will take a client on the books.

    Raises: NotAllowed, NotFound for a facility out of reach, ChartNumberTaken.
    Audit: office.add_client with the client.
    """
    client = Client()
    _write(client, given, by, now)
    return client


def edit_client(*, client_id: UUID, given: ClientGiven, by: Actor, now: datetime, version: str = "") -> Client:
    """This function will correct who a client is. Signed notes and claims keep what they said.

    `version` says what the client was when the form was drawn.

    Raises: NotAllowed, NotFound for a facility out of reach, ChartNumberTaken, ClientChanged.
    Audit: office.edit_client with the client and the names of the changed fields.
    """
    with transaction.atomic():
        client = Client.objects.select_for_update(of=("self",)).get(pk=client_id)
        decide.ensure(by, Permission.EDIT_CLIENT, client, on=now)
        if version and version != queries.version(client):
            raise ClientChanged(f"{ClientChanged.because} {_beside(client, given)}".strip())
        _write(client, given, by, now)
        return client


def _beside(client: Client, given: ClientGiven) -> str:
    """What stands in the record where something else was typed."""
    typed = asdict(given)
    typed.pop("facility")
    found = {name: getattr(client, name) for name, value in typed.items() if getattr(client, name) != value}
    return " ".join(
        f"{name.replace('_', ' ').capitalize()} is “{value or 'empty'}” now." for name, value in found.items()
    )


def _write(client: Client, given: ClientGiven, by: Actor, now: datetime) -> None:
    new = client._state.adding
    values = asdict(given)
    facility = reach.get(Facility.objects.all(), by, values.pop("facility"))
    changed = sorted(name for name, value in values.items() if new or getattr(client, name) != value)
    if new or client.facility_id != facility.id:
        changed.append("facility")
    for name, value in values.items():
        setattr(client, name, value)
    client.facility = facility
    decide.ensure(by, Permission.EDIT_CLIENT, client, on=now)
    with in_words(REFUSED_BY, given.chart_number), transaction.atomic():
        client.save()
        verb = "office.add_client" if new else "office.edit_client"
        audit.record(by=by, verb=verb, thing=client, now=now, client=client.id, details={"changed": changed})
