"""Credentials, roles and supervisors through the screens: given, refused at the field, ended; two at once."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from psycopg.types.range import DateRange

from circlechart.base.access.errors import LastAdministrator
from circlechart.base.access.facts import Actor, Grant
from circlechart.base.access.models import RoleGrant
from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotFound
from circlechart.base.people.models import Credential, Supervision
from circlechart.web.office import actions
from circlechart.web.office.errors import RoleHeld
from circlechart.web.office.facts import RoleGiven
from tests import cast
from tests.rooms.web.office.test_staff import browse, role, supervisor, with_prefix

TODAY = date(2026, 11, 25)


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic(clients=0)


def test_credential_is_added_and_ended(clinic: cast.Clinic) -> None:
    browser, staff = browse(clinic), clinic.staff["co"]
    given = {"kind": "LAC", "level": "certified", "number": "ACD-9", "state": "CO", "from_on": "2026-11-01"}
    answer = browser.post(reverse("office:add-credential", args=[staff.id]), with_prefix("credential", **given))
    made = Credential.objects.get(number="ACD-9")
    assert answer["Location"] == reverse("office:member", args=[staff.id])
    browser.post(reverse("office:end-credential", args=[made.id]), {"last_on": "2027-10-31"})
    made.refresh_from_db()
    assert made.valid == DateRange(date(2026, 11, 1), date(2027, 11, 1))
    assert "10/31/2027" in browser.get(answer["Location"]).content.decode()
    verbs = ["office.add_credential", "office.end_credential"]
    assert AuditEvent.objects.filter(verb__in=verbs, thing_id=made.id).count() == 2


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"kind": "lpc", "state": "IL"}, 409, "Devon Okafor-Lund holds LPC 149-020 in IL from 01/01/2020 on."),
        ({"last_on": "2026-10-01"}, 422, "The last day lies before the first day."), ({"state": "ILL"}, 422, "at most 2"),
        ({"state": "il"}, 422, "two letters"), ({"level": "wizard"}, 422, "Select a valid choice"),
        ({"number": ""}, 422, "Number is missing"), ({"from_on": "soon"}, 422, "Write the day like"),
    ],
)  # fmt: skip
def test_credential_refused_at_its_field_keeps_what_was_typed(
    clinic: cast.Clinic, changed: dict[str, str], status: int, words: str
) -> None:
    before = Credential.objects.count()
    given = {"kind": "LAC", "level": "certified", "number": "ACD-9", "state": "CO", "from_on": "2026-11-01", **changed}
    answer = browse(clinic).post(
        reverse("office:add-credential", args=[clinic.staff["co"].id]), with_prefix("credential", **given)
    )
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert f'value="{given["kind"]}"' in page
    assert Credential.objects.count() == before


def test_role_is_granted_opens_what_it_opens_and_is_ended(clinic: cast.Clinic) -> None:
    browser, staff = browse(clinic), clinic.staff["nobody"]
    theirs = browse(clinic, "nobody")
    assert theirs.get(reverse("enrollment:groups")).status_code == 403
    browser.post(reverse("office:grant-role", args=[staff.id]), role(clinic, role="nurse", from_on="2026-01-01"))
    assert theirs.get(reverse("enrollment:groups")).status_code == 200
    grant = RoleGrant.objects.get(staff=staff)
    assert browser.post(reverse("office:end-role", args=[grant.id]), {"last_on": "2026-02-01"}).status_code == 302
    assert theirs.get(reverse("enrollment:groups")).status_code == 403
    granted, ended = AuditEvent.objects.filter(thing_id=grant.id).order_by("at")
    assert (granted.verb, granted.details["role"], ended.verb) == ("office.grant_role", "nurse", "office.end_role")


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"role": "co_facilitator"}, 409, "Devon Okafor-Lund is co-facilitator at North clinic from 01/01/2020 on."),
        ({"role": "king"}, 422, "Select a valid choice"), ({"role": ""}, 422, "This field is required"),
        ({"facility": "all"}, 422, "Select a valid choice"), ({"last_on": "2026-11-01"}, 422, "lies before the first day"),
    ],
)  # fmt: skip
def test_role_refused_at_its_field(clinic: cast.Clinic, changed: dict[str, str], status: int, words: str) -> None:
    before = RoleGrant.objects.count()
    answer = browse(clinic).post(reverse("office:grant-role", args=[clinic.staff["co"].id]), role(clinic, **changed))
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert RoleGrant.objects.count() == before


def test_role_for_all_facilities_only_by_who_administers_all(clinic: cast.Clinic) -> None:
    given = RoleGiven(role="nurse", facility=None, from_on=TODAY)
    with pytest.raises(NotFound):
        actions.grant_role(staff_id=clinic.staff["co"].id, given=given, by=clinic.administrator, now=timezone.now())
    everywhere = Actor(clinic.administrator.staff_id, "Tova Brandt", (Grant("administrator", None),))
    made = actions.grant_role(staff_id=clinic.staff["co"].id, given=given, by=everywhere, now=timezone.now())
    assert made.facility is None
    with pytest.raises(NotFound):
        actions.end_role(grant_id=made.id, last_on=TODAY, by=clinic.administrator, now=timezone.now())


def test_last_administrator_stays(clinic: cast.Clinic) -> None:
    grant = RoleGrant.objects.get(role="administrator")
    answer = browse(clinic).post(reverse("office:end-role", args=[grant.id]), {"last_on": "2026-12-31"})
    assert answer.status_code == 409
    assert "Nobody else would administer this installation." in answer.content.decode()
    grant.refresh_from_db()
    assert grant.valid.upper is None


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_others_role_leave_one() -> None:
    clinic = cast.clinic(clients=0)
    other = RoleGrant.objects.create(
        staff=clinic.staff["director"], role="administrator", facility=clinic.north, valid=cast.ALWAYS
    )
    mine = RoleGrant.objects.get(staff=clinic.staff["administrator"])
    clinic.user("administrator"), clinic.user("director")
    start, refused = Barrier(2), []

    def end(grant: RoleGrant, by: Actor) -> None:
        start.wait()
        try:
            actions.end_role(grant_id=grant.id, last_on=TODAY, by=by, now=timezone.now())
        except LastAdministrator as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    director = Actor(clinic.director.staff_id, "Celeste Obuya", (Grant("administrator", clinic.north.id),))
    both = [Thread(target=end, args=(other, clinic.administrator)), Thread(target=end, args=(mine, director))]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert len(refused) == 1
    assert RoleGrant.objects.filter(role="administrator", valid__upper_inf=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_same_role_granted_twice_at_once_is_granted_once() -> None:
    clinic = cast.clinic(clients=0)
    start, outcomes = Barrier(2), []

    def grant() -> None:
        given = RoleGiven(role="biller", facility=clinic.north.id, from_on=TODAY)
        start.wait()
        try:
            actions.grant_role(staff_id=clinic.staff["co"].id, given=given, by=clinic.administrator, now=timezone.now())
            outcomes.append("granted")
        except RoleHeld:
            outcomes.append("held")
        finally:
            connection.close()

    both = [Thread(target=grant) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(outcomes) == ["granted", "held"]
    assert RoleGrant.objects.filter(role="biller", staff=clinic.staff["co"]).count() == 1


def test_supervisor_is_named_after_the_first_one_ends(clinic: cast.Clinic) -> None:
    browser, staff = browse(clinic), clinic.staff["trainee"]
    address = reverse("office:set-supervisor", args=[staff.id])
    refused = browser.post(address, supervisor(clinic, "director"))
    assert refused.status_code == 409
    assert "Ingrid Valmont supervises Priya Sandoval from 01/01/2020 on." in refused.content.decode()
    first = Supervision.objects.get(staff=staff)
    browser.post(reverse("office:end-supervision", args=[first.id]), {"last_on": "2026-11-30"})
    assert browser.post(address, supervisor(clinic, "director")).status_code == 302
    assert [each.supervisor for each in staff.supervised_by.order_by("valid")] == [
        clinic.staff["supervisor"], clinic.staff["director"],
    ]  # fmt: skip
    verbs = AuditEvent.objects.filter(verb__contains="supervis").order_by("at").values_list("verb", flat=True)
    assert list(verbs) == ["office.end_supervision", "office.set_supervisor"]


def test_nobody_supervises_themselves(clinic: cast.Clinic) -> None:
    answer = browse(clinic).post(
        reverse("office:set-supervisor", args=[clinic.staff["co"].id]), supervisor(clinic, "co")
    )
    assert answer.status_code == 422
    assert "A person cannot supervise themselves. Choose somebody else." in answer.content.decode()
    assert not clinic.staff["co"].supervised_by.exists()


def test_trainee_without_a_supervisor_is_a_warning_on_list_and_page(clinic: cast.Clinic) -> None:
    browser, staff = browse(clinic, "director"), clinic.staff["trainee"]
    page = reverse("office:member", args=[staff.id])
    for address in (reverse("office:staff"), page):
        assert "No supervisor" not in browser.get(address).content.decode()
    Supervision.objects.all().delete()
    for address in (reverse("office:staff"), page):
        assert "No supervisor" in browser.get(address).content.decode()


def test_last_day_that_is_no_day_or_before_the_first_changes_nothing(clinic: cast.Clinic) -> None:
    grant = RoleGrant.objects.get(staff=clinic.staff["co"])
    for given, words in (("never", "Write the day like"), ("2019-12-31", "The last day lies before the first day.")):
        answer = browse(clinic).post(reverse("office:end-role", args=[grant.id]), {"last_on": given})
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert given in answer.content.decode()
    grant.refresh_from_db()
    assert grant.valid.upper is None
