"""Staff through the screens: taken on, corrected, listed; refused at the field."""

from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from circlechart.base.access.models import RoleGrant
from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.base.people.models import Credential, Staff
from circlechart.care.sessions.models import Resource
from circlechart.web.office import actions, queries
from circlechart.web.office.facts import RoleGiven
from tests import cast

TODAY = date(2026, 11, 25)


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic(clients=0)


def browse(clinic: cast.Clinic, who: str = "administrator") -> Browser:
    browser = Browser()
    browser.force_login(clinic.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def typed(clinic: cast.Clinic, **changed: object) -> dict[str, object]:
    return {
        "legal_first_name": "Leocadia", "legal_last_name": "Marsh", "display_name": "Leo Marsh", "npi": "", "taxonomy": "",
        "active_from": "2026-11-01", "facilities": [str(clinic.north.id)], **changed,
    }  # fmt: skip


def with_prefix(prefix: str, **given: str) -> dict[str, str]:
    return {f"{prefix}-{name}": value for name, value in given.items()}


def role(clinic: cast.Clinic, **changed: str) -> dict[str, str]:
    given = {"role": "facilitator", "facility": str(clinic.north.id), "from_on": "2026-11-25", **changed}
    return with_prefix("role", **given)


def supervisor(clinic: cast.Clinic, who: str, **changed: str) -> dict[str, str]:
    return with_prefix("supervisor", supervisor=str(clinic.staff[who].id), from_on="2026-12-01", **changed)


def test_new_staff_member_is_on_the_list_can_be_booked_and_is_audited_without_values(clinic: cast.Clinic) -> None:
    browser = browse(clinic)
    answer = browser.post(reverse("office:new-staff"), typed(clinic, npi="1497758544", taxonomy="1041C0700X"))
    made = Staff.objects.get(display_name="Leo Marsh")
    assert answer["Location"] == reverse("office:member", args=[made.id])
    assert "Leo Marsh" in browser.get(reverse("office:staff")).content.decode()
    assert Resource.objects.get(staff=made).kind == "staff"
    event = AuditEvent.objects.get(verb="office.add_staff")
    assert (event.thing_id, event.actor_id) == (made.id, clinic.administrator.staff_id)
    assert "Leocadia" not in str(event.details)


@pytest.mark.parametrize(
    ("field", "given", "words"),
    [
        ("npi", "1497758545", "its check digit does not fit"), ("npi", "149775854", "its check digit does not fit"),
        ("npi", "1234567893", "Anneke Rivers has this NPI"), ("taxonomy", "1041C0700", "ten characters and ends in X"),
        ("display_name", "", "Name on the record is missing"), ("legal_last_name", "x" * 61, "at most 60"),
        ("active_from", "yesterday", "Write the day like"), ("last_on", "2026-10-01", "The last day lies before the first day."),
        ("facilities", [], "at least one facility"), ("facilities", ["x"], "Select a valid choice"),
    ],
)  # fmt: skip
def test_new_staff_with_a_bad_field_says_so_and_keeps_the_rest(
    clinic: cast.Clinic, field: str, given: object, words: str
) -> None:
    before = Staff.objects.count()
    answer = browse(clinic).post(reverse("office:new-staff"), typed(clinic, **{field: given}))
    page = answer.content.decode()
    assert answer.status_code == (409 if "has this NPI" in words else 422)
    assert words in page
    assert "Leocadia" in page
    if isinstance(given, str) and field in ("npi", "taxonomy"):
        assert f'value="{given}"' in page
    assert Staff.objects.count() == before
    assert not AuditEvent.objects.filter(verb="office.add_staff").exists()


def test_npi_may_be_typed_with_blanks(clinic: cast.Clinic) -> None:
    browse(clinic).post(reverse("office:new-staff"), typed(clinic, npi="1497-758 544"))
    assert Staff.objects.filter(npi="1497758544").count() == 1


def test_edit_names_the_changed_fields_only(clinic: cast.Clinic) -> None:
    browser, staff = browse(clinic), clinic.staff["peer"]
    address = reverse("office:edit-staff", args=[staff.id])
    initial = browser.get(address).context["form"].initial
    data = {name: value for name, value in initial.items() if value is not None}
    answer = browser.post(address, {**data, "display_name": "Mark Teel", "last_on": "2026-12-31"})
    assert answer.status_code == 302
    staff.refresh_from_db()
    assert (staff.display_name, staff.active_until) == ("Mark Teel", date(2027, 1, 1))
    assert Resource.objects.get(staff=staff).name == "Mark Teel"
    assert AuditEvent.objects.get(verb="office.edit_staff").details == {"changed": ["active_until", "display_name"]}


def test_edit_leaves_facilities_out_of_reach_alone(clinic: cast.Clinic) -> None:
    staff = clinic.staff["peer"]
    staff.facilities.add(clinic.west)
    browse(clinic).post(reverse("office:edit-staff", args=[staff.id]), typed(clinic))
    assert set(staff.facilities.all()) == {clinic.north, clinic.west}
    answer = browse(clinic).post(
        reverse("office:edit-staff", args=[staff.id]), typed(clinic, facilities=[str(clinic.west.id)])
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("who", ["director", "compliance", "supervisor"])
def test_who_sees_staff_but_edits_nobody_is_offered_no_form(clinic: cast.Clinic, who: str) -> None:
    page = browse(clinic, who).get(reverse("office:member", args=[clinic.staff["co"].id])).content.decode()
    assert "LPC" in page
    for words in ("Grant a role", "Add a credential", "Name a supervisor", "Make a password", "Edit</span>"):
        assert words not in page


def test_staff_of_another_facility_look_absent(clinic: cast.Clinic) -> None:
    other = clinic.staff["peer"]
    other.facilities.set([clinic.west])
    browser = browse(clinic)
    assert "Marcus Teel" not in browser.get(reverse("office:staff")).content.decode()
    for name in ("office:member", "office:edit-staff"):
        assert browser.get(reverse(name, args=[other.id])).status_code == 404
    for name, given in (
        ("office:add-credential", {}), ("office:grant-role", role(clinic)), ("office:give-sign-in", {}),
        ("office:set-supervisor", supervisor(clinic, "co")), ("office:stop-sign-in", {}), ("office:unlock", {}),
    ):  # fmt: skip
        assert browser.post(reverse(name, args=[other.id]), given).status_code == 404
    held = Credential.objects.get(staff=other)
    assert browser.post(reverse("office:end-credential", args=[held.id]), {"last_on": "2027-01-01"}).status_code == 404


@pytest.mark.parametrize("who", ["director", "nobody", "lead"])
def test_actions_refuse_who_may_not(clinic: cast.Clinic, who: str) -> None:
    by, staff, now = clinic.actors[who], clinic.staff["co"], timezone.now()
    with pytest.raises(NotAllowed):
        actions.grant_role(staff_id=staff.id, given=RoleGiven("biller", clinic.north.id, TODAY), by=by, now=now)
    with pytest.raises(NotAllowed):
        actions.end_role(grant_id=RoleGrant.objects.get(staff=staff).id, last_on=TODAY, by=by, now=now)


def test_who_left_is_on_the_list_of_those_who_left(clinic: cast.Clinic) -> None:
    staff = clinic.staff["peer"]
    staff.active_until = date(2026, 1, 1)
    staff.save()
    browser = browse(clinic)
    assert "Marcus Teel" not in browser.get(reverse("office:staff")).content.decode()
    assert "Marcus Teel" in browser.get(reverse("office:staff") + "?former").content.decode()


def test_list_takes_as_many_queries_for_twelve_as_for_one(clinic: cast.Clinic) -> None:
    with assertNumQueries(6):
        queries.colleagues(clinic.administrator, TODAY)
    Staff.objects.exclude(id=clinic.staff["co"].id).update(active_until=date(2026, 1, 1))
    with assertNumQueries(6):
        queries.colleagues(clinic.administrator, TODAY)


def test_script_in_every_text_field_is_text(clinic: cast.Clinic) -> None:
    hostile = "<script>1</script>"
    browser = browse(clinic)
    names = dict.fromkeys(("legal_first_name", "legal_last_name", "display_name"), hostile)
    address = browser.post(reverse("office:new-staff"), typed(clinic, **names))["Location"]
    credential = {"kind": hostile, "level": "peer", "number": hostile, "state": "IL", "from_on": "2026-11-01"}
    browser.post(f"{address}credentials/", with_prefix("credential", **credential))
    for each in (address, f"{address}edit/", reverse("office:staff")):
        page = browser.get(each).content.decode()
        assert hostile not in page
        assert "&lt;script&gt;" in page
