"""What became of a client's session: each decision, what changed against the one before, and who did something meanwhile."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from circlechart.base.access import reach
from circlechart.base.access.facts import Actor
from circlechart.base.audit.models import AuditEvent
from circlechart.base.people.models import Staff
from circlechart.care.attendance.models import Attendance
from circlechart.care.sessions.models import Session
from circlechart.money.charges.facts import Change, Step
from circlechart.money.charges.models import Charge, ChargeOverride

DERIVED = ("charges.capture", "claims.assemble", "sessions.document", "sessions.reopen")
CAUSES = {
    "attendance": "Attendance",
    "notes": "Note",
    "plans": "Goal or diagnosis",
    "office": "Chart or staff record",
    "payers": "Payer's rules or fees",
    "charges": "Authorization or decision",
    "sessions": "Session",
    "enrollment": "Place in the group",
}
MOST_EVENTS = 40


def history(attendance: Attendance) -> list[Step]:
    """This function will tell each decision about a client's session, the newest first."""
    charges = list(
        Charge.objects.filter(attendance=attendance)
        .select_related("coverage__plan__payer", "rendering", "supervising", "authorization", "signed_note")
        .order_by("derived_at", "id")
    )
    found: list[Step] = []
    before: Charge | None = None
    for charge in charges:
        since = before.derived_at if before else None
        causes = _causes(attendance, since, charge.derived_at) if since else []
        found.append(Step(charge, _changes(before, charge) if before else (), tuple(causes)))
        before = charge
    return found[::-1]


def overrides(by: Actor) -> QuerySet[ChargeOverride]:
    """This function will list what was decided against payers' rules within reach, the newest first."""
    within = ChargeOverride.objects.filter(attendance__session__in=reach.within(Session.objects.all(), by))
    return within.select_related("attendance__session__group", "by", "ended_by").order_by("-at")


def _changes(old: Charge, new: Charge) -> tuple[Change, ...]:
    return tuple(
        Change(label, was, now) for (label, was), (_, now) in zip(_said(old), _said(new), strict=True) if was != now
    )


def _said(charge: Charge) -> list[tuple[str, str]]:
    """What a charge says, in words, in the order in which it is read."""
    payer = charge.coverage.plan.payer.name if charge.coverage else "none"
    return [
        ("Status", charge.get_status_display()),
        ("Because", charge.hold_sentence),
        ("Minutes", str(charge.minutes)),
        ("Charge", f"{charge.code_words} ×{charge.units}" if charge.code else ""),
        ("Amount", f"${charge.amount}"),
        ("Payer", payer),
        ("Rendering provider", _name(charge.rendering)),
        ("Supervising provider", _name(charge.supervising)),
        ("Authorization", charge.authorization.number if charge.authorization else ""),
        ("Place of service", charge.place_of_service),
        ("Note", "signed" if charge.signed_note_id else "not signed"),
        ("Rules", f"version {charge.rulebook_version}" if charge.rulebook_version else ""),
        ("Warnings", " ".join(str(each["sentence"]) for each in charge.warnings)),
    ]


def _name(staff: Staff | None) -> str:
    return staff.display_name if staff else ""


def _causes(attendance: Attendance, since: datetime, until: datetime) -> list[tuple[str, str, datetime]]:
    """What people changed between two decisions that may have caused the second."""
    about = Q(client_id=attendance.client_id) | Q(thing_id__in=[attendance.session_id, attendance.id])
    written = AuditEvent.objects.filter(
        about | Q(verb__startswith="payers."), kind=AuditEvent.Kind.CHANGED, at__gt=since, at__lte=until
    ).exclude(verb__in=DERIVED)
    events = list(written.order_by("at")[:MOST_EVENTS])
    ids: set[UUID] = {each.actor_id for each in events if each.actor_id}
    names = {each.id: each.display_name for each in Staff.objects.filter(id__in=ids)}
    return [
        (
            CAUSES.get(each.verb.partition(".")[0], "Record"),
            names.get(each.actor_id, "") if each.actor_id else "",
            each.at,
        )
        for each in events
    ]
