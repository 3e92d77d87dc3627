"""Signing in and out: Argon2, the lock-out that ends, no way out to another site, a row in the trail for each."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, identify_hasher
from django.db.models import F
from django.test import Client as Browser
from django.urls import reverse

from circlechart.base.audit.models import AuditEvent
from circlechart.care.notes.models import Addendum
from tests import cast
from tests.rooms.money.claims.test_assemble import signed_group

HOME = reverse("home:today")
SIGN_IN = reverse("access:sign-in")


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    made = cast.clinic(clients=0)
    made.user("lead"), made.user("co"), made.user("nobody")
    return made


def enter(browser: Browser, password: str = cast.PASSWORD, username: str = "anneke", after: str = "") -> object:
    return browser.post(SIGN_IN + after, {"username": username, "password": password})


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("at").values_list("verb", flat=True))


def test_password_is_kept_as_argon2(clinic: cast.Clinic) -> None:
    assert identify_hasher(clinic.user("lead").password).algorithm == "argon2"
    assert clinic.user("lead").password.startswith("argon2$argon2id$v=19$m=47104,t=1,p=1$")


def test_password_kept_with_other_settings_is_kept_anew_at_the_next_sign_in(
    client: Browser, clinic: cast.Clinic
) -> None:
    user = clinic.user("lead")
    user.password = Argon2PasswordHasher().encode(cast.PASSWORD, "saltsaltsalt")
    user.save()
    assert enter(client).status_code == 302
    user.refresh_from_db()
    assert user.password.startswith("argon2$argon2id$v=19$m=47104,t=1,p=1$")


def test_right_password_opens_today_and_is_audited_with_the_address(client: Browser, clinic: cast.Clinic) -> None:
    answer = enter(client, username="  Anneke ")
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    assert client.get(HOME).status_code == 200
    event = AuditEvent.objects.get(verb="access.sign_in")
    assert (event.kind, event.actor_id, event.ip) == ("sign_in", clinic.lead.staff_id, "127.0.0.1")


@pytest.mark.parametrize(
    ("username", "password"), [("anneke", "wrong"), ("who-is-this", "wrong"), ("anneke", "x" * 256), ("an\0neke", "wrong")]
)  # fmt: skip
def test_wrong_pair_says_the_same_whichever_is_wrong(
    client: Browser, clinic: cast.Clinic, username: str, password: str
) -> None:
    answer = enter(client, password, username)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "is not right" in page or "Null characters" in page
    assert password not in page
    assert client.get(HOME).status_code == 302


def test_refused_sign_in_is_audited_without_what_was_typed(client: Browser, clinic: cast.Clinic) -> None:
    enter(client, "wrong")
    enter(client, "wrong", "my-password-typed-into-the-wrong-field")
    known, unknown = AuditEvent.objects.filter(verb="access.sign_in_refused").order_by("at")
    assert (known.kind, known.actor_id) == ("refused", clinic.lead.staff_id)
    assert (unknown.actor_id, unknown.because) == (None, "Nobody has this username.")
    assert "wrong-field" not in str(unknown.__dict__)


def fail_until_locked(browser: Browser) -> object:
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert enter(browser, "wrong").status_code == 422
    return enter(browser, "wrong")


def test_lock_out_says_how_long_and_refuses_the_right_password_too(client: Browser, clinic: cast.Clinic) -> None:
    answer = fail_until_locked(client)
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "locked for fifteen minutes" in page
    assert "<form" in page
    assert enter(client).status_code == 429
    assert client.get(HOME).status_code == 302
    assert verbs()[-2:] == ["access.locked_out", "access.locked_out"]


def test_lock_out_ends_and_trying_meanwhile_does_not_prolong_it(client: Browser, clinic: cast.Clinic) -> None:
    fail_until_locked(client)
    minutes = settings.AXES_COOLOFF_TIME * 60
    assert minutes == 15
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=minutes - 1))
    assert enter(client).status_code == 429
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=1, seconds=1))
    assert enter(client)["Location"] == HOME


def test_lock_out_of_one_person_leaves_the_others_alone(client: Browser, clinic: cast.Clinic) -> None:
    fail_until_locked(client)
    assert enter(Browser(), username="devon")["Location"] == HOME


def test_right_password_forgets_the_wrong_ones(client: Browser, clinic: cast.Clinic) -> None:
    for _ in range(3):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            enter(client, "wrong")
        assert enter(client)["Location"] == HOME


@pytest.mark.parametrize(
    ("wanted", "went"),
    [
        ("/groups/", "/groups/"), ("/claims/?status=sent", "/claims/?status=sent"), ("https://elsewhere.example/", HOME),
        ("//elsewhere.example/x", HOME), ("/\\elsewhere.example", HOME), ("javascript:alert(1)", HOME), ("", HOME),
        ("http:///elsewhere.example", HOME), ("\thttps://elsewhere.example", HOME),
    ],
)  # fmt: skip
def test_next_never_leads_to_another_site(client: Browser, clinic: cast.Clinic, wanted: str, went: str) -> None:
    from urllib.parse import quote

    assert enter(client, after=f"?next={quote(wanted)}")["Location"] == went


def test_next_is_kept_through_a_wrong_password(client: Browser, clinic: cast.Clinic) -> None:
    page = client.post(f"{SIGN_IN}?next=/groups/", {"username": "anneke", "password": "wrong"}).content.decode()
    assert 'action="/sign-in/?next=/groups/"' in page


def test_stranger_comes_back_to_where_they_wanted_to_go(client: Browser, clinic: cast.Clinic) -> None:
    sent = client.get(reverse("enrollment:groups") + "?x=1")["Location"]
    assert client.post(sent, {"username": "anneke", "password": cast.PASSWORD})["Location"] == "/groups/?x=1"


def test_sign_out_ends_the_session_and_is_audited(client: Browser, clinic: cast.Clinic) -> None:
    enter(client)
    assert client.post(reverse("access:sign-out"))["Location"] == SIGN_IN
    assert client.get(HOME).status_code == 302
    assert verbs() == ["access.sign_in", "access.sign_out"]
    assert client.get(reverse("access:sign-out")).status_code == 405


def test_somebody_without_a_role_is_told_whom_to_ask_and_can_sign_out(client: Browser, clinic: cast.Clinic) -> None:
    page = enter(client, username="ezra", after="?next=/")
    answer = client.get(page["Location"])
    assert answer.status_code == 403
    assert "Ask your administrator to give you a role." in answer.content.decode()
    assert reverse("access:sign-out") in answer.content.decode()
    client.post(reverse("access:sign-out"))
    assert client.get(HOME).status_code == 302


def test_someone_made_inactive_is_out_at_once(client: Browser, clinic: cast.Clinic) -> None:
    enter(client)
    user = clinic.user("lead")
    user.is_active = False
    user.save()
    assert client.get(HOME).status_code == 302
    assert enter(client).status_code == 422


def test_wrong_password_at_signing_counts_and_clinical_words_stay_out_of_the_counting(db: None) -> None:
    clinic = cast.clinic()
    session = signed_group(clinic)
    browser = Browser()
    browser.force_login(clinic.user("lead"), backend="django.contrib.auth.backends.ModelBackend")
    note = session.signed_notes.filter(attendance__isnull=False).first()
    given = {"text": "He called his brother.", "reason": "Added later", "password": "wrong"}
    answer = browser.post(reverse("notes:addenda", args=[note.id]), given)
    assert answer.status_code == 422
    attempt = AccessAttempt.objects.get()
    assert "brother" not in str(attempt.__dict__)
    assert AuditEvent.objects.filter(verb="access.credential_refused", actor_id=clinic.lead.staff_id).count() == 1
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        answer = browser.post(reverse("notes:addenda", args=[note.id]), given)
    assert answer.status_code == 429
    assert "locked for fifteen minutes" in answer.content.decode()
    assert not Addendum.objects.exists()
