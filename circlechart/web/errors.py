"""Every expected error becomes one page, or one JSON answer for the page's own scripts, in this one place."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from circlechart.base.access import credential
from circlechart.base.access.errors import ChangePasswordFirst
from circlechart.base.access.guard import SignInFirst
from circlechart.base.audit import actions as audit
from circlechart.base.kit.errors import NotAllowed, NotFound, Refusal


class TooBig(Refusal):
    status = 413
    because = "This is more than one save can carry."
    field = "Text"
    mend = "Split it into smaller parts."


class WrongWay(Refusal):
    status = 405
    because = "This address cannot be opened this way."
    mend = "Go back and use the button of the page, or open it from Today."


class CannotStore(Refusal):
    because = "Something in what was sent cannot be stored."
    field = "Text"
    mend = "Look for odd signs or numbers in it, take them out and try again."


class SignedOut(Refusal):
    status = 401
    because = "You were signed out before this was saved."
    mend = "Copy your words from here, sign in again, and put them back."


class Refusals:
    """Turns a `Refusal` into an answer; anything else stays an unexpected error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == WrongWay.status and not response.content:
            named = answer(request, WrongWay())
            named["Allow"] = response.get("Allow", "")
            return named
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer an expected error."""
        if isinstance(error, RequestDataTooBig):
            error = TooBig()
        if isinstance(error, DataError):
            error = CannotStore()  # its own words would quote what was typed
        if not isinstance(error, Refusal):
            return None
        if isinstance(error, NotAllowed):
            _audit_refusal(request, error)
        return answer(request, error)


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """This function will answer a refusal: JSON for scripts, the sign-in page for strangers, a page for people."""
    if not request.accepts("text/html"):
        return JsonResponse({"error": _json(refusal)}, status=refusal.status)
    if isinstance(refusal, ChangePasswordFirst):
        return redirect("access:password")
    if isinstance(refusal, SignInFirst):
        if lent := credential.lent_to(request):
            return redirect(lent)  # a client holds this device: whatever else is asked for leads back to their form
        if not (typed := _typed(request)):
            after = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
            return redirect(f"{reverse('access:sign-in')}?{after}")
        return render(request, "ui/refusal.html", {"refusal": SignedOut(), "typed": typed}, status=refusal.status)
    typed = [] if isinstance(refusal, NotAllowed | NotFound) else _typed(request)
    return render(request, "ui/refusal.html", {"refusal": refusal, "typed": typed}, status=refusal.status)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The prose of a form that was not saved, by the names of its fields: shown again, so that nobody loses it."""
    try:
        sent = request.POST.lists()
    except (RequestDataTooBig, TooManyFieldsSent, UnreadablePostError):
        return []
    return [
        (name.rpartition("-")[2].replace("_", " ").capitalize(), value)
        for name, values in sent
        for value in values
        if "password" not in name and len(str(value).split()) > 1
    ]


def _json(refusal: Refusal) -> dict[str, str]:
    return {
        "because": refusal.because,
        "field": refusal.field,
        "value": refusal.value,
        "mend": refusal.mend,
        "sentence": refusal.sentence,
    }


def _audit_refusal(request: HttpRequest, refusal: Refusal) -> None:
    actor = getattr(request, "actor", None)
    match = request.resolver_match
    audit.refused(by=actor, verb=match.view_name if match else "", because=refusal.because, now=timezone.now())
