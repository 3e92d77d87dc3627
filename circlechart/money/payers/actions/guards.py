"""What every change of a payer's rules and fees asks first."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.coverage.models import Payer
from circlechart.base.kit.errors import NotFound
from circlechart.money.payers import access
from circlechart.money.payers.errors import ClaimsHaveLeft, TouchesCharges

ONE_DAY = timedelta(days=1)


def locked(payer_id: UUID, by: Actor, now: datetime) -> Payer:
    """This function will hold a payer for a change, with those that follow the same state. Raises: NotAllowed, NotFound."""
    decide.ensure(by, Permission.EDIT_PAYERS, None, on=now)
    state = Payer.objects.filter(pk=payer_id).exclude(rules_state="").values("rules_state")
    held = Payer.objects.select_for_update(of=("self",)).filter(Q(pk=payer_id) | Q(rules_state__in=state))
    payer = next((each for each in held.order_by("id") if each.pk == payer_id), None)
    if payer is None:
        raise NotFound()
    return payer


def followers(state: str) -> list[Payer]:
    """This function will list every payer that follows the rules of a state."""
    return list(Payer.objects.filter(rules_state=state).order_by("id"))


def nothing_left(
    payer: Payer, since: date, until: date | None, seen: bool, code: str = "", plan_id: UUID | None = None
) -> None:
    """This function will refuse a day on which claims left, and ask once where charges stand. Raises: ClaimsHaveLeft, TouchesCharges."""
    found = access.resting(payer.id, plan_id, code, since, until)
    if found.left and found.last_left_on:
        many = "1 claim has" if found.left == 1 else f"{found.left} claims have"
        after = found.last_left_on + ONE_DAY
        raise ClaimsHaveLeft(
            f"{many} left for service from {since:%m/%d/%Y} to {found.last_left_on:%m/%d/%Y}.",
            value=since,
            mend=f"Choose {after:%m/%d/%Y} or later, or replace those claims with the payer first.",
        )
    if found.charges and not seen:
        many = "1 charge stands" if found.charges == 1 else f"{found.charges} charges stand"
        raise TouchesCharges(f"{many} for service from {since:%m/%d/%Y} on; no claim of them has left.", value=since)
