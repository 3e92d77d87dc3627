"""Signing in and out, locking, and signing in again in place."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from circlechart.base.access import actions
from circlechart.base.access.credential import LockedOut, WrongCredential
from circlechart.base.access.forms import SignInForm
from circlechart.base.access.guard import Request, public, requires
from circlechart.base.access.middleware import LAST_SEEN, LOCKED
from circlechart.base.access.models import User
from circlechart.base.access.permissions import Permission


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _authenticate(request, form.cleaned_data["username"], form.cleaned_data["password"])
        if isinstance(user, User):
            _enter(request, user)
            return redirect(_after(request))
        form.add_error(None, user)
    status = 422 if form.errors else 200
    return render(request, "access/sign_in.html", {"form": form, "next": request.GET.get("next", "")}, status=status)


@public
@sensitive_post_parameters("password")
@require_POST
def reauth(request: HttpRequest) -> HttpResponse:
    """Sign the same person in again without leaving the page."""
    username = request.POST.get("username", "")
    if request.user.is_authenticated and request.user.get_username() != username.lower():
        raise WrongCredential("Somebody else is signed in on this page.", mend="Reload the page and sign in.")
    user = _authenticate(request, username, request.POST.get("password", ""))
    if not isinstance(user, User):
        raise (LockedOut() if "Too many" in user else WrongCredential())
    _enter(request, user)
    return JsonResponse({"ok": True})


@requires(Permission.SIGNED_IN)
@require_POST
def sign_out(request: Request) -> HttpResponse:
    """Sign out."""
    actions.note_sign_in(by=request.actor.staff_id, verb="access.sign_out", now=timezone.now())
    logout(request)
    return redirect(settings.LOGIN_URL)


@requires(Permission.SIGNED_IN)
@require_POST
def lock(request: Request) -> HttpResponse:
    """Lock the session until the same person signs in again."""
    request.session[LOCKED] = True
    return HttpResponse(status=204)


@requires(Permission.SIGNED_IN)
@require_POST
def alive(request: Request) -> HttpResponse:
    """Somebody is reading this page; the idle clock starts anew."""
    request.session[LAST_SEEN] = timezone.now().timestamp()
    return HttpResponse(status=204)


def _authenticate(request: HttpRequest, username: str, password: str) -> "User | str":
    try:
        user = authenticate(request, username=username.strip().lower(), password=password)
    except PermissionDenied:
        user = None
    if getattr(request, "axes_locked_out", False):
        return "Too many wrong passwords. Wait fifteen minutes, or ask your administrator."
    if not isinstance(user, User):
        return "Username or password is not right. Check both and try again."
    return user


def _enter(request: HttpRequest, user: User) -> None:
    login(request, user)
    request.session.pop(LOCKED, None)
    request.session[LAST_SEEN] = timezone.now().timestamp()
    actions.note_sign_in(by=user.staff_id, verb="access.sign_in", now=timezone.now())


def _after(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return settings.LOGIN_REDIRECT_URL
