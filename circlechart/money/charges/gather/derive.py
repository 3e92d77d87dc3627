"""From rows to the case of each client's charge; the only reader of the database on the way to a decision."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, overload
from uuid import UUID

from django.db.models import F, Max, Q

from circlechart.base.coverage.models import Coverage
from circlechart.base.kit import money, walltime
from circlechart.base.people.models import Credential, Staff
from circlechart.base.rulebook.facts import Rulebook
from circlechart.care.attendance import queries as attendance
from circlechart.care.attendance.facts import Board, RowFacts
from circlechart.care.attendance.models import AttendanceAmendment
from circlechart.care.notes.models import Addendum, Signature, SignedNote
from circlechart.care.plans.models import Diagnosis
from circlechart.care.sessions.models import Session, SessionStaff
from circlechart.money.charges import rules
from circlechart.money.charges.facts import ChargeCase, Decision
from circlechart.money.charges.gather import together
from circlechart.money.charges.gather.used import units_before
from circlechart.money.payers import queries as payers

LEVELS = ("doctoral", "masters", "bachelors", "certified", "nurse", "associate", "peer")


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
    supervising: Staff | None
    place_of_service: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Known:
    """What all clients' cases of one session are made from."""

    session: Session
    board: Board
    coverages: dict[UUID, Coverage]
    """The primary coverage of each attendance's client on the day of the session, whatever the roster froze."""
    notes: dict[UUID, SignedNote]
    """The signed note of the kind that each attendance owes."""
    cosigners: dict[UUID, Staff]
    """Who cosigned, by signed note."""
    addended: set[UUID]
    """Attendances whose note got an addendum after they were last amended."""
    diagnosed: Counter[UUID]
    elsewhere: dict[UUID, str]
    lead: Staff | None
    level: str
    staff: int
    """How many staff worked in the room."""
    now: datetime

    @property
    def present(self) -> int:
        """How many were in the room."""
        return sum(row.note_owed == "group_note" for row in self.board.rows)

    def members(self, row: RowFacts) -> int:
        """How many of those in the room have the same payer."""
        mine = self.coverages.get(row.attendance_id)
        rows = [each for each in self.board.rows if each.note_owed == "group_note"]
        others = (self.coverages.get(each.attendance_id) for each in rows)
        return sum(
            mine is not None and each is not None and each.plan.payer_id == mine.plan.payer_id for each in others
        )

    def case(self, row: RowFacts) -> ChargeCase:
        """This function will make one client's case."""
        if row.note_owed != "group_note":
            return ChargeCase(service_on=self.session.local_on, minutes=0, note="none")
        note = self.notes.get(row.attendance_id)
        same = note is None or self._as_signed(row, note.content["attendance"])
        return ChargeCase(
            service_on=self.session.local_on,
            minutes=row.minutes,
            service=self.session.group.service,
            modality=row.modality,
            present=self.present,
            note="signed" if note else "unsigned",
            note_matches=same or row.attendance_id in self.addended,
            rendering_level=self.level,
            rendering_npi=self.lead.npi if self.lead else "",
            cosigned=note is not None and note.id in self.cosigners,
            diagnoses=self.diagnosed[row.client_id],
            covered=row.attendance_id in self.coverages,
            running=self.session.ended_at is None,
            elsewhere=self.elsewhere.get(row.client_id, ""),
            session_minutes=_whole_minutes(self.session.started_at, self.session.ended_at),
            members=self.members(row),
            staff=self.staff,
            signed_after_hours=_whole_minutes(self.session.ended_at, note.signed_at if note else None, default=0) // 60,
            days_since=(walltime.today(self.now, self.session.time_zone) - self.session.local_on).days,
        )

    def _as_signed(self, row: RowFacts, signed: dict[str, Any]) -> bool:
        """Whether a note says what attendance says: the same length at other times is another attendance."""
        intervals = [list(each) for each in row.clocked(self.session.time_zone, self.session.ended_at)]
        return (signed["minutes"], signed["status"], signed["intervals"]) == (row.minutes, row.status, intervals)


