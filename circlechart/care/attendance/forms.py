"""Reading what the marks of a row send, and the forms of correcting, adding late, cancelling and reaching out."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, QueryDict

from circlechart.base.kit import walltime
from circlechart.base.kit.errors import Refusal
from circlechart.base.kit.minutes import Span
from circlechart.care.attendance import rules
from circlechart.care.attendance.errors import BadTime
from circlechart.care.attendance.facts import Mark, OutTime, RowFacts
from circlechart.care.attendance.models import Attendance
from circlechart.care.sessions.models import Session

SHIFTED_HOURS = 6
LONGEST_REV = 9  # digits
SPARE_OUTS = 2
FOLD = "If the clock shows a time twice that night"
FOLDS = (("", "Not that night"), ("0", "The first time"), ("1", "The second time"))
CAME = ("attended", "Attended")
OTHERWISE = (
    ("no_show", "No-show"),
    ("excused", "Excused"),
    ("cancelled_late", "Cancelled late"),
    ("cancelled_timely", "Cancelled in time"),
    ("elsewhere", "In another service"),
    ("removed", "Removed from the group"),
)


def wall(field: str, typed: str, session: Session, fold: str = "") -> datetime | None:
    """This function will read a client's typed wall time as an instant of this session. Returns None when: none is typed.

    Raises: BadTime naming the field and what was typed; a time hours away from the session is one of them.
    """
    assert session.span is not None
    began, over = session.started_at or session.span.lower, session.span.upper
    planned = rules.planned_end(began, session.span.lower, over)
    return _near(field, typed, session, Span(began, session.ended_at or planned), rules.NEAR_HOURS, fold)


def session_wall(field: str, typed: str, session: Session, fold: str = "") -> datetime | None:
    """This function will read when the session itself started or ended. Returns None when: nothing is typed.

    Raises: BadTime naming the field and what was typed; a time many hours away from the schedule is one of them.
    """
    assert session.span is not None
    return _near(field, typed, session, Span(session.span.lower, session.span.upper), SHIFTED_HOURS, fold)


def _near(field: str, typed: str, session: Session, near: Span, hours: int, fold: str) -> datetime | None:
    if not typed.strip():
        return None
    at, zone = _clock(field, typed, session.time_zone), session.time_zone
    try:
        found = rules.meant(at, session.local_on, zone, near, int(fold) if fold in ("0", "1") else None)
    except (walltime.NoSuchTime, walltime.AmbiguousTime) as problem:
        raise BadTime(str(problem), field=field, value=typed) from None
    assert near.end is not None
    first, last = near.start - timedelta(hours=hours), near.end + timedelta(hours=hours)
    if first <= found <= last:
        return found
    was = f"{walltime.clock(near.start, zone)} to {walltime.clock(near.end, zone)}"
    raise BadTime(
        f"That is hours away from the session of {session.local_on:%b %-d, %Y}, {was}.", field=field, value=typed,
        mend=f"Give a time between {walltime.clock(first, zone)} and {walltime.clock(last, zone)}.",
    )  # fmt: skip


def _clock(field: str, typed: str, zone: str) -> time:
    try:
        at = time.fromisoformat(typed.strip())
    except ValueError:
        raise BadTime(field=field, value=typed) from None
    if at.tzinfo is not None:
        mend = f"Type it without a zone, such as 18:15; it is {zone} here."
        raise BadTime("Times of a session are in the zone of its facility.", field=field, value=typed, mend=mend)
    return at


def mark(posted: QueryDict, attendance: Attendance) -> Mark:
    """This function will read a mark: a choice, times, or both. Raises: BadTime."""
    session, fold = attendance.session, posted.get("fold", "")
    choice, arrived, left = (posted.get(name, "") for name in ("choice", "arrived", "left"))
    if choice == "present" and (arrived.strip() or left.strip()):
        choice = ""  # a plain form sends both; the times say more
    return Mark(
        choice=choice,
        arrived_at=wall("Arrived", arrived, session, fold),
        left_at=wall("Left", left, session, fold),
        clear_arrived="arrived" in posted and not arrived.strip(),
        clear_left="left" in posted and not left.strip(),
        reason=posted.get("reason", "").replace("\x00", "")[:200],
    )


def idem(posted: QueryDict) -> UUID:
    """This function will read the key of a save; a plain form without one gets a new one. Raises: Refusal."""
    given = posted.get("idem")
    if not given:
        return uuid4()
    try:
        return UUID(given)
    except ValueError:
        raise Refusal("This is not a key that the page made.", field="Save key", mend="Reload the page.") from None


def base_rev(request: HttpRequest) -> int:
    """This function will read which revision of the row was on the screen. Raises: Refusal."""
    given = request.POST.get("base_rev", "")
    if not given.isdecimal() or len(given) > LONGEST_REV:
        raise Refusal("This mark does not say what it changes.", field="base_rev", mend="Reload the page.")
    return int(given)


def _time(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Write the time like 18:15."},
    )


def _words(label: str, required: bool = False, hint: str = "", longest: int = 200) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        help_text=hint,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": f"{label} is missing."},
    )


class CorrectionForm(forms.Form):
    """What attendance should have said, with every time, and why it is corrected."""

    choice = forms.ChoiceField(label="Attendance", choices=[CAME, *OTHERWISE], widget=forms.RadioSelect)
    arrived = _time("Arrived")
    left = _time("Left")
    fold = forms.ChoiceField(
        label=FOLD,
        required=False,
        choices=FOLDS,
    )
    reason = _words("Reason", hint="Why the client was not there, as it appears on the note.")
    why = _words("Reason for the correction", hint="Kept with the correction: what was wrong, and how you know.")
    base_rev = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    idem = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, row: RowFacts, session: Session, posted: QueryDict | None = None) -> None:
        outs = [each for each in row.intervals if each.kind == "out"]
        super().__init__(posted, initial=_standing(row, session.time_zone))
        self.rows = range(len(outs) + SPARE_OUTS)
        for number in self.rows:
            for name, label in (("from", "Out, from"), ("back", "Out, back")):
                self.fields[f"out_{name}_{number}"] = _time(label)
            self.fields[f"out_reason_{number}"] = _words("Out, reason")
        self.fields["why"].required = row.frozen
        if not walltime.sets_back(session.local_on, session.time_zone):
            del self.fields["fold"]

    @property
    def outs(self) -> list[list[forms.BoundField]]:
        """The out-times as rows of three fields."""
        return [[self[f"out_{name}_{number}"] for name in ("from", "back", "reason")] for number in self.rows]

    def mark(self, session: Session) -> Mark:
        """This function will read the correction as a mark that says every time. Raises: BadTime."""
        given: dict[str, Any] = self.cleaned_data
        arrived, left = (self._at(name, session) for name in ("arrived", "left"))
        outs = [
            OutTime(start, self._at(f"out_back_{number}", session), given[f"out_reason_{number}"])
            for number in self.rows
            if (start := self._at(f"out_from_{number}", session)) is not None
        ]
        return Mark(
            choice=given["choice"],
            arrived_at=arrived,
            left_at=left,
            clear_arrived=arrived is None,
            clear_left=left is None,
            reason=given["reason"],
            outs=tuple(outs),
        )

    def _at(self, name: str, session: Session) -> datetime | None:
        at = self.cleaned_data.get(name)
        words = at.isoformat("minutes") if at else ""
        return wall(str(self.fields[name].label), words, session, self.cleaned_data.get("fold", ""))


def _standing(row: RowFacts, zone: str) -> dict[str, Any]:
    """The row as it stands, for the fields."""

    def clock(at: datetime | None) -> time | None:
        return walltime.local(at, zone).time().replace(tzinfo=None) if at else None

    standing: dict[str, Any] = {
        "choice": row.disposition,
        "arrived": clock(row.arrived_at),
        "left": clock(row.left_at),
        "reason": row.reason,
        "base_rev": row.rev,
        "idem": uuid4(),
    }
    for number, out in enumerate(each for each in row.intervals if each.kind == "out"):
        standing |= {
            f"out_from_{number}": clock(out.start),
            f"out_back_{number}": clock(out.end),
            f"out_reason_{number}": out.reason,
        }
    return standing


class TimesForm(forms.Form):
    """When the session itself began and ended; and why that is corrected, once signed notes carry it."""

    started = forms.CharField(label="Started", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    ended = forms.CharField(label="Ended", required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    fold = forms.ChoiceField(label=FOLD, required=False, choices=FOLDS)
    why = _words("Reason for the correction", longest=400, hint="Kept beside every signed note of this session.")

    def __init__(self, session: Session, signed: bool, posted: QueryDict | None = None) -> None:
        real = {"started": session.started_at, "ended": session.ended_at}
        clocks = {name: walltime.local(at, session.time_zone).strftime("%H:%M") for name, at in real.items() if at}
        super().__init__(posted, initial=clocks)
        if session.ended_at is None:
            del self.fields["ended"]
        if not signed:
            del self.fields["why"]
        if not walltime.sets_back(session.local_on, session.time_zone):
            del self.fields["fold"]


class LateAddForm(forms.Form):
    """Somebody who came and is not on the roster."""

    chart_number = forms.CharField(
        label="Chart number",
        max_length=20,
        widget=forms.TextInput(attrs={"list": "candidates", "autocomplete": "off"}),
        help_text="Type the number, or part of the name and choose.",
        error_messages={"required": "Choose a client."},
    )
    reason = _words("Reason", required=True, hint="Why they join now, such as “make-up for Monday”.")


class ReasonForm(forms.Form):
    """Why a session that has started is cancelled."""

    reason = _words("Reason", required=True, hint="Such as “fire alarm, building closed”. Nobody is charged.")


class OutreachForm(forms.Form):
    """What came of reaching out."""

    outcome = _words("Outcome", required=True, longest=400, hint="Such as “left a message”, “comes on Thursday”.")
