"""The log of one person's supervision, on the screen, as CSV and as a sheet to sign."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.formats.paper.log import Sheet
from circlechart.base.kit import walltime
from circlechart.base.people.models import Credential, Organization, Staff
from circlechart.care.notes.models import Signature
from circlechart.care.supervision import rules
from circlechart.care.supervision.facts import Line, Total
from circlechart.care.supervision.models import SupervisionHours
from circlechart.care.supervision.queries.needs import AUTHORS

HEAD = ("Day", "Form", "Minutes", "Hours", "Supervisees present", "Competencies", "Supervisor", "Logged at (UTC)")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def supervisees(by: Actor, now: datetime) -> list[Staff]:
    """This function will list whom somebody supervises, or supervised."""
    day = reach.today(by, now)
    return list(
        Staff.objects.filter(supervised_by__supervisor_id=by.staff_id, supervised_by__valid__startswith__lte=day)
        .distinct()
        .order_by("display_name")
    )


def log(staff: Staff, since: date, until: date) -> Total:
    """This function will read a log from a day to a day, both counted, with the notes cosigned on those days."""
    rows = (
        SupervisionHours.objects.filter(staff=staff, held_on__range=(since, until), replaced_by__isnull=True)
        .filter(minutes__gt=0)
        .order_by("held_on", "at", "id")
    )
    cosigned = Signature.objects.filter(
        meaning=Signature.Meaning.COSIGNER,
        signed_note__signatures__staff=staff,
        signed_note__signatures__meaning__in=AUTHORS,
        signed_note__session__local_on__range=(since, until),
    )
    return rules.total([_line(each) for each in rows], cosigned.distinct().count())


def as_csv(total: Total) -> str:
    """This function will write a log as CSV. Cells that a spreadsheet would compute are made plain text."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEAD)
    for each in total.lines:
        cells = (
            each.held_on.isoformat(), each.form, str(each.minutes), _hours(each.minutes), str(each.people),
            each.competencies, f"{each.supervisor}, {each.credentials}".rstrip(", "), f"{each.logged_at:%Y-%m-%d %H:%M}",
        )  # fmt: skip
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return written.getvalue()


def sheet(staff: Staff, total: Total, since: date, until: date, zone: str, now: datetime) -> Sheet:
    """This function will lay a log out for a licensing board."""
    held = Credential.objects.filter(staff=staff, valid__contains=until).order_by("kind")
    organization = Organization.objects.first()
    supervisors = dict.fromkeys(f"{each.supervisor}, {each.credentials}".rstrip(", ") for each in total.lines)
    return Sheet(
        title="Log of clinical supervision",
        organization=organization.name if organization else "",
        footer=f"{staff.display_name}, {_day(since)} to {_day(until)}. Printed {walltime.moment(now, zone)}.",
        facts=(
            ("Supervisee", f"{staff.legal_first_name} {staff.legal_last_name}"),
            ("Credentials", "; ".join(f"{each.kind} {each.state} {each.number}" for each in held) or "none on file"),
            ("From, to", f"{_day(since)} to {_day(until)}"),
            ("Individual", f"{_hours(total.individual)} h"),
            ("Group", f"{_hours(total.group)} h"),
            ("Live observation", f"{_hours(total.observed)} h"),
            ("Together", f"{_hours(total.minutes)} h in {total.meetings} meetings"),
            ("Notes cosigned", str(total.notes)),
        ),
        head=("Day", "Form", "Hours", "Competencies", "Supervisor"),
        widths=(3, 4, 2, 9, 6),
        rows=tuple(
            (
                _day(each.held_on), f"{each.form} of {each.people}" if each.people > 1 else each.form, _hours(each.minutes),
                each.competencies, f"{each.supervisor}, {each.credentials}".rstrip(", "),
            )
            for each in total.lines
        ),
        lines=("Supervisee", *(f"{each}" for each in supervisors)),
    )  # fmt: skip


def _line(row: SupervisionHours) -> Line:
    return Line(
        row.id, row.staff_id, "", row.held_on, row.form, row.minutes, row.people, row.competencies,
        row.supervisor_name, row.credentials, row.at, row.replaces_id is not None,
    )  # fmt: skip


def _hours(minutes: int) -> str:
    return f"{Decimal(minutes) / 60:.2f}"


def _day(on: date) -> str:
    return on.strftime("%m/%d/%Y")
