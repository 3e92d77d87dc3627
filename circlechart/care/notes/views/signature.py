"""One signing ceremony: read through everything, one credential, one signature for each note."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from circlechart.base.access import credential, decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.care.notes import actions, forms, queries
from circlechart.care.notes.facts import Ceremony
from circlechart.care.sessions.models import Session


@requires(Permission.SIGN_NOTE)
@require_http_methods(["GET", "POST"])
def signature(request: Request, session_id: UUID) -> HttpResponse:
    """GET shows the read-through of this person's notes; POST signs those that were read, with the password."""
    session = reach.get(Session.objects.select_related("group", "facility"), request.actor, session_id)
    now = timezone.now()
    decide.ensure(request.actor, Permission.SIGN_NOTE, session, on=now)
    if request.method == "POST":
        credential.confirm(request, request.POST.get("password", ""))
        read, seen = forms.read_through(request.POST), forms.seen(request.POST)
        ceremony = actions.sign(session_id=session_id, read=read, seen=seen, by=request.actor, now=now)
        request.changed_session = session_id
        return _signed(request, session, ceremony)
    notes = queries.load(session, now)
    desk = queries.signing_desk(notes, request.actor.staff_id)
    audit.viewed(by=request.actor, verb="notes.read_through", thing=session, now=now)
    template = "notes/signature.html#desk" if "fragment" in request.GET else "notes/signature.html"
    context = {"session": session, "desk": desk, "narrative": notes.narrative, "header": notes.header}
    return render(request, template, context)


def _signed(request: Request, session: Session, ceremony: Ceremony) -> HttpResponse:
    if request.accepts("text/html"):
        if not ceremony.refused:
            return redirect("notes:session", session.id)
        return render(request, "notes/signature.html", {"session": session, "ceremony": ceremony})
    refused = [{"client": each.client_name, "sentences": each.sentences} for each in ceremony.refused]
    return JsonResponse({"signed": len(ceremony.signed), "part_signed": ceremony.part_signed, "refused": refused})
