"""Who works here: the list, and who somebody is."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.ui.refused import attempt
from circlechart.web.office import actions, queries
from circlechart.web.office.forms import StaffForm
from circlechart.web.office.views.client import posted


@requires(Permission.SEE_STAFF)
@require_GET
def staff(request: Request) -> HttpResponse:
    """Who works here, or who did."""
    now, former = timezone.now(), "former" in request.GET
    context = {
        "colleagues": queries.colleagues(request.actor, reach.today(request.actor, now), former=former),
        "former": former,
        "may_edit": decide.may(request.actor, Permission.EDIT_STAFF, None, on=now),
        "may_places": decide.may(request.actor, Permission.EDIT_PLACES, None, on=now),
        "administers": decide.may(request.actor, Permission.ADMINISTER, None, on=now).allowed,
    }
    return render(request, "office/staff.html", context)


@requires(Permission.EDIT_STAFF)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Take somebody on the staff."""
    now, facilities = timezone.now(), queries.facilities(request.actor)
    chosen = [facilities[0][0]] if len(facilities) == 1 else []
    initial = {"active_from": reach.today(request.actor, now), "facilities": chosen}
    form = StaffForm(posted(request), initial=initial, facilities=facilities)

    def add() -> HttpResponse:
        return redirect("office:member", actions.add_staff(given=form.given(), by=request.actor, now=now).id)

    done, status = attempt(form, add)
    return done or render(request, "office/staff_form.html", {"form": form, "member": None}, status=status)


@requires(Permission.EDIT_STAFF)
@require_http_methods(["GET", "POST"])
def edit(request: Request, staff_id: UUID) -> HttpResponse:
    """Correct who somebody is."""
    found = queries.staff_member(staff_id, request.actor)
    initial = {name: getattr(found, name, None) for name in StaffForm.base_fields}
    initial["last_on"] = queries.last_day(found.active_until)
    initial["facilities"] = [str(each) for each in found.facilities.values_list("id", flat=True)]
    form = StaffForm(posted(request), initial=initial, facilities=queries.facilities(request.actor))

    def save() -> HttpResponse:
        actions.edit_staff(staff_id=found.id, given=form.given(), by=request.actor, now=timezone.now())
        return redirect("office:member", found.id)

    done, status = attempt(form, save)
    return done or render(request, "office/staff_form.html", {"form": form, "member": found}, status=status)
