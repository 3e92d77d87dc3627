"""Payers: who they are, what they want in plain sentences, and what each code is charged at."""

from dataclasses import replace
from datetime import date, datetime
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
from circlechart.money.payers import access, actions, queries, rules
from circlechart.money.payers.facts import MOVES, Kind, kind_of, scopes
from circlechart.money.payers.forms import FeeForm, RuleForm, StateForm, StepForm, case_forms, first_shown


@requires(Permission.SEE_PAYERS)
@require_GET
def index(request: Request) -> HttpResponse:
    """All payers."""
    today = reach.today(request.actor, timezone.now())
    context = {"rows": queries.everyone(today), "due": queries.reviews_due(today)}
    return render(request, "payers/index.html", context)


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
    context = {"payer": found, "page": queries.rule(found, kind, reach.today(request.actor, now))}
    context |= {"may_edit": _may_edit(request, now), "scopes": scopes(kind)}
    context["may_try"] = _may_try(request, now)
    context["replays"] = access.replays(found.id, kind.key, decide.where(request.person, Permission.SEE_BILLING))
    return render(request, "payers/rule.html", context)


@requires(Permission.EDIT_PAYERS)
@require_http_methods(["GET", "POST"])
def change_rule(request: Request, payer_id: UUID, key: str) -> HttpResponse:
    """Say what a rule is from a day on."""
    now, found, kind = timezone.now(), _payer(payer_id), _kind(key)
    today = reach.today(request.actor, now)
    line = queries.rule(found, kind, today).line
    choices = {"levels": queries.said_to(found), "owners": _owners(today)}
    form = RuleForm(_posted(request), kind=kind, initial=first_shown(line, today), **choices)
    context: dict[str, Any] = {"payer": found, "line": line, "form": form, "may_try": _may_try(request, now)}

    def save() -> HttpResponse:
        given = form.given()
        asked = queries.suggested(found, given)
        cases, context["cases_for"], looked_at = case_forms(request.POST, [each.case for each in asked], given)
        context["cases"] = list(zip(cases, asked, strict=True))
        if asked and not (looked_at and all(each.is_valid() for each in cases)):
            return render(request, "payers/rule_form.html", context)
        given = replace(given, cases=tuple(each.given() for each in cases))
        actions.set_rule(
            payer_id=found.id, given=given, seen=form.cleaned_data["seen"], by=request.actor, now=now
        )  # fmt: skip
        return redirect("payers:rule", found.id, kind.key)

    done, status = attempt(form, save)
    return done or render(request, "payers/rule_form.html", context, status=status)


@requires(Permission.EDIT_PAYERS)
@require_http_methods(["GET", "POST"])
def step(request: Request, payer_id: UUID, version_id: UUID, move: str) -> HttpResponse:
    """Confirm a version of a rule, try it, take it into force, retire or review it."""
    now, found = timezone.now(), _payer(payer_id)
    today = reach.today(request.actor, now)
    asked, version = MOVES.get(move), queries.version(found, version_id)
    if asked is None or version is None:
        raise NotFound()
    initial = {"from_on": today, **queries.looked_after(version)}
    form = StepForm(_posted(request), move=asked, owners=_owners(today), initial=initial)

    def save() -> HttpResponse:
        given, seen = form.given(), form.cleaned_data["seen"]
        whose = {"payer_id": found.id, "version_id": version.id}
        actions.step(**whose, given=given, seen=seen, by=request.actor, now=now, today=today)
        return redirect("payers:rule", found.id, version.key)

    done, status = attempt(form, save)
    context = {"payer": found, "version": version, "kind": _kind(version.key), "move": asked, "form": form}
    context["sentence"] = rules.sentence(version.key, version.value)
    return done or render(request, "payers/step_form.html", context, status=status)


@requires(Permission.EDIT_PAYERS)
@require_http_methods(["GET", "POST"])
def follow_state(request: Request, payer_id: UUID) -> HttpResponse:
    """Say whose state's rules a payer follows."""
    now, found = timezone.now(), _payer(payer_id)
    form = StateForm(_posted(request), initial={"state": found.rules_state})

    def save() -> HttpResponse:
        typed = form.cleaned_data
        actions.follow_state(
            payer_id=found.id, state=typed["state"], seen=typed["seen"], by=request.actor, now=now
        )  # fmt: skip
        return redirect("payers:payer", found.id)

    done, status = attempt(form, save)
    return done or render(request, "payers/state_form.html", {"payer": found, "form": form}, status=status)


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


def _owners(today: date) -> list[tuple[str, str]]:
    return [(str(each.id), each.display_name) for each in queries.owners(today)]


def _may_edit(request: Request, now: datetime) -> Any:
    return decide.may(request.actor, Permission.EDIT_PAYERS, None, on=now)


def _may_try(request: Request, now: datetime) -> Any:
    """Trying a rule shows what clients' sessions come to, so it opens to those who see charges."""
    return decide.may(request.person, Permission.SEE_BILLING, None, on=now)
