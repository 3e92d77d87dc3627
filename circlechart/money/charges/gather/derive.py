"""From rows to the case of each client's charge; the only reader of the database on the way to a decision."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, overload
from uuid import UUID

from circlechart.base.coverage.models import Coverage
from circlechart.base.kit import money, walltime
from circlechart.base.people.models import Staff
from circlechart.base.rulebook.facts import Rulebook
from circlechart.care.attendance import queries as attendance
from circlechart.care.attendance.facts import Board, RowFacts
from circlechart.care.sessions.models import Session
from circlechart.care.supervision.facts import Need
from circlechart.money.charges import rules
from circlechart.money.charges.facts import ChargeCase, Decision
from circlechart.money.charges.gather import read, together
from circlechart.money.charges.gather.around import NOTHING, Around, around
from circlechart.money.charges.gather.read import Signed, Workers
from circlechart.money.charges.gather.used import Used, units_before
from circlechart.money.charges.models import Authorization
from circlechart.money.payers import queries as payers
from circlechart.money.payers.rules import charged_as


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
    authorization: Authorization | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What all clients' cases of one session are made from."""

    session: Session
    board: Board
    coverages: Mapping[UUID, Coverage]
    """The primary coverage of each attendance's client on the day of the session, whatever the roster froze."""
    notes: Mapping[UUID, Signed]
    """The signed note of the kind that each attendance owes."""
    cosigners: Mapping[UUID, Staff]
    """Who cosigned, by signed note."""
    needs: Mapping[UUID, Need]
    """Which notes need a cosignature under the rules of supervision, by signed note."""
    addended: set[UUID]
    """Attendances whose note got an addendum after they were last amended."""
    diagnosed: Counter[UUID]
    elsewhere: Mapping[UUID, str]
    workers: Workers
    books: payers.Books
    """The rules of each payer on the day of the session."""
    fees: Mapping[tuple[UUID, str], Decimal]
    """By payer and code. Units: dollars for one unit."""
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
        same = note is None or self._as_signed(row, note.attendance)
        return ChargeCase(
            service_on=self.session.local_on,
            minutes=row.minutes,
            service=self.session.group.service,
            modality=row.modality,
            present=self.present,
            note="signed" if note else "unsigned",
            note_matches=same or row.attendance_id in self.addended,
            rendering_level=self.workers.level,
            rendering_npi=self.workers.lead.npi if self.workers.lead else "",
            cosigned=note is not None and note.id in self.cosigners,
            cosign_asked=self.needs[note.id].sentence if note is not None and note.id in self.needs else "",
            diagnoses=self.diagnosed[row.client_id],
            covered=row.attendance_id in self.coverages,
            running=self.session.ended_at is None,
            elsewhere=self.elsewhere.get(row.client_id, ""),
            session_minutes=_whole_minutes(self.session.started_at, self.session.ended_at),
            members=self.members(row),
            staff=self.workers.count,
            signed_after_hours=_whole_minutes(self.session.ended_at, note.signed_at if note else None, default=0) // 60,
            goals=note.goals if note else 1,
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
    known = gathered([session], now, trying)[0]
    return decided(known, units_before(session, known.coverages, known.books), around=around([known])[session.id])


def decided(
    known: Known, used: Mapping[UUID, Used], payer_id: UUID | None = None, around: Around = NOTHING
) -> list[Derived]:
    """This function will decide every client's charge of a session, or of one payer's clients, from what is known of it.

    `around` is the rest of each client's day, and what the payer and people said; `around` of the gatherer reads it.
    """
    found = []
    for row in known.board.rows:
        coverage, note = known.coverages.get(row.attendance_id), known.notes.get(row.attendance_id)
        if payer_id is not None and (coverage is None or coverage.plan.payer_id != payer_id):
            continue
        case = known.case(row)
        book = known.books.of(coverage.plan) if coverage else None
        if coverage is not None and row.attendance_id in used:
            day, week, year = used[row.attendance_id]
            case = replace(case, used_day=day, used_week=week, used_year=year)
        case = around.completed(row.attendance_id, case)
        tried = known.books.trial_of(coverage.plan) if coverage else None
        decision = rules.on_trial(case, rules.decide(case, book), tried)
        fee = known.fees.get((coverage.plan.payer_id, decision.code), money.ZERO) if coverage else money.ZERO
        found.append(
            Derived(
                row, case, decision, book, coverage, note.id if note else None,
                known.cosigners.get(note.id) if note and decision.by_supervisor else known.workers.lead,
                known.cosigners.get(note.id) if note and decision.supervised else None,
                place_of_service(known.session, row.modality, book), money.times(fee, decision.units),
                around.authorization(row.attendance_id, decision),
            )
        )  # fmt: skip
    return found


def gathered(sessions: Sequence[Session], now: datetime, trying: payers.Tried = ()) -> list[Known]:
    """This function will read what decides the charges of sessions, in as many queries for many of them as for one.

    The sessions come with their group and facility.
    """
    if not sessions:
        return []
    ids, days = [each.id for each in sessions], [each.local_on for each in sessions]
    boards = attendance.boards(ids, now)
    coverages = read.coverages(sessions, boards)
    billed = {each.plan.payer_id: each.plan.payer for each in coverages.values()}
    notes, cosigners, addended = read.notes(ids, boards), read.cosigners(ids), read.addended(ids)
    diagnosed, elsewhere, workers = (
        read.diagnosed(sessions, boards),
        together.elsewhere(sessions, boards),
        read.workers(sessions),
    )
    needs = read.needs(sessions, notes, coverages)
    fees, books = payers.fees_by_day(set(billed), days), payers.books_by_day(billed.values(), days, trying)
    return [
        Known(
            session, boards[session.id], _of(boards[session.id], coverages), notes, cosigners, needs, addended,
            diagnosed[session.id], elsewhere.get(session.id, {}), workers[session.id], books[session.local_on],
            fees[session.local_on], now,
        )
        for session in sessions
    ]  # fmt: skip


def _of(board: Board, coverages: Mapping[UUID, Coverage]) -> dict[UUID, Coverage]:
    ids = (row.attendance_id for row in board.rows)
    return {each: coverages[each] for each in ids if each in coverages}


def place_of_service(session: Session, modality: str, book: Rulebook | None) -> str:
    """This function will say where the service took place, as a two-digit code; never 00."""
    if modality == "in_person" or book is None:
        usual = session.facility.place_of_service or "11"
        if book is None:
            return usual
        scope = charged_as(book, session.group.service, session.local_on)
        return str(book.get("place_of_service", session.local_on, usual, scope))
    return str(book.get("telehealth.place_of_service.home", session.local_on, "10"))


@overload
def _whole_minutes(start: datetime | None, end: datetime | None, default: None = None) -> int | None: ...
@overload
def _whole_minutes(start: datetime | None, end: datetime | None, default: int) -> int: ...
def _whole_minutes(start: datetime | None, end: datetime | None, default: int | None = None) -> int | None:
    if start is None or end is None:
        return default
    return max(0, int((end - start).total_seconds())) // 60
