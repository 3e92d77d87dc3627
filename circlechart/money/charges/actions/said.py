"""What a payer authorized, as the front desk and billers record it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from psycopg.types.range import DateRange

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.coverage.models import Payer
from circlechart.base.kit.errors import NotFound
from circlechart.base.people.models import Client
from circlechart.money.charges.errors import BadAuthorization
from circlechart.money.charges.facts import AuthorizationGiven
from circlechart.money.charges.models import Authorization
from circlechart.money.payers.rules import CODE

ONE_DAY = timedelta(days=1)
STEPS = {
    "requested": ("approved", "denied", "closed"),
    "approved": ("closed",),
    "denied": ("approved",),
    "closed": ("approved",),
}


def add_authorization(
    *, client_id: UUID, payer_id: UUID, given: AuthorizationGiven, by: Actor, now: datetime
) -> Authorization:
    """This function will record what a payer authorized, or was asked to.

    Raises: NotAllowed, NotFound, BadAuthorization.
    Audit: charges.add_authorization with the client.
    """
    with transaction.atomic():
        client = Client.objects.select_for_update(of=("self",)).filter(pk=client_id).first()
        payer = Payer.objects.filter(pk=payer_id).first()
        if client is None or payer is None:
            raise NotFound()
        decide.ensure(by, Permission.EDIT_COVERAGE, client, on=now)
        _checked(client, payer, given)
        until = given.last_on + ONE_DAY if given.last_on else None
        made = Authorization.objects.create(
            client=client, payer=payer, number=given.number, codes=list(given.codes), units=given.units,
            effective=DateRange(given.first_on, until), status=given.status, said_by_id=by.staff_id, said_at=now,
        )  # fmt: skip
        details = {"status": made.status, "payer": payer.name}
        audit.record(by=by, verb="charges.add_authorization", thing=made, now=now, client=client.id, details=details)
    return made


def _checked(client: Client, payer: Payer, given: AuthorizationGiven) -> None:
    """Raises: BadAuthorization."""
    if given.last_on is not None and given.last_on < given.first_on:
        raise BadAuthorization("It ends before it begins.", field="Last day", value=given.last_on)
    wrong = next((each for each in given.codes if CODE.fullmatch(each) is None), None)
    if wrong is not None:
        words = "A code has five capital letters and digits."
        raise BadAuthorization(words, field="Codes", value=wrong, mend="Write codes such as 90853 H0005.")
    if given.status == Authorization.Status.APPROVED and not given.number.strip():
        raise BadAuthorization("An approved authorization has a number.", mend="Type the number that the payer gave.")
    if given.number and client.authorizations.filter(payer=payer, number=given.number).exists():
        raise BadAuthorization("This authorization is recorded already.", value=given.number, mend="Use the one below.")


def step_authorization(*, authorization_id: UUID, status: str, number: str, by: Actor, now: datetime) -> Authorization:
    """This function will record the payer's answer to an authorization, or close it.

    Raises: NotAllowed, NotFound, BadAuthorization.
    Audit: charges.step_authorization with the client, from and to.
    """
    with transaction.atomic():
        found = (
            Authorization.objects.select_for_update(of=("self",))
            .select_related("client", "payer")
            .filter(pk=authorization_id)
            .first()
        )
        if found is None:
            raise NotFound()
        decide.ensure(by, Permission.EDIT_COVERAGE, found.client, on=now)
        if status not in STEPS[found.status]:
            raise BadAuthorization("It is not in that state any more.", value=found.status, mend="Reload the page.")
        found.number = number.strip() or found.number
        if status == Authorization.Status.APPROVED and not found.number:
            raise BadAuthorization(
                "An approved authorization has a number.", mend="Type the number that the payer gave."
            )
        details = {"from": found.status, "to": status}
        found.status, found.said_by_id, found.said_at = status, by.staff_id, now
        found.save(update_fields=["number", "status", "said_by", "said_at"])
        audit.record(
            by=by, verb="charges.step_authorization", thing=found, now=now, client=found.client_id, details=details
        )
    return found
