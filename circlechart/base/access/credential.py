"""Asking for a password: at the door, when a page was locked, and before a signature. Wrong ones lead to a lock-out."""

from copy import copy

from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from circlechart.base.access import actions
from circlechart.base.access.errors import LockedOut, WrongCredential
from circlechart.base.access.models import User

LONGEST = 256


def check(request: HttpRequest, username: str, password: str, verb: str) -> User | None:
    """This function will find the user whose password this is; a refusal is audited under the verb.

    Returns None when: the pair is not right, without saying which of the two. Raises: LockedOut.
    """
    asking = copy(request)
    # whoever counts the failures keeps what was posted with them: clinical words must not lie there
    asking.GET, asking.POST = QueryDict(), QueryDict()
    username = username.strip().lower().replace("\0", "")
    try:
        user = authenticate(asking, username=username, password=password[:LONGEST])
    except PermissionDenied:
        user = None
    locked = getattr(asking, "axes_locked_out", False)
    if isinstance(user, User) and not locked:
        return user
    verb = "access.locked_out" if locked else verb
    actions.note_refusal(username=username, verb=verb, ip=request.META.get("REMOTE_ADDR") or None, now=timezone.now())
    if locked:
        raise LockedOut()
    return None


def confirm(request: HttpRequest, password: str) -> None:
    """This function will check the password of the person who is signed in; wrong ones count toward the lock-out.

    Raises: WrongCredential, LockedOut.
    """
    user = check(request, request.user.get_username(), password, "access.credential_refused")
    if user is None or user.pk != request.user.pk:
        raise WrongCredential()


def keep_answer(request: HttpRequest, response: HttpResponse, credentials: object) -> HttpResponse:
    """This function will leave the answer to a locked-out person as our own views gave it (AXES_LOCKOUT_CALLABLE)."""
    return response
