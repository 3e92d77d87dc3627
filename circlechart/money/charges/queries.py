"""Reading what charges are derived from, and the charges themselves."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.coverage.models import Coverage
from circlechart.base.kit import money
from circlechart.base.people.models import Credential, Staff
from circlechart.base.rulebook.facts import Rulebook
from circlechart.care.attendance import queries as attendance
from circlechart.care.attendance.facts import RowFacts
from circlechart.care.attendance.models import Attendance
from circlechart.care.attendance.rules import effects
from circlechart.care.notes.models import Signature, SignedNote
from circlechart.care.plans.models import Diagnosis
from circlechart.care.sessions.models import Session, SessionStaff
from circlechart.money.charges import rules
from circlechart.money.charges.facts import ChargeCase, Decision, EffectLine
from circlechart.money.charges.models import Charge
from circlechart.money.payers import queries as payers

LEVELS = ("doctoral", "masters", "bachelors", "certified", "nurse", "associate", "peer")
NOTE_WORDS = {"group_note": "Group note", "no_show_note": "No-show note", "none": "No note", "undecided": "Not marked"}


@dataclass(frozen=True, slots=True)
class Derived:
    """One client's case with its decision and what the charge row needs."""

    row: RowFacts
    case: ChargeCase
    decision: Decision
    book: Rulebook | None
    coverage: Coverage | None
    signed_note_id: UUID | None
    rendering: Staff | None
    place_of_service: str
    amount: Decimal


def derive(session: Session, now: datetime) -> list[Derived]:
    """This function will decide every client's charge of a session, in a constant number of queries."""
    board = attendance.board(session.id, now)
    rows = board.rows
    coverages = _coverages(session)
    notes = {note.attendance_id: note for note in SignedNote.objects.filter(session=session, attendance__isnull=False)}
    cosigned = set(
        Signature.objects.filter(signed_note__session=session, meaning="cosigner").values_list(
            "signed_note_id", flat=True
        )
    )
    diagnosed: dict[UUID, int] = defaultdict(int)
    clients = [row.client_id for row in rows]
    for client_id in Diagnosis.objects.filter(client_id__in=clients, effective__contains=session.local_on).values_list(
        "client_id", flat=True
    ):
        diagnosed[client_id] += 1
    lead, level = _lead(session)
    fees = payers.fees({each.plan.payer_id for each in coverages.values()}, session.local_on)
    present = sum(row.note_owed == "group_note" for row in rows)
    found = []
    for row in rows:
        coverage, note = coverages.get(row.attendance_id), notes.get(row.attendance_id)
        case = ChargeCase(
            service_on=session.local_on,
            minutes=row.minutes,
            service=session.group.service,
            modality=row.modality,
            present=present,
            note="signed" if note else "unsigned" if row.note_owed == "group_note" else "none",
            note_matches=note is None or note.content["attendance"]["minutes"] == row.minutes,
            rendering_level=level,
            rendering_npi=lead.npi if lead else "",
            cosigned=note is not None and note.id in cosigned,
            diagnoses=diagnosed[row.client_id],
            covered=coverage is not None,
            running=session.ended_at is None,
        )
        if row.note_owed != "group_note":
            case = ChargeCase(service_on=session.local_on, minutes=0, note="none")
        book = payers.rulebook(coverage.plan.payer.rulebook) if coverage else None
        decision = rules.decide(case, book)
        fee = fees.get((coverage.plan.payer_id, decision.code), money.ZERO) if coverage else money.ZERO
        found.append(
            Derived(
                row, case, decision, book, coverage, note.id if note else None, lead,
                place_of_service(session, row.modality, book), money.times(fee, decision.units),
            )
        )  # fmt: skip
    return found


def place_of_service(session: Session, modality: str, book: Rulebook | None) -> str:
    """This function will say where the service took place, as a two-digit code; never 00."""
    if modality == "in_person" or book is None:
        return session.facility.place_of_service or "11"
    return str(book.get("telehealth.place_of_service.home", session.local_on, "10"))


def effect(session: Session, now: datetime) -> list[EffectLine]:
    """This function will say for each client what the session means: minutes, note, charge or the reason why not."""
    return [_effect_line(each) for each in derive(session, now)]


def worklist(by: Actor, status: str) -> QuerySet[Charge]:
    """This function will list the current charges of a status within reach, oldest first."""
    charges = Charge.objects.filter(current=True, status=status, session__in=reach.within(Session.objects.all(), by))
    return charges.select_related("session__group", "attendance", "coverage__plan__payer").order_by("service_on", "id")


def _effect_line(each: Derived) -> EffectLine:
    """One client's effect: what attendance drives, and what the payer's rules make of it."""
    row = each.row
    driven = effects(row.disposition, row.basis, row.minutes)
    tasks = [effect.because for effect in driven if effect.kind == "task"]
    return replace(_charge_line(each), task=" ".join(tasks))


def _charge_line(each: Derived) -> EffectLine:
    decision, row = each.decision, each.row
    note = "Signed" if each.signed_note_id else NOTE_WORDS[row.note_owed]
    payer = each.coverage.plan.payer.name if each.coverage else ""
    charged = f"{'-'.join([decision.code, *decision.modifiers])} ×{decision.units}" if decision.code else ""
    blocking = decision.blocking
    if row.note_owed == "undecided":
        return EffectLine(row.name, 0, note, "Mark attendance", "", "neutral", payer)
    if decision.outcome == "none":
        return EffectLine(row.name, 0, note, "No charge", "", "neutral", payer)
    if decision.outcome == "bill":
        return EffectLine(row.name, row.minutes, note, charged, "Charged", "good", payer, each.amount)
    if decision.outcome == "wait":
        detail = f"{blocking.sentence}" if blocking else ""
        return EffectLine(row.name, row.minutes, note, charged, detail, "info", payer, each.amount)
    return EffectLine(row.name, row.minutes, note, "Held", blocking.sentence if blocking else "", "warn", payer)


def _coverages(session: Session) -> dict[UUID, Coverage]:
    frozen = Attendance.objects.filter(session=session, coverage__isnull=False).select_related("coverage__plan__payer")
    return {each.id: each.coverage for each in frozen if each.coverage is not None}


def _lead(session: Session) -> tuple[Staff | None, str]:
    """The rendering provider is the lead, whoever else worked, signed or reviewed (design I5)."""
    role = SessionStaff.objects.filter(session=session, role="lead").select_related("staff").first()
    if role is None:
        return None, ""
    levels = set(
        Credential.objects.filter(staff_id=role.staff_id, valid__contains=session.local_on).values_list(
            "level", flat=True
        )
    )
    return role.staff, next((level for level in LEVELS if level in levels), "")
