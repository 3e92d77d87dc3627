"""A client's timeline, on screen and in print; and windows on plans for other pages."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.formats.paper import note as paper
from circlechart.base.people.models import Client
from circlechart.care.attendance import queries as attendance
from circlechart.care.charts import queries
from circlechart.care.enrollment.models import Group
from circlechart.care.plans import queries as plans
from circlechart.care.sessions.models import Session


def _client(request: Request, client_id: UUID, verb: str) -> Client:
    now = timezone.now()
    client = reach.get(Client.objects.select_related("facility"), request.actor, client_id)
    decide.ensure(request.actor, Permission.READ_NOTE, client, on=now)
    audit.viewed(by=request.actor, verb=verb, thing=client, now=now, client=client.id)
    return client


@requires(Permission.READ_NOTE)
@require_GET
def chart(request: Request, client_id: UUID) -> HttpResponse:
    """One client's care in the order of time."""
    client, now = _client(request, client_id, "charts.view"), timezone.now()
    context = {
        "client": client,
        "standing": plans.standings([client], now)[client.id],
        "events": queries.timeline(client, now),
        "done": queries.compliance([client], now)[client.id],
        "progress": attendance.progress(client.id, now),
    }
    return render(request, "charts/chart.html", context)


@requires(Permission.READ_NOTE)
@require_GET
def print_chart(request: Request, client_id: UUID) -> HttpResponse:
    """The timeline as a PDF that contains only this client."""
    client, now = _client(request, client_id, "charts.print"), timezone.now()
    done, standing = queries.compliance([client], now)[client.id], plans.standings([client], now)[client.id]
    page = queries.document(client, queries.timeline(client, now), done, standing.words)
    response = HttpResponse(paper.pdf(page), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="timeline-{client.id}.pdf"'
    return response


@requires(Permission.READ_NOTE)
@require_GET
def compliance(request: Request, client_id: UUID) -> HttpResponse:
    """What was done of the plan, week by week, as a window on the plan's page."""
    client, now = _client(request, client_id, "charts.view_compliance"), timezone.now()
    template = "charts/compliance.html#list" if "fragment" in request.GET else "charts/compliance.html"
    return render(request, template, {"client": client, "done": queries.compliance([client], now)[client.id]})


@requires(Permission.SEE_SESSION)
@require_GET
def session_plans(request: Request, session_id: UUID) -> HttpResponse:
    """Where the plans of a roster stand, as a window in the rows of the session screen."""
    now = timezone.now()
    session = reach.get(Session.objects.select_related("group", "facility"), request.actor, session_id)
    decide.ensure(request.actor, Permission.SEE_SESSION, session, on=now)
    audit.viewed(by=request.actor, verb="charts.view_session", thing=session, now=now)
    return render(request, "charts/session_plans.html", {"rows": queries.session_plans(session, now)})


@requires(Permission.SEE_CHART)
@require_GET
def group_plans(request: Request, group_id: UUID) -> HttpResponse:
    """Whose plan is missing, due or expired among those of a group, as a window on its page."""
    now = timezone.now()
    group = reach.get(Group.objects.select_related("facility"), request.actor, group_id)
    audit.viewed(by=request.actor, verb="charts.view_group", thing=group, now=now)
    opens = decide.may(request.actor, Permission.READ_NOTE, None, on=now).allowed
    context = {"group": group, "rows": queries.group_plans(group, now), "opens": opens}
    template = "charts/group_plans.html#list" if "fragment" in request.GET else "charts/group_plans.html"
    return render(request, template, context)
