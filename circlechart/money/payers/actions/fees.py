"""Setting a fee from a day on. What held before stays as it was."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from psycopg.types.range import DateRange

from circlechart.base.access.facts import Actor
from circlechart.base.audit import actions as audit
from circlechart.money.payers import rules
from circlechart.money.payers.actions.guards import locked, nothing_left
from circlechart.money.payers.errors import BadFee, FeeBegins, NothingNew
from circlechart.money.payers.facts import FeeGiven
from circlechart.money.payers.models import FeeLine

HIGHEST = Decimal("9999999.99")
CENT = Decimal("0.01")


def set_fee(*, payer_id: UUID, given: FeeGiven, seen: bool, by: Actor, now: datetime) -> FeeLine:
    """This function will set the fee of a code from a day on; the fee before it ends there and is never written over.

    From a day on which claims have left with that code it is refused; from a day whose charges stand it asks to be
    `seen` first. A fee that is set already for a later day stays.

    Raises: NotAllowed, NotFound, BadFee, NothingNew, FeeBegins, ClaimsHaveLeft, TouchesCharges.
    Audit: payers.set_fee with the code and the day.
    """
    amount = given.amount
    if rules.CODE.fullmatch(given.code) is None or not 0 < amount <= HIGHEST or amount != amount.quantize(CENT):
        raise BadFee(value=given.code)
    with transaction.atomic():
        payer = locked(payer_id, by, now)
        of_code = FeeLine.objects.filter(payer=payer, code=given.code)
        standing = of_code.filter(effective__contains=given.from_on).first()
        if standing is not None and standing.effective.lower == given.from_on:
            raise FeeBegins(f"The fee of {given.code} from that day is ${standing.amount}.", value=given.from_on)
        if standing is not None and standing.amount == amount:
            raise NothingNew(value=given.from_on)
        following = of_code.filter(effective__startswith__gt=given.from_on).order_by("effective").first()
        until = following.effective.lower if following else None
        nothing_left(payer, given.from_on, until, seen, code=given.code)
        if standing is not None:
            standing.effective = DateRange(standing.effective.lower, given.from_on)
            standing.save(update_fields=["effective"])
        fee = FeeLine.objects.create(
            payer=payer, code=given.code, amount=amount, effective=DateRange(given.from_on, until),
            made_by_id=by.staff_id, made_at=now,
        )  # fmt: skip
        details = {"code": given.code, "from": given.from_on.isoformat()}
        audit.record(by=by, verb="payers.set_fee", thing=payer, now=now, details=details)
        return fee
