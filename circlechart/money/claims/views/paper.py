"""How a claim goes out: the file in words before it leaves, and the claim on its paper form."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from circlechart.base.access import reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.formats.paper.pdf import BadBlank
from circlechart.base.formats.x12 import edits, words
from circlechart.base.formats.x12.segments import Unwritable
from circlechart.base.kit import walltime
from circlechart.base.kit.errors import NotFound
from circlechart.money.claims import actions, queries
from circlechart.money.claims import paper as papers
from circlechart.money.claims.errors import NoBlank
from circlechart.money.claims.models import Claim
from circlechart.money.clearinghouse import queries as clearinghouse
from circlechart.money.clearinghouse.facts import PAPER
from circlechart.money.clearinghouse.models import Printer


@requires(Permission.BUILD_CLAIMS)
@require_GET
def edi(request: Request, claim_id: UUID) -> HttpResponse:
    """A test file of one claim: its loops named, its elements in words, what is wrong marked; or the file itself."""
    found, now = _claim(request, claim_id), timezone.now()
    audit.viewed(by=request.actor, verb="claims.preview", thing=found, now=now, client=found.client_id)
    try:
        text, why = actions.preview(found, now), ""
    except Unwritable as problem:
        text, why = "", f"“{problem.value}” {problem.mend} ({problem.at})"
    if "download" in request.GET and text:
        response = HttpResponse(text, content_type="application/edi-x12")
        response["Content-Disposition"] = f'attachment; filename="preview-{found.number}.txt"'
        return response
    today = walltime.today(now, found.facility.time_zone)
    problems: dict[int, list[edits.Finding]] = {}
    for each in edits.findings(text, today=today) if text else ():
        problems.setdefault(each.position, []).append(each)
    loops = [(loop, [(said, problems.get(said.position, [])) for said in loop.segments]) for loop in words.loops(text)]
    return render(request, "claims/edi.html", {"claim": found, "loops": loops, "why": why, "problems": problems})


@requires(Permission.BUILD_CLAIMS)
@require_GET
def paper(request: Request, claim_id: UUID) -> HttpResponse:
    """The ways to print a claim, and what its form cannot say."""
    found, now = _claim(request, claim_id), timezone.now()
    audit.viewed(by=request.actor, verb="claims.print", thing=found, now=now, client=found.client_id)
    form = papers.FORM[found.form]
    context = {
        "claim": found,
        "form": PAPER[form],
        "paper": papers.filled(found, now),
        "printers": clearinghouse.printers(found.facility_id, form),
        "has_blank": clearinghouse.blank(found.facility_id, form) is not None,
    }
    return render(request, "claims/paper.html", context)


@requires(Permission.BUILD_CLAIMS)
@require_GET
def sheet(request: Request, claim_id: UUID, way: str) -> HttpResponse:
    """A claim on paper, moved as the chosen printer needs it."""
    if way not in papers.WAYS:
        raise NotFound()
    found, now = _claim(request, claim_id), timezone.now()
    audit.viewed(by=request.actor, verb="claims.print", thing=found, now=now, client=found.client_id)
    chosen = clearinghouse.printers(found.facility_id, papers.FORM[found.form])
    printer: Printer | None = next((each for each in chosen if str(each.id) == request.GET.get("printer")), None)
    try:
        content = papers.printed(found, way, printer, now)
    except BadBlank as problem:
        raise NoBlank(str(problem)) from problem
    kind, ending = ("text/plain", "txt") if way == "text" else ("application/pdf", "pdf")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{papers.FORM[found.form]}-{found.number}-{way}.{ending}"'
    return response


def _claim(request: Request, claim_id: UUID) -> Claim:
    return reach.get(queries.whole(Claim.objects.all()), request.actor, claim_id)
