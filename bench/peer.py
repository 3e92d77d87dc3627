"""Two comparisons in the same run, on the same database and machine, so that the numbers above them mean something.

The floor: what the database alone takes to hand over the facts of one session screen, plain SQL, nothing rendered.
One visit per client: the same eight notes, each opened as a page of its own and signed as an act of its own, the way a
record works that knows visits but no groups. It is measured on this app's own pages, so it flatters such a record.
"""

import time
from uuid import UUID

from django.db import connection
from django.utils import timezone

from bench.app import Answer
from bench.measure import READ, SMALL_GROUP, Measuring, Timing, groups_of
from bench.seed import PASSWORD
from circlechart.base.access.models import User
from circlechart.base.access.queries import actor_of
from circlechart.care.notes import queries as notes
from circlechart.care.notes.actions import sign
from circlechart.care.notes.models import SignedNote
from circlechart.care.sessions.models import Session
from circlechart.web.pull import catch_up

FACTS = (
    "SELECT * FROM care_sessions_session JOIN enrollment_group g ON g.id = group_id WHERE care_sessions_session.id = %s",
    "SELECT a.*, c.* FROM attendance_attendance a JOIN people_client c ON c.id = a.client_id WHERE session_id = %s",
    """SELECT i.* FROM attendance_attendanceinterval i JOIN attendance_attendance a ON a.id = i.attendance_id
        WHERE a.session_id = %s""",
    "SELECT e.* FROM notes_entry e JOIN attendance_attendance a ON a.id = e.attendance_id WHERE a.session_id = %s",
    "SELECT * FROM notes_narrative WHERE session_id = %s",
    "SELECT s.*, p.* FROM care_sessions_sessionstaff s JOIN people_staff p ON p.id = s.staff_id WHERE session_id = %s",
    "SELECT g.* FROM plans_goal g JOIN attendance_attendance a ON a.client_id = g.client_id WHERE a.session_id = %s",
    "SELECT n.*, s.* FROM notes_signednote n JOIN notes_signature s ON s.signed_note_id = n.id WHERE session_id = %s",
)


def floor(measuring: Measuring) -> None:
    """Eight plain queries for each session."""
    took = []
    with connection.cursor() as cursor:
        for _ in range(3):
            for group in groups_of(SMALL_GROUP, 20):
                started = time.perf_counter()
                for query in FACTS:
                    cursor.execute(query, [group.session_id])
                    cursor.fetchall()
                took.append((time.perf_counter() - started) * 1000)
    measuring.timings.setdefault("floor", Timing()).rounds.append(took)


def act(measuring: Measuring, most: int) -> None:
    """Signing eight notes with the charges and claims that follow, inside this process: no password, no page, no HTTP."""
    took = []
    for group in groups_of(SMALL_GROUP, most):
        session = Session.objects.select_related("group", "facility").get(pk=group.session_id)
        now = timezone.now()
        by = actor_of(User.objects.get(username=group.lead).staff_id, now)
        desk = notes.signing_desk(notes.load(session, now), by.staff_id)
        read = {draft.attendance_id: draft.content_hash for draft in desk.drafts}
        started = time.perf_counter()
        sign(session_id=session.id, read=read, by=by, now=now)
        catch_up(session.id, by=by, now=now)
        took.append((time.perf_counter() - started) * 1000)
        assert SignedNote.objects.filter(session=session, kind="group_note").count() == SMALL_GROUP
    measuring.timings.setdefault("act", Timing()).rounds.append(took)


def eight_pages(measuring: Measuring) -> None:
    """Eight signed notes of one session, opened one after another; their sum is one sample."""
    sums = []
    signed = list(
        SignedNote.objects.filter(kind="group_note", session__staff__role="lead", session__group__capacity=12)
        .order_by("-signed_at", "session_id")
        .values_list("session_id", "id", "session__staff__staff__user__username")[: 60 * SMALL_GROUP]
    )
    for opened in _by_session(signed)[:20]:
        answers = [measuring.browser(lead).get(f"/notes/{note_id}/") for note_id, lead in opened]
        sums.append(sum(_good(answer, 200).milliseconds for answer in answers))
    measuring.timings.setdefault("8 pages", Timing()).rounds.append(sums)


def _by_session(signed: list[tuple[UUID, UUID, str]]) -> list[list[tuple[UUID, str]]]:
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    for session_id, note_id, lead in signed:
        found.setdefault(session_id, []).append((note_id, lead))
    return [notes[:SMALL_GROUP] for notes in found.values() if len(notes) >= SMALL_GROUP]


def eight_signings(measuring: Measuring, most: int) -> None:
    """The same eight notes signed by eight acts with a password each; their sum is one sample."""
    sums = []
    for group in groups_of(SMALL_GROUP, most):
        browser = measuring.browser(group.lead)
        shown = READ.findall(browser.get(f"{group.address}signature/").text)
        answers = [
            browser.post(f"{group.address}signature/", {name: value, "password": PASSWORD}) for name, value in shown
        ]
        sums.append(sum(_good(answer, 200, 302).milliseconds for answer in answers))
    measuring.timings.setdefault("8 signings", Timing()).rounds.append(sums)


def _good(answer: Answer, *expected: int) -> Answer:
    if answer.status not in expected:
        raise SystemExit(f"The comparison was answered with {answer.status}: {answer.text[:300]}")
    return answer
