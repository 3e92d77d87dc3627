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
from circlechart.base.ui.refused import attempt
from circlechart.web.office import actions
from circlechart.web.office.forms import ContactForm
from circlechart.web.office.views.client import posted


@requires(Permission.EDIT_CLIENT)
@require_http_methods(["GET", "POST"])
def new(request: Request, client_id: UUID) -> HttpResponse:
    """Add a contact."""
    client = reach.get(Client.objects.all(), request.actor, client_id)
    form = ContactForm(posted(request))

    def add() -> HttpResponse:
        actions.add_contact(client_id=client.id, given=form.given(), by=request.actor, now=timezone.now())
        return redirect("office:client", client.id)

    done, status = attempt(form, add)
    context = {"form": form, "client": client, "contact": None}
    return done or render(request, "office/contact_form.html", context, status=status)


@requires(Permission.EDIT_CLIENT)
@require_http_methods(["GET", "POST"])
def edit(request: Request, contact_id: UUID) -> HttpResponse:
    """Correct a contact."""
    contact = reach.get(Contact.objects.select_related("client"), request.actor, contact_id)
    decide.ensure(request.actor, Permission.EDIT_CLIENT, contact.client, on=timezone.now())
    initial = {name: getattr(contact, name) for name in ContactForm.base_fields}
    form = ContactForm(posted(request), initial=initial)

    def save() -> HttpResponse:
        actions.edit_contact(contact_id=contact.id, given=form.given(), by=request.actor, now=timezone.now())
        return redirect("office:client", contact.client_id)

    done, status = attempt(form, save)
    context = {"form": form, "client": contact.client, "contact": contact}
    return done or render(request, "office/contact_form.html", context, status=status)


@requires(Permission.EDIT_CLIENT)
@require_POST
def remove(request: Request, contact_id: UUID) -> HttpResponse:
    """Strike a contact."""
    contact = reach.get(Contact.objects.all(), request.actor, contact_id)
    actions.remove_contact(contact_id=contact.id, by=request.actor, now=timezone.now())
    return redirect("office:client", contact.client_id)
