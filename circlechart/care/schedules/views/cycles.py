"""The cycles of a closed group: looked at before they are saved, like its schedule."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.kit.errors import Refusal
from circlechart.base.ui.refused import at_field
from circlechart.care.enrollment import actions as enrollment
from circlechart.care.enrollment.models import Group, GroupCycle
from circlechart.care.schedules import actions
from circlechart.care.schedules.errors import ScheduleMoved
from circlechart.care.schedules.facts import Preview
from circlechart.care.schedules.forms.cycles import CycleForm, StepForm
from circlechart.care.schedules.queries import cycles as queries
from circlechart.care.schedules.queries.preview import with_cycles


@dataclass
class Cycles:
    """A group's cycles, the form of a new one or of one that changes, and what it would do."""

    group: Group
    form: CycleForm
    now: datetime
    cycle: GroupCycle | None = None
    step_form: StepForm | None = None
    shown: Preview | None = None
    status: int = 200

    def page(self, request: Request) -> HttpResponse:
        """Draw it."""
        context = {
            "group": self.group, "form": self.form, "cycle": self.cycle, "preview": self.shown,
            "step_form": self.step_form or StepForm(), "policy": queries.POLICY[self.group.cancel_policy],
            "cycles": queries.cycles(self.group, self.now), "topics": queries.topics(self.group),
            "may_edit": decide.may(request.actor, Permission.EDIT_SCHEDULE, self.group, on=self.now),
        }  # fmt: skip
        return render(request, "schedules/cycles.html", context, status=self.status)


@requires(Permission.SEE_SCHEDULE)
@require_http_methods(["GET", "POST"])
def cycles(request: Request, group_id: UUID) -> HttpResponse:
    """A closed group's cycles; send to look at another one, then to save it."""
    found = reach.get(Group.objects.select_related("facility"), request.actor, group_id)
    page = Cycles(found, CycleForm(request.POST if request.method == "POST" else None), timezone.now())
    if request.method == "GET":
        return page.page(request)
    decide.ensure(request.actor, Permission.EDIT_SCHEDULE, found, on=page.now)
    return _answer(request, page)


@requires(Permission.EDIT_SCHEDULE)
@require_http_methods(["GET", "POST"])
def cycle(request: Request, cycle_id: UUID) -> HttpResponse:
    """Change one cycle."""
    found = reach.get(GroupCycle.objects.select_related("group__facility"), request.actor, cycle_id)
    names = ("target_sessions", "start_on", "enrollment_cutoff")
    initial = {name: getattr(found, name) for name in names}
    form = CycleForm(request.POST if request.method == "POST" else None, initial=initial, cycle=found)
    page = Cycles(found.group, form, timezone.now(), found)
    return page.page(request) if request.method == "GET" else _answer(request, page)


@requires(Permission.EDIT_SCHEDULE)
@require_POST
def step(request: Request, cycle_id: UUID) -> HttpResponse:
    """Open a cycle for enrollment, or cancel it."""
    found = reach.get(GroupCycle.objects.select_related("group__facility"), request.actor, cycle_id)
    form, now = StepForm(request.POST), timezone.now()
    page = Cycles(found.group, CycleForm(), now, step_form=form)
    if not form.is_valid():
        page.status = 422
        return page.page(request)
    to, reason = form.cleaned_data["to"], form.cleaned_data["reason"]
    try:
        done = actions.step_cycle(cycle_id=cycle_id, to=to, reason=reason, by=request.actor, now=now)
    except Refusal as refusal:
        page.status, page.step_form = refusal.status, StepForm(request.POST)
        at_field(page.step_form, refusal)
        return page.page(request)
    messages.success(request, f"Cycle {done.number} is now: {done.get_state_display().lower()}.")
    return redirect("schedules:cycles", found.group_id)


def _answer(request: Request, page: Cycles) -> HttpResponse:
    """Two steps of one form: look, then save what was looked at."""
    if not page.form.is_valid():
        page.status = 422
        return page.page(request)
    given, seen = page.form.given(), request.POST.get("seen", "") or "nothing"
    try:
        shaped = enrollment.shaped_cycle(page.cycle or page.group, given)
        page.shown = with_cycles(page.group, queries.with_cycle(page.group, shaped), page.now)
        if request.POST.get("step") != "save":
            return page.page(request)
        if page.cycle is None:
            done = actions.plan_cycle(group_id=page.group.id, given=given, seen=seen, by=request.actor, now=page.now)
        else:
            done = actions.change_cycle(cycle_id=page.cycle.id, given=given, seen=seen, by=request.actor, now=page.now)
    except Refusal as refusal:
        page.status = refusal.status
        page.shown = page.shown if isinstance(refusal, ScheduleMoved) else None
        at_field(page.form, refusal)
        return page.page(request)
    messages.success(request, f"Cycle {done.number} is saved, and its sessions with it.")
    return redirect("schedules:cycles", page.group.id)
