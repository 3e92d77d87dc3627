"""Letting the file of claims out."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.coverage.models import Payer
from circlechart.base.formats.x12 import professional as x12
from circlechart.base.people.models import Organization
from circlechart.money.claims import build, gather, queries
from circlechart.money.claims.actions.checking import check
from circlechart.money.claims.errors import FoundNow, NothingToSend, NotReady
from circlechart.money.claims.models import Claim, Submission

FILE_LOCK = 837_005_010


def send(*, claim_ids: list[UUID], by: Actor, now: datetime) -> Submission:
    """This function will write the file of ready claims of one payer and keep exactly what left.

    Every claim is checked again first: an address or an NPI may have changed since it was built.
    The consent decision and its disclosure stand here once base/privacy exists; nothing else lets a claim out.

    Raises: NotAllowed, NotReady, FoundNow, NothingToSend.
    Audit: claims.send for each claim, with the client.
    """
    decide.ensure(by, Permission.BUILD_CLAIMS, None, on=now)
    with transaction.atomic():  # what is found stays with the claim, although nothing leaves
        claims = _locked(claim_ids)
        _one_payer(claims, by, now)
        found = check(claims, now)
    if found:
        raise FoundNow(found[0].findings[0]["sentence"], value=found[0].number)
    with transaction.atomic():
        claims = _locked(claim_ids)
        payer = _one_payer(claims, by, now)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FILE_LOCK])
        control = queries.next_control_number()
        organization = Organization.objects.get()
        envelope = gather.envelope(organization, payer.payer_id, control, now, claims[0].facility.time_zone)
        facts = [gather.claim_facts(claim, organization) for claim in claims]
        receiver = x12.Receiver(payer.name, payer.payer_id)
        text = build.professional(envelope, gather.transaction(f"{control:09d}", organization, receiver, facts))
        sent = Submission.objects.create(
            payer=payer, control_number=control, content=text, made_by_id=by.staff_id, made_at=now
        )
        sent.claims.set(claims)
        Claim.objects.filter(id__in=[claim.id for claim in claims]).update(status=Claim.Status.SENT)
        for claim in claims:
            audit.record(by=by, verb="claims.send", thing=claim, now=now, client=claim.client_id)
    return sent


def _locked(claim_ids: list[UUID]) -> list[Claim]:
    locked = Claim.objects.select_for_update(of=("self",)).filter(id__in=claim_ids)
    return list(queries.whole(locked).order_by("number"))


def preview(claim: Claim, now: datetime) -> str:
    """This function will write a test file of one claim, which goes nowhere. Raises: Unwritable."""
    organization = Organization.objects.get()
    payer = claim.coverage.plan.payer
    facts = gather.claim_facts(claim, organization)
    envelope = gather.envelope(organization, payer.payer_id, 1, now, claim.facility.time_zone)
    receiver = x12.Receiver(payer.name, payer.payer_id)
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
