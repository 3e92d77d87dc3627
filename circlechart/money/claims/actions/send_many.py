"""Letting out more claims than one file takes: file after file, each in a transaction of its own."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from circlechart.base.access.facts import Actor
from circlechart.money.claims import queries
from circlechart.money.claims.actions.send import send
from circlechart.money.claims.errors import FoundNow, NothingToSend, NotReady
from circlechart.money.claims.models import Claim, Submission
from circlechart.money.clearinghouse.facts import Partner

AT_ONCE = 500
"""Claims of one step at most, so that a person sees it go on; every one is derived anew before it leaves."""
TRIES = 3


def send_chosen(*, claim_ids: list[UUID], by: Actor, now: datetime) -> list[Submission]:
    """This function will write the files of chosen claims: one, or as many as their house or payer wants.

    What is wrong with one claim keeps the claims of its file back; files before it have left.

    Raises: NotAllowed, NotReady, FoundNow, NothingToSend.
    Audit: what `send` writes for each file.
    """
    most = queries.most_in_file(claim_ids)
    parts = [claim_ids[at : at + most] for at in range(0, len(claim_ids), most)]
    return [send(claim_ids=part, by=by, now=now) for part in parts or [[]]]


def send_next(*, partner: Partner, form: str, asked_at: datetime, by: Actor, now: datetime) -> Submission | None:
    """This function will write the next file of all claims that were ready when it was asked for; the oldest go first.

    Claims in which something is found at the door stay with their finding, and the others are tried without them. What
    is built anew meanwhile stays, for somebody to look at. Returns None when: none is left.

    Raises: NotAllowed, NotReady, FoundNow.
    Audit: what `send` writes for the file.
    """
    for tried in range(1, TRIES + 1):
        ids = list(
            _ready(partner, form, asked_at, by).values_list("id", flat=True)[: min(AT_ONCE, partner.most_claims)]
        )
        try:
            return send(claim_ids=ids, by=by, now=now) if ids else None
        except (FoundNow, NotReady, NothingToSend):
            if tried == TRIES:
                raise
    return None


def _ready(partner: Partner, form: str, asked_at: datetime, by: Actor) -> QuerySet[Claim]:
    ready = queries.ready_for(partner.key, form, by).filter(built_at__lte=asked_at)
    return ready.order_by("service_on", "number")
