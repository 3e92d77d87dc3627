"""The log of supervision: what the supervisor says, what is corrected, what a board is given."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from circlechart.base.audit import actions as audit
from circlechart.base.audit.models import AuditEvent
from circlechart.base.formats.paper import log as paper
from circlechart.base.kit.errors import NotAllowed, Refusal
from circlechart.base.people.models import Supervision
from circlechart.care.notes.models import SignedNote
from circlechart.care.supervision import actions, queries
from circlechart.care.supervision.errors import BadHours, HoursCorrected
from circlechart.care.supervision.models import SupervisionHours
from tests import cast
from tests.rooms.care.notes.test_sign import NOW
from tests.rooms.care.supervision.test_review import LATER, by_trainee, shown

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)
SPAN = (date(2026, 11, 1), date(2026, 11, 30))


def logged(clinic: cast.Clinic, *who: str, **given: Any) -> list[SupervisionHours]:
    usual: dict[str, Any] = {
        "held_on": ON, "form": "individual", "minutes": 60, "competencies": "Group safety", "by": clinic.supervisor, "now": NOW,
    }  # fmt: skip
    ids = [clinic.staff[each].id for each in who or ("trainee",)]
    return actions.log_hours(staff_ids=ids, **{**usual, **given})


def test_a_log_adds_up_by_form_and_counts_cosigned_notes() -> None:
    clinic = cast.clinic()
    Supervision.objects.create(staff=clinic.staff["peer"], supervisor=clinic.staff["supervisor"], valid=cast.ALWAYS)
    by_trainee(clinic)
    every = list(SignedNote.objects.all()[:3])
    actions.cosign(read=shown(clinic, *every), by=clinic.supervisor, now=LATER)
    logged(clinic)
    logged(clinic, "trainee", "peer", form="group", minutes=90)
    logged(clinic, form="observed", minutes=45)
    logged(clinic, held_on=date(2026, 10, 31))
    total = queries.log(clinic.staff["trainee"], *SPAN)
    assert (total.individual, total.group, total.observed, total.minutes, total.meetings) == (60, 90, 45, 195, 3)
    assert total.notes == 3
    assert queries.log(clinic.staff["peer"], *SPAN).lines[0].people == 2
    assert AuditEvent.objects.filter(verb="supervision.log_hours").count() == 5


@pytest.mark.parametrize(
    "given",
    [{"minutes": 0}, {"minutes": 601}, {"form": "group"}, {"held_on": NOW.date() + timedelta(days=2)}],
)
def test_hours_that_cannot_be_are_refused(given: dict[str, Any]) -> None:
    clinic = cast.clinic()
    with pytest.raises(BadHours):
        logged(clinic, **given)
    assert not SupervisionHours.objects.exists()


@pytest.mark.parametrize(("by", "who"), [("supervisor", "co"), ("trainee", "trainee"), ("director", "trainee")])
def test_only_the_supervisor_logs(by: str, who: str) -> None:
    clinic = cast.clinic()
    with pytest.raises(NotAllowed):
        logged(clinic, who, by=clinic.actors[by])


def test_a_correction_stands_in_the_place_of_its_line() -> None:
    clinic = cast.clinic()
    (line,) = logged(clinic)
    fixed = actions.correct_hours(line_id=line.id, minutes=50, why="Ended early", by=clinic.supervisor, now=NOW)
    assert queries.log(clinic.staff["trainee"], *SPAN).individual == 50
    with pytest.raises(HoursCorrected):
        actions.correct_hours(line_id=line.id, minutes=40, why="Again", by=clinic.supervisor, now=NOW)
    actions.correct_hours(line_id=fixed.id, minutes=0, why="Never took place", by=clinic.supervisor, now=NOW)
    assert queries.log(clinic.staff["trainee"], *SPAN).lines == ()
    assert SupervisionHours.objects.count() == 3
    assert AuditEvent.objects.filter(verb="supervision.correct_hours").count() == 2


@pytest.mark.parametrize(("minutes", "why"), [(50, " "), (-1, "Typed wrong"), (900, "Typed wrong")])
def test_a_correction_needs_a_length_and_a_reason(minutes: int, why: str) -> None:
    clinic = cast.clinic()
    (line,) = logged(clinic)
    with pytest.raises(Refusal):
        actions.correct_hours(line_id=line.id, minutes=minutes, why=why, by=clinic.supervisor, now=NOW)


def test_a_line_is_never_changed_and_not_kept_without_its_trail(monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = cast.clinic()
    (line,) = logged(clinic)
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        SupervisionHours.objects.filter(pk=line.pk).update(minutes=600)

    def broken(**given: object) -> None:
        raise DatabaseError("the trail is full")

    monkeypatch.setattr(audit, "record_each", broken)
    with pytest.raises(DatabaseError, match="the trail is full"), transaction.atomic():
        logged(clinic)
    assert SupervisionHours.objects.count() == 1


def test_the_export_says_what_the_screen_says_and_computes_nothing() -> None:
    clinic = cast.clinic()
    logged(clinic, competencies='=HYPERLINK("x")')
    logged(clinic, competencies="Ethics, with a\nsecond line", minutes=50, now=LATER)
    total = queries.log(clinic.staff["trainee"], *SPAN)
    rows = list(csv.DictReader(io.StringIO(queries.as_csv(total))))
    assert [(each["Minutes"], each["Hours"]) for each in rows] == [("60", "1.00"), ("50", "0.83")]
    assert rows[0]["Competencies"].startswith("'=")
    assert rows[1]["Competencies"] == "Ethics, with a\nsecond line"
    assert rows[0]["Supervisor"] == "Ingrid Valmont, LCSW-S"
    sheet = queries.sheet(clinic.staff["trainee"], total, *SPAN, cast.CHICAGO, NOW)
    assert ("Together", "1.83 h in 2 meetings") in sheet.facts
    assert ("Credentials", "LPC-Associate IL 149-020") in sheet.facts
    assert paper.pdf(sheet).startswith(b"%PDF")
