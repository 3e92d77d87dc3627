"""Staff through the screens: taken on, corrected, credentialed, given roles and a supervisor; refused at the field."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from psycopg.types.range import DateRange
from pytest_django.asserts import assertNumQueries

from circlechart.base.access.errors import LastAdministrator
from circlechart.base.access.facts import Actor, Grant
from circlechart.base.access.models import RoleGrant, User
from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed, NotFound
from circlechart.base.people.models import Credential, Staff, Supervision
from circlechart.care.sessions.models import Resource
from circlechart.web.office import actions, queries
from circlechart.web.office.errors import RoleHeld
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


def role(clinic: cast.Clinic, **changed: str) -> dict[str, str]:
    given = {"role": "facilitator", "facility": str(clinic.north.id), "from_on": "2026-11-25", **changed}
    return with_prefix("role", **given)


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


def supervisor(clinic: cast.Clinic, who: str, **changed: str) -> dict[str, str]:
    return with_prefix("supervisor", supervisor=str(clinic.staff[who].id), from_on="2026-12-01", **changed)


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


def sign_in_given(browser: Browser, staff: Staff, username: str) -> object:
    return browser.post(reverse("office:give-sign-in", args=[staff.id]), {"sign-in-username": username})


def test_new_password_is_shown_once_and_must_be_changed_first(clinic: cast.Clinic) -> None:
    staff, browser = clinic.staff["peer"], browse(clinic)
    answer = sign_in_given(browser, staff, "Marcus")
    password = answer.context["password"]
    assert password in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert password not in browser.get(reverse("office:member", args=[staff.id])).content.decode()
    assert password not in str(AuditEvent.objects.get(verb="access.give_sign_in").__dict__)
    theirs = Browser()
    theirs.post(reverse("access:sign-in"), {"username": "marcus", "password": password})
    assert theirs.get(reverse("home:today"))["Location"] == reverse("access:password")
    assert theirs.get(reverse("home:today"), HTTP_ACCEPT="application/json").status_code == 403
    given = {"current": password, "new": "a lamp by the slow river", "again": "a lamp by the slow river"}
    assert theirs.post(reverse("access:password"), given)["Location"] == reverse("home:today")
    assert theirs.get(reverse("home:today")).status_code == 200
    assert AuditEvent.objects.get(verb="access.change_password").actor_id == staff.id


def test_reset_puts_the_old_sign_in_out_and_ends_a_lock_out(clinic: cast.Clinic) -> None:
    theirs = browse(clinic, "lead")
    for _ in range(5):
        locked = Browser().post(reverse("access:sign-in"), {"username": "anneke", "password": "wrong"})
    assert locked.status_code == 429
    password = sign_in_given(browse(clinic), clinic.staff["lead"], "anneke").context["password"]
    assert theirs.get(reverse("home:today")).status_code == 302
    answer = Browser().post(reverse("access:sign-in"), {"username": "anneke", "password": password})
    assert answer.status_code == 302
    answer = Browser().post(reverse("access:sign-in"), {"username": "anneke", "password": cast.PASSWORD})
    assert answer.status_code == 422


def test_unlock_ends_a_lock_out(clinic: cast.Clinic) -> None:
    clinic.user("lead")
    for _ in range(5):
        Browser().post(reverse("access:sign-in"), {"username": "anneke", "password": "wrong"})
    page = reverse("office:member", args=[clinic.staff["lead"].id])
    assert "Locked out" in browse(clinic).get(page).content.decode()
    browse(clinic).post(reverse("office:unlock", args=[clinic.staff["lead"].id]))
    assert "Locked out" not in browse(clinic).get(page).content.decode()
    answer = Browser().post(reverse("access:sign-in"), {"username": "anneke", "password": cast.PASSWORD})
    assert answer.status_code == 302
    assert AuditEvent.objects.filter(verb="access.unlock").count() == 1


def test_stopped_sign_in_is_out_at_once(clinic: cast.Clinic) -> None:
    theirs = browse(clinic, "lead")
    assert theirs.get(reverse("home:today")).status_code == 200
    browse(clinic).post(reverse("office:stop-sign-in", args=[clinic.staff["lead"].id]))
    assert theirs.get(reverse("home:today")).status_code == 302
    again = Browser().post(reverse("access:sign-in"), {"username": "anneke", "password": cast.PASSWORD})
    assert again.status_code == 422


@pytest.mark.parametrize(
    ("username", "status", "words"),
    [
        ("devon", 409, "Somebody else signs in with this name."), ("a b", 422, "3 to 60 small letters"),
        ("ab", 422, "3 to 60 small letters"), ("", 422, "Username is missing"), ("<b>x</b>", 422, "3 to 60 small letters"),
    ],
)  # fmt: skip
def test_username_refused_at_its_field(clinic: cast.Clinic, username: str, status: int, words: str) -> None:
    clinic.user("co")
    before = User.objects.count()
    answer = sign_in_given(browse(clinic), clinic.staff["peer"], username)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "<b>x</b>" not in answer.content.decode()
    assert User.objects.count() == before + 1  # the administrator who asked


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"current": "wrong"}, "That is not your password."), ({"again": "another lamp by the river"}, "The two are not the same."),
        ({"new": "short", "again": "short"}, "at least 12 characters"),
        ({"new": cast.PASSWORD, "again": cast.PASSWORD}, "That is the password you have now."),
        ({"new": "password1234", "again": "password1234"}, "too common"), ({"new": ""}, "New password is missing"),
    ],
)  # fmt: skip
def test_password_refused_at_its_field(clinic: cast.Clinic, changed: dict[str, str], words: str) -> None:
    given = {
        "current": cast.PASSWORD,
        "new": "a lamp by the slow river",
        "again": "a lamp by the slow river",
        **changed,
    }
    browser = browse(clinic, "lead")
    answer = browser.post(reverse("access:password"), given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'type="password" name="new" value' not in answer.content.decode()
    assert clinic.user("lead").check_password(cast.PASSWORD)
