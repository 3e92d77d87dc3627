"""A facility's closed days: which there are, and what another one would do, before it is saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.kit import walltime
from circlechart.base.kit.errors import NotFound, Refusal
from circlechart.base.people.models import Facility
from circlechart.base.ui.refused import at_field
from circlechart.care.schedules import actions
from circlechart.care.schedules.errors import DayMoved
from circlechart.care.schedules.facts import DayEffect
from circlechart.care.schedules.forms.closures import ClosureForm, HolidaysForm
from circlechart.care.schedules.queries import closures as queries
from circlechart.care.sessions.facts import Closing
from circlechart.care.sessions.models import FacilityClosure


@dataclass
class Days:
    """A form about closed days of a facility, and what it would do."""

    facility: Facility
    form: Form
    now: datetime
    closure: FacilityClosure | None = None
    effect: DayEffect | None = None
    status: int = 200
    more: dict[str, Any] = field(default_factory=dict)

    def look(self, given: Sequence[Closing]) -> None:
        """See what it would do. Raises: BadClosure."""
        actions.check_days(self.facility, given, self.now, self.closure)
        self.effect = self.effect_of(given)

    def effect_of(self, given: Sequence[Closing]) -> DayEffect:
        """What the days would do to sessions."""
        return queries.day_effect(self.facility, queries.changes(self.facility, given, self.closure), self.now)

    def blame(self, refusal: Refusal) -> None:
        """Put a refusal at its field; a preview that is no longer true is shown anew."""
        self.status = refusal.status
        if not isinstance(refusal, DayMoved):
            self.effect = None
        at_field(self.form, refusal)

    def page(self, request: Request, template: str) -> HttpResponse:
        """Draw it."""
        may_edit = decide.may(request.actor, Permission.EDIT_SCHEDULE, self.facility, on=self.now)
        context = {"facility": self.facility, "form": self.form, "closure": self.closure, "effect": self.effect,
                   "may_edit": may_edit, **self.more}  # fmt: skip
        return render(request, template, context, status=self.status)


@requires(Permission.SEE_SCHEDULE)
@require_GET
def index(request: Request) -> HttpResponse:
    """The closed days of the first facility within reach."""
    found = _facilities(request)
    if not found:
        raise NotFound()
    return redirect("schedules:closures", found[0].id)


@requires(Permission.SEE_SCHEDULE)
@require_http_methods(["GET", "POST"])
def closures(request: Request, facility_id: UUID) -> HttpResponse:
    """A facility's closed days; send to look at another one, then to save it."""
    page = _days(request, facility_id, ClosureForm)
    today = walltime.today(page.now, page.facility.time_zone)
    page.more = {"closures": queries.closures(page.facility, today), "facilities": _facilities(request)}
    if request.method == "GET":
        return page.page(request, "schedules/closures.html")

    def save(given: Sequence[Closing], seen: str) -> DayEffect:
        return actions.close_days(
            facility_id=facility_id, given=given, source="manual", seen=seen, by=request.actor, now=page.now
        )

    decide.ensure(request.actor, Permission.EDIT_SCHEDULE, page.facility, on=page.now)
    return _answer(request, page, "schedules/closures.html", save)


@requires(Permission.EDIT_SCHEDULE)
@require_http_methods(["GET", "POST"])
def holidays(request: Request, facility_id: UUID) -> HttpResponse:
    """The federal holidays as a proposal: whoever ticks them approves them."""
    facility, now = reach.get(Facility.objects.all(), request.actor, facility_id), timezone.now()
    proposed = queries.proposed(facility, walltime.today(now, facility.time_zone))
    form = HolidaysForm(request.POST if request.method == "POST" else None, proposed=proposed)
    page = Days(facility, form, now, more={"proposed": proposed, "ticked": request.POST.getlist("days")})
    if request.method == "GET":
        return page.page(request, "schedules/holidays.html")

    def save(given: Sequence[Closing], seen: str) -> DayEffect:
        return actions.close_days(
            facility_id=facility_id, given=given, source="holidays", seen=seen, by=request.actor, now=now
        )

    return _answer(request, page, "schedules/holidays.html", save)


@requires(Permission.EDIT_SCHEDULE)
@require_http_methods(["GET", "POST"])
def closure(request: Request, closure_id: UUID) -> HttpResponse:
    """Change one closed day."""
    found = _closure(request, closure_id)
    initial = {"closed_on": found.closed_on, "name": found.name, "policy": found.policy}
    page = _days(request, found.facility_id, ClosureForm, initial=initial)
    page.closure = found
    if request.method == "GET":
        return page.page(request, "schedules/closure.html")

    def save(given: Sequence[Closing], seen: str) -> DayEffect:
        return actions.change_closure(closure_id=closure_id, given=given[0], seen=seen, by=request.actor, now=page.now)

    return _answer(request, page, "schedules/closure.html", save)


@requires(Permission.EDIT_SCHEDULE)
@require_http_methods(["GET", "POST"])
def remove(request: Request, closure_id: UUID) -> HttpResponse:
    """Take one closed day back: first what that would do, then do it."""
    found = _closure(request, closure_id)
    page = _days(request, found.facility_id, Form)
    page.closure = found
    page.effect = page.effect_of([])
    if request.method == "GET":
        return page.page(request, "schedules/open_day.html")
    try:
        seen = request.POST.get("seen", "")
        effect = actions.open_day(closure_id=closure_id, seen=seen, by=request.actor, now=page.now)
    except Refusal as refusal:
        page.blame(refusal)
        return page.page(request, "schedules/open_day.html")
    messages.success(request, f"{found.closed_on:%b %-d, %Y} is an ordinary day again. {_did(effect)}".strip())
    return redirect("schedules:closures", found.facility_id)


def _answer(
    request: Request, page: Days, template: str, save: Callable[[Sequence[Closing], str], DayEffect]
) -> HttpResponse:
    """Two steps of one form: look, then save what was looked at."""
    if not page.form.is_valid():
        page.status = 422
        return page.page(request, template)
    assert isinstance(page.form, ClosureForm | HolidaysForm)
    given = page.form.given()
    try:
        page.look(given)
        if request.POST.get("step") != "save":
            return page.page(request, template)
        effect = save(given, request.POST.get("seen", "") or "nothing")
    except Refusal as refusal:
        page.blame(refusal)
        return page.page(request, template)
    days = ", ".join(f"{each.on:%b %-d, %Y}" for each in given)
    messages.success(request, f"Saved: {days}. {_did(effect)}".strip())
    return redirect("schedules:closures", page.facility.id)


def _did(effect: DayEffect) -> str:
    """What became of sessions, in a sentence."""
    said = [f"{len(effect.cancelled)} cancelled"] if effect.cancelled else []
    said += [f"{len(effect.back)} back on the schedule"] if effect.back else []
    said += [f"{len(effect.alone)} left for you to look at"] if effect.alone else []
    return f"Sessions: {', '.join(said)}." if said else ""


def _facilities(request: Request) -> list[Facility]:
    return list(reach.within(Facility.objects.order_by("name"), request.actor))


def _days(request: Request, facility_id: UUID | None, kind: type[Form], **given: Any) -> Days:
    assert facility_id is not None
    facility = reach.get(Facility.objects.all(), request.actor, facility_id)
    return Days(facility, kind(request.POST if request.method == "POST" else None, **given), timezone.now())


def _closure(request: Request, closure_id: UUID) -> FacilityClosure:
    """One closed day of a facility within reach; those of all facilities are nobody's to change here."""
    own = FacilityClosure.objects.exclude(facility=None).select_related("facility", "approved_by")
    return reach.get(own, request.actor, closure_id)
