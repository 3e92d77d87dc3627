"""What payers answered, and what they were told another way."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit import walltime
from circlechart.money.claims import queries, rules
from circlechart.money.claims.actions import locking
from circlechart.money.claims.actions.assemble import assemble
from circlechart.money.claims.errors import BadAnswer, NothingToTell, NotThisAnswer
from circlechart.money.claims.facts import AdjustmentGiven, AnswerGiven, ToldGiven
from circlechart.money.claims.models import Claim, ClaimLine, LineAnswer, PayerAnswer, ToldPayer
from circlechart.money.claims.states import CLAIM_STATES, LEFT

KINDS = ("accepted", "paid", "denied", "rejected")
AGAIN = ("accepted", "denied", "paid")
OF_A_VOID = ("accepted", "rejected")


def record_answer(*, claim_id: UUID, given: AnswerGiven, by: Actor, now: datetime) -> PayerAnswer:
    """This function will keep a payer's answer to a claim, and move the claim with it.

    What follows is built in the same transaction: the correction that waited for it, a secondary claim, or the same as
    an original again when the claim was rejected.

    Raises: NotAllowed, NotThisAnswer, BadAnswer.
    Audit: claims.record_answer with the kind and the amounts; what assemble writes.
    """
    with transaction.atomic():
        claim, sessions = _locked(claim_id, by, now)
        lines = {line.control_number: line for line in claim.lines.all()}
        _check(claim, given, now)
        found = rules.problem(given, {number: line.amount for number, line in lines.items()})
        if found is not None:
            raise BadAnswer(found.because, field=found.field, value=found.value, mend=found.mend)
        answer = _keep(claim, given, lines, by, now)
        if claim.status != given.kind:
            Claim.objects.filter(pk=claim.pk).update(status=given.kind)
        details = {"answer": given.kind, "paid": str(answer.paid), "patient_owes": str(answer.patient_owes)}
        audit.record(by=by, verb="claims.record_answer", thing=claim, now=now, client=claim.client_id, details=details)
        for session_id in sessions:
            assemble(session_id=session_id, by=by, now=now)
    return answer


def tell(*, claim_id: UUID, given: ToldGiven, by: Actor, now: datetime) -> ToldPayer:
    """This function will keep that a payer, which takes only originals, was told what is wrong with a claim.

    Raises: NotAllowed, BadAnswer, NothingToTell.
    Audit: claims.tell with how.
    """
    with transaction.atomic():
        claim, _ = _locked(claim_id, by, now)
        if not given.words.strip():
            raise BadAnswer(
                "Nothing was said.", field="What was agreed", mend="Write whom you reached and what follows."
            )
        _not_later(given.told_on, "Told on", claim, now)
        judged = queries.judge_claim(claim)
        if judged is None or judged.step != "tell":
            raise NothingToTell(value=claim.number)
        told = ToldPayer.objects.create(
            claim=claim, how=given.how, words=given.words.strip(), told_on=given.told_on, agreed=judged.mark,
            told_by_id=by.staff_id, recorded_at=now,
        )  # fmt: skip
        details = {"how": given.how}
        audit.record(by=by, verb="claims.tell", thing=claim, now=now, client=claim.client_id, details=details)
    return told


def kinds_for(claim: Claim) -> list[str]:
    """This function will list what a payer can answer to a claim as it stands; none before it has left.

    Raises: nothing. Audit: none; it changes nothing.
    """
    if claim.status not in LEFT:
        return []
    again = {claim.status} & set(AGAIN)
    may = CLAIM_STATES[claim.status] | again
    return [kind for kind in KINDS if kind in may and (claim.frequency != Claim.Frequency.VOID or kind in OF_A_VOID)]


def _locked(claim_id: UUID, by: Actor, now: datetime) -> tuple[Claim, list[UUID]]:
    """The claim as it is now, and its sessions; both stay so until the transaction ends."""
    on_claim = ClaimLine.objects.filter(claim_id=claim_id).values_list("charge__session_id", flat=True)
    sessions = locking.lock_sessions(set(on_claim))
    locking.lock_beside(sessions)
    (claim,) = locking.lock_claims(id=claim_id)
    decide.ensure(by, Permission.BUILD_CLAIMS, claim, on=now)
    return claim, [session.id for session in sessions]


def _check(claim: Claim, given: AnswerGiven, now: datetime) -> None:
    if claim.status not in LEFT:
        raise NotThisAnswer("This claim has not left, so nobody can have answered it.", value=claim.number)
    if given.kind not in kinds_for(claim):
        void = claim.frequency == Claim.Frequency.VOID
        because = (
            "A void is taken or not; nothing is paid for it."
            if void
            else f"It is {claim.get_status_display()} already."
        )
        raise NotThisAnswer(because, value=given.kind)
    _not_later(given.answered_on, "Answered on", claim, now)


def _not_later(on: date, field: str, claim: Claim, now: datetime) -> None:
    zone = claim.facility.time_zone
    left = claim.submissions.order_by("made_at").first()
    first = walltime.today(left.made_at, zone) if left else claim.service_on
    if not first <= on <= walltime.today(now, zone):
        mend = f"The claim left on {first:%m/%d/%Y}: choose that day or a later one, and none that is still to come."
        raise BadAnswer("This day cannot be right.", field=field, value=f"{on:%m/%d/%Y}", mend=mend)


def _keep(claim: Claim, given: AnswerGiven, lines: dict[str, ClaimLine], by: Actor, now: datetime) -> PayerAnswer:
    answer = PayerAnswer.objects.create(
        claim=claim, kind=given.kind, payer_claim_number=given.payer_claim_number.strip(), answered_on=given.answered_on,
        paid=rules.paid(given), patient_owes=rules.owed(given), reasons=given.reasons.strip(),
        source=PayerAnswer.Source.HAND, recorded_by_id=by.staff_id, recorded_at=now,
    )  # fmt: skip
    LineAnswer.objects.bulk_create(
        LineAnswer(
            answer=answer,
            line=lines[each.control_number],
            paid=each.paid,
            adjustments=list(map(_plain, each.adjustments)),
        )
        for each in given.lines
    )
    return answer


def _plain(each: AdjustmentGiven) -> dict[str, object]:
    return {"group": each.group, "reason": each.reason, "amount": str(each.amount), "quantity": each.quantity}
