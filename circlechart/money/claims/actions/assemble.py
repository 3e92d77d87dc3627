"""Building claims from ready charges, from what stands with the payers, and from what they answered."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access.facts import Actor
from circlechart.base.audit import actions as audit
from circlechart.base.kit import money
from circlechart.base.kit.identifiers import uuid7
from circlechart.care.sessions.models import Session
from circlechart.money.claims import queries
from circlechart.money.claims.actions import locking, wanted
from circlechart.money.claims.actions.checking import check
from circlechart.money.claims.facts import BilledLine, Wanted
from circlechart.money.claims.models import Claim, ClaimLine
from circlechart.money.claims.states import OPEN

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def assemble(*, session_id: UUID, by: Actor | None, now: datetime) -> list[Claim]:
    """This function will build the day's claims for everybody of a session; claims that still agree stay.

    A claim that has not left is withdrawn when what it says is not what is wanted any more, and built anew. One that
    has findings is checked again, because what they named may be mended. One that has left is never touched: it is
    replaced or voided by another claim, which is built here and waits for the biller like the others.

    Raises: nothing expected.
    Audit: claims.assemble with the claims built and withdrawn.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
        clients, on = set(session.attendances.values_list("client_id", flat=True)), session.local_on
        locking.lock_days(wanted.days_beside(clients, on))
        open_ = locking.lock_claims(queries.running_on(on), client_id__in=clients, status__in=OPEN)
        asked = wanted.of_day(clients, on, open_)
        kept = {queries.bill_of_claim(claim): claim for claim in open_}
        stale = [claim for bill, claim in kept.items() if bill not in asked]
        _withdraw(stale, now)
        staying = [claim for bill, claim in kept.items() if bill in asked]
        check([claim for claim in staying if claim.status == Claim.Status.DRAFT], now)
        built = _build([each for each in asked if each not in kept], now)
        if built or stale:
            details = {"built": len(built), "withdrawn": len(stale)}
            audit.record(by=by, verb="claims.assemble", thing=session, now=now, details=details)
    return built


def _withdraw(stale: list[Claim], now: datetime) -> None:
    for claim in stale:
        claim.status, claim.withdrawn_at, claim.withdrawn_because = Claim.Status.WITHDRAWN, now, _because(claim)
    Claim.objects.bulk_update(stale, ["status", "withdrawn_at", "withdrawn_because"])


def _because(claim: Claim) -> str:
    if claim.replaces_id is not None:
        return "What it corrects changed again, or the payer answered."
    if claim.follows_id is not None:
        return "The claim to the payer before it, or that payer's answer, changed."
    return "Its charges or diagnoses changed."


def _build(asked: list[Wanted], now: datetime) -> list[Claim]:
    """Every claim of a day at once: the number of queries does not depend on the number of clients."""
    if not asked:
        return []
    claims = [_claim(each, now) for each in asked]
    Claim.objects.bulk_create(claims)
    ClaimLine.objects.bulk_create(
        _line(claim, position, line)
        for claim, each in zip(claims, asked, strict=True)
        for position, line in enumerate(each.lines, 1)
    )
    built = list(queries.whole(Claim.objects.filter(id__in=[claim.id for claim in claims])))
    check(built, now)
    return built


def _claim(asked: Wanted, now: datetime) -> Claim:
    made = uuid7()
    return Claim(
        **asdict(asked.key),
        number=_number(made),
        trace_number=made.hex.upper()[:30],
        frequency=asked.frequency,
        replaces_id=asked.replaces_id,
        follows_id=asked.follows_id,
        rests_on_id=asked.rests_on_id,
        payer_claim_number=asked.payer_claim_number,
        patient_status=asked.patient_status,
        condition_codes=list(asked.condition_codes),
        admitted_on=asked.admitted_on,
        particulars=asked.particulars.as_json(),
        rulebook=asked.rulebook[0],
        rulebook_version=asked.rulebook[1],
        diagnoses=list(asked.diagnoses),
        amount=money.total([line.amount for line in asked.lines]),
        status=Claim.Status.DRAFT,
        built_at=now,
    )


def _number(made: UUID) -> str:
    """As many letters as the CMS-1500 has room for: when the claim was made, to the millisecond, and 28 bits of chance."""
    whole = (made.int >> 80) % (1 << 42) << 28 | made.int % (1 << 28)
    return "".join(LETTERS[whole >> shift & 31] for shift in range(65, -1, -5))


def _line(claim: Claim, position: int, line: BilledLine) -> ClaimLine:
    return ClaimLine(
        claim=claim,
        charge_id=line.charge_id,
        control_number=f"{claim.number}L{position:02d}",
        service_on=line.service_on,
        revenue_code=line.revenue_code,
        code=line.code,
        modifiers=list(line.modifiers),
        units=line.units,
        amount=line.amount,
    )
