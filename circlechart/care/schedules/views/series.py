"""Making a group, and changing when it meets; what that would do is shown before it is saved."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.kit import walltime
from circlechart.base.kit.errors import Refusal
from circlechart.base.people.models import Facility
from circlechart.base.ui.refused import at_field
from circlechart.care.enrollment import actions as enrollment
from circlechart.care.enrollment.models import Group
from circlechart.care.schedules import actions
from circlechart.care.schedules.actions.series import check
from circlechart.care.schedules.errors import ScheduleMoved
from circlechart.care.schedules.facts import Preview
from circlechart.care.schedules.forms.series import GroupForm, Slots, SlotsForm, slot_initial
from circlechart.care.schedules.queries import arrange, editor
from circlechart.care.schedules.queries.preview import preview


@dataclass
class Editor:
    """The two forms of the page, and what they would do."""

    group: Group | None
    facility: Facility
    form: GroupForm
    slots: Slots
    shown: Preview | None = None
    status: int = 200

    def is_valid(self) -> bool:
        """Whether both forms can be read; both are looked at, so that every error shows at once."""
        whole = [self.form.is_valid(), self.slots.is_valid()]
        self.status = 200 if all(whole) else 422
        return all(whole)

    def page(self, request: Request) -> HttpResponse:
        """Draw it."""
        context = {"editor": self, "group": self.group, "facility": self.facility, "form": self.form,
                   "slots": self.slots, "preview": self.shown}  # fmt: skip
        return render(request, "schedules/series.html", context, status=self.status)


@requires(Permission.EDIT_SCHEDULE)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Make a group; first, at which facility."""
    now = timezone.now()
    known = {str(each.id): each for each in editor.facilities(request.actor, now)}
    facility = known.get(request.GET.get("facility", "")) or (next(iter(known.values())) if len(known) == 1 else None)
    if facility is None:
        return render(request, "schedules/choose_facility.html", {"facilities": known.values()})
    page = _editor(request, None, facility, now)
    if request.method == "GET" or not page.is_valid():
        return page.page(request)
    return _preview_or_save(request, page, now)


@requires(Permission.EDIT_SCHEDULE)
@require_http_methods(["GET", "POST"])
def edit(request: Request, group_id: UUID) -> HttpResponse:
    """Change a group and when it meets, from a day on."""
    now = timezone.now()
    found = reach.get(Group.objects.select_related("facility"), request.actor, group_id)
    decide.ensure(request.actor, Permission.EDIT_SCHEDULE, found, on=now)
    page = _editor(request, found, found.facility, now)
    if request.method == "GET" or not page.is_valid():
        return page.page(request)
    return _preview_or_save(request, page, now)


def _editor(request: Request, group: Group | None, facility: Facility, now: Any) -> Editor:
    today = walltime.today(now, facility.time_zone)
    before = editor.slots_in_force(group, today) if group else ()
    also = [staff_id for slot in before for _, staff_id in slot.staff]
    data = request.POST if request.method == "POST" else None
    form = GroupForm(
        data,
        initial=editor.group_initial(group, today) if group else {"from_on": today, "capacity": 10},
        programs=editor.programs(facility.id),
        curricula=editor.curricula(),
    )
    choices = {
        "rooms": arrange.rooms(facility.id),
        "people": arrange.workers(facility.id, today, also),
        "before": {each.key: each for each in before},
    }
    initial = [slot_initial(each) for each in before]
    slots = cast(Slots, SlotsForm(data, initial=initial, prefix="slots", form_kwargs=choices))
    return Editor(group, facility, form, slots)


def _preview_or_save(request: Request, page: Editor, now: Any) -> HttpResponse:
    """Two steps of one form: look, then save what was looked at."""
    from_on = page.form.cleaned_data["from_on"]
    given, slots = page.form.given(page.facility.id), page.slots.slots(from_on)
    seen = request.POST.get("seen", "") or "nothing"
    try:
        planned = enrollment.shaped(page.group or page.facility, given)
        check(planned, slots, from_on, now)
        page.shown = preview(planned, slots, from_on, now)
        if request.POST.get("step") != "save":
            return page.page(request)
        made = _save(page, given=given, slots=slots, from_on=from_on, seen=seen, by=request.actor, now=now)
    except Refusal as refusal:
        page.status = refusal.status
        _blame(page, refusal)
        return page.page(request)
    messages.success(request, f"{made.name} is saved; its sessions follow from {from_on:%b %-d, %Y}.")
    return redirect("schedules:schedule", made.id)


def _save(page: Editor, **given: Any) -> Group:
    if page.group is None:
        return actions.start_group(**given)
    return actions.change_group(group_id=page.group.id, **given)


def _blame(page: Editor, refusal: Refusal) -> None:
    """A refusal stands at the field that it names, in the line whose start it is, or over the page."""
    lines = [each for each in page.slots.forms if each.is_bound and each.has_changed() or each.initial]
    starts = [each for each in lines if f"{each.cleaned_data.get('starts'):%-I:%M %p}" == refusal.value]
    if refusal.field == "Starts" and starts:
        at_field(starts[0], refusal)
    elif not isinstance(refusal, ScheduleMoved):
        page.shown = None
        at_field(page.form, refusal)
    else:
        page.form.add_error(None, f"{refusal.because} {refusal.mend}")
