"""Adding a payer, and correcting who it is on a claim. Its rules and fees are set in the room of payers."""

from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.coverage.models import Payer, Plan
from circlechart.base.kit.errors import NotFound
from circlechart.money.rulebooks import actions as rulebooks
from circlechart.web.office.errors import PayerNamed
from circlechart.web.office.facts import NewPayer, PayerGiven


def add_payer(*, given: NewPayer, by: Actor, now: datetime) -> Payer:
    """This function will add a payer that follows a shipped rulebook, with its first plan.

    Raises: NotAllowed, PayerNamed.
    Audit: office.add_payer with the rulebook.
    """
    with transaction.atomic():
        decide.ensure(by, Permission.EDIT_PAYERS, None, on=now)
        if Payer.objects.filter(name__iexact=given.payer.name).exists():
            raise PayerNamed(value=given.payer.name)
        payer = Payer.objects.create(kind=given.kind, rulebook=given.rulebook, **asdict(given.payer))
        Plan.objects.create(payer=payer, name=given.plan)
        audit.record(by=by, verb="office.add_payer", thing=payer, now=now, details={"rulebook": given.rulebook})
        return payer


def copy_payer(*, payer_id: UUID, given: NewPayer, fees: bool, by: Actor, now: datetime) -> Payer:
    """This function will add a payer with what the clinic says of another one, and its fees if asked.

    Raises: NotAllowed, NotFound, PayerNamed.
    Audit: office.add_payer and rulebooks.copy.
    """
    with transaction.atomic():
        decide.ensure(by, Permission.EDIT_PAYERS, None, on=now)
        source = Payer.objects.filter(pk=payer_id).first()
        if source is None:
            raise NotFound()
        payer = add_payer(given=replace(given, rulebook=source.rulebook), by=by, now=now)
        if source.rules_state:
            payer.rules_state = source.rules_state
            payer.save(update_fields=["rules_state"])
        rulebooks.copy_rules(from_id=source.id, to_id=payer.id, fees=fees, by=by, now=now)
        return payer


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
