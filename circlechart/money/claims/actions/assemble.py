"""Building claims from ready charges."""

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from circlechart.base.access.facts import Actor
from circlechart.base.audit import actions as audit
from circlechart.base.kit import money
from circlechart.base.kit.identifiers import uuid7
from circlechart.care.plans.models import Diagnosis
from circlechart.care.sessions.models import Session
from circlechart.money.charges.models import Charge
from circlechart.money.claims import queries
from circlechart.money.claims.actions import locking
from circlechart.money.claims.actions.checking import check
from circlechart.money.claims.models import Claim, ClaimLine
from circlechart.money.claims.states import LEFT, OPEN

MOST_DIAGNOSES = 12

Key = tuple[UUID, UUID, UUID, UUID | None, UUID | None, str]


def assemble(*, session_id: UUID, by: Actor | None, now: datetime) -> list[Claim]:
    """This function will build the day's claims for everybody of a session; claims that still agree stay.

    A claim that has not left is withdrawn when its charges or diagnoses changed, and built anew. One that has findings
    is checked again, because what they named may be mended. One that has left is never touched.

    Raises: nothing expected.
    Audit: claims.assemble with the claims built and withdrawn.
    """
    with transaction.atomic():
        session = Session.objects.select_for_update(of=("self",)).select_related("facility").get(pk=session_id)
        locking.lock_days([session.local_on])
        clients = set(session.attendances.values_list("client_id", flat=True))
        standing = locking.lock_claims(client_id__in=clients, service_on=session.local_on, status__in=OPEN)
        wanted = _wanted(session, clients)
        diagnoses = _diagnoses(clients, session.local_on) if wanted else {}
        stale = [claim for claim in standing if _is_stale(claim, wanted, diagnoses)]
        for claim in stale:
            claim.status = Claim.Status.WITHDRAWN
            claim.withdrawn_because = "Its charges or diagnoses changed."
        Claim.objects.bulk_update(stale, ["status", "withdrawn_because"])
        kept = [claim for claim in standing if claim not in stale]
        check([claim for claim in kept if claim.status == Claim.Status.DRAFT], now)
        fresh = {key: charges for key, charges in wanted.items() if key not in {_key(claim) for claim in kept}}
        built = _build(session, fresh, diagnoses, now)
        if built or stale:
            details = {"built": len(built), "withdrawn": len(stale)}
            audit.record(by=by, verb="claims.assemble", thing=session, now=now, details=details)
    return built


def _wanted(session: Session, clients: set[UUID]) -> dict[Key, list[Charge]]:
    """The day's ready charges of these clients by the claim that they belong to.

    An attendance that is on a claim that has left is never put on a second one: that claim is replaced or voided.
    """
    left = ClaimLine.objects.filter(claim__status__in=LEFT, charge__attendance=OuterRef("attendance"))
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
        people = (charge.rendering_id, charge.supervising_id)
        found[charge.attendance.client_id, charge.coverage_id, charge.session.facility_id, *people, place].append(
            charge
        )
    return found


def _key(claim: Claim) -> Key:
    people = (claim.rendering_id, claim.supervising_id)
    return (claim.client_id, claim.coverage_id, claim.facility_id, *people, claim.place_of_service)


def _is_stale(claim: Claim, wanted: dict[Key, list[Charge]], diagnoses: dict[UUID, list[str]]) -> bool:
    charged = {charge.id for charge in wanted.get(_key(claim), [])}
    if {line.charge_id for line in claim.lines.all()} != charged:
        return True
    return claim.diagnoses != diagnoses[claim.client_id][:MOST_DIAGNOSES]


def _build(
    session: Session, wanted: dict[Key, list[Charge]], diagnoses: dict[UUID, list[str]], now: datetime
) -> list[Claim]:
    """Every claim of a session at once: the number of queries does not depend on the number of clients."""
    if not wanted:
        return []
    claims = [_claim(session, key, charges, diagnoses[key[0]], now) for key, charges in wanted.items()]
    Claim.objects.bulk_create(claims)
    ClaimLine.objects.bulk_create(
        ClaimLine(
            claim=claim,
            charge=charge,
            control_number=f"{claim.number}L{position:02d}",
            service_on=charge.service_on,
            code=charge.code,
            modifiers=charge.modifiers,
            units=charge.units,
            amount=charge.amount,
        )
        for claim, charges in zip(claims, wanted.values(), strict=True)
        for position, charge in enumerate(charges, 1)
    )
    built = list(queries.whole(Claim.objects.filter(id__in=[claim.id for claim in claims])))
    check(built, now)
    return built


def _claim(session: Session, key: Key, charges: list[Charge], diagnoses: list[str], now: datetime) -> Claim:
    client_id, coverage_id, facility_id, rendering_id, supervising_id, place = key
    number = uuid7().hex
    return Claim(
        number=f"C{number[:12]}{number[-7:]}".upper(),
        trace_number=number.upper()[:30],
        client_id=client_id,
        coverage_id=coverage_id,
        facility_id=facility_id,
        rendering_id=rendering_id,
        supervising_id=supervising_id,
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
