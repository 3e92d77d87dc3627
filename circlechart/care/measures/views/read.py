"""Reading scores: in the rows of the session screen, on a client's page, one filled form; and the instruments."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.people.models import Client
from circlechart.base.ui.refused import cleaned
from circlechart.care.attendance.models import Attendance
from circlechart.care.measures import actions, instruments, queries
from circlechart.care.measures.forms import ChangeForm
from circlechart.care.sessions.models import Session

WATCHED = "watched_scores"
LOOK_SECONDS = 600


@requires(Permission.SEE_MEASURES)
@require_GET
def rows(request: Request, session_id: UUID) -> HttpResponse:
    """The slots of a session's rows, and what cannot wait, for the session screen."""
    now, found = timezone.now(), _session(request, session_id)
    own = dict(Attendance.objects.filter(session=found).values_list("id", "client_id"))
    _watched(request, found, now)
    scores = queries.trends(own.values(), now)
    open_ones = queries.alerts(request.actor, own.values())
    context = {
        "session": found,
        "rows": [
            (attendance_id, client_id, scores.get(client_id, ()), [e for e in open_ones if e.client_id == client_id])
            for attendance_id, client_id in own.items()
        ],
        "urgent": [each for each in open_ones if each.kind == "item"],
        "may_answer": decide.may(request.person, Permission.ANSWER_ALERT, None, on=now).allowed,
    }
    return render(request, "measures/rows.html", context)


@requires(Permission.SEE_MEASURES)
@require_GET
def news(request: Request, session_id: UUID) -> HttpResponse:
    """Which alerts of a session's clients wait, and how many forms came in: for a page that looks by itself."""
    found = _session(request, session_id)
    own = queries.expected(found)
    waiting = queries.alerts(request.actor, own, kinds=["item"])
    return JsonResponse({"urgent": [str(each.id) for each in waiting], "results": queries.counted(own)})


@requires(Permission.SEE_MEASURES)
@require_GET
def client(request: Request, client_id: UUID) -> HttpResponse:
    """A client's scores over time, as drawing and as table."""
    now = timezone.now()
    found = reach.get(Client.objects.select_related("facility"), request.actor, client_id)
    audit.viewed(by=request.actor, verb="measures.view_client", thing=found, now=now, client=found.id)
    if "fragment" in request.GET:
        card = {"client": found, "trends": queries.trends([found.id], now).get(found.id, ())}
        return render(request, "measures/card.html", {**card, "alerts": queries.alerts(request.actor, [found.id])})
    context = {
        "client": found,
        "zone": found.facility.time_zone,
        "charts": queries.chart(found, now),
        "alerts": queries.alerts(request.actor, [found.id]),
        "waiting": queries.waiting(found, now),
        "instruments": [(each.key, each.short) for each in instruments.shipped().values()],
        "chosen": ["phq9", "gad7"],
        "may_give": decide.may(request.person, Permission.GIVE_MEASURE, found, on=now),
        "may_answer": decide.may(request.person, Permission.ANSWER_ALERT, found, on=now).allowed,
    }
    return render(request, "measures/client.html", context)


@requires(Permission.SEE_MEASURES)
@require_GET
def result(request: Request, result_id: UUID) -> HttpResponse:
    """One filled form, as it was sent, to read or to print."""
    found = queries.result(result_id, request.actor)
    verb = "measures.print" if "print" in request.GET else "measures.view_result"
    audit.viewed(by=request.actor, verb=verb, thing=found, now=timezone.now(), client=found.client_id)
    instrument = instruments.find(found.instrument)
    questions = instrument.questions if instrument else ()
    context = {
        "result": found,
        "zone": found.client.facility.time_zone,
        "instrument": instrument,
        "answers": [(each, _said(each.choices, found.answers.get(each.key))) for each in questions],
        "printing": "print" in request.GET,
    }
    return render(request, "measures/result.html", context)


@requires(Permission.SEE_MEASURES)
@require_GET
def index(request: Request) -> HttpResponse:
    """The instruments with their sources and terms, and from how many points on a change is real."""
    set_here = queries.policies()
    shown = [
        (each, set_here.get(key), queries.points_of_change(each, set_here))
        for key, each in instruments.shipped().items()
    ]
    may_set = decide.may(request.person, Permission.SET_MEASURES, None, on=timezone.now()).allowed
    zone = reach.zone(request.actor)
    return render(request, "measures/instruments.html", {"instruments": shown, "may_set": may_set, "zone": zone})


@requires(Permission.SET_MEASURES)
@require_POST
def change(request: Request, instrument: str) -> HttpResponse:
    """Set from how many points on a change of one instrument is real."""
    given = cleaned(ChangeForm(request.POST))
    actions.set_change(
        key=instrument, points=given["points"], because=given["because"], by=request.actor, now=timezone.now()
    )
    messages.success(request, "Set. Alerts that were raised before stand.")
    return redirect("measures:instruments")


def _session(request: Request, session_id: UUID) -> Session:
    found = reach.get(Session.objects.select_related("group", "facility"), request.actor, session_id)
    decide.ensure(request.person, Permission.SEE_SESSION, found, on=timezone.now())
    return found


def _watched(request: Request, found: Session, now: datetime) -> None:
    """A page that fetches its rows anew all the time is written down as one look every ten minutes."""
    looks = {
        key: last for key, last in request.session.get(WATCHED, {}).items() if now.timestamp() - last < LOOK_SECONDS
    }
    if str(found.id) not in looks:
        audit.viewed(by=request.actor, verb="measures.view_session", thing=found, now=now)
        request.session[WATCHED] = {**looks, str(found.id): now.timestamp()}


def _said(choices: tuple[str, ...], given: int | None) -> str:
    return choices[given] if given is not None else ""
