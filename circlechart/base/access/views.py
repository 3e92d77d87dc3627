"""Signing in and out, locking, and signing in again in place."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from circlechart.base.access import actions, credential, middleware
from circlechart.base.access.errors import LockedOut, SomebodyElse, WrongCredential
from circlechart.base.access.forms import PasswordForm, SignInForm
from circlechart.base.access.guard import Request, public, requires
from circlechart.base.access.middleware import LAST_SEEN, LOCKED
from circlechart.base.access.models import User
from circlechart.base.access.permissions import Permission
from circlechart.base.kit.errors import Refusal

NOT_RIGHT = "Username or password is not right. Check both and try again."


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page."""
    form, status = SignInForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            user = credential.check(request, **form.cleaned_data, verb="access.sign_in_refused")
            if user is not None:
                _enter(request, user, "access.sign_in")
                return redirect(_after(request))
            form.add_error(None, NOT_RIGHT)
        except LockedOut as refusal:
            form.add_error(None, f"{refusal.because} {refusal.mend}")
            status = refusal.status
    if form.errors and status == 200:
        status = 422
    return render(request, "access/sign_in.html", {"form": form, "next": request.GET.get("next", "")}, status=status)


@public
@sensitive_post_parameters("password")
@require_POST
def reauth(request: HttpRequest) -> HttpResponse:
    """Sign the same person in again without leaving the page; the page says whose it is."""
    username = request.POST.get("username", "")
    owner = middleware.page_owner(request)
    if owner is None and request.user.is_authenticated:
        owner = str(request.user.pk)
    user = credential.check(request, username, request.POST.get("password", ""), "access.sign_in_refused")
    if user is not None and owner not in (None, str(user.pk)):
        raise SomebodyElse()
    if user is None:
        raise WrongCredential()
    _enter(request, user, "access.sign_in_again")
    return JsonResponse({"ok": True})


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; also from a locked screen, and for those whom nothing else opens for."""
    if isinstance(request.user, User):
        actions.note_sign_in(by=request.user.staff_id, verb="access.sign_out", now=timezone.now())
    logout(request)
    return redirect(settings.LOGIN_URL)


@public
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock the session until the same person signs in again."""
    if isinstance(request.user, User) and not request.session.get(LOCKED):
        request.session[LOCKED] = True
        actions.note_sign_in(by=request.user.staff_id, verb="access.lock", now=timezone.now())
    return HttpResponse(status=204)


@requires(Permission.SIGNED_IN)
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: Request) -> HttpResponse:
    """Choose another password; who was given one must."""
    user = cast(User, request.user)
    form = PasswordForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            credential.confirm(request, form.cleaned_data["current"])
            actions.change_password(user=user, new=form.cleaned_data["new"], by=request.actor, now=timezone.now())
            update_session_auth_hash(request, user)
            messages.success(request, "Your password is changed.")
            return redirect(settings.LOGIN_REDIRECT_URL)
        except Refusal as refusal:
            field = {"Password": "current", "New password": "new"}.get(refusal.field)
            form.add_error(field, f"{refusal.because} {refusal.mend}")
            status = refusal.status
    status = 422 if form.errors and status == 200 else status
    return render(request, "access/password.html", {"form": form, "must": user.must_change_password}, status=status)


@requires(Permission.SIGNED_IN)
@require_POST
def alive(request: Request) -> HttpResponse:
    """Somebody is reading this page; the idle clock starts anew."""
    request.session[LAST_SEEN] = timezone.now().timestamp()
    return HttpResponse(status=204)


def _enter(request: HttpRequest, user: User, verb: str) -> None:
    now = timezone.now()
    login(request, user)
    request.session.pop(LOCKED, None)
    request.session.pop(credential.LENT, None)
    request.session[LAST_SEEN] = now.timestamp()
    actions.note_sign_in(by=user.staff_id, verb=verb, now=now, ip=request.META.get("REMOTE_ADDR") or None)


def _after(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return settings.LOGIN_REDIRECT_URL
