"""Giving forms: a session's clients before group, a tablet handed over, a link, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from circlechart.base.access import credential, decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.people.models import Client
from circlechart.base.ui.refused import cleaned
from circlechart.care.measures import access, actions, instruments, queries
from circlechart.care.measures.forms import InviteForm
from circlechart.care.measures.models import Invitation, Sheet
from circlechart.care.measures.views.public import hold
from circlechart.care.sessions.models import Session


@requires(Permission.GIVE_MEASURE)
@require_GET
def session(request: Request, session_id: UUID) -> HttpResponse:
    """A session's clients: who was asked for what, and who has answered."""
    now = timezone.now()
    found = reach.get(Session.objects.select_related("group", "facility"), request.actor, session_id)
    audit.viewed(by=request.actor, verb="measures.view_session", thing=found, now=now)
    context = {
        "session": found,
        "rows": queries.roster(found, now),
        "instruments": [(each.key, each.short) for each in instruments.shipped().values()],
        "chosen": ["phq9", "gad7"],
        "sees": access.sees(request.person, now),
        "opens": decide.may(request.person, Permission.SEE_SESSION, found, on=now).allowed,
        "alerts": queries.alerts(request.actor, queries.expected(found)) if access.sees(request.actor, now) else [],
        "may_answer": decide.may(request.person, Permission.ANSWER_ALERT, None, on=now).allowed,
    }
    return render(request, "measures/session.html", context)


@requires(Permission.GIVE_MEASURE)
@require_POST
def invite(request: Request, client_id: UUID) -> HttpResponse:
    """Ask a client for forms: the tablet is theirs at once, or there is a link to pass on."""
    client = reach.get(Client.objects.select_related("facility"), request.actor, client_id)
    given = cleaned(InviteForm(request.POST))
    at = given["session"]
    if at is not None:
        reach.get(Session.objects.all(), request.actor, at)
    found = actions.invite(
        client_id=client.id, keys=given["instruments"], channel=given["channel"], session_id=at,
        by=request.actor, now=timezone.now(),
    )  # fmt: skip
    if found.channel == Invitation.Channel.LINK:
        return redirect("measures:invitation", found.id)
    actions.open_invitation(invitation_id=found.id, now=timezone.now())
    hold(request, found)
    to = reverse("measures:form", args=[access.token(found.id)])
    back = reverse("measures:session", args=[at]) if at else reverse("measures:client", args=[client.id])
    credential.lend(request, to, back)
    return redirect(to)


@requires(Permission.GIVE_MEASURE)
@require_GET
def invitation(request: Request, invitation_id: UUID) -> HttpResponse:
    """One invitation: its link as long as it can be opened, and how far it got."""
    found, now = queries.invitation(invitation_id, request.actor), timezone.now()
    sheets = list(found.sheets.order_by("position"))
    link = ""
    if found.channel == Invitation.Channel.LINK and not found.opened_at and not found.withdrawn_at:
        link = request.build_absolute_uri(reverse("measures:form", args=[access.token(found.id)]))
    context = {
        "invitation": found,
        "sheets": [(instruments.find(each.instrument), each) for each in sheets],
        "open": any(each.state == Sheet.State.OPEN for each in sheets),
        "link": link if found.expires_at > now else "",
        "ran_out": found.expires_at <= now,
    }
    return render(request, "measures/invitation.html", context)


@requires(Permission.GIVE_MEASURE)
@require_POST
def withdraw(request: Request, invitation_id: UUID) -> HttpResponse:
    """Take back what was not sent."""
    found = queries.invitation(invitation_id, request.actor)
    actions.withdraw(invitation_id=found.id, by=request.actor, now=timezone.now())
    messages.success(request, "Taken back. The link opens nothing any more.")
    return redirect("measures:invitation", found.id)
