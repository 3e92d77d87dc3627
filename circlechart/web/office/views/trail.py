"""The audit trail, for the compliance officer."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from circlechart.base.access import reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.web.office import queries
from circlechart.web.office.forms import SearchForm, TrailForm


@requires(Permission.SEE_AUDIT)
@require_http_methods(["GET", "POST"])
def trail(request: Request) -> HttpResponse:
    """Who did and saw what. Filters in the address are ids and days; a client is looked for by POST."""
    now, by = timezone.now(), request.actor
    search = SearchForm(request.POST if request.method == "POST" else None)
    words = search.cleaned_data["words"] if search.is_valid() else ""
    form = TrailForm(request.GET, people=queries.people(by, reach.today(by, now)))
    wanted = form.wanted()
    page = queries.trail(by, wanted)
    details = {"page": wanted.page, "person": str(wanted.person or ""), "day": str(wanted.day or "")}
    audit.record(
        by=by, verb="office.view_trail", thing=None, now=now, client=wanted.client, details=details, kind="viewed"
    )
    context = {
        "form": form, "page": page, "wanted": wanted, "search": search, "words": words,
        "found": queries.found_clients(by, words, now),
        "newer": _address(request.GET, wanted.page - 1), "older": _address(request.GET, wanted.page + 1),
        "all_clients": _address(request.GET, 1, client=""),
    }  # fmt: skip
    return render(request, "office/trail.html", context, status=422 if form.errors or search.errors else 200)


def _address(asked: QueryDict, page: int, **changed: str) -> str:
    kept = asked.copy()
    for name, value in {**changed, "page": str(page)}.items():
        kept[name] = value
    return f"?{kept.urlencode()}"
