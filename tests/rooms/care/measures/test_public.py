"""What a client gets to see, and what a tablet in a client's hands opens: one form, no name, nothing else."""

import re

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from circlechart.base.access.models import User
from circlechart.base.audit.models import AuditEvent
from circlechart.care.enrollment.models import Program
from circlechart.care.measures import access, actions
from circlechart.care.measures.models import Invitation, Result, Sheet
from tests import cast


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    found = cast.clinic()
    found.group.part2 = True
    found.group.program = Program.objects.create(facility=found.north, name="Harbor Recovery Program", part2=True)
    found.group.save()
    for name, person in found.staff.items():
        User.objects.create_user(name, cast.PASSWORD, person)
    return found


@pytest.fixture
def tablet(clinic: cast.Clinic) -> Browser:
    browser = Browser()
    browser.force_login(User.objects.get(username="lead"), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def link(clinic: cast.Clinic, *keys: str) -> str:
    found = actions.invite(
        client_id=clinic.clients[0].id, keys=keys or ("gad7",), channel="link", session_id=None, by=clinic.lead,
        now=timezone.now(),
    )  # fmt: skip
    return reverse("measures:form", args=[access.token(found.id)])


def hand_over(tablet: Browser, clinic: cast.Clinic, **given: str) -> str:
    address = reverse("measures:invite", args=[clinic.clients[0].id])
    answer = tablet.post(address, {"instruments": ["phq9", "gad7"], "channel": "tablet", **given})
    assert answer.status_code == 302
    return str(answer["Location"])


def says_nothing(clinic: cast.Clinic, words: str) -> None:
    client = clinic.clients[0]
    said = [
        clinic.group.name, "Harbor Recovery", clinic.north.name, client.chart_number, str(client.id),
        *(each.legal_last_name for each in clinic.clients), *(each.display_name for each in clinic.staff.values()),
    ]  # fmt: skip
    assert [each for each in said if each in words] == []


def test_every_public_page_names_nobody_and_no_group(clinic: cast.Clinic) -> None:
    address, phone = link(clinic), Browser()
    says_nothing(clinic, address)
    pages = [phone.get(address)]
    pages.append(phone.post(f"{address}start/", follow=True))
    sheet = Sheet.objects.get()
    pages.append(phone.post(f"{address}submission/", {"sheet": sheet.id, "q1": "1"}))
    assert pages[-1].status_code == 422
    answers = {f"q{number}": "1" for number in range(1, 8)}
    pages.append(phone.post(f"{address}submission/", {"sheet": sheet.id, **answers}, follow=True))
    pages.append(Browser().get(address))
    pages.append(Browser().get(reverse("measures:form", args=["nonsense"])))
    for page in pages:
        says_nothing(clinic, page.content.decode())
        assert page["Cache-Control"] == "no-store"
        assert page["Referrer-Policy"] == "same-origin"
    assert [page.status_code for page in pages[-2:]] == [403, 404]
    assert Result.objects.get().total == 7


def test_tablet_in_a_clients_hands_opens_nothing_else(clinic: cast.Clinic, tablet: Browser) -> None:
    session = clinic.session(timezone.now())
    form = hand_over(tablet, clinic, session=str(session.id))
    says_nothing(clinic, tablet.get(form).content.decode())
    for name in ("home:today", "home:week", "office:clients", "measures:alerts"):
        assert tablet.get(reverse(name))["Location"] == form
    for address in (
        reverse("notes:session", args=[session.id]),
        reverse("measures:client", args=[clinic.clients[1].id]),
    ):
        assert tablet.get(address)["Location"] == form
    script = tablet.get(reverse("notes:state", args=[session.id]), HTTP_ACCEPT="application/json")
    assert script.status_code == 401

    back = reverse("measures:give-back")
    assert tablet.post(back, {"password": "wrong horse"}).status_code == 422
    assert tablet.get(reverse("home:today"))["Location"] == form
    answer = tablet.post(back, {"password": cast.PASSWORD})
    assert answer["Location"] == reverse("measures:session", args=[session.id])
    assert tablet.get(answer["Location"]).status_code == 200
    assert AuditEvent.objects.filter(verb="access.lend").exists()
    assert AuditEvent.objects.filter(verb="access.take_back").exists()


def test_tablet_cannot_be_taken_back_by_whoever_did_not_lend_it(clinic: cast.Clinic, tablet: Browser) -> None:
    hand_over(tablet, clinic)
    assert Browser().post(reverse("measures:give-back"), {"password": cast.PASSWORD})["Location"] == reverse(
        "access:sign-in"
    )
    wrong = [tablet.post(reverse("measures:give-back"), {"password": f"guess {n}"}).status_code for n in range(6)]
    assert wrong[0] == 422
    assert wrong[-1] == 429  # the same lock-out as at the door


def test_a_form_does_not_open_on_a_second_device_or_after_it_was_taken_back(clinic: cast.Clinic) -> None:
    address, phone, other = link(clinic), Browser(), Browser()
    phone.post(f"{address}start/")
    assert other.get(address).status_code == 403
    assert other.post(f"{address}start/").status_code == 403
    sheet = Sheet.objects.get()
    stolen = other.post(
        f"{address}answers/", {"sheet": sheet.id, "q1": "3", "count": "1"}, HTTP_ACCEPT="application/json"
    )
    assert stolen.status_code == 403
    assert phone.post(f"{address}answers/", {"sheet": sheet.id, "q1": "2", "count": "1"}).json() == {"count": 1}
    assert re.search(r'name="q1" value="2"\s+checked', phone.get(address).content.decode())
    actions.withdraw(invitation_id=Invitation.objects.get().id, by=clinic.lead, now=timezone.now())
    assert phone.get(address).status_code == 404
    assert Sheet.objects.get().answers == {"q1": 2}


def test_one_invitation_does_not_open_the_sheet_of_another(clinic: cast.Clinic) -> None:
    mine, phone = link(clinic), Browser()
    phone.post(f"{mine}start/")
    other = actions.invite(
        client_id=clinic.clients[1].id,
        keys=["phq9"],
        channel="link",
        session_id=None,
        by=clinic.lead,
        now=timezone.now(),
    )
    answer = phone.post(f"{mine}submission/", {"sheet": other.sheets.get().id, "as_it_is": "on"})
    assert answer.status_code == 404
    assert not Result.objects.exists()


@pytest.mark.parametrize("bad", [{"q1": "9"}, {"q1": "x"}, {"q1": "1.5"}, {"q1": "-1"}])
def test_odd_answers_are_refused(clinic: cast.Clinic, bad: dict[str, str]) -> None:
    address, phone = link(clinic), Browser()
    phone.post(f"{address}start/")
    sheet = Sheet.objects.get()
    assert phone.post(f"{address}answers/", {"sheet": sheet.id, "count": "1", **bad}).status_code == 422
    assert phone.post(f"{address}submission/", {"sheet": sheet.id, "as_it_is": "on", **bad}).status_code == 422


def test_guessing_addresses_is_limited(clinic: cast.Clinic) -> None:
    phone = Browser()
    found = [phone.get(reverse("measures:form", args=[f"guess{n}"])).status_code for n in range(63)]
    assert (found[0], found[-1]) == (404, 429)
