"""Today: where everybody starts. Week: what is planned."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from circlechart.base.access import decide
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.kit import walltime
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
        reaches_out=may(Permission.REACH_OUT),
        enrolls=may(Permission.ENROLL),
        bills=may(Permission.BUILD_CLAIMS),
        alerted=may(Permission.SEE_MEASURES),
    )
    context = {"day": day, "opens": may(Permission.SEE_SESSION), "may_answer": may(Permission.ANSWER_ALERT)}
    return render(request, "home/today.html", context)


@requires(Permission.SEE_SCHEDULE)
@require_GET
def week(request: Request) -> HttpResponse:
    """A week of the person's facilities."""
    now, actor = timezone.now(), request.actor
    only_mine = request.GET.get("who") == "mine"
    context = {
        "week": queries.week(actor, now, _day(request.GET.get("from", "")), only_mine),
        "only_mine": only_mine,
        "who": "&who=mine" if only_mine else "",
        "opens": decide.may(actor, Permission.SEE_SESSION, None, on=now).allowed,
        "arranges": decide.may(actor, Permission.EDIT_SCHEDULE, None, on=now).allowed,
    }
    return render(request, "home/week.html", context)


def _day(given: str) -> date | None:
    """A day that nobody can read is this week, as when none is given."""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return None
    return day if walltime.FIRST_DAY <= day <= walltime.LAST_DAY else None
