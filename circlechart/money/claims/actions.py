"""Building claims from ready charges, and letting their file out."""

from collections import defaultdict
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

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
from circlechart.money.claims.facts import Finding
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
        built = _build(session, {key: charges for key, charges in wanted.items() if key not in kept}, now)
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
    """The day's ready charges of these clients by the claim that they belong to.

    An attendance that is on a sent claim is never put on a second one: that claim is replaced or voided.
    """
    left = ClaimLine.objects.filter(claim__status=Claim.Status.SENT, charge__attendance=OuterRef("attendance"))
    charges = (
        Charge.objects.filter(
            attendance__client_id__in=clients, service_on=session.local_on, current=True, status=Charge.Status.READY
        )
        .exclude(Exists(left))
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


def _build(session: Session, wanted: dict[Key, list[Charge]], now: datetime) -> list[Claim]:
    """Every claim of a session at once: the number of queries does not depend on the number of clients."""
    if not wanted:
        return []
    diagnoses = _diagnoses({key[0] for key in wanted}, session.local_on)
    claims = [_claim(session, key, charges, diagnoses[key[0]], now) for key, charges in wanted.items()]
    Claim.objects.bulk_create(claims)
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
        for claim, charges in zip(claims, wanted.values(), strict=True)
        for position, charge in enumerate(charges, 1)
    )
    return _check(list(queries.whole(Claim.objects.filter(id__in=[claim.id for claim in claims]))), now)


def _claim(session: Session, key: Key, charges: list[Charge], diagnoses: list[str], now: datetime) -> Claim:
    client_id, coverage_id, facility_id, rendering_id, place = key
    number = uuid7().hex
    return Claim(
        number=f"C{number[:12]}{number[-7:]}".upper(),
        trace_number=number.upper()[:30],
        client_id=client_id,
        coverage_id=coverage_id,
        facility_id=facility_id,
        rendering_id=rendering_id,
        service_on=session.local_on,
        place_of_service=place,
        diagnoses=diagnoses[:MOST_DIAGNOSES],
        amount=money.total([charge.amount for charge in charges]),
        status=Claim.Status.DRAFT,
        built_at=now,
    )


def _diagnoses(clients: set[UUID], on: date) -> dict[UUID, list[str]]:
    """Each client's codes in force on a day, the principal one first."""
    found: dict[UUID, list[str]] = defaultdict(list)
    in_force = Diagnosis.objects.filter(client_id__in=clients, effective__contains=on).order_by("rank")
    for client_id, code in in_force.values_list("client_id", "code"):
        found[client_id].append(code)
    return found


def _check(claims: list[Claim], now: datetime) -> list[Claim]:
    """Our rules first; pyx12 only sees claims that our rules accept, those of one payer in one file."""
    organization = Organization.objects.get()
    facts = {claim.id: gather.claim_facts(claim, organization) for claim in claims}
    found = {claim.id: rules.scrub(facts[claim.id]) for claim in claims}
    by_payer: dict[UUID, list[Claim]] = defaultdict(list)
    for claim in claims:
        if not found[claim.id]:
            by_payer[claim.coverage.plan.payer_id].append(claim)
    for together in by_payer.values():
        if _objections(together, facts, organization, now):  # somebody's; each is asked alone to find out whose
            found |= {claim.id: _objections([claim], facts, organization, now) for claim in together}
    for claim in claims:
        claim.findings = [asdict(each) for each in found[claim.id]]
        claim.status = Claim.Status.DRAFT if claim.findings else Claim.Status.READY
    Claim.objects.bulk_update(claims, ["findings", "status"])
    return claims


def _objections(
    claims: list[Claim], facts: dict[UUID, x12.Claim], organization: Organization, now: datetime
) -> tuple[Finding, ...]:
    first = claims[0]
    payer = first.coverage.plan.payer
    envelope = gather.envelope(organization, payer.payer_id, 1, now, first.facility.time_zone)
    receiver = x12.Receiver(payer.name, payer.payer_id)
    return build.findings(
        envelope, gather.transaction(first.number, organization, receiver, [facts[claim.id] for claim in claims])
    )
