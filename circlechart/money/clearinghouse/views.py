"""How claims leave: clearinghouses, payers' ways, who attends, printers and blanks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from circlechart.base.access import decide, reach
from circlechart.base.access.guard import Request, requires
from circlechart.base.access.permissions import Permission
from circlechart.base.coverage.models import Payer
from circlechart.base.formats.paper import form as forms
from circlechart.base.formats.paper import pdf
from circlechart.base.kit.errors import NotFound
from circlechart.base.people.models import Facility
from circlechart.base.ui.refused import attempt
from circlechart.money.clearinghouse import actions, queries
from circlechart.money.clearinghouse.facts import PAPER
from circlechart.money.clearinghouse.forms import AttendingForm, BlankForm, HouseForm, PrinterForm, RouteForm
from circlechart.money.clearinghouse.models import House, Printer


@requires(Permission.SEE_PAYERS)
@require_GET
def index(request: Request) -> HttpResponse:
    """Everything about how claims leave."""
    now = timezone.now()
    context = {
        "houses": queries.houses(),
        "going": queries.going(),
        "places": queries.places(request.actor),
        "forms": PAPER,
        "may_edit": _may(request, Permission.EDIT_PAYERS, now),
        "may_print": _may(request, Permission.BUILD_CLAIMS, now),
    }
    return render(request, "clearinghouse/index.html", context)


@requires(Permission.EDIT_PAYERS)
@require_http_methods(["GET", "POST"])
def new_house(request: Request) -> HttpResponse:
    """Add a clearinghouse."""
    return _house_form(request, None)


@requires(Permission.EDIT_PAYERS)
@require_http_methods(["GET", "POST"])
def edit_house(request: Request, house_id: UUID) -> HttpResponse:
    """Correct a clearinghouse."""
    house = House.objects.filter(pk=house_id).first()
    if house is None:
        raise NotFound()
    return _house_form(request, house)


@requires(Permission.EDIT_PAYERS)
@require_http_methods(["GET", "POST"])
def route(request: Request, payer_id: UUID) -> HttpResponse:
    """Say through which house a payer's claims go."""
    payer = Payer.objects.select_related("route__house").filter(pk=payer_id).first()
    if payer is None:
        raise NotFound()
    known = getattr(payer, "route", None)
    initial = {"house": str(known.house_id or "") if known else "", "payer_id": known.called if known else ""}
    form = RouteForm(_posted(request), houses=queries.houses(), initial=initial)

    def save() -> HttpResponse:
        there = form.cleaned_data["payer_id"]
        actions.set_route(
            payer_id=payer.id, house_id=form.house_id, payer_id_there=there, by=request.actor, now=timezone.now()
        )
        return redirect("clearinghouse:index")

    done, status = attempt(form, save)
    return done or render(request, "clearinghouse/route.html", {"form": form, "payer": payer}, status=status)


@requires(Permission.EDIT_PAYERS)
@require_http_methods(["GET", "POST"])
def attending(request: Request, facility_id: UUID) -> HttpResponse:
    """Name who attends a facility's institutional care from a day on."""
    now, facility = timezone.now(), _facility(request, facility_id)
    people = [(str(each.id), f"{each.display_name}, NPI {each.npi}") for each in queries.who_may_attend(facility)]
    form = AttendingForm(_posted(request), people=people, initial={"from_on": reach.today(request.actor, now)})

    def save() -> HttpResponse:
        typed = form.cleaned_data
        actions.set_attending(
            facility_id=facility.id, staff_id=UUID(typed["staff"]), from_on=typed["from_on"], by=request.actor, now=now
        )
        return redirect("clearinghouse:index")

    done, status = attempt(form, save)
    context = {
        "form": form,
        "title": "Who attends",
        "about": facility,
        "words": "Named on institutional claims (2310A).",
    }
    return done or render(request, "clearinghouse/form.html", context, status=status)


@requires(Permission.BUILD_CLAIMS)
@require_http_methods(["GET", "POST"])
def new_printer(request: Request, facility_id: UUID) -> HttpResponse:
    """Add a printer."""
    facility = _facility(request, facility_id)
    form = PrinterForm(_posted(request), initial={"form": "cms1500", "right_mm": 0, "down_mm": 0})
    return _printer_form(request, facility, None, form)


@requires(Permission.BUILD_CLAIMS)
@require_http_methods(["GET", "POST"])
def edit_printer(request: Request, printer_id: UUID) -> HttpResponse:
    """Adjust a printer."""
    printer = reach.get(Printer.objects.select_related("facility"), request.actor, printer_id)
    initial = {name: getattr(printer, name) for name in PrinterForm.base_fields}
    return _printer_form(request, printer.facility, printer, PrinterForm(_posted(request), initial=initial))


@requires(Permission.BUILD_CLAIMS)
@require_GET
def test_page(request: Request, printer_id: UUID) -> HttpResponse:
    """Every box's number at its place, moved as the printer needs it."""
    printer = reach.get(Printer.objects.all(), request.actor, printer_id)
    offset = forms.Offset.millimeters(float(printer.right_mm), float(printer.down_mm))
    response = HttpResponse(pdf.alignment(forms.form(printer.form), offset), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{printer.form}-test-page.pdf"'
    return response


@requires(Permission.BUILD_CLAIMS)
@require_http_methods(["GET", "POST"])
def blank(request: Request, facility_id: UUID) -> HttpResponse:
    """Keep the clinic's own blank of a form."""
    facility = _facility(request, facility_id)
    files = request.FILES if request.method == "POST" else None
    form = BlankForm(_posted(request), files, initial={"form": "cms1500"})

    def save() -> HttpResponse:
        typed = form.cleaned_data
        actions.keep_blank(
            facility_id=facility.id, form=typed["form"], content=typed["content"], by=request.actor, now=timezone.now()
        )
        return redirect("clearinghouse:index")

    done, status = attempt(form, save)
    words = "Your own form, to print claims over. It stays in this installation's database."
    context = {"form": form, "title": "Blank", "about": facility, "words": words, "files": True}
    return done or render(request, "clearinghouse/form.html", context, status=status)


def _house_form(request: Request, house: House | None) -> HttpResponse:
    shown = house or House()
    form = HouseForm(_posted(request), initial={name: getattr(shown, name) for name in HouseForm.base_fields})

    def save() -> HttpResponse:
        house_id = house.id if house else None
        actions.save_house(house_id=house_id, given=form.given(), by=request.actor, now=timezone.now())
        return redirect("clearinghouse:index")

    done, status = attempt(form, save)
    return done or render(request, "clearinghouse/house.html", {"form": form, "house": house}, status=status)


def _printer_form(request: Request, facility: Facility, printer: Printer | None, form: Form) -> HttpResponse:
    def save() -> HttpResponse:
        typed = form.cleaned_data
        actions.save_printer(
            facility_id=facility.id, printer_id=printer.id if printer else None, form=typed["form"], name=typed["name"],
            right=typed["right_mm"], down=typed["down_mm"], by=request.actor, now=timezone.now(),
        )  # fmt: skip
        return redirect("clearinghouse:index")

    done, status = attempt(form, save)
    words = "Lay the test page over a form against a light, and measure how far the numbers stand from their boxes."
    context = {"form": form, "title": "Printer", "about": facility, "words": words, "printer": printer}
    return done or render(request, "clearinghouse/form.html", context, status=status)


def _facility(request: Request, facility_id: UUID) -> Facility:
    return reach.get(Facility.objects.all(), request.actor, facility_id)


def _posted(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _may(request: Request, permission: Permission, now: datetime) -> Any:
    return decide.may(request.actor, permission, None, on=now)
