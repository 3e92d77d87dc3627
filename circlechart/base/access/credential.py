"""The signer's own credential, asked again before a signature."""

from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from circlechart.base.kit.errors import Refusal


class WrongCredential(Refusal):
    because = "That is not your password."
    field = "Password"
    mend = "Type the password that you sign in with."


class LockedOut(Refusal):
    status = 429
    because = "Too many wrong passwords."
    field = "Password"
    mend = "Wait fifteen minutes, or ask your administrator to unlock you."


def confirm(request: HttpRequest, password: str) -> None:
    """This function will check the password of the person who is signed in; wrong ones count toward the lock-out.

    Raises: WrongCredential, LockedOut.
    """
    try:
        user = authenticate(request, username=request.user.get_username(), password=password)
    except PermissionDenied:
        raise LockedOut() from None
    if getattr(request, "axes_locked_out", False):
        raise LockedOut()
    if user is None or user.pk != request.user.pk:
        raise WrongCredential()
