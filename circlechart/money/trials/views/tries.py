"""Trying a payer's rules on one session."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.coverage.models import Payer
from circlechart.care.sessions.models import Session
from circlechart.money.trials import queries
from circlechart.money.trials.facts import Tried
from circlechart.money.trials.forms import MOST_CLIENTS, ClientForm, SearchForm, SessionForm
from circlechart.money.trials.views.asked import asked, payer_of

AT_FIRST, USUAL_MINUTES, USUAL_CLIENTS = 3, 90, 8
FIRST_CLIENT = {"note": "signed", "diagnoses": 1}


@requires(Permission.SEE_BILLING)
@require_GET
def index(request: Request, payer_id: UUID) -> HttpResponse:
    """Which session the rules are tried on."""
    today, payer = reach.today(request.actor, timezone.now()), payer_of(payer_id)
    form = SearchForm(request.GET or None, groups=queries.groups_of(request.actor))
    group_id, since, until = form.asked(today - queries.SEARCH_DAYS, today)
    form.initial = {"since": since, "until": until}
    told = asked(request.GET, payer, today)
    context = {
        "payer": payer,
        "form": form,
        "asked": told,
        "sessions": queries.sessions_of(payer, request.actor, group_id, since, until),
        "most": queries.MOST_LISTED,
        "since": since,
        "until": until,
    }
    return render(request, "trials/try.html", context, status=told.status)


@requires(Permission.SEE_BILLING)
@require_GET
def session(request: Request, payer_id: UUID, session_id: UUID) -> HttpResponse:
    """What a session that was held comes to for this payer's clients."""
    now, payer = timezone.now(), payer_of(payer_id)
    found = reach.get(Session.objects.select_related("group", "facility"), request.actor, session_id)
    decide.ensure(request.actor, Permission.SEE_BILLING, found, on=now)
    told = asked(request.GET, payer, reach.today(request.actor, now))
    lines = queries.tried(found, payer, told.change, now)
    audit.viewed(by=request.actor, verb="trials.view_session", thing=found, now=now)
    context = {"payer": payer, "session": found, "asked": told, **_result(lines)}
    return render(request, "trials/session.html", context, status=told.status)


@requires(Permission.SEE_BILLING)
@require_http_methods(["GET", "POST"])
def typed(request: Request, payer_id: UUID) -> HttpResponse:
    """What a session comes to that somebody types; nothing of it is kept."""
    today, payer = reach.today(request.actor, timezone.now()), payer_of(payer_id)
    posted = request.POST if request.method == "POST" and "more" not in request.POST else None
    count = _count(request.POST)
    usual = {"on": today, "minutes": USUAL_MINUTES, "present": USUAL_CLIENTS, "staff": 1, "level": "masters"}
    form = SessionForm(posted, initial=usual | request.POST.dict())
    clients = [_client_form(payer, number, posted, request.POST) for number in range(1, count + 1)]
    told = asked(request.POST or request.GET, payer, today)
    status, context = 200, {"payer": payer, "form": form, "clients": clients, "asked": told, "count": count}
    if posted is not None:
        whole = all([form.is_valid(), *(each.is_valid() for each in clients)])
        given = [one for one in (each.given() for each in clients if whole) if one]
        status = told.status if given else 422
        context |= {"nobody": whole and not given}
        context |= _result(queries.typed(form.given(given), payer, told.change)) if given else {}
    return render(request, "trials/typed.html", context | {"room": count < MOST_CLIENTS}, status=status)


def _client_form(payer: Payer, number: int, posted: QueryDict | None, known: QueryDict) -> ClientForm:
    """The row of a client; with one row more, what was typed stays without being judged."""
    plans = [(str(each.id), each.name) for each in payer.plans.all()]
    prefix = f"client{number}-"
    typed = {key.removeprefix(prefix): said for key, said in known.dict().items() if key.startswith(prefix)}
    return ClientForm(posted, plans=plans, number=number, initial=FIRST_CLIENT | typed)


def _count(posted: QueryDict) -> int:
    said = posted.get("count", "")
    count = int(said) if said.isascii() and said.isdigit() and len(said) <= 2 else AT_FIRST
    return min(max(count, 1) + ("more" in posted), MOST_CLIENTS)


def _result(lines: list[Tried]) -> dict[str, Any]:
    changed = [each for each in lines if each.after is not None]
    return {
        "lines": lines,
        "changed": bool(changed),
        "differing": sum(each.differs for each in lines),
        "total": sum(each.before.charged for each in lines),
        "total_after": sum(each.after.charged for each in lines if each.after),
    }
