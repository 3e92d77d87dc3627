"""The organization and its facilities, as claims say them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.people.models import Facility, Organization
from circlechart.base.ui.refused import attempt
from circlechart.web.office import actions
from circlechart.web.office.forms import FacilityForm, OrganizationForm
from circlechart.web.office.views.client import posted

SAVED = "Saved. Claims that have not left say it when they are built or checked again."


@requires(Permission.EDIT_PLACES)
@require_GET
def places(request: Request) -> HttpResponse:
    """Who is paid, and where care is given."""
    by = decide.where(request.actor, Permission.EDIT_PLACES)
    facilities = reach.within(Facility.objects.order_by("name"), by)
    return render(request, "office/places.html", {"organization": Organization.objects.get(), "facilities": facilities})


@requires(Permission.EDIT_PLACES)
@require_http_methods(["GET", "POST"])
def organization(request: Request) -> HttpResponse:
    """Correct who is paid."""
    found = Organization.objects.get()
    form = OrganizationForm(
        posted(request), initial={name: getattr(found, name) for name in OrganizationForm.base_fields}
    )

    def save() -> HttpResponse:
        actions.edit_organization(given=form.given(), by=request.actor, now=timezone.now())
        messages.success(request, SAVED)
        return redirect("office:places")

    done, status = attempt(form, save)
    return done or render(request, "office/organization_form.html", {"form": form, "place": found}, status=status)


@requires(Permission.EDIT_PLACES)
@require_http_methods(["GET", "POST"])
def facility(request: Request, facility_id: UUID) -> HttpResponse:
    """Correct a facility's name, numbers and address."""
    found = reach.get(Facility.objects.all(), request.actor, facility_id)
    decide.ensure(request.actor, Permission.EDIT_PLACES, found, on=timezone.now())
    form = FacilityForm(posted(request), initial={name: getattr(found, name) for name in FacilityForm.base_fields})

    def save() -> HttpResponse:
        actions.edit_facility(facility_id=found.id, given=form.given(), by=request.actor, now=timezone.now())
        messages.success(request, SAVED)
        return redirect("office:places")

    done, status = attempt(form, save)
    return done or render(request, "office/facility_form.html", {"form": form, "place": found}, status=status)
