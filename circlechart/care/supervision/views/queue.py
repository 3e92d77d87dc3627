"""The supervisor's queue, and reading several notes through before cosigning them in one act."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from circlechart.base.access import credential
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.ui.refused import attempt
from circlechart.care.notes.models import SignedNote
from circlechart.care.supervision import actions, forms, queries
from circlechart.care.supervision.errors import NothingRead
from circlechart.care.supervision.queries import RETURNED, Reviewed, Waiting


@requires(Permission.COSIGN_NOTE)
@require_GET
def index(request: Request) -> HttpResponse:
    """What waits for this supervisor's cosignature, the first due first; and what is with its author."""
    now = timezone.now()
    found = queries.queue(request.actor, now)
    audit.viewed_each(by=request.actor, verb="supervision.view_queue", things=_clients(found), now=now)
    context = {
        "waiting": [each for each in found if each.state != RETURNED],
        "returned": [each for each in found if each.state == RETURNED],
        "overdue": sum(each.clock.overdue for each in found if each.state != RETURNED),
    }
    return render(request, "supervision/queue.html", context)


@requires(Permission.COSIGN_NOTE)
@require_http_methods(["GET", "POST"])
def read_through(request: Request) -> HttpResponse:
    """GET shows every chosen note whole; POST cosigns those that are marked as read, with one password."""
    form = forms.CosignForm(request.POST if request.method == "POST" else None)
    given = request.POST if request.method == "POST" else request.GET
    wanted, read = forms.chosen(given), forms.read_through(request.POST)
    left: dict[UUID, str] = {}

    def cosign() -> HttpResponse:
        nonlocal left
        if not read:
            raise NothingRead()
        credential.confirm(request, form.cleaned_data["password"])
        done = actions.cosign(read=read, by=request.actor, now=timezone.now())
        request.changed_sessions = done.sessions
        left |= dict(done.left)
        messages.success(request, f"{len(done.notes)} {'note is' if len(done.notes) == 1 else 'notes are'} cosigned.")
        return _page(request, form, list(left), left, {}, 200) if left else redirect("supervision:queue")

    answer, status = attempt(form, cosign)
    return answer or _page(request, form, wanted, left, read, status)


def _page(
    request: Request, form: Form, wanted: list[UUID], left: dict[UUID, str], read: dict[UUID, str], status: int
) -> HttpResponse:
    now = timezone.now()
    found = queries.chosen(request.actor, wanted, forms.MOST_AT_ONCE, now)
    audit.viewed_each(by=request.actor, verb="supervision.read_through", things=_clients(found), now=now)
    marked = {each.note.id for each in found if read.get(each.note.id) == each.shown}
    context = {"reviews": found, "form": form, "marked": marked, "left": left}
    return render(request, "supervision/read_through.html", context, status=status)


def _clients(found: Sequence[Waiting | Reviewed]) -> list[tuple[SignedNote, UUID | None]]:
    return [(each.note, each.note.attendance.client_id if each.note.attendance else None) for each in found]
