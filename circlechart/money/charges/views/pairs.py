"""Published tables of pair edits: which quarter is loaded, and loading one."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from circlechart.base.access import decide
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.kit import walltime
from circlechart.base.ui.refused import attempt
from circlechart.money.charges import actions, queries
from circlechart.money.charges.facts import Loaded
from circlechart.money.charges.forms import PairsForm
from circlechart.money.payers.facts import PAIR_TABLES


@requires(Permission.SEE_PAYERS)
@require_GET
def pairs(request: Request) -> HttpResponse:
    """Which files are loaded."""
    return _page(request, timezone.now(), PairsForm())


@requires(Permission.EDIT_PAYERS)
@require_POST
def load(request: Request) -> HttpResponse:
    """Load a file."""
    now, form = timezone.now(), PairsForm(request.POST, request.FILES)
    found: list[Loaded] = []

    def act() -> HttpResponse:
        file, typed = form.cleaned_data["file"], form.cleaned_data
        found.append(
            actions.load_pairs(
                file=file.file, name=file.name, table=typed["table"], quarter=typed["quarter"].strip().upper(),
                by=request.actor, now=now,
            )
        )  # fmt: skip
        return _page(request, now, PairsForm(), found[0])

    done, status = attempt(form, act)
    return done or _page(request, now, form, status=status)


def _page(
    request: Request, now: datetime, form: PairsForm, loaded: Loaded | None = None, status: int = 200
) -> HttpResponse:
    files = [(PAIR_TABLES.get(each.table, each.table), each) for each in queries.pair_files()]
    may = decide.may(request.actor, Permission.EDIT_PAYERS, None, on=now).allowed
    context = {"zone": walltime.NOWHERE, "files": files, "form": form, "loaded": loaded, "may_load": may}
    return render(request, "charges/pairs.html", context, status=status)
