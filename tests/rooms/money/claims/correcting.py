"""Claims that left, what payers answered to them, and what a correction of attendance makes of them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from circlechart.base.coverage.models import Payer
from circlechart.care.attendance.actions import Mark
from circlechart.care.notes import actions as notes
from circlechart.care.notes.models import SignedNote
from circlechart.money.claims import actions, queries
from circlechart.money.claims.facts import AdjustmentGiven, AnswerGiven, LineGiven
from circlechart.money.claims.models import Claim, PayerAnswer
from circlechart.money.payers.models import RuleVersion
from tests import cast
from tests.rooms.money.evening import Evening

IMRE, TOBIAS = "Imre Castellan", "Tobias Bracken"
ON = date(2026, 11, 23)
NO_SHOW, PRESENT = Mark("no_show"), Mark("present")
LATER = cast.evening(ON, 22)


def sent(evening: Evening, name: str = IMRE) -> Claim:
    """The client's claim, as it left."""
    claim = evening.claim(name)
    actions.send(claim_ids=[claim.id], by=evening.clinic.biller, now=LATER)
    return Claim.objects.get(pk=claim.pk)


def send(evening: Evening, claim: Claim, now: datetime = LATER) -> Claim:
    actions.send(claim_ids=[claim.id], by=evening.clinic.biller, now=now)
    return Claim.objects.get(pk=claim.pk)


def answer(clinic: cast.Clinic, claim: Claim, kind: str, number: str = "ICN1", **given: object) -> PayerAnswer:
    """What a payer says: paid in full unless told otherwise."""
    told = AnswerGiven(kind, ON, number, "Read on the remittance." if kind == "rejected" else "", lines_of(claim, kind))
    return actions.record_answer(claim_id=claim.id, given=told, by=clinic.biller, now=LATER)


def lines_of(claim: Claim, kind: str, owes: str = "0.00") -> tuple[LineGiven, ...]:
    if kind not in ("paid", "denied"):
        return ()
    found = []
    for line in claim.lines.order_by("control_number"):
        left = line.amount if kind == "denied" else Decimal(owes)
        why = ("CO", "197") if kind == "denied" else ("PR", "3")
        adjustments = (AdjustmentGiven(*why, left),) if left else ()
        found.append(LineGiven(line.control_number, line.amount - left, adjustments))
    return tuple(found)


def left_to_patient(clinic: cast.Clinic, claim: Claim, owes: str, number: str = "ICN1") -> PayerAnswer:
    """Paid, but for a copay."""
    told = AnswerGiven("paid", ON, number, "", lines_of(claim, "paid", owes))
    return actions.record_answer(claim_id=claim.id, given=told, by=clinic.biller, now=LATER)


def policy(clinic: cast.Clinic, value: str, payer: str = "commercial") -> None:
    """The payer wants wrong claims corrected like that."""
    mine: Payer = clinic.payers[payer]
    RuleVersion.objects.create(
        payer=mine, number=mine.rule_versions.count() + 1, key="claim.corrections", value=value,
        effective_from=cast.SINCE, status="confirmed", trust="F1", source="Manual, chapter 4", read_on=ON,
        made_by=clinic.staff["director"], made_at=LATER,
    )  # fmt: skip


def addendum(evening: Evening, name: str = IMRE) -> None:
    """The author says that the note stands with the corrected times."""
    note = SignedNote.objects.get(attendance_id=evening.id(name))
    notes.add_addendum(
        signed_note_id=note.id,
        text="The times were corrected.",
        reason="Times",
        by=evening.clinic.lead,
        now=evening.ended,
    )
    evening.catch_up()


def shorter(evening: Evening, minutes: int = 60, name: str = TOBIAS) -> None:
    """Corrected to somebody who left early, and said so by an addendum: fewer units."""
    evening.correct(name, Mark("left_early", left_at=evening.start + timedelta(minutes=minutes)))
    addendum(evening, name)


def opened(evening: Evening, name: str = IMRE) -> list[tuple[str, str, str]]:
    """What waits for the biller, of one client: frequency, status, payer."""
    found = Claim.objects.filter(status__in=["draft", "ready"], client=client(evening, name)).order_by(
        "built_at", "frequency"
    )
    return [(each.frequency, each.status, each.coverage.plan.payer.name) for each in found]


def pending(evening: Evening, frequency: str, name: str = IMRE) -> Claim:
    return Claim.objects.get(status__in=["draft", "ready"], frequency=frequency, client=client(evening, name))


def client(evening: Evening, name: str) -> UUID:
    last = name.split()[-1]
    return next(each.id for each in evening.clinic.clients if each.legal_last_name == last)


def step(claim: Claim) -> str:
    """What is due for a claim; empty when it does not stand with a payer."""
    judged = queries.judge_claim(queries.whole(Claim.objects.filter(pk=claim.pk)).get())
    return judged.step if judged else ""
