"""Reading one client's care in the order of time, and what was done of what plans say."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse

from circlechart.base.formats.paper.note import Page, Part, Section
from circlechart.base.kit import walltime
from circlechart.base.people.models import Client
from circlechart.care.attendance.facts import STATUS_WORDS
from circlechart.care.attendance.models import Attendance
from circlechart.care.charts.facts import Event, PlacePlan, RowPlan
from circlechart.care.enrollment.models import Enrollment, Group
from circlechart.care.notes.models import SignedNote
from circlechart.care.plans import queries as plans
from circlechart.care.plans import rules
from circlechart.care.plans.facts import Compliance, Delivered
from circlechart.care.plans.models import Diagnosis, Objective, PlanVersion
from circlechart.care.sessions.models import RosterOverride, Session

TONES = {"attended": "good", "no_show": "bad", "cancelled_late": "warn", "removed": "warn"}
HELD = ("in_progress", "held", "documented", "locked")


def compliance(clients: Iterable[Client], now: datetime) -> dict[UUID, tuple[Compliance, ...]]:
    """This function will say what was done of what the plan of each client says, by the client's own calendar.

    A make-up counts for the group whose session was missed, in the week in which it was made up.
    """
    known = {each.id: each for each in clients}
    prescribed = plans.prescribed(known)
    delivered = _delivered(known)
    groups = {each.group_id for lines in prescribed.values() for each in lines}
    off = _cancelled(groups)
    found: dict[UUID, tuple[Compliance, ...]] = {}
    for client_id, client in known.items():
        today = walltime.today(now, client.facility.time_zone)
        own = {each.group_id for each in prescribed.get(client_id, ())}
        met = delivered[client_id]
        days = {(each.group_id, each.on) for each in met}
        met = [*met, *(each for group in own for each in off[group] if (group, each.on) not in days)]
        found[client_id] = rules.compliance(prescribed.get(client_id, ()), met, today)
    return found


def session_plans(session: Session, now: datetime) -> list[RowPlan]:
    """This function will say where the plan of each client on a roster stands, and what was done of it in this group."""
    rows = list(Attendance.objects.filter(session=session).select_related("client__facility"))
    clients = [each.client for each in rows]
    standings, done = plans.standings(clients, now), compliance(clients, now)
    return [
        RowPlan(
            each.id,
            each.client_id,
            standings[each.client_id],
            next((line for line in done[each.client_id] if line.group_id == session.group_id), None),
        )
        for each in rows
    ]


def group_plans(group: Group, now: datetime) -> list[PlacePlan]:
    """This function will list who has a place in a group, or waits, and whose plan is missing, due or expired."""
    today = walltime.today(now, group.facility.time_zone)
    places = Enrollment.objects.filter(group=group, status__in=["active", "waitlisted", "offered"])
    clients = {
        each.client_id: each.client
        for each in places.select_related("client__facility")
        if each.effective is None or each.effective.upper is None or each.effective.upper > today
    }
    standings = plans.standings(clients.values(), now)
    found = [PlacePlan(each.id, each.display_name, standings[each.id]) for each in clients.values()]
    return sorted((each for each in found if each.standing.warns), key=lambda each: each.name.casefold())


def timeline(client: Client, now: datetime) -> list[Event]:
    """This function will tell a client's care in the order of time, newest first. Nobody else is named in it."""
    found = [*_planned(client), *_places(client), *_met(client)]
    today = walltime.today(now, client.facility.time_zone)
    return sorted((each for each in found if each.on <= today), key=lambda each: each.on, reverse=True)


def document(client: Client, events: list[Event], done: tuple[Compliance, ...], standing: str) -> Page:
    """This function will lay the timeline out for printing: this client alone."""
    born = client.birth_on.strftime("%m/%d/%Y")
    facts = (("Client", client.display_name), ("Chart number", client.chart_number), ("Born", born), ("Plan", standing))
    lines = tuple(Part(f"{each.on:%m/%d/%Y}  {each.what}", each.words) for each in events)
    counted = tuple(Part(f"{each.group}, {each.times} a week", each.words) for each in done)
    return Page(
        title="Timeline of care",
        heading="Timeline of care",
        organization=client.facility.name,
        footer=f"{client.display_name}. Confidential health record.",
        facts=facts,
        sections=(Section("Planned and done", counted), Section("In the order of time", lines)),
        signatures=(),
        addenda=(),
    )


