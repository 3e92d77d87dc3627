"""Every expected error becomes one page, or one JSON answer for the page's own scripts, in this one place."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from circlechart.base.access.errors import ChangePasswordFirst
from circlechart.base.access.guard import SignInFirst
from circlechart.base.audit import actions as audit
from circlechart.base.kit.errors import NotAllowed, Refusal


class TooBig(Refusal):
    status = 413
    because = "This is more than one save can carry."
    field = "Text"
    mend = "Split it into smaller parts."


class Refusals:
    """Turns a `Refusal` into an answer; anything else stays an unexpected error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer an expected error."""
        if isinstance(error, RequestDataTooBig):
            error = TooBig()
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
        after = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return redirect(f"{reverse('access:sign-in')}?{after}")
    return render(request, "ui/refusal.html", {"refusal": refusal}, status=refusal.status)


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
