"""Being here, sharing the rows, and the team note."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.care.notes import actions as notes
from circlechart.care.notes import queries as noted
from circlechart.care.notes.errors import BadChoice
from circlechart.care.sessions.models import Session
from circlechart.care.team import actions, queries


def _session(request: Request, session_id: UUID) -> Session:
    return reach.get(Session.objects.select_related("group", "facility"), request.actor, session_id)


@requires(Permission.SEE_SESSION)
@require_POST
def presence(request: Request, session_id: UUID) -> HttpResponse:
    """Say in which cell somebody stands; the answer says who else is here."""
    now = timezone.now()
    session = _session(request, session_id)
    actions.be_here(session_id=session.id, cell=request.POST.get("cell", ""), by=request.actor, now=now)
    return JsonResponse({"here": queries.here(session, request.actor.staff_id, now)})


@requires(Permission.SEE_SESSION)
@require_GET
def window(request: Request, session_id: UUID) -> HttpResponse:
    """What the team shows on the session screen: who signs which entry, and the team note."""
    now = timezone.now()
    session = _session(request, session_id)
    decide.ensure(request.actor, Permission.SEE_SESSION, session, on=now)
    shown = queries.window(noted.load(session, now), request.actor.staff_id)
    return render(request, "team/window.html", shown)


@requires(Permission.WRITE_NOTE)
@require_POST
def team_notes(request: Request, session_id: UUID) -> HttpResponse:
    """Tell the team something."""
    session = _session(request, session_id)
    amends = _keys([request.POST.get("amends") or ""])
    actions.add_team_note(
        session_id=session.id,
        text=request.POST.get("text", ""),
        amends=amends[0] if amends else None,
        by=request.actor,
        now=timezone.now(),
    )
    return redirect("notes:session", session_id)


@requires(Permission.WRITE_NOTE)
@require_POST
def rows(request: Request, session_id: UUID) -> HttpResponse:
    """Give entries to somebody else of the session to sign."""
    session = _session(request, session_id)
    decide.ensure(request.actor, Permission.WRITE_NOTE, session, on=timezone.now())
    to = _keys([request.POST.get("to", "")])
    if not to:
        raise BadChoice(field="To whom")
    chosen = _keys(request.POST.getlist("row"))
    notes.give_entries(session_id=session.id, rows=chosen, to=to[0], by=request.actor, now=timezone.now())
    return redirect("notes:session", session_id)


def _keys(written: list[str]) -> list[UUID]:
    found = []
    for each in written:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found
