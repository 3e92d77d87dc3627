"""The page of one session's arrangement."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.care.enrollment import queries as groups
from circlechart.care.schedules.forms.session import CancelForm, ExcuseForm, GuestForm, MakeUpForm, MoveForm
from circlechart.care.schedules.queries import arrange, overview
from circlechart.care.sessions.access import arranges
from circlechart.care.sessions.models import Session


def session_of(request: Request, session_id: UUID) -> Session:
    """This function will read a session within reach. Raises: NotFound."""
    found = Session.objects.select_related("group", "facility", "room", "curriculum_item", "closure", "cycle")
    return reach.get(found.prefetch_related("staff__staff"), request.actor, session_id)


def move_form_of(found: Session, data: Any = None) -> MoveForm:
    """This function will make the form of “this one only”, as it is planned or as it was typed."""
    planned = arrange.as_planned(found)
    return MoveForm(
        data,
        planned=planned,
        rev=found.rev,
        rooms=arrange.rooms(found.facility_id),
        people=arrange.workers(found.facility_id, found.local_on, [staff_id for _, staff_id in planned.staff]),
    )


def session_page(request: Request, found: Session, status: int | None = None, **given: Any) -> HttpResponse:
    """This function will draw one session's arrangement, with a refused form in its place."""
    now, actor = timezone.now(), request.actor
    may_see = decide.may(actor, Permission.SEE_CHART, found.group, on=now).allowed
    may_move = decide.may(actor, Permission.EDIT_SCHEDULE, found, on=now)
    context = {
        "session": found,
        "line": overview.line(found),
        "changed": overview.changed_words(found),
        "may_move": may_move,
        "may_arrange": arranges(actor, found, now),
        "opens": decide.may(actor, Permission.SEE_SESSION, found, on=now).allowed,
        "move_form": move_form_of(found) if may_move.allowed else None,
        "swaps": arrange.swappable(found) if may_move.allowed else [],
        "cancel_form": CancelForm(prefix="cancel"),
        **(_roster(request, found) if may_see else {}),
        **given,
    }
    if may_see:
        audit.viewed(by=actor, verb="sessions.view_roster", thing=found, now=now)
    return render(request, "schedules/session.html", context, status=status or (422 if given else 200))


def _roster(request: Request, found: Session) -> dict[str, Any]:
    if found.roster_frozen_at is not None:
        return {}
    expected, excused = arrange.roster(found)
    forms: dict[str, Form] = {
        "guest_form": GuestForm(prefix="guest"),
        "make_up_form": MakeUpForm(prefix="makeup", missed=arrange.missed(found)),
        "excuse_form": ExcuseForm(prefix="excuse"),
    }
    return {
        "sees_roster": True,
        "expected": expected,
        "excused": excused,
        "excusable": [(str(each.client_id), each.name) for each in expected],
        "candidates": groups.candidates(found.group, request.actor),
        **forms,
    }
