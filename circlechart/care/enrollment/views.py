"""Groups with their seats; one group's roster and waitlist."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.ui.refused import attempt, cleaned
from circlechart.care.enrollment import actions, queries
from circlechart.care.enrollment.facts import ORDINARY
from circlechart.care.enrollment.forms import REASONS, AcceptForm, EndForm, PlaceForm, TransferForm, VoidForm, WaitForm
from circlechart.care.enrollment.models import Group

OFFER_LASTS = timedelta(days=3)
URGENT = 50


@requires(Permission.SEE_SCHEDULE)
@require_GET
def groups(request: Request) -> HttpResponse:
    """Every group within reach."""
    now = timezone.now()
    return render(
        request,
        "enrollment/groups.html",
        {
            "groups": queries.groups(request.actor, now),
            "may_add": decide.may(request.actor, Permission.EDIT_SCHEDULE, None, on=now).allowed,
        },
    )


@requires(Permission.SEE_CHART)
@require_GET
def group(request: Request, group_id: UUID) -> HttpResponse:
    """One group: who has a place, who waits."""
    found = _group(request, group_id)
    audit.viewed(by=request.actor, verb="enrollment.view_group", thing=found, now=timezone.now())
    return _page(request, found)


@requires(Permission.ENROLL)
@require_POST
def enroll(request: Request, group_id: UUID) -> HttpResponse:
    """Give a client a place."""
    found, form = _group(request, group_id), PlaceForm(request.POST)

    def give() -> HttpResponse:
        client = queries.client_by_chart(form.cleaned_data["chart_number"], request.actor)
        from_on, late_reason = form.cleaned_data["from_on"], form.cleaned_data["late_reason"]
        actions.enroll(
            group_id=found.id, client_id=client.id, from_on=from_on, late_reason=late_reason,
            by=request.actor, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, f"{client.display_name} has a place from {from_on:%b %-d, %Y}.")
        return redirect("enrollment:group", found.id)

    done, status = attempt(form, give)
    return done or _page(request, found, place_form=form, status=status)


@requires(Permission.ENROLL)
@require_POST
def wait(request: Request, group_id: UUID) -> HttpResponse:
    """Put a client on the waitlist."""
    found, form = _group(request, group_id), WaitForm(request.POST, prefix="wait")

    def put() -> HttpResponse:
        client = queries.client_by_chart(form.cleaned_data["chart_number"], request.actor)
        priority = URGENT if form.cleaned_data["urgent"] else ORDINARY
        actions.wait(group_id=found.id, client_id=client.id, priority=priority, by=request.actor, now=timezone.now())
        messages.success(request, f"{client.display_name} waits for {found.name}.")
        return redirect("enrollment:group", found.id)

    done, status = attempt(form, put)
    return done or _page(request, found, wait_form=form, status=status)


@requires(Permission.ENROLL)
@require_POST
def offer(request: Request, enrollment_id: UUID) -> HttpResponse:
    """Offer a waiting client a place for three days."""
    place, now = queries.place(enrollment_id, request.actor), timezone.now()
    actions.offer(enrollment_id=place.id, expires_at=now + OFFER_LASTS, by=request.actor, now=now)
    return redirect("enrollment:group", place.group_id)


@requires(Permission.ENROLL)
@require_POST
def accept(request: Request, enrollment_id: UUID) -> HttpResponse:
    """Give a waiting client the place."""
    place = queries.place(enrollment_id, request.actor)
    given = cleaned(AcceptForm(request.POST))
    actions.accept(
        enrollment_id=place.id, from_on=given["from_on"], late_reason=given["late_reason"],
        by=request.actor, now=timezone.now(),
    )  # fmt: skip
    return redirect("enrollment:group", place.group_id)


@requires(Permission.ENROLL)
@require_POST
def decline(request: Request, enrollment_id: UUID) -> HttpResponse:
    """Take a client off the waitlist."""
    place = queries.place(enrollment_id, request.actor)
    actions.decline(enrollment_id=place.id, by=request.actor, now=timezone.now())
    return redirect("enrollment:group", place.group_id)


@requires(Permission.ENROLL)
@require_POST
def end(request: Request, enrollment_id: UUID) -> HttpResponse:
    """End a place."""
    place, given = queries.place(enrollment_id, request.actor), cleaned(EndForm(request.POST))
    actions.end(
        enrollment_id=place.id, last_on=given["last_on"], reason=given["reason"], by=request.actor, now=timezone.now()
    )
    return redirect("enrollment:group", place.group_id)


@requires(Permission.ENROLL)
@require_POST
def void(request: Request, enrollment_id: UUID) -> HttpResponse:
    """Take back a place that was given by mistake."""
    place, given = queries.place(enrollment_id, request.actor), cleaned(VoidForm(request.POST))
    actions.void(enrollment_id=place.id, reason=given["reason"], by=request.actor, now=timezone.now())
    return redirect("enrollment:group", place.group_id)


@requires(Permission.ENROLL)
@require_POST
def transfer(request: Request, enrollment_id: UUID) -> HttpResponse:
    """Move a client to another group."""
    place, given = queries.place(enrollment_id, request.actor), cleaned(TransferForm(request.POST))
    target = reach.get(Group.objects.all(), request.actor, given["to_group"])
    actions.transfer(
        enrollment_id=place.id, to_group_id=target.id, last_on=given["last_on"], by=request.actor, now=timezone.now()
    )
    return redirect("enrollment:group", target.id)


def _group(request: Request, group_id: UUID) -> Group:
    return reach.get(Group.objects.select_related("facility", "program"), request.actor, group_id)


def _page(request: Request, found: Group, status: int | None = None, **given: Form) -> HttpResponse:
    now = timezone.now()
    today = queries.today(found, now)
    context: dict[str, Any] = {
        "group": found,
        "seats": queries.seats(found, today),
        "roster": queries.roster(found, today),
        "waitlist": queries.waitlist(found),
        "candidates": queries.candidates(found, request.actor),
        "others": [(each.id, each.name) for each in queries.other_groups(found)],
        "reasons": REASONS,
        "today": today,
        "may_enroll": decide.may(request.actor, Permission.ENROLL, found, on=now),
        "joining": queries.joining(found, today),
        "place_form": PlaceForm(initial={"from_on": today}),
        "wait_form": WaitForm(prefix="wait"),
        **given,
    }
    return render(request, "enrollment/group.html", context, status=status or (422 if given else 200))
