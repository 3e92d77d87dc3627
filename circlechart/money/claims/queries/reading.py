"""Reading claims, and what came of a session."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, QuerySet, Sum

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.coverage.models import Payer
from circlechart.base.kit import money
from circlechart.care.notes import queries as note_queries
from circlechart.care.notes.queries import SessionNotes
from circlechart.care.sessions.models import Session
from circlechart.money.charges import gather as charges
from circlechart.money.charges.gather import Derived
from circlechart.money.charges.models import Charge
from circlechart.money.claims.facts import Batch, ClientOutcome, SessionOutcome
from circlechart.money.claims.models import Claim, ClaimLine
from circlechart.money.claims.queries.left import standing
from circlechart.money.claims.states import LEFT
from circlechart.money.clearinghouse import queries as clearinghouse
from circlechart.money.payers.facts import Resting

MOST_READ, MOST_SHOWN = 2000, 200


def worklist(by: Actor, status: str) -> QuerySet[Claim]:
    """This function will list claims of a status within reach, newest service first."""
    claims = reach.within(Claim.objects.all(), by).filter(status=status)
    return claims.select_related("client", "coverage__plan__payer", "rendering", "supervising", "attending").order_by(
        "-service_on", "number"
    )


def batches(by: Actor) -> list[Batch]:
    """This function will put the ready claims within reach together as files hold them: by whom they go to, and form."""
    ready = worklist(by, Claim.Status.READY)
    totals = (
        ready.order_by("coverage__plan__payer__name")
        .values_list("coverage__plan__payer_id", "form")
        .annotate(count=Count("id"), total=Sum("amount"))
    )
    partners = {
        payer.id: clearinghouse.partner_of(payer)
        for payer in Payer.objects.filter(id__in=[each[0] for each in totals]).select_related("route__house")
    }
    shown: dict[tuple[UUID, str], list[Claim]] = defaultdict(list)
    for claim in ready.prefetch_related("lines").order_by("service_on", "number")[:MOST_READ]:
        shown[partners[claim.coverage.plan.payer_id].key, claim.form].append(claim)
    found: dict[tuple[UUID, str], Batch] = {}
    for payer_id, form, count, total in totals:
        partner = partners[payer_id]
        before = found.get((partner.key, form))
        claims = tuple(shown[partner.key, form][:MOST_SHOWN])
        counted, added = (before.count, before.amount) if before else (0, money.ZERO)
        found[partner.key, form] = Batch(
            partner.name, partner.key, counted + count, added + total, claims, form, partner.most_claims
        )
    return list(found.values())


def counts(by: Actor) -> dict[str, int]:
    """This function will count the claims of each status within reach."""
    within = reach.within(Claim.objects.all(), by)
    return dict(within.order_by().values_list("status").annotate(count=Count("id")))


def ready_amount(by: Actor) -> Decimal:
    """This function will add up what the ready claims within reach come to. Units: dollars."""
    ready = reach.within(Claim.objects.filter(status=Claim.Status.READY), by)
    total: Decimal | None = ready.aggregate(total=Sum("amount"))["total"]
    return total or money.ZERO


def whole(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """This function will read claims with everything that a file or a page needs."""
    lines = ClaimLine.objects.select_related("charge__attendance", "charge__session__group", "charge__signed_note")
    related = (
        "client", "coverage__plan__payer__route__house", "rendering", "supervising", "attending", "facility",
        "replaces", "rests_on__claim__coverage__plan__payer",
    )  # fmt: skip
    found = claims.select_related(*related).prefetch_related(Prefetch("lines", lines))
    return found.prefetch_related("rests_on__lines__line")


def for_file(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """This function will read claims with what differs from claim to claim in a file; `gather.many` adds what they share."""
    return claims.select_related("client", "coverage").prefetch_related("lines")


def of_session(session_id: UUID) -> QuerySet[Claim]:
    """This function will list the claims that stand for a session."""
    standing = Claim.objects.filter(lines__charge__session_id=session_id).exclude(status=Claim.Status.WITHDRAWN)
    return whole(standing.distinct().order_by("number"))


def sessions_left_open() -> list[UUID]:
    """This function will list the sessions with a charge that waits, is held, or is on no claim that left."""
    left = ClaimLine.objects.filter(claim__in=standing(), charge=OuterRef("pk"))
    apart = (Charge.Status.INCLUDED, Charge.Status.WAIVED)
    still = Charge.objects.filter(current=True).exclude(status__in=apart).exclude(Exists(left)).order_by("service_on")
    return list(dict.fromkeys(still.values_list("session_id", flat=True)))


def sessions_with_payers() -> QuerySet[ClaimLine, UUID]:
    """This function will list the sessions that a claim which stands with a payer bills."""
    return ClaimLine.objects.filter(claim__in=standing()).values_list("charge__session_id", flat=True)


def left_beside(claims: list[Claim]) -> dict[UUID, ClaimLine]:
    """This function will find, by claim, a line that left and bills the client for minutes that this claim bills (A16)."""
    days = {each.service_on + timedelta(days=by) for each in claims for by in (-1, 0, 1)}
    stand = standing().filter(client_id__in={each.client_id for each in claims}, service_on__in=days)
    lines = ClaimLine.objects.filter(
        claim_id__in=list(stand.values_list("id", flat=True))
    )  # one plan for both goes astray
    of_client: dict[UUID, list[ClaimLine]] = defaultdict(list)
    # each by its key: joined in one query, a plan of old statistics multiplies the tables
    for line in lines.prefetch_related("claim", "charge__attendance__session", "charge__session__group"):
        of_client[line.claim.client_id].append(line)
    return {
        claim.id: left
        for claim in claims
        for line in claim.lines.all()
        for left in of_client[claim.client_id]
        if left.charge.session_id != line.charge.session_id
        and charges.share_minutes(line.charge.attendance, left.charge.attendance)
    }


def resting_on(payer_id: UUID, plan_id: UUID | None, code: str, since: date, until: date | None) -> Resting:
    """This function will count what rests on a payer's or a plan's rules, or on a fee, from a day until a day."""
    whose = {"coverage__plan_id": plan_id} if plan_id else {"coverage__plan__payer_id": payer_id}
    days: dict[str, date] = {"service_on__gte": since} | ({"service_on__lt": until} if until else {})
    sent = Claim.objects.filter(status__in=LEFT, **whose, **days)
    charges = Charge.objects.filter(current=True, **whose, **days)
    if code:
        sent, charges = sent.filter(lines__code=code).distinct(), charges.filter(code=code)
    left = sent.aggregate(count=Count("id", distinct=True), last=Max("service_on"))
    return Resting(left["count"], left["last"], charges.exclude(claim_lines__claim__status__in=LEFT).count())


def outcome(session: Session, by: Actor, now: datetime) -> SessionOutcome:
    """This function will say what came of a session for each client: the note, the charge or its hold, the claim."""
    notes = note_queries.load(session, now)
    left = _left(notes, by)
    claims = {claim.client_id: claim for claim in of_session(session.id)}
    clients = tuple(
        _client(each, left.get(each.row.attendance_id, ""), notes, claims.get(each.row.client_id))
        for each in charges.derive(session, now)
    )
    workers = [person for person in notes.staff if person.role not in ("lead", "observer")]
    return SessionOutcome(clients, tuple((each.line.name, each.signed_note_id is not None) for each in workers))


def _left(notes: SessionNotes, by: Actor) -> dict[UUID, str]:
    """Why each owed note is not signed yet."""
    signers = {staff_id for row in notes.board.rows if (staff_id := notes.responsible_id(row))}
    names = {person.line.staff_id: person.line.name for person in notes.staff}
    found: dict[UUID, str] = {}
    for signer in signers:
        waits = (
            "Ready for your signature." if signer == by.staff_id else f"Waits for {names.get(signer, 'its author')}."
        )
        for draft in note_queries.signing_desk(notes, signer).drafts:
            blocking = [blocker.sentence for blocker in draft.blockers if blocker.blocks]
            found[draft.attendance_id] = " ".join(blocking) or waits
    return found


def _client(each: Derived, left: str, notes: SessionNotes, claim: Claim | None) -> ClientOutcome:
    decision, row = each.decision, each.row
    signed = notes.signed.get(row.attendance_id)
    code = "-".join([decision.code, *decision.modifiers])
    return ClientOutcome(
        name=row.name,
        minutes=row.minutes if row.note_owed == "group_note" else 0,
        signed_note_id=signed.signed_note_id if signed else None,
        left=left,
        charged=decision.outcome,
        charge=f"{code} ×{decision.units}" if decision.code and decision.outcome == "bill" else "",
        because=decision.blocking.sentence if decision.blocking and decision.outcome != "none" else "",
        payer=each.coverage.plan.payer.name if each.coverage else "",
        amount=each.amount,
        claim_id=claim.id if claim else None,
        claim=claim.get_status_display() if claim else "",
    )
