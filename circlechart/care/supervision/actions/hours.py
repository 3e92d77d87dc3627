"""Logging supervision. The supervisor says what was; a wrong line is struck or replaced, never changed."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from circlechart.base.access import decide, reach
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit.identifiers import uuid7
from circlechart.base.people.models import Staff
from circlechart.care.notes import queries as notes
from circlechart.care.supervision.errors import BadHours, HoursCorrected, NotYourSupervisee
from circlechart.care.supervision.models import SupervisionHours

MOST_MINUTES = 600
A_GROUP = 2


def log_hours(
    *, staff_ids: Sequence[UUID], held_on: date, form: str, minutes: int, competencies: str, by: Actor, now: datetime
) -> list[SupervisionHours]:
    """This function will log one meeting of supervision, a line for each supervisee who was in it.

    Raises: NotAllowed, NotYourSupervisee, BadHours.
    Audit: supervision.log_hours for each line.
    """
    _check(len(set(staff_ids)), held_on, form, minutes, reach.today(by, now))
    with transaction.atomic():
        people = list(Staff.objects.filter(id__in=staff_ids).order_by("id"))
        for person in people:
            decide.ensure(by, Permission.LOG_SUPERVISION, person, on=now)
        if not people:
            raise NotYourSupervisee(field="Who was there")
        known = {"meeting": uuid7(), "people": len(people), "held_on": held_on, "form": form, "minutes": minutes}
        lines = [
            SupervisionHours(staff=each, competencies=competencies.strip(), **known, **_said(by, now))
            for each in people
        ]
        SupervisionHours.objects.bulk_create(lines)
        audit.record_each(by=by, verb="supervision.log_hours", things=[(each, None) for each in lines], now=now)
    return lines


def correct_hours(*, line_id: UUID, minutes: int, why: str, by: Actor, now: datetime) -> SupervisionHours:
    """This function will put another length in the place of a line, or strike it with no minutes; the first line stays.

    Raises: NotAllowed, HoursCorrected, BadHours.
    Audit: supervision.correct_hours with both lengths.
    """
    if not why.strip():
        raise BadHours("A correction needs its reason.", field="Why is it corrected?", mend="Say why.")
    if not 0 <= minutes <= MOST_MINUTES:
        raise BadHours(
            "That is not a length of a meeting.", value=minutes, mend="Write up to 600 minutes; 0 strikes it."
        )
    with transaction.atomic():
        line = SupervisionHours.objects.select_for_update(of=("self",)).select_related("staff").get(pk=line_id)
        decide.ensure(by, Permission.LOG_SUPERVISION, line.staff, on=now)
        if SupervisionHours.objects.filter(replaces=line).exists():
            raise HoursCorrected()
        made = SupervisionHours.objects.create(
            staff=line.staff, meeting=line.meeting, people=line.people, held_on=line.held_on, form=line.form,
            minutes=minutes, competencies=line.competencies, replaces=line, why=why.strip()[:200], **_said(by, now),
        )  # fmt: skip
        details = {"from": line.minutes, "to": minutes}
        audit.record(by=by, verb="supervision.correct_hours", thing=made, now=now, details=details)
    return made


def _said(by: Actor, now: datetime) -> "dict[str, object]":
    line = notes.credential_line(by.staff_id, reach.today(by, now))
    return {"supervisor_id": by.staff_id, "supervisor_name": by.display_name, "credentials": line, "at": now}


def _check(people: int, held_on: date, form: str, minutes: int, today: date) -> None:
    if held_on > today:
        raise BadHours("This meeting has not been yet.", field="Day", value=held_on, mend="Log it when it was held.")
    if not 0 < minutes <= MOST_MINUTES:
        raise BadHours("That is not a length of a meeting.", value=minutes, mend="Write 1 to 600 minutes.")
    if form == SupervisionHours.Form.GROUP and people < A_GROUP:
        words = "Group supervision has at least two supervisees."
        raise BadHours(words, field="Who was there", mend="Choose all who were there, or log it as individual.")
    if form != SupervisionHours.Form.GROUP and people > 1:
        words = "Individual supervision and live observation are of one person."
        raise BadHours(words, field="Who was there", mend="Choose one person, or log it as group supervision.")
