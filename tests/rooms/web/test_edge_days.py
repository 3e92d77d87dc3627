"""Days at the edge of the calendar: refused at their field, never a broken page."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from circlechart.base.access.models import RoleGrant
from circlechart.base.coverage.models import Coverage, Plan
from circlechart.base.people.models import Credential, Supervision
from circlechart.care.enrollment.models import Enrollment, Group
from circlechart.care.plans.models import Diagnosis, Goal
from tests import cast
from tests.rooms.care.notes.test_sign import NOW, START
from tests.rooms.web.hostile import browse

LAST, FIRST = "9999-12-31", "0001-01-01"
STAFF = {"legal_first_name": "D", "legal_last_name": "O", "display_name": "D O", "npi": "", "taxonomy": ""}
COVER = {"coverage-member_id": "M1", "coverage-priority": "2", "coverage-relation": "self"}
LICENSE = {"credential-kind": "LPC", "credential-level": "masters", "credential-number": "1", "credential-state": "IL"}
NAMES = [
    "enrollment:end", "enrollment:transfer", "enrollment:enroll", "office:end-coverage", "office:end-goal",
    "office:end-diagnosis", "office:add-coverage", "office:end-credential", "office:end-role", "office:end-supervision",
    "office:grant-role", "office:add-credential", "office:edit-staff", "schedules:session",
]  # fmt: skip


@pytest.fixture
def clinic(db: None) -> Iterator[cast.Clinic]:
    with time_machine.travel(NOW, tick=False):
        yield cast.clinic()


def asked(clinic: cast.Clinic, name: str, day: str) -> tuple[str, Any, dict[str, str]]:
    """Who sends what to that address, with the day in every day's place."""
    north, co = str(clinic.north.id), clinic.staff["co"].id
    second = Group.objects.create(
        facility=clinic.north, name="Second", kind="open", service="group_psychotherapy", capacity=9
    )
    place = Enrollment.objects.filter(group=clinic.group).first()
    session = clinic.session(START + timedelta(days=1))
    grant = RoleGrant.objects.exclude(role="administrator").first()
    last = {"last_on": day}
    things: dict[str, tuple[str, Any, dict[str, str]]] = {
        "enrollment:end": ("desk", place, {**last, "reason": "Completed"}),
        "enrollment:transfer": ("desk", place, {**last, "to_group": str(second.id)}),
        "enrollment:enroll": ("desk", second, {"chart_number": "NC-1001", "from_on": day}),
        "office:end-coverage": ("desk", Coverage.objects.first(), last),
        "office:end-goal": ("lead", Goal.objects.first(), last),
        "office:end-diagnosis": ("lead", Diagnosis.objects.first(), last),
        "office:add-coverage": (
            "desk", clinic.clients[0],
            {**COVER, "coverage-plan": str(Plan.objects.all()[0].id), "coverage-from_on": day, "coverage-last_on": day},
        ),
        "office:end-credential": ("administrator", Credential.objects.first(), last),
        "office:end-role": ("administrator", grant, last),
        "office:end-supervision": ("administrator", Supervision.objects.first(), last),
        "office:grant-role": (
            "administrator", clinic.staff["co"],
            {"role-role": "nurse", "role-facility": north, "role-from_on": day, "role-last_on": day},
        ),
        "office:add-credential": (
            "administrator", clinic.staff["co"], {**LICENSE, "credential-from_on": day, "credential-last_on": day},
        ),
        "office:edit-staff": (
            "administrator", clinic.staff["co"],
            {**STAFF, "active_from": "2020-01-01", "last_on": day, "facilities": north},
        ),
        "schedules:session": (
            "desk", session,
            {"move-local_on": day, "move-local_start": "18:00", "move-duration_minutes": "90", "move-rev": "1",
             "move-lead": str(co), "move-modality": "in_person"},
        ),
    }  # fmt: skip
    who, thing, given = things[name]
    return who, thing.pk, given


@pytest.mark.parametrize("day", [LAST, FIRST])
@pytest.mark.parametrize("name", NAMES)
def test_a_day_at_the_edge_of_the_calendar_is_refused_at_its_field(clinic: cast.Clinic, name: str, day: str) -> None:
    who, pk, given = asked(clinic, name, day)
    answer = browse(clinic, who).post(reverse(name, args=[pk]), given)
    assert answer.status_code in (302, 422, 409), answer.status_code
    if name != "schedules:session":
        assert answer.status_code == 422
        assert "Choose a day between 1900 and 2199." in answer.content.decode()


@pytest.mark.parametrize("day", [LAST, FIRST])
def test_a_day_at_the_edge_of_the_calendar_in_an_address_opens_the_page(clinic: cast.Clinic, day: str) -> None:
    assert browse(clinic, "compliance").get(reverse("office:trail"), {"day": day}).status_code == 422
    assert browse(clinic, "lead").get(reverse("home:week"), {"from": day}).status_code == 200
