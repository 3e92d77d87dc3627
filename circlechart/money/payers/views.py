"""Payers: who they are, what they want in plain sentences, and what each code is charged at."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.coverage.models import Payer
from circlechart.base.kit.errors import NotFound
from circlechart.base.ui.refused import attempt
from circlechart.money.payers import access, actions, queries
from circlechart.money.payers.facts import Kind, kind_of, scopes
from circlechart.money.payers.forms import FeeForm, RuleForm, shown


@requires(Permission.SEE_PAYERS)
@require_GET
def index(request: Request) -> HttpResponse:
    """All payers."""
    return render(request, "payers/index.html", {"rows": queries.everyone(reach.today(request.actor, timezone.now()))})


@requires(Permission.SEE_PAYERS)
@require_GET
def payer(request: Request, payer_id: UUID) -> HttpResponse:
    """One payer: its rules, plans and fees."""
    now = timezone.now()
    context = {
        "page": queries.page(_payer(payer_id), reach.today(request.actor, now)),
        "may_edit": _may_edit(request, now),
        "may_try": _may_try(request, now),
    }
    return render(request, "payers/payer.html", context)


@requires(Permission.SEE_PAYERS)
@require_GET
def rule(request: Request, payer_id: UUID, key: str) -> HttpResponse:
    """One rule, and everything that was ever said of it."""
    now, found, kind = timezone.now(), _payer(payer_id), _kind(key)
    line, versions = queries.rule(found, kind, reach.today(request.actor, now))
    context = {"payer": found, "line": line, "versions": versions, "may_edit": _may_edit(request, now)}
    context |= {"scopes": scopes(kind), "may_try": _may_try(request, now)}
    context["replays"] = access.replays(found.id, kind.key, decide.where(request.person, Permission.SEE_BILLING))
    return render(request, "payers/rule.html", context)


@requires(Permission.EDIT_PAYERS)
@require_http_methods(["GET", "POST"])
def change_rule(request: Request, payer_id: UUID, key: str) -> HttpResponse:
    """Say what a rule is from a day on."""
    now, found, kind = timezone.now(), _payer(payer_id), _kind(key)
    today = reach.today(request.actor, now)
    line, _ = queries.rule(found, kind, today)
    value = line.value.value if line.value else None
    initial = {"value": shown(kind, value), "absent": bool(line.value) and value is None}
    initial |= {"from_on": today, "read_on": today}
    form = RuleForm(_posted(request), kind=kind, initial=initial)

    def save() -> HttpResponse:
        seen = form.cleaned_data["seen"]
        actions.set_rule(payer_id=found.id, given=form.given(), seen=seen, by=request.actor, now=now)
        return redirect("payers:rule", found.id, kind.key)

    done, status = attempt(form, save)
    context = {"payer": found, "line": line, "form": form, "may_try": _may_try(request, now)}
    return done or render(request, "payers/rule_form.html", context, status=status)


@requires(Permission.EDIT_PAYERS)
@require_http_methods(["GET", "POST"])
def new_fee(request: Request, payer_id: UUID) -> HttpResponse:
    """Set the fee of a code from a day on."""
    now, found = timezone.now(), _payer(payer_id)
    today = reach.today(request.actor, now)
    form = FeeForm(_posted(request), initial={"from_on": today})

    def save() -> HttpResponse:
        seen = form.cleaned_data["seen"]
        actions.set_fee(payer_id=found.id, given=form.given(), seen=seen, by=request.actor, now=now)
        return redirect("payers:payer", found.id)

    done, status = attempt(form, save)
    context = {"payer": found, "fees": queries.schedule(found, today), "form": form}
    return done or render(request, "payers/fee_form.html", context, status=status)


def _posted(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _payer(payer_id: UUID) -> Payer:
    found = Payer.objects.filter(pk=payer_id).first()
    if found is None:
        raise NotFound()
    return found


def _kind(key: str) -> Kind:
    found = kind_of(key)
    if found is None:
        raise NotFound()
    return found


def _may_edit(request: Request, now: datetime) -> Any:
    return decide.may(request.actor, Permission.EDIT_PAYERS, None, on=now)


def _may_try(request: Request, now: datetime) -> Any:
    """Trying a rule shows what clients' sessions come to, so it opens to those who see charges."""
    return decide.may(request.person, Permission.SEE_BILLING, None, on=now)
