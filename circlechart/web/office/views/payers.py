"""Who a payer is on a claim, and payers that were not there."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from circlechart.base.access import reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.coverage.models import Payer
from circlechart.base.kit.errors import NotFound
from circlechart.base.ui.refused import attempt
from circlechart.money.rulebooks import queries as rulebooks
from circlechart.web.office import actions
from circlechart.web.office.forms import CopyPayerForm, NewPayerForm, PayerForm
from circlechart.web.office.views.client import posted


@requires(Permission.EDIT_PAYERS)
@require_http_methods(["GET", "POST"])
def edit(request: Request, payer_id: UUID) -> HttpResponse:
    """Correct a payer's name, payer ID and address."""
    found = Payer.objects.filter(pk=payer_id).first()
    if found is None:
        raise NotFound()
    form = PayerForm(posted(request), initial={name: getattr(found, name) for name in PayerForm.base_fields})

    def save() -> HttpResponse:
        actions.edit_payer(payer_id=found.id, given=form.given(), by=request.actor, now=timezone.now())
        return redirect("payers:payer", found.id)

    done, status = attempt(form, save)
    return done or render(request, "office/payer_form.html", {"form": form, "payer": found}, status=status)


@requires(Permission.EDIT_PAYERS)
@require_http_methods(["GET", "POST"])
def add(request: Request, template: str) -> HttpResponse:
    """Add a payer that follows one of the shipped rulebooks."""
    now = timezone.now()
    found = rulebooks.template(template, reach.today(request.actor, now))
    initial = {"kind": found.kind, "filing_code": found.filing_code}
    form = NewPayerForm(posted(request), initial=initial)

    def save() -> HttpResponse:
        payer = actions.add_payer(given=form.added(found.name), by=request.actor, now=now)
        return redirect("payers:payer", payer.id)

    done, status = attempt(form, save)
    context = {"form": form, "template": found}
    return done or render(request, "office/new_payer.html", context, status=status)


@requires(Permission.EDIT_PAYERS)
@require_http_methods(["GET", "POST"])
def copy(request: Request, payer_id: UUID) -> HttpResponse:
    """Add a payer with what the clinic says of another one."""
    found = Payer.objects.filter(pk=payer_id).first()
    if found is None:
        raise NotFound()
    initial = {name: getattr(found, name) for name in ("kind", "filing_code", "payer_id")}
    form = CopyPayerForm(posted(request), initial=initial)

    def save() -> HttpResponse:
        given, fees = form.added(found.rulebook), form.cleaned_data["fees"]
        payer = actions.copy_payer(payer_id=found.id, given=given, fees=fees, by=request.actor, now=timezone.now())
        return redirect("payers:payer", payer.id)

    done, status = attempt(form, save)
    return done or render(request, "office/new_payer.html", {"form": form, "source": found}, status=status)
