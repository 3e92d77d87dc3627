"""Rulebooks in and out: templates, a payer's rules as a file, a file onto a payer, and two of them side by side."""

from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.coverage.models import Payer
from circlechart.base.kit.errors import NotFound
from circlechart.base.ui.refused import attempt
from circlechart.money.payers import queries as payers
from circlechart.money.payers.facts import kind_of
from circlechart.money.rulebooks import actions, queries, rules
from circlechart.money.rulebooks.forms import FileForm, SidesForm, VersionsForm


@requires(Permission.SEE_PAYERS)
@require_GET
def templates(request: Request) -> HttpResponse:
    """The shipped rulebooks that a new payer can follow."""
    return render(request, "rulebooks/templates.html", {"templates": queries.templates()})


@requires(Permission.SEE_PAYERS)
@require_GET
def template(request: Request, name: str) -> HttpResponse:
    """One template: each rule with its mark."""
    now = timezone.now()
    found = queries.template(name, reach.today(request.actor, now))
    may = decide.may(request.actor, Permission.EDIT_PAYERS, None, on=now)
    return render(request, "rulebooks/template.html", {"template": found, "may_edit": may})


@requires(Permission.SEE_PAYERS)
@require_GET
def download(request: Request, payer_id: UUID) -> HttpResponse:
    """What the clinic says of a payer, or of one of its plans too, as a file."""
    now, found = timezone.now(), _payer(payer_id)
    asked = request.GET.get("plan", "")
    plan = next((each for each in found.plans.all() if str(each.id) == asked), None)
    if asked and plan is None:
        raise NotFound()
    text = queries.as_file(found, plan, reach.today(request.actor, now))
    audit.viewed(by=request.actor, verb="rulebooks.download", thing=found, now=now)
    response = HttpResponse(text, content_type="application/toml; charset=utf-8")
    name = slugify(f"{found.name} {plan.name if plan else ''}") or "payer"
    response["Content-Disposition"] = f'attachment; filename="{name}.toml"'
    return response


@requires(Permission.EDIT_PAYERS)
@require_http_methods(["GET", "POST"])
def take(request: Request, payer_id: UUID) -> HttpResponse:
    """A file of rules onto a payer: read, said in sentences, then confirmed."""
    now, found = timezone.now(), _payer(payer_id)
    plans = list(found.plans.order_by("name"))
    form = FileForm(_posted(request), request.FILES or None, plans=plans)

    def act() -> HttpResponse:
        taking = form.taking()
        if form.confirmed:
            seen = form.cleaned_data["seen"]
            actions.take_file(payer_id=found.id, taking=taking, seen=seen, by=request.actor, now=now)
            return redirect("payers:payer", found.id)
        preview = actions.preview_file(payer_id=found.id, taking=taking, by=request.actor, now=now)
        again = FileForm(plans=plans, initial=form.carried())
        context = {"payer": found, "form": form, "again": again, "preview": preview, "read": taking.read}
        return render(request, "rulebooks/preview.html", context, status=422 if preview.problems else 200)

    done, status = attempt(form, act)
    return done or render(request, "rulebooks/take.html", {"payer": found, "form": form}, status=status)


@requires(Permission.SEE_PAYERS)
@require_GET
def compare(request: Request) -> HttpResponse:
    """Two payers or templates, each on a day, side by side."""
    today = reach.today(request.actor, timezone.now())
    first = request.GET.get("one", "")
    initial = {"one": first, "two": first, "one_on": today, "two_on": today}
    form = SidesForm(request.GET if "two" in request.GET else None, sides=queries.sides(), initial=initial)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        given = form.cleaned_data
        one, two = (queries.side(given[each], given[f"{each}_on"]) for each in ("one", "two"))
        pairs = rules.beside(one.book, one.on, two.book, two.on)
        context |= {"one": one, "two": two, **queries.shown(pairs, given["every"])}
    return render(request, "rulebooks/compare.html", context, status=422 if form.errors else 200)


@requires(Permission.SEE_PAYERS)
@require_GET
def versions(request: Request, payer_id: UUID, key: str) -> HttpResponse:
    """Two versions of one rule, side by side."""
    found, kind = _payer(payer_id), kind_of(key)
    if kind is None:
        raise NotFound()
    told = payers.rule(found, kind, reach.today(request.actor, timezone.now()))
    said = told.versions
    initial = {"one": str(min(1, len(said) - 1)), "two": "0"}
    form = VersionsForm(request.GET if "two" in request.GET else None, versions=said, initial=initial)
    chosen = form.cleaned_data if form.is_valid() else {} if form.is_bound else initial
    pairs = rules.of_versions(said[int(chosen["one"])], said[int(chosen["two"])]) if chosen and said else []
    context = {"payer": found, "line": told.line, "form": form, "pairs": pairs, "said": said}
    return render(request, "rulebooks/versions.html", context, status=422 if form.errors else 200)


def _posted(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _payer(payer_id: UUID) -> Payer:
    found = Payer.objects.filter(pk=payer_id).first()
    if found is None:
        raise NotFound()
    return found
