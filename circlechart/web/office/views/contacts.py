"""Whom to reach about a client."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.people.models import Client, Contact
from circlechart.web.office import actions
from circlechart.web.office.forms import ContactForm
from circlechart.web.office.views.client import status_of


@requires(Permission.EDIT_CLIENT)
@require_http_methods(["GET", "POST"])
def new(request: Request, client_id: UUID) -> HttpResponse:
    """Add a contact."""
    client = reach.get(Client.objects.all(), request.actor, client_id)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.add_contact(client_id=client.id, given=form.given(), by=request.actor, now=timezone.now())
        return redirect("office:client", client.id)
    context = {"form": form, "client": client, "contact": None}
    return render(request, "office/contact_form.html", context, status=status_of(form))


@requires(Permission.EDIT_CLIENT)
@require_http_methods(["GET", "POST"])
def edit(request: Request, contact_id: UUID) -> HttpResponse:
    """Correct a contact."""
    contact = reach.get(Contact.objects.select_related("client"), request.actor, contact_id)
    decide.ensure(request.actor, Permission.EDIT_CLIENT, contact.client, on=timezone.now())
    initial = {name: getattr(contact, name) for name in ContactForm.base_fields}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.edit_contact(contact_id=contact.id, given=form.given(), by=request.actor, now=timezone.now())
        return redirect("office:client", contact.client_id)
    context = {"form": form, "client": contact.client, "contact": contact}
    return render(request, "office/contact_form.html", context, status=status_of(form))


@requires(Permission.EDIT_CLIENT)
@require_POST
def remove(request: Request, contact_id: UUID) -> HttpResponse:
    """Strike a contact."""
    contact = reach.get(Contact.objects.all(), request.actor, contact_id)
    actions.remove_contact(contact_id=contact.id, by=request.actor, now=timezone.now())
    return redirect("office:client", contact.client_id)
