"""What a client sees: one form of their own after the other, and nothing else. Nobody is signed in here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from circlechart.base.access import credential
from circlechart.base.access.guard import public
from circlechart.base.kit.errors import Refusal
from circlechart.care.measures import actions, forms, instruments, queries
from circlechart.care.measures.errors import AlreadySent, LeftBlank, NoSuchForm, OpenedElsewhere
from circlechart.care.measures.models import Invitation, Sheet

HELD = "forms"


def hold(request: HttpRequest, found: Invitation) -> None:
    """This function will let this browser, and no other, fill in an invitation."""
    request.session[HELD] = [*request.session.get(HELD, []), str(found.id)]


def _for_clients(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A refusal is one small page without a name; only the client's own script gets JSON."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            if not request.accepts("text/html"):
                return JsonResponse({"error": {"sentence": refusal.sentence}}, status=refusal.status)
            context = {"refusal": refusal, "lent": credential.lent_to(request)}
            return render(request, "measures/gone.html", context, status=refusal.status)

    return public(shown)


def _held(request: HttpRequest, token: str) -> tuple[Invitation, bool]:
    """The invitation of an address, and whether this browser holds it. Raises: NoSuchForm, TooOften, OpenedElsewhere."""
    now = timezone.now()
    try:
        found = queries.held(token, now)
    except NoSuchForm:
        actions.knock(address=request.META.get("REMOTE_ADDR") or "", now=now)
        raise
    if str(found.id) in request.session.get(HELD, []):
        return found, True
    actions.knock(address=request.META.get("REMOTE_ADDR") or "", now=now)
    if found.opened_at:
        raise OpenedElsewhere()
    return found, False


@_for_clients
@require_GET
def form(request: HttpRequest, token: str) -> HttpResponse:
    """The next form of an invitation; before the first, a page to start from; after the last, thanks."""
    found, mine = _held(request, token)
    if not mine:
        return render(request, "measures/start.html", {"token": token, "count": found.sheets.count()})
    sheet = queries.sheet_now(found)
    if sheet is None:
        return render(request, "measures/done.html", {"lent": credential.lent_to(request)})
    return _sheet_page(request, token, found, sheet)


@_for_clients
@require_POST
def start(request: HttpRequest, token: str) -> HttpResponse:
    """Open an invitation on this device."""
    found, mine = _held(request, token)
    if not mine:
        actions.open_invitation(invitation_id=found.id, now=timezone.now())
        hold(request, found)
    return redirect("measures:form", token)


@_for_clients
@require_POST
def answers(request: HttpRequest, token: str) -> HttpResponse:
    """Keep what was answered so far."""
    sheet = _own_sheet(request, token)
    instrument = instruments.find(sheet.instrument)
    count = request.POST.get("count", "")
    if instrument is None or not count.isdecimal():
        raise NoSuchForm()
    kept = actions.keep(
        sheet_id=sheet.id, answers=forms.answers(instrument, request.POST), count=int(count[:9]), now=timezone.now()
    )
    return JsonResponse({"count": kept})


@_for_clients
@require_POST
def submission(request: HttpRequest, token: str) -> HttpResponse:
    """Send one form; questions left blank are shown once before it goes as it is."""
    sheet = _own_sheet(request, token)
    instrument = instruments.find(sheet.instrument)
    if instrument is None:
        raise NoSuchForm()
    given, as_it_is = forms.answers(instrument, request.POST), "as_it_is" in request.POST
    try:
        actions.submit(sheet_id=sheet.id, answers=given, as_it_is=as_it_is, now=timezone.now())
    except LeftBlank as left:
        return _sheet_page(request, token, sheet.invitation, sheet, given=given, blank=left)
    except AlreadySent:
        pass  # sent from here before: what stands is what was sent first
    if request.accepts("text/html"):
        return redirect("measures:form", token)
    return JsonResponse({"sent": True})


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest) -> HttpResponse:
    """Staff take the tablet back with their own password."""
    to = credential.lent_to(request)
    if not to:
        return redirect("access:sign-in")
    if request.method != "POST":
        return redirect(to)
    try:
        return redirect(credential.take_back(request, request.POST.get("password", "")))
    except Refusal as refusal:
        context = {"refusal": refusal, "lent": to, "wrong": f"{refusal.because} {refusal.mend}"}
        return render(request, "measures/gone.html", context, status=refusal.status)


def _own_sheet(request: HttpRequest, token: str) -> Sheet:
    found, mine = _held(request, token)
    wanted = request.POST.get("sheet", "")
    sheets = {str(each.id): each for each in found.sheets.select_related("invitation__client")}
    if not mine or wanted not in sheets:
        raise NoSuchForm()
    return sheets[wanted]


def _sheet_page(request: HttpRequest, token: str, found: Invitation, sheet: Sheet, **given: Any) -> HttpResponse:
    instrument = instruments.find(sheet.instrument)
    chosen = given.get("given") or sheet.answers
    blank = given.get("blank")
    missing = blank.value.split(", ") if blank else []
    context = {
        "token": token,
        "sheet": sheet,
        "instrument": instrument,
        "questions": [(each, chosen.get(each.key), str(each.number) in missing) for each in instrument.questions]
        if instrument
        else [],
        "missing": missing,
        "count": found.sheets.count(),
        "lent": credential.lent_to(request),
        "initials": "".join(word[0] for word in found.client.display_name.split()) if found.channel == "tablet" else "",
    }
    return render(request, "measures/sheet.html", context, status=422 if blank else 200)