def derive(session: Session, now: datetime, trying: payers.Tried = ()) -> list[Derived]:
    """This function will decide every client's charge of a session, in a constant number of queries.

    `trying` are versions of rules on trial, or values that nobody said yet, as if they held on the day.
    """
    known = _known(session, now)
    billed = {each.plan.payer_id: each.plan.payer for each in known.coverages.values()}
    fees = payers.fees(set(billed), session.local_on)
    books = payers.books(billed.values(), session.local_on, trying)
    used = units_before(session, known.coverages, books)
    found = []
    for row in known.board.rows:
        coverage, note = known.coverages.get(row.attendance_id), known.notes.get(row.attendance_id)
        case = known.case(row)
        book = books.of(coverage.plan) if coverage else None
        if coverage is not None and row.attendance_id in used:
            day, week, year = used[row.attendance_id]
            case = replace(case, used_day=day, used_week=week, used_year=year)
        decision = rules.decide(case, book)
        fee = fees.get((coverage.plan.payer_id, decision.code), money.ZERO) if coverage else money.ZERO
        found.append(
            Derived(
                row, case, decision, book, coverage, note.id if note else None,
                known.cosigners.get(note.id) if note and decision.by_supervisor else known.lead,
                known.cosigners.get(note.id) if note and decision.supervised else None,
                place_of_service(session, row.modality, book), money.times(fee, decision.units),
            )
        )  # fmt: skip
    return found


def place_of_service(session: Session, modality: str, book: Rulebook | None) -> str:
    """This function will say where the service took place, as a two-digit code; never 00."""
    if modality == "in_person" or book is None:
        usual = session.facility.place_of_service or "11"
        return str(book.get("place_of_service", session.local_on, usual, session.group.service)) if book else usual
    return str(book.get("telehealth.place_of_service.home", session.local_on, "10"))


def _known(session: Session, now: datetime) -> Known:
    board = attendance.board(session.id, now)
    clients = [row.client_id for row in board.rows]
    owed = {row.attendance_id: row.note_owed for row in board.rows}
    signed = SignedNote.objects.filter(session=session, attendance__isnull=False)
    cosigned = Signature.objects.filter(signed_note__session=session, meaning=Signature.Meaning.COSIGNER)
    cosigned = cosigned.select_related("staff").order_by("signed_at")
    diagnoses = Diagnosis.objects.filter(client_id__in=clients, effective__contains=session.local_on)
    lead, level, staff = _staff(session)
    return Known(
        session=session,
        board=board,
        coverages=_coverages(session, board),
        notes={
            each.attendance_id: each
            for each in signed
            if each.attendance_id and owed.get(each.attendance_id) == each.kind
        },
        cosigners={each.signed_note_id: each.staff for each in cosigned},
        addended=_addended(session),
        diagnosed=Counter(diagnoses.values_list("client_id", flat=True)),
        elsewhere=together.elsewhere(session, board),
        lead=lead,
        level=level,
        staff=staff,
        now=now,
    )


def _addended(session: Session) -> set[UUID]:
    """Notes whose author wrote an addendum after the amendment; for an author who has left, whoever may sign."""
    amended = dict(
        AttendanceAmendment.objects.filter(attendance__session=session)
        .values_list("attendance_id")
        .annotate(last=Max("at"))
    )
    if not amended:
        return set()
    theirs = Q(signed_note__signatures__staff=F("staff"))
    gone = Q(signed_note__signatures__staff__active_until__lte=F("signed_at__date"))
    added = Addendum.objects.filter(
        theirs | gone,
        signed_note__attendance_id__in=amended,
        signed_note__signatures__meaning=Signature.Meaning.AUTHOR,
    ).values_list("signed_note__attendance_id", "signed_at")
    return {attendance_id for attendance_id, at in added if attendance_id and at >= amended[attendance_id]}


def _coverages(session: Session, board: Board) -> dict[UUID, Coverage]:
    in_force = Coverage.objects.filter(
        client_id__in=[row.client_id for row in board.rows], effective__contains=session.local_on
    )
    primary: dict[UUID, Coverage] = {}
    for coverage in in_force.select_related("plan__payer").order_by("priority"):
        primary.setdefault(coverage.client_id, coverage)
    return {row.attendance_id: primary[row.client_id] for row in board.rows if row.client_id in primary}


def _staff(session: Session) -> tuple[Staff | None, str, int]:
    """The rendering provider is the lead, whoever else worked, signed or reviewed (design I5); and how many worked."""
    roles = list(SessionStaff.objects.filter(session=session).select_related("staff"))
    role = next((each for each in roles if each.role == "lead"), None)
    if role is None:
        return None, "", len(roles)
    levels = set(
        Credential.objects.filter(staff_id=role.staff_id, valid__contains=session.local_on).values_list(
            "level", flat=True
        )
    )
    return role.staff, next((level for level in LEVELS if level in levels), ""), len(roles)


@overload
def _whole_minutes(start: datetime | None, end: datetime | None, default: None = None) -> int | None: ...
@overload
def _whole_minutes(start: datetime | None, end: datetime | None, default: int) -> int: ...
def _whole_minutes(start: datetime | None, end: datetime | None, default: int | None = None) -> int | None:
    if start is None or end is None:
        return default
    return max(0, int((end - start).total_seconds())) // 60
