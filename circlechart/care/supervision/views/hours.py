"""The log of supervision: logging a meeting, correcting a line, one person's log and its export for a licensing board."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.formats.paper import log as paper
from circlechart.base.kit.errors import NotFound
from circlechart.base.people.models import Staff
from circlechart.base.ui.refused import attempt
from circlechart.care.supervision import actions, forms, queries
from circlechart.care.supervision.models import SupervisionHours

A_YEAR = timedelta(days=365)


@requires(Permission.SEE_SUPERVISION)
@require_GET
def index(request: Request) -> HttpResponse:
    """Whose logs this person may see: their own, and those whom they supervise."""
    now = timezone.now()
    since, until = _span(request)
    own = Staff.objects.filter(pk=request.actor.staff_id)
    people = [*queries.supervisees(request.actor, now), *own]
    logs = [(each, queries.log(each, since, until)) for each in people]
    logging = decide.may(request.person, Permission.LOG_SUPERVISION, None, on=now).allowed
    context = {"logs": logs, "since": since, "until": until, "may_log": logging}
    return render(request, "supervision/hours.html", context)


@requires(Permission.LOG_SUPERVISION)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Log one meeting."""
    now = timezone.now()
    people = [(str(each.id), each.display_name) for each in queries.supervisees(request.actor, now)]
    posted = request.POST if request.method == "POST" else None
    form = forms.HoursForm(people, posted, initial={"held_on": reach.today(request.actor, now)})

    def save() -> HttpResponse:
        given = form.cleaned_data
        lines = actions.log_hours(
            staff_ids=[UUID(each) for each in given["staff"]], held_on=given["held_on"], form=given["form"],
            minutes=given["minutes"], competencies=given["competencies"], by=request.actor, now=now,
        )  # fmt: skip
        messages.success(request, f"{lines[0].minutes} minutes are logged.")
        return redirect("supervision:hours")

    answer, status = attempt(form, save)
    return answer or render(request, "supervision/new_hours.html", {"form": form, "people": people}, status=status)


@requires(Permission.LOG_SUPERVISION)
@require_http_methods(["GET", "POST"])
def correct(request: Request, line_id: UUID) -> HttpResponse:
    """Put another length in the place of a line, or strike it."""
    line = SupervisionHours.objects.filter(pk=line_id).select_related("staff").first()
    if line is None or not _reached(request, line.staff):
        raise NotFound()
    decide.ensure(request.actor, Permission.LOG_SUPERVISION, line.staff, on=timezone.now())
    posted = request.POST if request.method == "POST" else None
    form = forms.CorrectionForm(posted, initial={"minutes": line.minutes})

    def save() -> HttpResponse:
        given = form.cleaned_data
        actions.correct_hours(
            line_id=line_id, minutes=given["minutes"], why=given["why"], by=request.actor, now=timezone.now()
        )
        return redirect("supervision:person-hours", line.staff_id)

    answer, status = attempt(form, save)
    return answer or render(request, "supervision/correct_hours.html", {"form": form, "line": line}, status=status)


@requires(Permission.SEE_SUPERVISION)
@require_GET
def person(request: Request, staff_id: UUID) -> HttpResponse:
    """One person's log."""
    staff = _staff(request, staff_id)
    since, until = _span(request)
    now = timezone.now()
    context = {
        "staff": staff, "total": queries.log(staff, since, until), "since": since, "until": until,
        "form": forms.SpanForm(initial={"since": since, "until": until}),
        "may_log": decide.may(request.actor, Permission.LOG_SUPERVISION, staff, on=now).allowed,
    }  # fmt: skip
    return render(request, "supervision/person_hours.html", context)


@requires(Permission.SEE_SUPERVISION)
@require_GET
def export(request: Request, staff_id: UUID) -> HttpResponse:
    """One person's log as CSV, or as a sheet to sign."""
    staff, now = _staff(request, staff_id), timezone.now()
    since, until = _span(request)
    total = queries.log(staff, since, until)
    audit.viewed(by=request.actor, verb="supervision.export_hours", thing=staff, now=now)
    if request.GET.get("as") == "csv":
        answer = HttpResponse(queries.as_csv(total), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="supervision-hours.csv"'
        return answer
    sheet = queries.sheet(staff, total, since, until, reach.zone(request.actor), now)
    answer = HttpResponse(paper.pdf(sheet), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="supervision-hours.pdf"'
    return answer


def _staff(request: Request, staff_id: UUID) -> Staff:
    staff = Staff.objects.filter(pk=staff_id).first()
    if staff is None or not _reached(request, staff):
        raise NotFound()
    decide.ensure(request.actor, Permission.SEE_SUPERVISION, staff, on=timezone.now())
    return staff


def _reached(request: Request, staff: Staff) -> bool:
    """Whether somebody works at a facility within reach."""
    return request.actor.everywhere or staff.facilities.filter(id__in=request.actor.facility_ids).exists()


def _span(request: Request) -> tuple[date, date]:
    """The asked days; without them, the year that ends today."""
    form, today = forms.SpanForm(request.GET), reach.today(request.actor, timezone.now())
    given = form.cleaned_data if form.is_valid() else {}
    until = given.get("until") or today
    return given.get("since") or until - A_YEAR, until
