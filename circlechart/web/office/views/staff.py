"""Who works here: the list, and who somebody is."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from circlechart.base.access import decide
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.kit.errors import Refusal
from circlechart.base.ui.refused import at_field
from circlechart.web.office import actions, queries
from circlechart.web.office.forms import StaffForm
from circlechart.web.office.views.client import status_of


@requires(Permission.SEE_STAFF)
@require_GET
def staff(request: Request) -> HttpResponse:
    """Who works here, or who did."""
    now, former = timezone.now(), "former" in request.GET
    context = {
        "colleagues": queries.colleagues(request.actor, now.date(), former=former),
        "former": former,
        "may_edit": decide.may(request.actor, Permission.EDIT_STAFF, None, on=now),
        "administers": decide.may(request.actor, Permission.ADMINISTER, None, on=now).allowed,
    }
    return render(request, "office/staff.html", context)


@requires(Permission.EDIT_STAFF)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Take somebody on the staff."""
    now, facilities = timezone.now(), queries.facilities(request.actor)
    given = request.POST if request.method == "POST" else None
    chosen = [facilities[0][0]] if len(facilities) == 1 else []
    form = StaffForm(given, initial={"active_from": now.date(), "facilities": chosen}, facilities=facilities)
    if given is not None and form.is_valid():
        try:
            made = actions.add_staff(given=form.given(), by=request.actor, now=now)
            return redirect("office:member", made.id)
        except Refusal as refusal:
            at_field(form, refusal)
    return render(request, "office/staff_form.html", {"form": form, "member": None}, status=status_of(form))


@requires(Permission.EDIT_STAFF)
@require_http_methods(["GET", "POST"])
def edit(request: Request, staff_id: UUID) -> HttpResponse:
    """Correct who somebody is."""
    found = queries.staff_member(staff_id, request.actor)
    initial = {name: getattr(found, name, None) for name in StaffForm.base_fields}
    initial["last_on"] = queries.last_day(found.active_until)
    initial["facilities"] = [str(each) for each in found.facilities.values_list("id", flat=True)]
    given = request.POST if request.method == "POST" else None
    form = StaffForm(given, initial=initial, facilities=queries.facilities(request.actor))
    if given is not None and form.is_valid():
        try:
            actions.edit_staff(staff_id=found.id, given=form.given(), by=request.actor, now=timezone.now())
            return redirect("office:member", found.id)
        except Refusal as refusal:
            at_field(form, refusal)
    return render(request, "office/staff_form.html", {"form": form, "member": found}, status=status_of(form))
