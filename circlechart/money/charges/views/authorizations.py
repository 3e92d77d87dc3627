"""What payers authorized for a client, as the front desk and billers record it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.coverage.models import Payer
from circlechart.base.kit.errors import NotFound
from circlechart.base.people.models import Client
from circlechart.base.ui.refused import attempt, cleaned
from circlechart.money.charges import actions, queries
from circlechart.money.charges.forms import AuthorizationForm, StepForm
from circlechart.money.charges.models import Authorization


@requires(Permission.SEE_CHART)
@require_GET
def authorizations(request: Request, client_id: UUID) -> HttpResponse:
    """A client's authorizations, with what is used of them."""
    client = reach.get(Client.objects.all(), request.actor, client_id)
    decide.ensure(request.actor, Permission.SEE_CHART, client, on=timezone.now())
    return _page(request, client)


@requires(Permission.EDIT_COVERAGE)
@require_POST
def add(request: Request, client_id: UUID) -> HttpResponse:
    """Record an authorization."""
    client = reach.get(Client.objects.all(), request.actor, client_id)
    form = AuthorizationForm(request.POST, payers=_payers(client))

    def act() -> HttpResponse:
        payer_id = UUID(form.cleaned_data["payer"])
        made = actions.add_authorization(
            client_id=client.id, payer_id=payer_id, given=form.given(), by=request.actor, now=timezone.now()
        )
        request.changed_sessions = queries.under(made)
        return redirect("charges:authorizations", client.id)

    done, status = attempt(form, act)
    return done or _page(request, client, form, status)


@requires(Permission.EDIT_COVERAGE)
@require_POST
def step(request: Request, authorization_id: UUID) -> HttpResponse:
    """Record the payer's answer, or close it."""
    found = Authorization.objects.filter(pk=authorization_id).first()
    if found is None:
        raise NotFound()
    client = reach.get(Client.objects.all(), request.actor, found.client_id)
    typed = cleaned(StepForm(request.POST))
    actions.step_authorization(
        authorization_id=found.id, status=typed["status"], number=typed["number"], by=request.actor, now=timezone.now()
    )
    request.changed_sessions = queries.under(found)
    return redirect("charges:authorizations", client.id)


def _payers(client: Client) -> list[tuple[UUID, str]]:
    """The payers that ever covered the client."""
    found = Payer.objects.filter(plans__coverages__client=client).distinct().order_by("name")
    return list(found.values_list("id", "name"))


def _page(request: Request, client: Client, form: AuthorizationForm | None = None, status: int = 200) -> HttpResponse:
    payers = _payers(client)
    context = {
        "client": client,
        "lines": queries.authorizations(client),
        "payers": payers,
        "form": form or AuthorizationForm(payers=payers, initial={"status": "approved"}),
        "may_edit": decide.may(request.actor, Permission.EDIT_COVERAGE, client, on=timezone.now()).allowed,
    }
    return render(request, "charges/authorizations.html", context, status=status)
