"""Every view says which permission opens it; nothing opens without one."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django.utils import timezone

from circlechart.base.access import decide
from circlechart.base.access.errors import ChangePasswordFirst
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.kit.errors import Refusal

Given = ParamSpec("Given")
BEFORE_CHANGE = {"access:password", "access:alive"}


class Request(HttpRequest):
    """A request of a signed-in person. `changed_session` is set by views after which charges are derived anew.

    `person` is who they are with all their roles. `actor`, inside a guarded view, has only the facilities at which they
    hold the view's permission: who bills in one place and treats in another reads no notes in the first.
    """

    actor: Actor
    person: Actor
    changed_session: Any
    changed_sessions: Any


class SignInFirst(Refusal):
    status = 401
    because = "You are not signed in."
    mend = "Sign in and try again."


View = Callable[Concatenate[Request, Given], HttpResponse]


def requires(permission: Permission) -> Callable[[View[Given]], View[Given]]:
    """This function will guard a view: signed in, and a role that holds the permission. Raises: SignInFirst, NotAllowed."""

    def guarding(view: View[Given]) -> View[Given]:
        @wraps(view)
        def guarded(request: Request, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
            actor = getattr(request, "actor", None)
            if actor is None:
                raise SignInFirst()
            if getattr(request.user, "must_change_password", False) and not _before_change(request):
                raise ChangePasswordFirst()
            decide.ensure(actor, permission, None, on=timezone.now())
            request.actor = decide.where(actor, permission)
            return view(request, *args, **kwargs)

        vars(guarded)["permission"] = permission
        return cast("View[Given]", guarded)

    return guarding


def _before_change(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.view_name in BEFORE_CHANGE


def may_open(request: HttpRequest, url_name: str) -> bool:
    """This function will say whether the page of that name opens for this person, for the places in the header."""
    actor = getattr(request, "person", None)
    permission = getattr(resolve(reverse(url_name)).func, "permission", None)
    if actor is None or not isinstance(permission, Permission):
        return False
    return decide.may(actor, permission, None, on=timezone.now()).allowed


def public(view: Callable[Concatenate[HttpRequest, Given], HttpResponse]) -> Callable[..., HttpResponse]:
    """This function will mark a view that needs no sign-in, such as signing in itself."""
    vars(view)["permission"] = "public"
    return view
