"""One client: the chart, and who the client is."""

from datetime import date
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.people.models import Client
from circlechart.base.ui.refused import attempt
from circlechart.web.office import actions, queries
from circlechart.web.office.forms import ClientForm, CoverageForm, DiagnosisForm, GoalForm


@requires(Permission.SEE_CHART)
@require_GET
def client(request: Request, client_id: UUID) -> HttpResponse:
    """One client's chart."""
    return chart_page(request, client_id)


@requires(Permission.EDIT_CLIENT)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Take a client on the books."""
    form = ClientForm(posted(request), facilities=queries.facilities(request.actor))

    def add() -> HttpResponse:
        made = actions.add_client(given=form.given(), by=request.actor, now=timezone.now())
        return redirect("office:client", made.id)

    done, status = attempt(form, add)
    return done or render(request, "office/client_form.html", {"form": form, "client": None}, status=status)


@requires(Permission.EDIT_CLIENT)
@require_http_methods(["GET", "POST"])
def edit(request: Request, client_id: UUID) -> HttpResponse:
    """Correct who a client is."""
    found = reach.get(Client.objects.all(), request.actor, client_id)
    decide.ensure(request.actor, Permission.EDIT_CLIENT, found, on=timezone.now())
    initial = {name: getattr(found, name) for name in ClientForm.base_fields} | {"facility": str(found.facility_id)}
    form = ClientForm(posted(request), initial=initial, facilities=queries.facilities(request.actor))

    def save() -> HttpResponse:
        version = request.POST.get("version", "")
        actions.edit_client(
            client_id=found.id, given=form.given(), by=request.actor, now=timezone.now(), version=version
        )
        return redirect("office:client", found.id)

    done, status = attempt(form, save)
    context = {"form": form, "client": found, "version": queries.version(found)}
    return done or render(request, "office/client_form.html", context, status=status)


def chart_page(request: Request, client_id: UUID, status: int = 200, **forms: Form) -> HttpResponse:
    """This function will draw the chart, with a refused form in its place."""
    now, actor = timezone.now(), request.actor

    def may(permission: Permission, thing: Client | None = None) -> bool:
        return decide.may(actor, permission, thing, on=now).allowed

    chart = queries.chart(client_id, actor, now, clinical=may(Permission.READ_NOTE))
    decide.ensure(actor, Permission.SEE_CHART, chart.client, on=now)
    audit.viewed(by=actor, verb="office.view_chart", thing=chart.client, now=now, client=chart.client.id)
    context: dict[str, Any] = {
        "chart": chart,
        "client": chart.client,
        "today": chart.today,
        "clinical": may(Permission.READ_NOTE),
        "may_client": may(Permission.EDIT_CLIENT, chart.client),
        "may_coverage": may(Permission.EDIT_COVERAGE, chart.client),
        "may_plan": may(Permission.EDIT_PLAN, chart.client),
        "may_trail": may(Permission.SEE_AUDIT),
        **_fresh(chart.today),
        **forms,
    }
    return render(request, "office/client.html", context, status=status)


def _fresh(today: date) -> dict[str, Form]:
    return {
        "goal_form": GoalForm(prefix="goal", initial={"from_on": today}),
        "diagnosis_form": DiagnosisForm(prefix="diagnosis", initial={"from_on": today}),
        "coverage_form": CoverageForm(prefix="coverage", initial={"from_on": today}, plans=queries.plans()),
    }


def posted(request: Request) -> QueryDict | None:
    """This function will read what a form was sent with. Returns None when: the page is only opened."""
    return request.POST if request.method == "POST" else None
