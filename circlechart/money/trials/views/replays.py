"""Replaying a changed rule over the sessions that were held."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from circlechart.base.access import reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit.errors import NotFound
from circlechart.base.ui.refused import attempt
from circlechart.money.trials import actions, queries
from circlechart.money.trials.models import TrialRun
from circlechart.money.trials.views.asked import ReplayForm, in_force, kind_or_nothing, payer_of

ALL_THE_REST = 10**9


@requires(Permission.SEE_BILLING)
@require_http_methods(["GET", "POST"])
def replay(request: Request, payer_id: UUID, key: str) -> HttpResponse:
    """Say what a rule would be, and over which days it is replayed."""
    now, payer, kind = timezone.now(), payer_of(payer_id), kind_or_nothing(key)
    today = reach.today(request.actor, now)
    days = {name: day.isoformat() for name, day in queries.last_days(today).items()}
    data = _with_days(request.POST, days) if request.method == "POST" else None
    initial = {**in_force(payer, kind, today), **days, "version": request.GET.get("version", "")}
    form = ReplayForm(data, kind=kind, versions=queries.on_trial(payer, key), initial=initial)

    def begin() -> HttpResponse:
        found = actions.start(payer_id=payer.id, given=form.given(), by=request.actor, now=now)
        actions.go_on(run_id=found.id, by=request.actor, now=now)
        return redirect("trials:run", found.id)

    done, status = attempt(form, begin)
    stands = queries.sentence_today(payer, key, today)
    context = {"payer": payer, "kind": kind, "form": form, "stands": stands}
    context["replays"] = queries.replays_of(payer.id, key, request.actor)
    return done or render(request, "trials/replay.html", context, status=status)


@requires(Permission.SEE_BILLING)
@require_GET
def run(request: Request, run_id: UUID) -> HttpResponse:
    """What a replay found, or how far it is."""
    found = _run(run_id)
    told = queries.found(found, request.actor)
    seen = [(found, client_id) for client_id in sorted({row.client_id for row in told.rows})]
    audit.viewed_each(by=request.actor, verb="trials.view_run", things=seen, now=timezone.now())
    context = {"run": found, "replay": told, "kind": kind_or_nothing(found.key)}
    return render(request, "trials/run.html", context)


@requires(Permission.SEE_BILLING)
@require_POST
def go_on(request: Request, run_id: UUID) -> HttpResponse:
    """Replay the next weeks; without a script, all the rest."""
    found, script = _run(run_id), not request.accepts("text/html")
    at_once = {} if script else {"at_once": ALL_THE_REST}
    finished = actions.go_on(run_id=found.id, by=request.actor, now=timezone.now(), **at_once)
    if not script:
        return redirect("trials:run", found.id)
    return JsonResponse({"done": found.weeks.count(), "finished": finished})


def _with_days(posted: QueryDict, days: dict[str, str]) -> QueryDict:
    """What was posted; the form of the rule itself says no days."""
    data = posted.copy()
    for name, on in days.items():
        data.setdefault(name, on)
    return data


def _run(run_id: UUID) -> TrialRun:
    found = TrialRun.objects.select_related("payer", "made_by", "version").filter(pk=run_id).first()
    if found is None:
        raise NotFound()
    return found
