"""Who was asked for what, and what an invitation still waits for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.people.models import Client
from circlechart.care.attendance.models import Attendance
from circlechart.care.measures import access, instruments, rules
from circlechart.care.measures.errors import NoSuchForm
from circlechart.care.measures.facts import Trend
from circlechart.care.measures.models import Invitation, Sheet
from circlechart.care.measures.queries.scores import trends
from circlechart.care.sessions import queries as sessions
from circlechart.care.sessions.models import Session


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody of a session with what they were asked for in it, and their scores."""

    client: Client
    sheets: tuple[tuple[str, str, str], ...]
    """(name of the form, its state in words, tone)."""
    open_invitation: Invitation | None
    trends: tuple[Trend, ...]


def held(given: str, now: datetime) -> Invitation:
    """This function will find the invitation of a signed address while it can be opened. Raises: NoSuchForm."""
    found_id = access.read(given)
    found = Invitation.objects.select_related("client__facility").filter(pk=found_id).first() if found_id else None
    if found is None or found.withdrawn_at or not rules.alive(now, found.expires_at, found.opened_at):
        raise NoSuchForm()
    return found


def sheet_now(found: Invitation) -> Sheet | None:
    """This function will find the form that comes next. Returns None when: all were sent."""
    return found.sheets.filter(state=Sheet.State.OPEN).order_by("position").first()


def invitation(invitation_id: UUID, by: Actor) -> Invitation:
    """This function will read one invitation within reach. Raises: NotFound."""
    return reach.get(Invitation.objects.select_related("client__facility", "session"), by, invitation_id)


def waiting(client: Client, now: datetime) -> list[Invitation]:
    """This function will list what a client was asked for and can still fill in, the latest first."""
    sheets = Prefetch("sheets", queryset=Sheet.objects.order_by("position"))
    found = Invitation.objects.filter(client=client, withdrawn_at=None, sheets__state=Sheet.State.OPEN).distinct()
    found = found.select_related("asked_by").prefetch_related(sheets).order_by("-asked_at")
    return [each for each in found if rules.alive(now, each.expires_at, each.opened_at)]


def expected(session: Session) -> set[UUID]:
    """This function will list whose forms can be given before or in a session."""
    if session.roster_frozen_at:
        return set(Attendance.objects.filter(session=session).values_list("client_id", flat=True))
    return {each.client_id for each in sessions.expected_roster(session)}


def roster(session: Session, now: datetime) -> list[Expected]:
    """This function will list a session's clients by name with what they were asked for in it, in a few queries."""
    ids = expected(session)
    found = Client.objects.filter(id__in=ids)
    sheets = Sheet.objects.filter(invitation__session=session, client_id__in=ids).select_related("invitation")
    by_client: dict[UUID, list[Sheet]] = {}
    for each in sheets.exclude(state=Sheet.State.WITHDRAWN).order_by("invitation__asked_at", "position"):
        by_client.setdefault(each.client_id, []).append(each)
    scores = trends(ids, now)
    ordered = sorted(found, key=lambda client: client.display_name.casefold())
    return [_row(client, by_client.get(client.id, ()), scores.get(client.id, ()), now) for client in ordered]


def _row(client: Client, sheets: Iterable[Sheet], scores: tuple[Trend, ...], now: datetime) -> Expected:
    words: dict[str, tuple[str, str, str]] = {}
    open_invitation = None
    for each in sheets:
        name = each.instrument
        if instrument := instruments.find(each.instrument):
            name = instrument.short
        if each.state == Sheet.State.SUBMITTED:
            words[each.instrument] = (name, "answered", "good")
        elif rules.alive(now, each.invitation.expires_at, each.invitation.opened_at):
            words[each.instrument] = (name, "being filled in" if each.invitation.opened_at else "asked for", "info")
            open_invitation = each.invitation
        else:
            words[each.instrument] = (name, "ran out unanswered", "warn")
    return Expected(client, tuple(words.values()), open_invitation, scores)
