"""Signed notes: reading, printing, adding to them, and a client's notes as a window."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from circlechart.base.access import credential, decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.formats.paper import note as paper
from circlechart.base.people.models import Client
from circlechart.base.ui.refused import attempt
from circlechart.care.notes import access, actions, forms, queries
from circlechart.care.notes.models import SignedNote

IN_THE_HEADING = ("Client", "Group", "Service date")


def _note(request: Request, note_id: UUID, verb: str) -> SignedNote:
    now = timezone.now()
    found = reach.get(SignedNote.objects.select_related("session", "attendance"), request.actor, note_id)
    decide.ensure(request.actor, Permission.READ_NOTE, found.session, on=now)
    client_id = found.attendance.client_id if found.attendance else None
    audit.viewed(by=request.actor, verb=verb, thing=found, now=now, client=client_id)
    return queries.signed_note(note_id)


@requires(Permission.READ_NOTE)
@require_GET
def note(request: Request, note_id: UUID) -> HttpResponse:
    """One signed note with its signatures and addenda."""
    found = _note(request, note_id, "notes.view")
    return render(request, "notes/note.html", _note_context(request, found, forms.AddendumForm()))


@requires(Permission.READ_NOTE)
@require_GET
def print_note(request: Request, note_id: UUID) -> HttpResponse:
    """The note as a PDF that contains only this client."""
    found = _note(request, note_id, "notes.print")
    response = HttpResponse(paper.pdf(queries.printable(found)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="note-{note_id}.pdf"'
    return response


@requires(Permission.SIGN_NOTE)
@require_POST
def addenda(request: Request, note_id: UUID) -> HttpResponse:
    """Add signed words to a signed note."""
    found = _note(request, note_id, "notes.view")
    form = forms.AddendumForm(request.POST)

    def add() -> HttpResponse:
        given = form.cleaned_data
        credential.confirm(request, given["password"])
        actions.add_addendum(
            signed_note_id=note_id, text=given["text"], reason=given["reason"], by=request.actor, now=timezone.now()
        )
        request.changed_session = found.session_id
        return redirect("notes:note", note_id)

    answer, status = attempt(form, add)
    return answer or render(request, "notes/note.html", _note_context(request, found, form), status=status)


@requires(Permission.READ_NOTE)
@require_http_methods(["GET"])
def chart(request: Request, client_id: UUID) -> HttpResponse:
    """A client's signed notes, as a window on the client's page."""
    client = reach.get(Client.objects.all(), request.actor, client_id)
    now = timezone.now()
    decide.ensure(request.actor, Permission.SEE_CHART, client, on=now)
    audit.viewed(by=request.actor, verb="notes.view_chart", thing=client, now=now, client=client_id)
    notes = queries.chart_of(client_id)
    opens = access.readable(request.actor, [each.session for each in notes])
    template = "notes/chart.html#list" if "fragment" in request.GET else "notes/chart.html"
    context = {"notes": notes, "opens": opens, "some_closed": any(each.session_id not in opens for each in notes)}
    return render(request, template, {"client": client, **context})


def _note_context(request: Request, found: SignedNote, form: forms.AddendumForm) -> dict[str, object]:
    now = timezone.now()
    return {
        "note": found,
        "content": found.content,
        "facts": [fact for fact in queries.facts(found.content) if fact[0] not in IN_THE_HEADING],
        "form": form,
        "may_add": decide.may(request.actor, Permission.SIGN_NOTE, found.session, on=now),
    }
