"""Where an open session page listens for news."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.live import tickets
from circlechart.care.sessions.models import Session


@requires(Permission.SEE_SESSION)
@require_GET
def live(request: Request, session_id: UUID) -> HttpResponse:
    """A ticket to hear that something in this session changed; what changed is asked for, and decided, each time."""
    now = timezone.now()
    session = reach.get(Session.objects.all(), request.actor, session_id)
    decide.ensure(request.actor, Permission.SEE_SESSION, session, on=now)
    return JsonResponse({"address": tickets.address(request, session.id, request.actor.staff_id, now)})
