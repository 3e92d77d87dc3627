"""Who a payer is on a claim."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.coverage.models import Payer
from circlechart.base.kit.errors import NotFound
from circlechart.base.ui.refused import attempt
from circlechart.web.office import actions
from circlechart.web.office.forms import PayerForm
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
