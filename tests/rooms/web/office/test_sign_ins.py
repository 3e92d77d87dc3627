"""Sign-ins through the screens: given, unlocked, stopped; the own password changed."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from circlechart.base.access.models import User
from circlechart.base.audit.models import AuditEvent
from circlechart.base.people.models import Staff
from tests import cast
from tests.rooms.web.office.test_staff import browse


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic(clients=0)


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
