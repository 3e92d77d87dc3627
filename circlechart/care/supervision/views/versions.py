"""Which notes need a cosignature: the rules as they stand, and setting a new version of one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.ui.refused import attempt
from circlechart.care.supervision import actions, forms, queries
from circlechart.care.supervision.facts import KINDS, LEVELS


@requires(Permission.SEE_STAFF)
@require_GET
def index(request: Request) -> HttpResponse:
    """The rules that hold today, and those that begin later."""
    now = timezone.now()
    today = reach.today(request.actor, now)
    rules = [
        (
            rule,
            row,
            LEVELS.get(rule.level, rule.level).capitalize(),
            KINDS.get(rule.kind, "Every kind"),
            rule.begins_on > today,
        )
        for rule, row in queries.rules_on(today)
    ]
    may_set = decide.may(request.person, Permission.SET_COSIGN_RULES, None, on=now).allowed
    return render(request, "supervision/rules.html", {"rules": rules, "may_set": may_set})


@requires(Permission.SET_COSIGN_RULES)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Set a new version of a rule."""
    first = {"begins_on": reach.today(request.actor, timezone.now())}
    form = forms.RuleForm(queries.payers(), request.POST if request.method == "POST" else None, initial=first)

    def save() -> HttpResponse:
        given = form.cleaned_data
        actions.set_rule(
            level=given["level"], payer_id=UUID(given["payer"]) if given["payer"] else None,
            note_kind=given["note_kind"], needed=given["needed"] == "yes", due_hours=given["due_hours"],
            begins_on=given["begins_on"], source=given["source"], unverified=not given["confirmed"],
            by=request.actor, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, "The rule is set. Sessions from its first day on are charged by it.")
        return redirect("supervision:rules")

    answer, status = attempt(form, save)
    return answer or render(request, "supervision/rule.html", {"form": form}, status=status)
