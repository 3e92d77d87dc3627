"""The last administrator is lost in no way: not by a day of work, not by a sign-in, not by a role."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from circlechart.base.access import actions as access
from circlechart.base.access.errors import LastAdministrator
from circlechart.base.access.models import RoleGrant, User
from circlechart.base.audit.models import AuditEvent
from circlechart.base.people.models import Staff
from circlechart.web.office import actions
from circlechart.web.office.facts import RoleGiven, StaffGiven
from tests import cast
from tests.rooms.web.office.test_staff import browse, typed

LATELY = timezone.now().date() - timedelta(days=1)  # a day that has begun everywhere


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic(clients=0)


def leaves(clinic: cast.Clinic, **changed: object) -> None:
    """The administrator is given other days of work."""
    staff = clinic.staff["administrator"]
    staff.refresh_from_db()
    names = ("legal_first_name", "legal_last_name", "display_name", "npi", "taxonomy", "active_from")
    values = {name: getattr(staff, name) for name in names} | {"facilities": (clinic.north.id,)} | changed
    actions.edit_staff(staff_id=staff.id, given=StaffGiven(**values), by=clinic.administrator, now=timezone.now())


WAYS: dict[str, Callable[[cast.Clinic], object]] = {
    "a last day of work": lambda clinic: leaves(clinic, last_on=LATELY),
    "a last day of work to come": lambda clinic: leaves(clinic, last_on=LATELY + timedelta(days=400)),
    "a first day of work to come": lambda clinic: leaves(clinic, active_from=LATELY + timedelta(days=9)),
    "no sign-in": lambda clinic: access.stop_sign_in(
        staff_id=clinic.staff["administrator"].id, by=clinic.administrator, now=timezone.now()
    ),
    "no role": lambda clinic: actions.end_role(
        grant_id=RoleGrant.objects.get(staff=clinic.staff["administrator"]).id, last_on=LATELY, by=clinic.administrator,
        now=timezone.now(),
    ),
}  # fmt: skip


def second_administrator(clinic: cast.Clinic, **days: date) -> Staff:
    staff = clinic.staff["director"]
    given = RoleGiven(
        role="administrator", facility=clinic.north.id, from_on=days.get("from_on", LATELY), last_on=days.get("last_on")
    )
    actions.grant_role(staff_id=staff.id, given=given, by=clinic.administrator, now=timezone.now())
    return staff


@pytest.mark.parametrize("way", WAYS)
def test_last_administrator_is_lost_in_no_way(clinic: cast.Clinic, way: str) -> None:
    clinic.user("administrator")
    before = snapshot()
    with pytest.raises(LastAdministrator):
        WAYS[way](clinic)
    assert snapshot() == before


@pytest.mark.parametrize("way", WAYS)
def test_an_administrator_may_go_when_another_stays(clinic: cast.Clinic, way: str) -> None:
    clinic.user("administrator"), clinic.user("director")
    second_administrator(clinic)
    before = snapshot()
    WAYS[way](clinic)
    assert snapshot() != before


def without_a_sign_in(clinic: cast.Clinic) -> None:
    second_administrator(clinic)


def with_a_stopped_sign_in(clinic: cast.Clinic) -> None:
    second = second_administrator(clinic)
    clinic.user("director")
    access.stop_sign_in(staff_id=second.id, by=clinic.administrator, now=timezone.now())


def for_a_while(clinic: cast.Clinic) -> None:
    clinic.user("director")
    second_administrator(clinic, last_on=LATELY + timedelta(days=900))


def much_later(clinic: cast.Clinic) -> None:
    clinic.user("director")
    second_administrator(clinic, from_on=LATELY + timedelta(days=900))


def who_leaves(clinic: cast.Clinic) -> None:
    clinic.user("director")
    second = second_administrator(clinic)
    second.active_until = LATELY + timedelta(days=900)
    second.save()


@pytest.mark.parametrize("another", [without_a_sign_in, with_a_stopped_sign_in, for_a_while, much_later, who_leaves])
@pytest.mark.parametrize("way", WAYS)
def test_another_administrator_counts_who_stays_and_can_sign_in(
    clinic: cast.Clinic, way: str, another: Callable[[cast.Clinic], None]
) -> None:
    clinic.user("administrator")
    another(clinic)
    with pytest.raises(LastAdministrator):
        WAYS[way](clinic)


def test_last_administrator_is_told_at_the_field_and_on_the_page(clinic: cast.Clinic) -> None:
    browser, staff = browse(clinic), clinic.staff["administrator"]
    words = "Nobody else would administer this installation."
    edited = browser.post(reverse("office:edit-staff", args=[staff.id]), typed(clinic, last_on="2026-12-31"))
    stopped = browser.post(reverse("office:stop-sign-in", args=[staff.id]))
    assert (edited.status_code, stopped.status_code) == (409, 409)
    assert words in edited.content.decode() and words in stopped.content.decode()
    assert browser.get(reverse("office:staff")).status_code == 200


def snapshot() -> list[object]:
    """What makes somebody an administrator."""
    return [
        *Staff.objects.order_by("id").values_list("id", "active_from", "active_until"),
        *User.objects.order_by("id").values_list("id", "is_active"),
        *RoleGrant.objects.order_by("id").values_list("id", "valid"),
        AuditEvent.objects.count(),
    ]
