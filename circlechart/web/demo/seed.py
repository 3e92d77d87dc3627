"""The demo clinic's time: four weeks behind, ninety days ahead, and one group ready to run now."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from circlechart.base.access.facts import Actor
from circlechart.base.access.queries import actor_of
from circlechart.base.kit import walltime
from circlechart.base.people.models import Organization
from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance import queries as boards
from circlechart.care.attendance.actions import Mark
from circlechart.care.notes import actions as notes
from circlechart.care.notes import queries as note_queries
from circlechart.care.notes.actions import Edit
from circlechart.care.plans.models import Goal
from circlechart.care.sessions import actions as sessions
from circlechart.care.sessions.models import Session, SessionStaff
from circlechart.web.demo import billing, calendar, content, leaving, measures, people, places, plans
from circlechart.web.demo.content import PastEntry, PastSession
from circlechart.web.demo.people import Cast
from circlechart.web.pull import catch_up

WEEKS = 4
READY_FOR, READY_MINUTES = 75, 90
Say = Callable[[str], None]


def seed(now: datetime, say: Say) -> None:
    """This function will make the demo clinic once; a later call only brings sessions and the ready group up to date."""
    if not Organization.objects.exists():
        with transaction.atomic():
            say("people, payers, groups")
            cast = make(now)
            _schedule(cast, now)
            billing.prepare(cast, now)
            _past(cast, now, say)
            measures.fill(cast)
            say("claims sent and answered")
            billing.bill(cast, now)
            calendar.fill(cast, now)
            places.plan(cast, now)
            ready(cast, now)
        return
    cast = people.load()
    _schedule(cast, now)
    ready(cast, now)


def make(now: datetime) -> Cast:
    """This function will make the clinic without any session that met: people, payers, groups, places in them."""
    cast = people.make(now)
    leaving.arrange(cast, now)
    places.give(cast, now)
    plans.write(cast, now)
    return cast


def _schedule(cast: Cast, now: datetime) -> None:
    for group in cast.groups.values():
        today = walltime.today(now, group.facility.time_zone)
        sessions.materialise(group_id=group.id, by=None, now=now, since=today - timedelta(weeks=WEEKS))


def _past(cast: Cast, now: datetime, say: Say) -> None:
    """Run every written session through the same actions as a facilitator would."""
    written = content.past()
    for number, past in enumerate(written, 1):
        say(f"past sessions {number} of {len(written)}")
        group = cast.groups[past.group]
        today = walltime.today(now, group.facility.time_zone)
        behind = Session.objects.filter(group=group, local_on__lt=today, status="scheduled").order_by("-local_on")
        dates = list(
            Session.objects.filter(group=group, slot_key__isnull=False, local_on__lt=today)
            .order_by("-local_on")
            .values_list("id", flat=True)
        )
        if past.back <= len(dates) and behind.filter(id=dates[past.back - 1]).exists():
            run(Session.objects.get(pk=dates[past.back - 1]), past, cast)


def run(session: Session, past: PastSession, cast: Cast) -> None:
    """This function will hold one session: attendance, narrative, entries, signatures, charges and claims."""
    assert session.span is not None
    began, ended = session.span.lower, session.span.upper
    lead, others = _workers(session, began)
    attendance.open_session(session_id=session.id, by=lead, now=began)
    rows = {row.client_id: row.attendance_id for row in boards.board(session.id, began).rows}
    by_client = {cast.clients[entry.client].id: entry for entry in past.entries}
    for client_id, attendance_id in rows.items():
        mark = _mark(by_client.get(client_id), session)
        attendance.mark(attendance_id=attendance_id, given=mark, base_rev=1, idem=uuid4(), by=lead, now=began)
    texts = {"topic": past.topic, "interventions": past.interventions, "content": past.narrative}
    notes.save_narrative(session_id=session.id, edit=Edit(texts, 0, uuid4()), by=lead, now=ended)
    goals = {goal.client_id: str(goal.id) for goal in Goal.objects.filter(client_id__in=rows).order_by("-number")}
    for client_id, entry in by_client.items():
        if client_id in rows and not entry.absent:
            _write(rows[client_id], entry, goals[client_id], lead, ended)
    attendance.close_session(session_id=session.id, by=lead, now=ended)
    for person in others if past.co_part else []:
        part = Edit({"interventions": past.co_part}, 0, uuid4())
        notes.save_part(session_id=session.id, edit=part, by=person, now=ended)
        sign(session, person, ended + timedelta(minutes=4))
    sign(session, lead, ended + timedelta(minutes=9))
    catch_up(session.id, by=lead, now=ended + timedelta(minutes=9))


def sign(session: Session, by: Actor, now: datetime) -> None:
    """This function will read everything through and sign it."""
    session = Session.objects.select_related("group", "facility").get(pk=session.pk)
    desk = note_queries.signing_desk(note_queries.load(session, now), by.staff_id)
    read = {draft.attendance_id: draft.content_hash for draft in desk.drafts}
    if desk.part is not None:
        read[session.id] = desk.part.content_hash
    notes.sign(session_id=session.id, read=read, by=by, now=now)


def _workers(session: Session, at: datetime) -> tuple[Actor, list[Actor]]:
    roles = list(SessionStaff.objects.filter(session=session).values_list("role", "staff_id"))
    lead = next(staff_id for role, staff_id in roles if role == "lead")
    return actor_of(lead, at), [actor_of(staff_id, at) for role, staff_id in roles if role != "lead"]


def _mark(entry: PastEntry | None, session: Session) -> Mark:
    if entry is None or entry.absent:
        return Mark((entry.absent if entry else "") or "excused", reason="" if entry else "Away that week")

    def at(wall: str) -> datetime | None:
        on, zone = session.local_on, session.time_zone
        return walltime.instant(on, time.fromisoformat(wall), zone) if wall else None

    arrived, left = at(entry.arrived), at(entry.left)
    return Mark("late" if arrived else "left_early" if left else "present", arrived_at=arrived, left_at=left)


def _write(attendance_id: UUID, entry: PastEntry, goal: str, by: Actor, now: datetime) -> None:
    fields = {
        "participation": entry.participation, "response": entry.response, "progress": entry.progress,
        "plan": entry.plan, "free_text": "", "goals": [goal],
    }  # fmt: skip
    notes.save_entry(attendance_id=attendance_id, edit=Edit(fields, 0, uuid4()), by=by, now=now)


def ready(cast: Cast, now: datetime) -> None:
    """This function will seat one group that can be run now, whatever the clock says: 75 minutes into its 90."""
    group = cast.groups["process"]
    zone = group.facility.time_zone
    topic = group.curriculum_version.items.first() if group.curriculum_version else None
    when = {**_began(now, zone), "duration_minutes": READY_MINUTES}
    waiting = Session.objects.filter(group=group, slot_key__isnull=True, status="scheduled").first()
    if waiting is None:
        waiting = Session.objects.create(
            group=group,
            facility=group.facility,
            time_zone=zone,
            room=cast.rooms["Family room"],
            sequence=1,
            curriculum_item=topic,
            **when,
        )
        SessionStaff.objects.create(session=waiting, staff=cast.staff["anneke"], role="lead")
        SessionStaff.objects.create(session=waiting, staff=cast.staff["devon"], role="co_facilitator")
        return
    Session.objects.filter(pk=waiting.pk).update(**when)


def _began(now: datetime, zone: str) -> dict[str, Any]:
    """Soon after midnight it began the evening before. Elapsed time, so the wall time exists.

    In the doubled hour the database takes the second one, which lies a quarter of an hour behind, not ahead.
    """
    began = now - timedelta(minutes=READY_FOR)
    wall = walltime.local(began, zone).time().replace(second=0, microsecond=0)
    return {"local_on": walltime.today(began, zone), "local_start": wall}


def ready_session() -> Session:
    """This function will find the group that is ready to run. Raises: Session.DoesNotExist."""
    waiting = Session.objects.filter(slot_key__isnull=True, status="scheduled", group__name="Process group")
    return waiting.select_related("group", "facility").latest("local_on", "local_start")
