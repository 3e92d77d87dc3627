"""Correcting who a payer is on a claim. Its rules and fees are set in the room of payers."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.coverage.models import Payer
from circlechart.base.kit.errors import NotFound
from circlechart.web.office.errors import PayerNamed
from circlechart.web.office.facts import PayerGiven


def edit_payer(*, payer_id: UUID, given: PayerGiven, by: Actor, now: datetime) -> Payer:
    """This function will correct a payer's name, payer ID and address. Files that left keep what they said.

    Raises: NotAllowed, NotFound, PayerNamed.
    Audit: office.edit_payer with the names of the changed fields.
    """
    with transaction.atomic():
        decide.ensure(by, Permission.EDIT_PAYERS, None, on=now)
        payer = Payer.objects.select_for_update(of=("self",)).filter(pk=payer_id).first()
        if payer is None:
            raise NotFound()
        if Payer.objects.filter(name__iexact=given.name).exclude(pk=payer_id).exists():
            raise PayerNamed(value=given.name)
        values = asdict(given)
        changed = sorted(name for name, value in values.items() if getattr(payer, name) != value)
        for name in changed:
            setattr(payer, name, values[name])
        payer.save(update_fields=changed)
        audit.record(by=by, verb="office.edit_payer", thing=payer, now=now, details={"changed": changed})
        return payer
