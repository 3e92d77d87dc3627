"""Asking for a password: at the door, when a page was locked, and before a signature. Wrong ones lead to a lock-out."""

from copy import copy

from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from circlechart.base.access import actions
from circlechart.base.access.errors import LockedOut, SomebodyElse, WrongCredential
from circlechart.base.access.middleware import LAST_SEEN, LOCKED
from circlechart.base.access.models import User

LONGEST = 256
LENT = "lent"


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


def lend(request: HttpRequest, to: str, back: str) -> None:
    """This function will lock the session for a client who holds the device: nothing but `to` opens until it is back."""
    request.session[LENT] = {"to": to, "back": back}
    request.session[LOCKED] = True
    actions.note_sign_in(by=_user(request).staff_id, verb="access.lend", now=timezone.now())


def lent_to(request: HttpRequest) -> str:
    """This function will say which page a client holds on this device. Returns an empty string when: none."""
    lent = request.session.get(LENT) if request.session.get(LOCKED) else None
    return str(lent["to"]) if lent else ""


def take_back(request: HttpRequest, password: str) -> str:
    """This function will unlock a device that a client gave back, for the person who lent it, and say where to go on.

    Raises: WrongCredential, LockedOut, SomebodyElse when nobody lent it.
    """
    if not lent_to(request) or not request.user.is_authenticated:
        raise SomebodyElse(mend="Sign in.")
    confirm(request, password)
    request.session.pop(LOCKED)
    request.session[LAST_SEEN] = timezone.now().timestamp()
    actions.note_sign_in(by=_user(request).staff_id, verb="access.take_back", now=timezone.now())
    return str(request.session.pop(LENT)["back"])


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def keep_answer(request: HttpRequest, response: HttpResponse, credentials: object) -> HttpResponse:
    """This function will leave the answer to a locked-out person as our own views gave it (AXES_LOCKOUT_CALLABLE)."""
    return response