def _delivered(known: dict[UUID, Client]) -> dict[UUID, list[Delivered]]:
    missed = {
        (each.client_id, each.session_id): each.makes_up.group_id
        for each in RosterOverride.objects.filter(client_id__in=known, makes_up__isnull=False).select_related(
            "makes_up"
        )
        if each.makes_up is not None
    }
    found: dict[UUID, list[Delivered]] = defaultdict(list)
    for row in Attendance.objects.filter(client_id__in=known).select_related("session"):
        outcome = rules.outcome(row.disposition, row.basis)
        made_up = missed.get((row.client_id, row.session_id)) if row.basis == "makeup" else None
        if outcome:
            group_id = made_up or row.session.group_id
            found[row.client_id].append(Delivered(group_id, row.session.local_on, outcome, made_up is not None))
    return found


def _cancelled(groups: Iterable[UUID]) -> dict[UUID, list[Delivered]]:
    """What a facility cancelled is not the client's fault."""
    found: dict[UUID, list[Delivered]] = defaultdict(list)
    for each in Session.objects.filter(group_id__in=list(groups), status="cancelled"):
        found[each.group_id].append(Delivered(each.group_id, each.local_on, "excluded"))
    return found


def _planned(client: Client) -> list[Event]:
    found = [
        Event(
            each.from_on,
            f"Treatment plan, version {each.number}: {each.get_kind_display().lower()}",
            each.findings or f"To be reviewed by {each.review_on:%b} {each.review_on.day}, {each.review_on.year}",
            "info",
            "target",
            reverse("plans:version", args=[each.id]),
        )
        for each in PlanVersion.objects.filter(client=client)
    ]
    for step in Objective.objects.filter(goal__client=client).exclude(outcome="").select_related("goal"):
        number = f"{step.goal.number}{step.letter}"
        assert step.effective.upper is not None
        tone = "good" if step.outcome == "met" else "neutral"
        last_on = step.effective.upper - timedelta(days=1)
        words = f"{step.get_outcome_display()}. {step.text}"
        found.append(Event(last_on, f"Objective {number} ended", words, tone, "check"))
    for given in Diagnosis.objects.filter(client=client):
        assert given.effective.lower is not None
        found.append(Event(given.effective.lower, f"Diagnosis {given.code}", given.label, "neutral", "claims"))
    return found


def _places(client: Client) -> list[Event]:
    found = []
    held = Enrollment.objects.filter(client=client, status__in=["active", "ended"]).select_related("group")
    for each in held:
        assert each.effective is not None and each.effective.lower is not None
        found.append(Event(each.effective.lower, f"Place in {each.group.name}", "", "info", "enter"))
        if each.effective.upper is not None:
            last_on = each.effective.upper - timedelta(days=1)
            found.append(Event(last_on, f"Last day in {each.group.name}", "", "neutral", "leave"))
    return found


def _met(client: Client) -> list[Event]:
    """Sessions that took place, with the note that was signed for this client."""
    notes = SignedNote.objects.filter(attendance__client=client).values_list("attendance_id", "id")
    signed = {attendance_id: note_id for attendance_id, note_id in notes if attendance_id}
    rows = Attendance.objects.filter(client=client, session__status__in=HELD).exclude(
        disposition__in=["expected", "void"]
    )
    found = []
    for row in rows.select_related("session__group", "session__curriculum_item"):
        item = row.session.curriculum_item
        words = "Present" if row.disposition == "attended" else STATUS_WORDS[row.disposition]
        said = [words, *([f"Topic: {item.title}"] if item else []), *(["Make-up"] if row.basis == "makeup" else [])]
        url = reverse("notes:note", args=[signed[row.id]]) if row.id in signed else ""
        tone = TONES.get(row.disposition, "neutral")
        icon = {"good": "check", "bad": "absent"}.get(tone, "dot")
        found.append(Event(row.session.local_on, row.session.group.name, ". ".join(said), tone, icon, url))
    return found
