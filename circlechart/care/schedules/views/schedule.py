"""A group's schedule: when it meets, and its sessions to come."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.kit import walltime
from circlechart.care.enrollment.models import Group
from circlechart.care.schedules.queries import overview


@requires(Permission.SEE_SCHEDULE)
@require_GET
def schedule(request: Request, group_id: UUID) -> HttpResponse:
    """One group's schedule."""
    found = reach.get(Group.objects.select_related("facility", "program"), request.actor, group_id)
    now = timezone.now()
    today = walltime.today(now, found.facility.time_zone)
    context = {
        "group": found,
        "eras": overview.schedule(found, now),
        "lines": overview.upcoming(found, today),
        "today": today,
        "may_edit": decide.may(request.actor, Permission.EDIT_SCHEDULE, found, on=now),
        "sees_roster": decide.may(request.actor, Permission.SEE_CHART, found, on=now).allowed,
    }
    return render(request, "schedules/schedule.html", context)
