"""Setting how claims leave, and giving out the numbers of files."""

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction
from psycopg.types.range import DateRange

from circlechart.base.access import decide, reach
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.coverage.models import Payer
from circlechart.base.formats.paper import form as forms
from circlechart.base.formats.paper import pdf
from circlechart.base.formats.paper.filling import Paper
from circlechart.base.kit.errors import NotFound
from circlechart.base.people.models import Facility, Staff
from circlechart.money.clearinghouse import rules
from circlechart.money.clearinghouse.errors import (
    AttendsFromThen,
    BadBlank,
    BadPattern,
    HouseGone,
    HouseNamed,
    NothingNew,
    PrinterNamed,
)
from circlechart.money.clearinghouse.facts import HouseGiven, Numbers
from circlechart.money.clearinghouse.models import Attending, Blank, ControlNumber, House, PayerRoute, Printer

NUMBER_LOCK = 837_013


def take_number(partner: UUID) -> int:
    """This function will give out a partner's next number of a file with one transaction in it, as `take_numbers` does.

    Raises: nothing. Audit: none; who sends writes it.
    """
    return take_numbers(partner, 1).file


def take_numbers(partner: UUID, sets: int) -> Numbers:
    """This function will give out a partner's next number of a file and of as many transactions (ST02) as it holds.

    Others wait until that ends. Rolled back, the number was never given; committed, it is never given again.

    Raises: nothing. Audit: none; who sends writes it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A number belongs to the transaction that uses it.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [NUMBER_LOCK, str(partner)])
    row = ControlNumber.objects.filter(partner=partner).first()
    if row is None:
        row = ControlNumber.objects.create(partner=partner, last=1, last_set=sets)
        return Numbers(row.last, 1)
    row.last, row.last_set = row.last + 1, row.last_set + sets
    row.save(update_fields=["last", "last_set"])
    return Numbers(row.last, row.last_set - sets + 1)


def save_house(*, house_id: UUID | None, given: HouseGiven, by: Actor, now: datetime) -> House:
    """This function will add a clearinghouse, or correct one; files that left stay as they are.

    Raises: NotAllowed, NotFound, BadPattern, HouseNamed.
    Audit: clearinghouse.add_house or clearinghouse.edit_house with what changed.
    """
    problem = rules.pattern_problem(given.file_pattern)
    if problem:
        raise BadPattern(problem)
    with transaction.atomic():
        decide.ensure(by, Permission.EDIT_PAYERS, None, on=now)
        house = House() if house_id is None else House.objects.select_for_update().filter(pk=house_id).first()
        if house is None:
            raise NotFound()
        if House.objects.filter(name__iexact=given.name).exclude(pk=house.pk).exists():
            raise HouseNamed(value=given.name)
        changed = [name for name, value in asdict(given).items() if getattr(house, name) != value]
        for name, value in asdict(given).items():
            setattr(house, name, value)
        house.save()
        verb = "clearinghouse.add_house" if house_id is None else "clearinghouse.edit_house"
        audit.record(by=by, verb=verb, thing=house, now=now, details={"changed": changed})
    return house


def set_route(*, payer_id: UUID, house_id: UUID | None, payer_id_there: str, by: Actor, now: datetime) -> PayerRoute:
    """This function will say through which house a payer's claims go; none means to the payer itself.

    Raises: NotAllowed, NotFound, HouseGone.
    Audit: clearinghouse.set_route with the house.
    """
    with transaction.atomic():
        decide.ensure(by, Permission.EDIT_PAYERS, None, on=now)
        payer = Payer.objects.select_for_update(of=("self",)).filter(pk=payer_id).first()
        if payer is None:
            raise NotFound()
        house = House.objects.filter(pk=house_id).first() if house_id else None
        if house_id and house is None:
            raise HouseGone()
        route, _ = PayerRoute.objects.update_or_create(
            payer=payer, defaults={"house": house, "called": payer_id_there.strip().upper()}
        )
        details = {"house": house.name if house else "", "called": route.called}
        audit.record(by=by, verb="clearinghouse.set_route", thing=payer, now=now, details=details)
    return route


def set_attending(*, facility_id: UUID, staff_id: UUID, from_on: date, by: Actor, now: datetime) -> Attending:
    """This function will name who attends a facility's institutional care from a day on; who did before ends there.

    Raises: NotAllowed, NotFound, NothingNew, AttendsFromThen.
    Audit: clearinghouse.set_attending with the person and the day.
    """
    with transaction.atomic():
        decide.ensure(by, Permission.EDIT_PAYERS, None, on=now)
        facility = reach.get(Facility.objects.select_for_update(of=("self",)), by, facility_id)
        staff = Staff.objects.filter(pk=staff_id, facilities=facility).exclude(npi="").first()
        if staff is None:
            raise NotFound()
        known = Attending.objects.filter(facility=facility)
        if known.filter(valid__startswith__gte=from_on).exists():
            raise AttendsFromThen(value=from_on)
        before = known.filter(valid__contains=from_on).first()
        if before is not None and before.staff_id == staff.id:
            raise NothingNew(f"{staff.display_name} attends on that day already.", field="Who attends")
        if before is not None:
            before.valid = DateRange(before.valid.lower, from_on)
            before.save(update_fields=["valid"])
        named = Attending.objects.create(facility=facility, staff=staff, valid=DateRange(from_on, None))
        details = {"staff": str(staff.id), "from": from_on.isoformat()}
        audit.record(by=by, verb="clearinghouse.set_attending", thing=facility, now=now, details=details)
    return named


def save_printer(
    *, facility_id: UUID, printer_id: UUID | None, form: str, name: str, right: Decimal, down: Decimal, by: Actor,
    now: datetime,
) -> Printer:  # fmt: skip
    """This function will add a printer of a facility, or adjust one. Units: millimeters to the right and down.

    Raises: NotAllowed, NotFound, PrinterNamed.
    Audit: clearinghouse.save_printer with the offsets.
    """
    with transaction.atomic():
        facility = reach.get(Facility.objects.select_for_update(of=("self",)), by, facility_id)
        decide.ensure(by, Permission.BUILD_CLAIMS, facility, on=now)
        own = Printer.objects.filter(facility=facility)
        printer = Printer(facility=facility) if printer_id is None else own.filter(pk=printer_id).first()
        if printer is None:
            raise NotFound()
        if own.filter(form=form, name__iexact=name).exclude(pk=printer.pk).exists():
            raise PrinterNamed(value=name)
        printer.form, printer.name, printer.right_mm, printer.down_mm = form, name, right, down
        printer.save()
        details = {"form": form, "right_mm": str(right), "down_mm": str(down)}
        audit.record(by=by, verb="clearinghouse.save_printer", thing=facility, now=now, details=details)
    return printer


def keep_blank(*, facility_id: UUID, form: str, content: bytes, by: Actor, now: datetime) -> Blank:
    """This function will keep a facility's own blank of a form, in place of the one before.

    Raises: NotAllowed, NotFound, BadBlank.
    Audit: clearinghouse.keep_blank with the form.
    """
    _tried(form, content)
    with transaction.atomic():
        facility = reach.get(Facility.objects.select_for_update(of=("self",)), by, facility_id)
        decide.ensure(by, Permission.BUILD_CLAIMS, facility, on=now)
        values = {"content": content, "given_by_id": by.staff_id, "given_at": now}
        blank, _ = Blank.objects.update_or_create(facility=facility, form=form, defaults=values)
        audit.record(by=by, verb="clearinghouse.keep_blank", thing=facility, now=now, details={"form": form})
    return blank


def _tried(form: str, content: bytes) -> None:
    """A blank is printed on once before it is kept. Raises: BadBlank."""
    if not content.startswith(b"%PDF-"):
        raise BadBlank("This is not a PDF.")
    try:
        pdf.over(Paper(forms.form(form), ((),), ()), content)
    except pdf.BadBlank as problem:
        raise BadBlank(str(problem)) from problem
