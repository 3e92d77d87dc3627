"""What staff give, read and acknowledge: through the pages, each look in the trail, in a constant number of queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from circlechart.base.access.models import User
from circlechart.base.audit.models import AuditEvent
from circlechart.care.attendance import actions as attendance
from circlechart.care.measures import actions
from circlechart.care.measures.models import Alert, ChangePolicy, Invitation, Result
from circlechart.care.sessions.models import Session
from tests import cast

NOW = timezone.now


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    found = cast.clinic()
    for name, person in found.staff.items():
        User.objects.create_user(name, cast.PASSWORD, person)
    return found


def as_(who: str) -> Browser:
    browser = Browser()
    browser.force_login(User.objects.get(username=who), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def running(clinic: cast.Clinic) -> Session:
    session = clinic.session(NOW() - timedelta(minutes=20))
    attendance.open_session(session_id=session.id, by=clinic.lead, now=NOW())
    return session


def sent(clinic: cast.Clinic, which: int, text: str, weeks: int = 0) -> Result:
    at = NOW() - timedelta(weeks=weeks)
    asked: dict[str, Any] = {"keys": ["phq9"], "channel": "link", "session_id": None, "by": clinic.lead, "now": at}
    sheet = actions.invite(client_id=clinic.clients[which].id, **asked).sheets.get()
    answers = {f"q{number}": int(digit) for number, digit in enumerate(text, 1) if digit != "-"}
    return actions.submit(sheet_id=sheet.id, answers=answers, as_it_is=True, now=at)


def test_rows_of_the_session_screen_show_course_and_alert(clinic: cast.Clinic) -> None:
    session = running(clinic)
    sent(clinic, 0, "1111000000", weeks=2)
    sent(clinic, 0, "2222200010")
    page = as_("lead").get(reverse("measures:rows", args=[session.id])).content.decode()
    row = session.attendances.get(client=clinic.clients[0])
    assert f'data-slot="measures" data-row-for="{row.id}"' in page
    assert "<polyline" in page
    assert "now moderate; 7 worse than at first." in page
    assert "Got worse" in page
    assert "Needs you now" in page
    assert page.count("data-acknowledge") == 1
    assert AuditEvent.objects.filter(verb="measures.view_session", thing_id=session.id).count() == 1


def test_rows_ask_as_often_for_eight_clients_as_for_one(clinic: cast.Clinic) -> None:
    session, browser = running(clinic), as_("lead")
    address = reverse("measures:rows", args=[session.id])
    sent(clinic, 0, "1111000010")
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as one:
        browser.get(address)
    for which in range(1, 8):
        sent(clinic, which, "1111000010", weeks=1)
        sent(clinic, which, "3333300010")
    with CaptureQueriesContext(connection) as eight:
        browser.get(address)
    assert len(eight) == len(one)


def test_news_tells_a_page_that_a_form_came_in(clinic: cast.Clinic) -> None:
    session, browser = running(clinic), as_("lead")
    address = reverse("measures:news", args=[session.id])
    assert browser.get(address).json() == {"urgent": [], "results": 0}
    alert = sent(clinic, 0, "0000000020").alerts.get()
    assert browser.get(address).json() == {"urgent": [str(alert.id)], "results": 1}
    assert as_("trainee").get(address).status_code == 403


def test_front_desk_gives_forms_and_sees_no_scores(clinic: cast.Clinic) -> None:
    session = running(clinic)
    sent(clinic, 0, "2222200010")
    page = as_("desk").get(reverse("measures:session", args=[session.id])).content.decode()
    assert "Hand over this tablet" in page
    assert "moderate" not in page
    assert "self-harm" not in page
    answer = as_("desk").post(
        reverse("measures:invite", args=[clinic.clients[1].id]),
        {"instruments": ["gad7"], "channel": "link", "session": str(session.id)},
    )
    shown = as_("desk").get(answer["Location"]).content.decode()
    assert "/forms/" in shown
    assert clinic.clients[1].chart_number not in shown.split('value="http')[1].split('"')[0]
    assert "asked for" in as_("desk").get(reverse("measures:session", args=[session.id])).content.decode()


def test_filled_form_is_read_and_printed_with_its_client_alone(clinic: cast.Clinic) -> None:
    result = sent(clinic, 0, "1-11000010")
    sent(clinic, 1, "0000000000")
    address = reverse("measures:result", args=[result.id])
    page = as_("nurse").get(address, {"print": "1"}).content.decode()
    client, *others = clinic.clients
    assert client.display_name in page
    assert [each.legal_last_name for each in others if each.legal_last_name in page] == []
    assert "left blank" in page
    assert "Estimated from 8 of 9 answers." in page
    assert "No permission required to reproduce" in page
    assert clinic.group.name not in page
    as_("nurse").get(address)
    looks = AuditEvent.objects.filter(thing_id=result.id, client_id=client.id, verb__startswith="measures.")
    assert set(looks.values_list("verb", flat=True)) == {"measures.print", "measures.view_result", "measures.submit"}


def test_today_shows_what_cannot_wait_until_it_is_acknowledged(clinic: cast.Clinic) -> None:
    alert = sent(clinic, 0, "0000000030").alerts.get()
    browser = as_("co")
    page = browser.get(reverse("home:today")).content.decode()
    assert "Answer that cannot wait" in page
    assert "Nearly every day" in page
    assert "cannot wait" not in as_("biller").get(reverse("home:today")).content.decode()
    address = reverse("measures:acknowledge", args=[alert.id])
    assert browser.post(address, {"done": ""}).status_code == 422
    assert browser.post(address, {"done": "Walked with him to the nurse", "back": "/"})["Location"] == "/"
    assert browser.post(address, {"done": "Again"}, HTTP_ACCEPT="application/json").status_code == 409
    assert "Answer that cannot wait" not in browser.get(reverse("home:today")).content.decode()
    assert "Walked with him to the nurse" in browser.get(reverse("measures:alerts")).content.decode()


def test_chart_has_a_card_of_scores(clinic: cast.Clinic) -> None:
    sent(clinic, 0, "2222200010")
    address = reverse("measures:client", args=[clinic.clients[0].id])
    card = as_("lead").get(address, {"fragment": "1"}).content.decode()
    assert "now moderate" in card
    assert "Waits for acknowledgement" in card
    assert (
        f"{address}?fragment=1"
        in as_("lead").get(reverse("office:client", args=[clinic.clients[0].id])).content.decode()
    )
    assert (
        f"{address}?fragment=1"
        not in as_("desk").get(reverse("office:client", args=[clinic.clients[0].id])).content.decode()
    )


def test_acknowledging_leads_nowhere_else(clinic: cast.Clinic) -> None:
    alert = sent(clinic, 0, "0000000030").alerts.get()
    answer = as_("lead").post(
        reverse("measures:acknowledge", args=[alert.id]), {"done": "Spoke", "back": "https://elsewhere.example/"}
    )
    assert answer["Location"] == reverse("measures:alerts")


def test_rule_of_change_is_set_with_where_it_comes_from(clinic: cast.Clinic) -> None:
    browser, address = as_("supervisor"), reverse("measures:change", args=["phq9"])
    before = browser.get(reverse("measures:instruments")).content.decode()
    assert before.count("unverified default") == 2
    assert browser.post(address, {"points": "5"}).status_code == 422
    browser.post(address, {"points": "5", "because": "Letter of our evaluator, May 2026"})
    after = browser.get(reverse("measures:instruments")).content.decode()
    assert after.count("unverified default") == 1
    assert "Letter of our evaluator" in after
    assert ChangePolicy.objects.get().points == 5


def test_withdrawn_and_blank_are_told(clinic: cast.Clinic) -> None:
    result = sent(clinic, 0, "11111111-0")
    assert Alert.objects.get(result=result).kind == "blank"
    page = as_("lead").get(reverse("measures:client", args=[clinic.clients[0].id])).content.decode()
    assert "was left blank" in page
    actions.invite(
        client_id=clinic.clients[0].id, keys=["gad7"], channel="link", session_id=None, by=clinic.lead, now=NOW()
    )
    waits = Invitation.objects.latest("asked_at")
    assert (
        "Not answered yet" in as_("lead").get(reverse("measures:client", args=[clinic.clients[0].id])).content.decode()
    )
    as_("lead").post(reverse("measures:withdraw", args=[waits.id]))
    assert "Taken back" in as_("lead").get(reverse("measures:invitation", args=[waits.id])).content.decode()
