"""One person's page: credentials, roles, supervisor, sign-in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from circlechart.base.access import actions as access
from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.ui.refused import attempt
from circlechart.web.office import actions, queries
from circlechart.web.office.forms import CredentialForm, RoleForm, SignInGivenForm, SupervisorForm
from circlechart.web.office.views.holdings import last_day


@requires(Permission.SEE_STAFF)
@require_GET
def member(request: Request, staff_id: UUID) -> HttpResponse:
    """One person's page."""
    return member_page(request, staff_id)


@requires(Permission.EDIT_STAFF)
@require_POST
def add_credential(request: Request, staff_id: UUID) -> HttpResponse:
    """Add a credential."""
    found = queries.staff_member(staff_id, request.actor)
    form = CredentialForm(request.POST, prefix="credential")

    def add() -> HttpResponse:
        actions.add_credential(staff_id=found.id, given=form.given(), by=request.actor, now=timezone.now())
        return redirect("office:member", found.id)

    done, status = attempt(form, add)
    return done or member_page(request, found.id, status, credential_form=form)


@requires(Permission.EDIT_STAFF)
@require_POST
def grant_role(request: Request, staff_id: UUID) -> HttpResponse:
    """Grant a role."""
    found = queries.staff_member(staff_id, request.actor)
    form = _role_form(request, given=request.POST)

    def grant() -> HttpResponse:
        actions.grant_role(staff_id=found.id, given=form.given(), by=request.actor, now=timezone.now())
        return redirect("office:member", found.id)

    done, status = attempt(form, grant)
    return done or member_page(request, found.id, status, role_form=form)


@requires(Permission.EDIT_STAFF)
@require_POST
def set_supervisor(request: Request, staff_id: UUID) -> HttpResponse:
    """Name a supervisor."""
    found, now = queries.staff_member(staff_id, request.actor), timezone.now()
    people = queries.people(request.actor, reach.today(request.actor, now))
    form = SupervisorForm(request.POST, prefix="supervisor", people=people)

    def name() -> HttpResponse:
        actions.set_supervisor(staff_id=found.id, given=form.given(), by=request.actor, now=now)
        return redirect("office:member", found.id)

    done, status = attempt(form, name)
    return done or member_page(request, found.id, status, supervisor_form=form)


@requires(Permission.EDIT_STAFF)
@require_POST
def end_credential(request: Request, credential_id: UUID) -> HttpResponse:
    """End a credential."""
    given = last_day(request)
    done = actions.end_credential(credential_id=credential_id, last_on=given, by=request.actor, now=timezone.now())
    return redirect("office:member", done.staff_id)


@requires(Permission.EDIT_STAFF)
@require_POST
def end_role(request: Request, grant_id: UUID) -> HttpResponse:
    """End a role."""
    done = actions.end_role(grant_id=grant_id, last_on=last_day(request), by=request.actor, now=timezone.now())
    return redirect("office:member", done.staff_id)


@requires(Permission.EDIT_STAFF)
@require_POST
def end_supervision(request: Request, supervision_id: UUID) -> HttpResponse:
    """End a supervision."""
    given = last_day(request)
    done = actions.end_supervision(supervision_id=supervision_id, last_on=given, by=request.actor, now=timezone.now())
    return redirect("office:member", done.staff_id)


@requires(Permission.ADMINISTER)
@require_POST
def give_sign_in(request: Request, staff_id: UUID) -> HttpResponse:
    """Give a sign-in or a new password; it is shown on this answer and nowhere again."""
    found = queries.staff_member(staff_id, request.actor)
    form = SignInGivenForm(request.POST, prefix="sign-in")

    def give() -> HttpResponse:
        username, now = form.cleaned_data["username"], timezone.now()
        password = access.give_sign_in(staff_id=found.id, username=username, by=request.actor, now=now)
        return member_page(request, found.id, password=password)

    done, status = attempt(form, give)
    return done or member_page(request, found.id, status, sign_in_form=form)


@requires(Permission.ADMINISTER)
@require_POST
def stop_sign_in(request: Request, staff_id: UUID) -> HttpResponse:
    """Let somebody sign in no more."""
    found = queries.staff_member(staff_id, request.actor)
    access.stop_sign_in(staff_id=found.id, by=request.actor, now=timezone.now())
    messages.success(request, f"{found.display_name} can sign in no more.")
    return redirect("office:member", found.id)


@requires(Permission.ADMINISTER)
@require_POST
def unlock(request: Request, staff_id: UUID) -> HttpResponse:
    """End a lock-out before its time."""
    found = queries.staff_member(staff_id, request.actor)
    access.unlock(staff_id=found.id, by=request.actor, now=timezone.now())
    messages.success(request, f"{found.display_name} can try again.")
    return redirect("office:member", found.id)


def member_page(request: Request, staff_id: UUID, status: int = 200, **given: Form | str) -> HttpResponse:
    """This function will draw one person's page, with a refused form in its place."""
    now, actor = timezone.now(), request.person
    found = queries.member(staff_id, request.actor, now)
    today = found.today
    context: dict[str, Any] = {
        "member": found,
        "staff": found.staff,
        "today": today,
        "may_edit": decide.may(actor, Permission.EDIT_STAFF, None, on=now).allowed,
        "administers": decide.may(actor, Permission.ADMINISTER, None, on=now).allowed,
        "credential_form": CredentialForm(prefix="credential", initial={"from_on": today}),
        "role_form": _role_form(request, from_on=today),
        "supervisor_form": SupervisorForm(
            prefix="supervisor", initial={"from_on": today}, people=queries.people(request.actor, today)
        ),
        "sign_in_form": SignInGivenForm(prefix="sign-in", initial={"username": _suggested(found)}),
        **given,
    }
    return render(request, "office/member.html", context, status=status)


def _role_form(request: Request, given: QueryDict | None = None, **initial: Any) -> RoleForm:
    facilities, everywhere = queries.facilities(request.actor), request.actor.everywhere
    initial["facility"] = facilities[0][0] if facilities else ""
    return RoleForm(given, prefix="role", initial=initial, facilities=facilities, everywhere=everywhere)


def _suggested(found: queries.Member) -> str:
    if found.user is not None:
        return found.user.username
    first, last = found.staff.legal_first_name, found.staff.legal_last_name
    letters = f"{first[:1]}.{last}".lower()
    return "".join(each for each in letters if each.isascii() and (each.isalnum() or each in ".-"))
