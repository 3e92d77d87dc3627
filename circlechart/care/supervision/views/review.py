"""Reviewing one signed note: reading, commenting on passages, returning, cosigning; and what its author sees of it."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from circlechart.base.access import credential, decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.ui.refused import attempt
from circlechart.care.notes import queries as notes
from circlechart.care.notes.models import SignedNote
from circlechart.care.supervision import actions, forms, queries


@requires(Permission.COSIGN_NOTE)
@require_GET
def review(request: Request, note_id: UUID) -> HttpResponse:
    """One note as its supervisor reads it."""
    found = _note(request, note_id, Permission.COSIGN_NOTE)
    client_id = found.attendance.client_id if found.attendance else None
    audit.viewed(by=request.actor, verb="supervision.review", thing=found, now=timezone.now(), client=client_id)
    return _page(request, found)


@requires(Permission.COSIGN_NOTE)
@require_POST
def comments(request: Request, note_id: UUID) -> HttpResponse:
    """Hang a comment on a passage."""
    found, form = _note(request, note_id, Permission.COSIGN_NOTE), forms.CommentForm(request.POST)

    def comment() -> HttpResponse:
        given = form.cleaned_data
        actions.comment(
            signed_note_id=note_id, quote=given["quote"], text=given["text"], place=given["place"],
            near=given["near"] or 0, by=request.actor, now=timezone.now(),
        )  # fmt: skip
        return redirect("supervision:review", note_id)

    answer, status = attempt(form, comment)
    return answer or _page(request, found, status, comment_form=form)


@requires(Permission.COSIGN_NOTE)
@require_POST
def give_back(request: Request, note_id: UUID) -> HttpResponse:
    """Return the note to its author."""
    found, form = _note(request, note_id, Permission.COSIGN_NOTE), forms.ReturnForm(request.POST)

    def give() -> HttpResponse:
        words = form.cleaned_data["words"]
        actions.give_back(signed_note_id=note_id, words=words, by=request.actor, now=timezone.now())
        messages.success(request, "The note is with its author again. It is still due at the same time.")
        return redirect("supervision:queue")

    answer, status = attempt(form, give)
    return answer or _page(request, found, status, return_form=form)


@requires(Permission.COSIGN_NOTE)
@require_POST
def cosignature(request: Request, note_id: UUID) -> HttpResponse:
    """Cosign one note that was read, with the supervisor's own credential."""
    found, form = _note(request, note_id, Permission.COSIGN_NOTE), forms.CosignForm(request.POST)

    def cosign() -> HttpResponse:
        credential.confirm(request, form.cleaned_data["password"])
        read = forms.read_through(request.POST)
        done = actions.cosign(read={note_id: read.get(note_id, "")}, by=request.actor, now=timezone.now())
        request.changed_sessions = done.sessions
        for _, why in done.left:
            messages.warning(request, why)
        return redirect("supervision:review" if done.left else "supervision:queue", *([note_id] if done.left else []))

    answer, status = attempt(form, cosign)
    return answer or _page(request, found, status, cosign_form=form)


@requires(Permission.READ_NOTE)
@require_GET
def window(request: Request, note_id: UUID) -> HttpResponse:
    """What supervision says of a note: the due time, what was returned and why, the comments; a window of the note."""
    found, now = _note(request, note_id, Permission.READ_NOTE), timezone.now()
    seen = queries.reviewed([found], now)[0]
    worked = any(each.staff_id == request.actor.staff_id for each in seen.note.signatures.all())
    supervises = notes.supervises_author(found, request.actor.staff_id, now)
    context = {
        "each": seen,
        "sees_comments": worked or supervises,
        "may_review": supervises and decide.may(request.actor, Permission.COSIGN_NOTE, found.session, on=now).allowed,
    }
    template = "supervision/window.html#part" if "fragment" in request.GET else "supervision/window.html"
    return render(request, template, context)


def _note(request: Request, note_id: UUID, permission: Permission) -> SignedNote:
    rows = SignedNote.objects.select_related("session", "attendance")
    found = reach.get(rows, request.actor, note_id)
    decide.ensure(request.actor, permission, found.session, on=timezone.now())
    return found


def _page(request: Request, found: SignedNote, status: int = 200, **given: Form) -> HttpResponse:
    now = timezone.now()
    context = {
        "each": queries.reviewed([found], now)[0],
        "yours": notes.supervises_author(found, request.actor.staff_id, now),
        "comment_form": forms.CommentForm(),
        "return_form": forms.ReturnForm(),
        "cosign_form": forms.CosignForm(),
    }
    return render(request, "supervision/review.html", context | given, status=status)
