"""Whom to reach about a client."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.people.models import Client, Contact
from circlechart.web.office.facts import ContactGiven


def add_contact(*, client_id: UUID, given: ContactGiven, by: Actor, now: datetime) -> Contact:
    """This function will add somebody to reach about a client.

    Raises: NotAllowed.
    Audit: office.add_contact with the client.
    """
    with transaction.atomic():
        client = _client(client_id, by, now)
        contact = Contact.objects.create(client=client, **asdict(given))
        audit.record(by=by, verb="office.add_contact", thing=contact, now=now, client=client.id)
        return contact


def edit_contact(*, contact_id: UUID, given: ContactGiven, by: Actor, now: datetime) -> Contact:
    """This function will correct a contact.

    Raises: NotAllowed.
    Audit: office.edit_contact with the client and the names of the changed fields.
    """
    with transaction.atomic():
        contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact_id)
        _client(contact.client_id, by, now)
        values = asdict(given)
        changed = sorted(name for name, value in values.items() if getattr(contact, name) != value)
        for name, value in values.items():
            setattr(contact, name, value)
        contact.save()
        details = {"changed": changed}
        audit.record(
            by=by, verb="office.edit_contact", thing=contact, now=now, client=contact.client_id, details=details
        )
        return contact


def remove_contact(*, contact_id: UUID, by: Actor, now: datetime) -> None:
    """This function will strike a contact: who should no longer be called must not stand there.

    Raises: NotAllowed.
    Audit: office.remove_contact with the client.
    """
    with transaction.atomic():
        contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact_id)
        _client(contact.client_id, by, now)
        audit.record(by=by, verb="office.remove_contact", thing=contact, now=now, client=contact.client_id)
        contact.delete()


def _client(client_id: UUID, by: Actor, now: datetime) -> Client:
    client = Client.objects.get(pk=client_id)
    decide.ensure(by, Permission.EDIT_CLIENT, client, on=now)
    return client
