"""Clients found."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from circlechart.base.access import decide
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.web.office import queries
from circlechart.web.office.forms import SearchForm


@requires(Permission.SEE_CHART)
@require_http_methods(["GET", "POST"])
def clients(request: Request) -> HttpResponse:
    """Clients within reach; a search comes by POST and changes nothing."""
    now = timezone.now()
    form = SearchForm(request.POST if request.method == "POST" else None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    context = {
        "form": form,
        "found": queries.clients(request.actor, words, now),
        "words": words,
        "may_edit": decide.may(request.actor, Permission.EDIT_CLIENT, None, on=now),
    }
    return render(request, "office/clients.html", context, status=422 if form.errors else 200)
