"""Clients, one client's chart, staff."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from circlechart.base.access import decide
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.web.office import queries
from circlechart.web.office.forms import SearchForm


@requires(Permission.SEE_CHART)
@require_http_methods(["GET", "POST"])
def clients(request: Request) -> HttpResponse:
    """Clients within reach; a search comes by POST and changes nothing."""
    form = SearchForm(request.POST or None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    found = queries.clients(request.actor, words, timezone.now().date())
    status = 422 if form.errors else 200
    return render(request, "office/clients.html", {"form": form, "found": found, "words": words}, status=status)


@requires(Permission.SEE_CHART)
@require_GET
def client(request: Request, client_id: UUID) -> HttpResponse:
    """One client's chart."""
    now = timezone.now()
    clinical = decide.may(request.actor, Permission.READ_NOTE, None, on=now).allowed
    chart = queries.chart(client_id, request.actor, now.date(), clinical=clinical)
    decide.ensure(request.actor, Permission.SEE_CHART, chart.client, on=now)
    audit.viewed(by=request.actor, verb="office.view_chart", thing=chart.client, now=now, client=chart.client.id)
    return render(request, "office/client.html", {"chart": chart, "client": chart.client, "clinical": clinical})


@requires(Permission.SEE_STAFF)
@require_GET
def staff(request: Request) -> HttpResponse:
    """Who works here."""
    return render(
        request, "office/staff.html", {"colleagues": queries.colleagues(request.actor, timezone.now().date())}
    )
