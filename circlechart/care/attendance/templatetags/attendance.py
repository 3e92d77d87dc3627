"""The controls of one row's attendance."""

from django import template
from django.utils.safestring import SafeString

from circlechart.base.access.facts import Decision
from circlechart.base.kit import walltime
from circlechart.base.ui import controls
from circlechart.base.ui.controls import Frame, Option
from circlechart.care.attendance.facts import Interval, RowFacts

register = template.Library()

CHOICES = (
    ("present", "Present", "check", "good"),
    ("late", "Late", "late", "warn"),
    ("left_early", "Left early", "leave", "warn"),
    ("no_show", "No-show", "absent", "bad"),
    ("excused", "Excused", "excused", "neutral"),
)


def _locked(row: RowFacts, may: Decision) -> str:
    if row.frozen:
        return "The note is signed; correct attendance with a reason."
    return "" if may.allowed else may.because


@register.simple_tag
def mark_choices(row: RowFacts, may: Decision) -> SafeString:
    """`{% mark_choices row may %}`: the radio group Attendance."""
    locked = _locked(row, may)
    options = [Option(value, label, icon, tone, locked) for value, label, icon, tone in CHOICES]
    frame = Frame(f"attendance-{row.attendance_id}", "Attendance", quiet=True)
    return controls.segmented(frame, "choice", options, row.choice, {"role": "radiogroup"})


@register.simple_tag
def mark_time(name: str, label: str, row: RowFacts, zone: str, may: Decision) -> SafeString:
    """`{% mark_time "arrived" "Arrived" row zone may %}`: a wall time at the facility."""
    at = row.arrived_at if name == "arrived" else row.left_at
    value = walltime.local(at, zone).strftime("%H:%M") if at else ""
    frame = Frame(f"{name}-{row.attendance_id}", label)
    return controls.text_input(frame, name, value, "time", {"disabled": bool(_locked(row, may))})


@register.simple_tag
def mark_reason(row: RowFacts, may: Decision) -> SafeString:
    """`{% mark_reason row may %}`: why a client did not come."""
    frame = Frame(f"reason-{row.attendance_id}", "Reason")
    given = {"disabled": bool(_locked(row, may)), "maxlength": 200}
    return controls.text_input(frame, "reason", row.reason, "text", given)


@register.simple_tag
def mark_out_reason(row: RowFacts, may: Decision) -> SafeString:
    """`{% mark_out_reason row may %}`: why a client leaves the room."""
    frame = Frame(f"out-reason-{row.attendance_id}", "Reason for stepping out", quiet=True)
    given = {"disabled": bool(_locked(row, may)), "maxlength": 200, "placeholder": "such as medication"}
    return controls.text_input(frame, "reason", "", "text", given)


@register.simple_tag
def out_words(out: Interval, zone: str) -> str:
    """`{% out_words interval zone %}`: an out-time in words."""
    end = walltime.clock(out.end, zone) if out.end else "now"
    return f"Out {walltime.clock(out.start, zone)}–{end}, {out.reason}"
