"""Building claims from ready charges, and letting their file out."""

from collections import defaultdict
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.formats.x12 import professional as x12
from circlechart.base.kit import money
from circlechart.base.kit.identifiers import uuid7
from circlechart.base.people.models import Organization
from circlechart.care.plans.models import Diagnosis
from circlechart.care.sessions.models import Session
from circlechart.money.charges.models import Charge
from circlechart.money.claims import build, gather, queries, rules
from circlechart.money.claims.errors import NothingToSend, NotReady
from circlechart.money.claims.models import Claim, ClaimLine, Submission

MOST_DIAGNOSES = 12
FILE_LOCK = 837_005_010

Key = tuple[UUID, UUID, UUID, UUID, str]


def assemble(*, session_id: UUID, by: Actor | None, now: datetime) -> list[Claim]:
    """This function will build the day's claims for everybody of a session; claims that still agree stay.

    A claim that has not left is withdrawn when its charges changed, and built anew. One that has left is never touched.

    Raises: nothing expected.
    Audit: claims.assemble with the claims built and withdrawn.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).select_related("facility").get(pk=session_id)
        clients = set(session.attendances.values_list("client_id", flat=True))
        wanted = _wanted(session, clients)
        standing = list(
            Claim.objects.filter(
                client_id__in=clients, service_on=session.local_on, status__in=[Claim.Status.DRAFT, Claim.Status.READY]
            ).prefetch_related("lines")
        )
        stale = [claim for claim in standing if {line.charge_id for line in claim.lines.all()} != _ids(wanted, claim)]
        for claim in stale:
            claim.status = Claim.Status.WITHDRAWN
            claim.withdrawn_because = "Its charges changed."
            claim.save(update_fields=["status", "withdrawn_because"])
        kept = {_key(claim) for claim in standing if claim not in stale}
        built = [_build(session, key, charges, now) for key, charges in wanted.items() if key not in kept]
        if built or stale:
            details = {"built": len(built), "withdrawn": len(stale)}
            audit.record(by=by, verb="claims.assemble", thing=session, now=now, details=details)
    return built


def send(*, claim_ids: list[UUID], by: Actor, now: datetime) -> Submission:
    """This function will write the file of ready claims of one payer and keep exactly what left.

    The consent decision and its disclosure stand here once base/privacy exists; nothing else lets a claim out.

    Raises: NotAllowed, NotReady, NothingToSend.
    Audit: claims.send for each claim, with the client.
    """
    with transaction.atomic():
        decide.ensure(by, Permission.BUILD_CLAIMS, None, on=now)
        claims = list(
            queries.whole(Claim.objects.select_for_update(of=("self",)).filter(id__in=claim_ids)).order_by("number")
        )
        if not claims:
            raise NothingToSend()
        for claim in claims:
            decide.ensure(by, Permission.BUILD_CLAIMS, claim, on=now)
            if claim.status != Claim.Status.READY:
                raise NotReady(field="Claim", value=claim.number)
        payer = claims[0].coverage.plan.payer
        if any(claim.coverage.plan.payer_id != payer.id for claim in claims):
            raise NotReady("A file goes to one payer.", field="Claims", mend="Choose claims of one payer.")
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


def preview(claim: Claim, now: datetime) -> str:
    """This function will write a test file of one claim, which goes nowhere. Raises: Unwritable."""
    organization = Organization.objects.get()
    payer = claim.coverage.plan.payer
    facts = gather.claim_facts(claim, organization)
    envelope = gather.envelope(organization, payer.payer_id, 1, now, claim.facility.time_zone)
    receiver = x12.Receiver(payer.name, payer.payer_id)
    return build.professional(envelope, gather.transaction(claim.number, organization, receiver, [facts]))


def _wanted(session: Session, clients: set[UUID]) -> dict[Key, list[Charge]]:
    """The day's ready charges of these clients that are on no sent claim, by the claim that they belong to."""
    charges = (
        Charge.objects.filter(
            attendance__client_id__in=clients, service_on=session.local_on, current=True, status=Charge.Status.READY
        )
        .exclude(claim_lines__claim__status=Claim.Status.SENT)
        .select_related("attendance", "session")
        .order_by("id")
    )
    found: dict[Key, list[Charge]] = defaultdict(list)
    for charge in charges:
        assert charge.coverage_id is not None and charge.rendering_id is not None
        place = charge.place_of_service
        key = (charge.attendance.client_id, charge.coverage_id, charge.session.facility_id, charge.rendering_id, place)
        found[key].append(charge)
    return found


def _key(claim: Claim) -> Key:
    return (claim.client_id, claim.coverage_id, claim.facility_id, claim.rendering_id, claim.place_of_service)


def _ids(wanted: dict[Key, list[Charge]], claim: Claim) -> set[UUID]:
    return {charge.id for charge in wanted.get(_key(claim), [])}


def _build(session: Session, key: Key, charges: list[Charge], now: datetime) -> Claim:
    client_id, coverage_id, facility_id, rendering_id, place = key
    diagnoses = Diagnosis.objects.filter(client_id=client_id, effective__contains=session.local_on).order_by("rank")
    number = uuid7().hex
    claim = Claim.objects.create(
        number=f"C{number[:12]}{number[-6:]}".upper(),
        trace_number=number.upper()[:30],
        client_id=client_id,
        coverage_id=coverage_id,
        facility_id=facility_id,
        rendering_id=rendering_id,
        service_on=session.local_on,
        place_of_service=place,
        diagnoses=list(diagnoses.values_list("code", flat=True)[:MOST_DIAGNOSES]),
        amount=money.total([charge.amount for charge in charges]),
        status=Claim.Status.DRAFT,
        built_at=now,
    )
    ClaimLine.objects.bulk_create(
        ClaimLine(
            claim=claim,
            charge=charge,
            control_number=f"{claim.number}L{position:02d}",
            code=charge.code,
            modifiers=charge.modifiers,
            units=charge.units,
            amount=charge.amount,
        )
        for position, charge in enumerate(charges, 1)
    )
    return _check(queries.whole(Claim.objects.filter(pk=claim.pk)).get(), now)


def _check(claim: Claim, now: datetime) -> Claim:
    """Our rules first; pyx12 only sees a claim that our rules accept."""
    organization = Organization.objects.get()
    facts = gather.claim_facts(claim, organization)
    found = rules.scrub(facts)
    if not found:
        payer = claim.coverage.plan.payer
        envelope = gather.envelope(organization, payer.payer_id, 1, now, claim.facility.time_zone)
        receiver = x12.Receiver(payer.name, payer.payer_id)
        found = build.findings(envelope, gather.transaction(claim.number, organization, receiver, [facts]))
    claim.findings = [asdict(each) for each in found]
    claim.status = Claim.Status.DRAFT if found else Claim.Status.READY
    claim.save(update_fields=["findings", "status"])
    return claim
