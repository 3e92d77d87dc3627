"""Letting the file of claims out."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.coverage.models import Payer
from circlechart.base.formats.x12 import parties
from circlechart.base.people.models import Organization
from circlechart.care.sessions.models import Session
from circlechart.money.charges import actions as charges
from circlechart.money.claims import build, gather, queries
from circlechart.money.claims.actions import locking
from circlechart.money.claims.actions.assemble import assemble
from circlechart.money.claims.actions.checking import check
from circlechart.money.claims.errors import FoundNow, NothingToSend, NotReady
from circlechart.money.claims.models import Claim, ClaimLine, Submission

FILE_LOCK = 837_005_010


def send(*, claim_ids: list[UUID], by: Actor, now: datetime) -> Submission:
    """This function will write the file of ready claims of one payer and keep exactly what left.

    What the claims rest on is locked and derived anew first, in the same transaction: whoever changed it may not have
    come to derive it. Then every claim is checked again, because an address or an NPI may have changed.
    The consent decision and its disclosure stand here once base/privacy exists; nothing else lets a claim out.

    Raises: NotAllowed, NotReady, FoundNow, NothingToSend.
    Audit: claims.send for each claim, with the client; what capture and assemble write.
    """
    decide.ensure(by, Permission.BUILD_CLAIMS, None, on=now)
    with transaction.atomic():  # what is found stays, although nothing leaves
        _one_payer(list(queries.whole(Claim.objects.filter(id__in=claim_ids))), by, now)
        sessions = _derive_anew(claim_ids, by, now)
        claims = locking.lock_claims(id__in=claim_ids)
        found = _overtaken(claims) or _found(claims, by, now)
        sent = None if found else _let_out(claims, by, now)
        if sent and any(claim.replaces_id for claim in claims):  # what waited for a void to leave follows now
            for session in sessions:
                assemble(session_id=session.id, by=by, now=now)
    if sent is None:
        assert found is not None
        raise found
    return sent


def _derive_anew(claim_ids: list[UUID], by: Actor, now: datetime) -> list[Session]:
    """Nothing is believed at the door: the charges and claims of every session on these claims are derived now."""
    on_claims = ClaimLine.objects.filter(claim_id__in=claim_ids)
    sessions = locking.lock_sessions(set(on_claims.values_list("charge__session_id", flat=True)))
    locking.lock_days(session.local_on for session in sessions)
    for session in sessions:
        charges.capture(session_id=session.id, by=by, now=now)
    for session in sessions:
        assemble(session_id=session.id, by=by, now=now)
    return sessions


def _overtaken(claims: list[Claim]) -> NotReady | None:
    gone = next((claim for claim in claims if claim.status == Claim.Status.WITHDRAWN), None)
    if gone is None:
        return None
    words = "Attendance, a note, a diagnosis or coverage changed after this claim was built, so it was withdrawn."
    return NotReady(
        words, field="Claim", value=gone.number, mend="Nothing was sent. Reload: what may leave is built anew."
    )


def _found(claims: list[Claim], by: Actor, now: datetime) -> NotReady | None:
    _one_payer(claims, by, now)  # somebody else may have sent one meanwhile
    found = check(claims, now)
    return FoundNow(found[0].findings[0]["sentence"], value=found[0].number) if found else None


def _let_out(claims: list[Claim], by: Actor, now: datetime) -> Submission:
    payer = _one_payer(claims, by, now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FILE_LOCK])
    control = queries.next_control_number()
    organization = Organization.objects.get()
    envelope = gather.envelope(organization, payer.payer_id, control, now, claims[0].facility.time_zone)
    facts = [gather.claim_facts(claim, organization) for claim in claims]
    receiver = parties.Receiver(payer.name, payer.payer_id)
    text = build.professional(envelope, gather.transaction(f"{control:09d}", organization, receiver, facts))
    sent = Submission.objects.create(
        payer=payer, control_number=control, content=text, made_by_id=by.staff_id, made_at=now
    )
    sent.claims.set(claims)
    Claim.objects.filter(id__in=[claim.id for claim in claims]).update(status=Claim.Status.SENT)
    for claim in claims:
        audit.record(by=by, verb="claims.send", thing=claim, now=now, client=claim.client_id)
    return sent


def preview(claim: Claim, now: datetime) -> str:
    """This function will write a test file of one claim, which goes nowhere. Raises: Unwritable."""
    organization = Organization.objects.get()
    payer = claim.coverage.plan.payer
    facts = gather.claim_facts(claim, organization)
    envelope = gather.envelope(organization, payer.payer_id, 1, now, claim.facility.time_zone)
    receiver = parties.Receiver(payer.name, payer.payer_id)
    return build.professional(envelope, gather.transaction(claim.number, organization, receiver, [facts]))


def _one_payer(claims: list[Claim], by: Actor, now: datetime) -> Payer:
    if not claims:
        raise NothingToSend()
    for claim in claims:
        decide.ensure(by, Permission.BUILD_CLAIMS, claim, on=now)
        if claim.status != Claim.Status.READY:
            raise NotReady(field="Claim", value=claim.number)
    payer = claims[0].coverage.plan.payer
    if any(claim.coverage.plan.payer_id != payer.id for claim in claims):
        raise NotReady("A file goes to one payer.", field="Claims", mend="Choose claims of one payer.")
    return payer
