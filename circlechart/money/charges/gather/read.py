"""Rows of many sessions at once, sorted by session: as many queries for a quarter of a year as for one evening."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Q
from psycopg.types.range import DateRange

from circlechart.base.coverage.models import Coverage
from circlechart.base.people.models import Credential, Staff
from circlechart.care.attendance.facts import Board
from circlechart.care.attendance.models import AttendanceAmendment
from circlechart.care.notes.models import Addendum, Signature, SignedNote
from circlechart.care.plans.models import Diagnosis
from circlechart.care.sessions.models import Session, SessionStaff
from circlechart.care.supervision import queries as supervision
from circlechart.care.supervision.facts import Need

LEVELS = ("doctoral", "masters", "bachelors", "certified", "nurse", "associate", "peer")


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed note without its words: what of attendance was signed, and when."""

    id: UUID
    session_id: UUID
    kind: str
    attendance: dict[str, Any]
    signed_at: datetime
    goals: int = 0
    """How many goals it names."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Who worked in a session: the rendering provider is the lead, whoever else worked, signed or reviewed (design I5)."""

    lead: Staff | None
    level: str
    """The highest credential level of the lead on the day; empty when none is in force."""
    count: int


def clients_of(boards: Mapping[UUID, Board]) -> set[UUID]:
    """This function will list everybody on some rosters."""
    return {row.client_id for board in boards.values() for row in board.rows}


def coverages(sessions: Sequence[Session], boards: Mapping[UUID, Board]) -> dict[UUID, Coverage]:
    """This function will find the primary coverage of each attendance's client on the day, whatever the roster froze."""
    in_force = Coverage.objects.filter(client_id__in=clients_of(boards), effective__overlap=_days(sessions))
    of_client: dict[UUID, list[Coverage]] = defaultdict(list)
    for coverage in in_force.select_related("plan__payer").order_by("priority"):
        of_client[coverage.client_id].append(coverage)
    found = {}
    for session in sessions:
        for row in boards[session.id].rows:
            own = of_client.get(row.client_id, ())
            primary = next((each for each in own if session.local_on in each.effective), None)
            if primary is not None:
                found[row.attendance_id] = primary
    return found


def diagnosed(sessions: Sequence[Session], boards: Mapping[UUID, Board]) -> dict[UUID, Counter[UUID]]:
    """This function will count each client's diagnoses in force on the day, by session."""
    in_force = Diagnosis.objects.filter(client_id__in=clients_of(boards), effective__overlap=_days(sessions))
    of_client: dict[UUID, list[DateRange]] = defaultdict(list)
    for client_id, effective in in_force.values_list("client_id", "effective"):
        of_client[client_id].append(effective)
    return {
        session.id: Counter(
            {
                row.client_id: sum(session.local_on in each for each in of_client.get(row.client_id, ()))
                for row in boards[session.id].rows
            }
        )
        for session in sessions
    }


def notes(session_ids: Collection[UUID], boards: Mapping[UUID, Board]) -> dict[UUID, Signed]:
    """This function will find the signed note of the kind that each attendance owes."""
    owed = {row.attendance_id: row.note_owed for board in boards.values() for row in board.rows}
    signed = SignedNote.objects.filter(session__in=session_ids, attendance__isnull=False)
    return {
        attendance_id: Signed(note_id, session_id, kind, attendance, signed_at, len(goals or ()))
        for attendance_id, note_id, session_id, kind, attendance, signed_at, goals in signed.values_list(
            "attendance_id", "id", "session_id", "kind", "content__attendance", "signed_at", "content__entry__goals"
        )
        if attendance_id and owed.get(attendance_id) == kind
    }


def cosigners(session_ids: Collection[UUID]) -> dict[UUID, Staff]:
    """This function will say who cosigned, by signed note."""
    cosigned = Signature.objects.filter(
        signed_note__session__in=session_ids, meaning=Signature.Meaning.COSIGNER
    ).select_related("staff")
    return {each.signed_note_id: each.staff for each in cosigned.order_by("signed_at")}


def needs(
    sessions: Sequence[Session], signed: Mapping[UUID, Signed], coverages: Mapping[UUID, Coverage]
) -> dict[UUID, Need]:
    """This function will say which notes need a cosignature, whoever holds the rule: supervision decides it for all."""
    days = {each.id: each.local_on for each in sessions}
    return supervision.needs(
        supervision.Asked(
            note.id,
            note.kind,
            days[note.session_id],
            coverages[attendance_id].plan.payer_id if attendance_id in coverages else None,
        )
        for attendance_id, note in signed.items()
    )


def addended(session_ids: Collection[UUID]) -> set[UUID]:
    """Notes whose author wrote an addendum after the amendment; for an author who has left, whoever may sign."""
    amended = dict(
        AttendanceAmendment.objects.filter(attendance__session__in=session_ids)
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


def workers(sessions: Sequence[Session]) -> dict[UUID, Workers]:
    """This function will say who led each session, with which credential, and how many worked."""
    roles: dict[UUID, list[SessionStaff]] = defaultdict(list)
    for each in SessionStaff.objects.filter(session__in=sessions).select_related("staff"):
        roles[each.session_id].append(each)
    leads = {each.session_id: each.staff for own in roles.values() for each in own if each.role == "lead"}
    held: dict[UUID, list[tuple[str, DateRange]]] = defaultdict(list)
    valid = Credential.objects.filter(
        staff_id__in={lead.id for lead in leads.values()}, valid__overlap=_days(sessions)
    )  # fmt: skip
    for staff_id, level, span in valid.values_list("staff_id", "level", "valid") if leads else ():
        held[staff_id].append((level, span))
    found = {}
    for session in sessions:
        lead = leads.get(session.id)
        levels = {level for level, span in held[lead.id] if session.local_on in span} if lead else set()
        level = next((each for each in LEVELS if each in levels), "")
        found[session.id] = Workers(lead, level, len(roles[session.id]))
    return found


def _days(sessions: Sequence[Session]) -> DateRange:
    days: list[date] = [each.local_on for each in sessions]
    return DateRange(min(days), max(days), "[]")
