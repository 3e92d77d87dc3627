"""Today: where everybody starts."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from circlechart.base.access import decide
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.web.home import queries


@requires(Permission.SIGNED_IN)
@require_GET
def today(request: Request) -> HttpResponse:
    """The person's day."""
    now, actor = timezone.now(), request.actor

    def may(permission: Permission) -> bool:
        return decide.may(actor, permission, None, on=now).allowed

    day = queries.day(
        actor,
        now,
        sees_schedule=may(Permission.SEE_SCHEDULE),
        signs=may(Permission.SIGN_NOTE),
        cosigns=may(Permission.COSIGN_NOTE),
    )
    return render(request, "home/today.html", {"day": day, "opens": may(Permission.SEE_SESSION)})
