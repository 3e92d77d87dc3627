"""Reading claims, and what came of a session."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.care.notes import queries as note_queries
from circlechart.care.notes.queries import SessionNotes
from circlechart.care.sessions.models import Session
from circlechart.money.charges import gather as charges
from circlechart.money.charges.gather import Derived
from circlechart.money.claims.facts import ClientOutcome, SessionOutcome
from circlechart.money.claims.models import Claim, ClaimLine, Submission


def worklist(by: Actor, status: str) -> QuerySet[Claim]:
    """This function will list claims of a status within reach, newest service first."""
    overtaken = ClaimLine.objects.filter(claim=OuterRef("pk"), charge__current=False)
    claims = reach.within(Claim.objects.all(), by).filter(status=status).annotate(overtaken=Exists(overtaken))
    return claims.select_related("client", "coverage__plan__payer", "rendering").order_by("-service_on", "number")


def whole(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """This function will read claims with everything that a file or a page needs."""
    lines = ClaimLine.objects.select_related("charge__attendance", "charge__session__group", "charge__signed_note")
    return claims.select_related("client", "coverage__plan__payer", "rendering", "facility").prefetch_related(
        Prefetch("lines", lines)
    )


def of_session(session_id: UUID) -> QuerySet[Claim]:
    """This function will list the claims that stand for a session."""
    standing = Claim.objects.filter(lines__charge__session_id=session_id).exclude(status=Claim.Status.WITHDRAWN)
    return whole(standing.distinct().order_by("number"))


def next_control_number() -> int:
    """This function will give the next control number of a file; never used twice."""
    last = Submission.objects.order_by("-control_number").values_list("control_number", flat=True).first()
    return (last or 0) + 1


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
