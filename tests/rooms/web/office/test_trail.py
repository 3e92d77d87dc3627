"""The audit trail on its screen, and contacts: what the compliance officer and the front desk can do, and cannot."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from circlechart.base.audit.models import AuditEvent
from circlechart.base.people.models import Client, Contact
from tests import cast

TRAIL = reverse("office:trail")
AT = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)  # Monday 23:30 in Chicago


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic(clients=2)


def browse(clinic: cast.Clinic, who: str = "compliance") -> Browser:
    browser = Browser()
    browser.force_login(clinic.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def wrote(clinic: cast.Clinic, verb: str, who: str = "lead", client: int | None = None, **more: object) -> None:
    given = {"at": AT, "kind": "changed", "actor_id": clinic.staff[who].id, "facility_id": clinic.north.id, **more}
    client_id = clinic.clients[client].id if client is not None else None
    AuditEvent.objects.create(verb=verb, client_id=client_id, **given)


def seen(answer: object) -> list[str]:
    return [line.event.verb for line in answer.context["page"].lines]


def test_filters_by_client_person_kind_and_the_day_of_the_facility(clinic: cast.Clinic) -> None:
    wrote(clinic, "t.one", client=0)
    wrote(clinic, "t.two", who="desk", client=1)
    wrote(clinic, "t.three", kind="refused", at=AT + timedelta(hours=1))
    browser = browse(clinic)
    asked = {
        "": {"t.one", "t.two", "t.three"}, f"?client={clinic.clients[0].id}": {"t.one"},
        f"?person={clinic.staff['desk'].id}": {"t.two"}, "?kind=refused": {"t.three"},
        "?day=2026-11-23": {"t.one", "t.two"}, "?day=2026-11-24": {"t.three"},
    }  # fmt: skip
    for query, expected in asked.items():
        assert {verb for verb in seen(browser.get(TRAIL + query)) if verb.startswith("t.")} == expected, query


def test_who_opened_a_session_saw_everybody_on_its_roster(clinic: cast.Clinic) -> None:
    from circlechart.care.attendance import actions as attendance

    session = clinic.session(cast.evening())
    attendance.open_session(session_id=session.id, by=clinic.lead, now=cast.evening())
    browse(clinic, "lead").get(reverse("notes:session", args=[session.id]))
    assert "notes.view_session" in seen(browse(clinic).get(f"{TRAIL}?client={clinic.clients[0].id}"))


def test_pages_are_newest_first_and_miss_nothing(clinic: cast.Clinic) -> None:
    for number in range(60):
        wrote(clinic, f"t.{number}", at=AT + timedelta(minutes=number))
    browser, person = browse(clinic), f"person={clinic.staff['lead'].id}"
    first, second = browser.get(f"{TRAIL}?{person}"), browser.get(f"{TRAIL}?{person}&page=2")
    assert seen(first) + seen(second) == [f"t.{number}" for number in reversed(range(60))]
    assert "Older" in first.content.decode()
    assert "Older" not in second.content.decode()


def test_another_facilitys_trail_is_out_of_reach(clinic: cast.Clinic) -> None:
    other = Client.objects.create(
        chart_number="WC-1", legal_first_name="W", legal_last_name="Farland", birth_on="1980-01-01",
        administrative_sex="F", facility=clinic.west,
    )  # fmt: skip
    AuditEvent.objects.create(at=AT, kind="changed", verb="t.west", facility_id=clinic.west.id, client_id=other.id)
    browser = browse(clinic)
    assert "t.west" not in seen(browser.get(TRAIL))
    assert browser.get(f"{TRAIL}?client={other.id}").status_code == 404


def test_client_is_looked_for_by_post_and_leads_to_an_address_without_a_name(clinic: cast.Clinic) -> None:
    page = browse(clinic).post(TRAIL, {"words": "Castellan"}).content.decode()
    assert f"?client={clinic.clients[0].id}" in page
    assert "?words" not in page


@pytest.mark.parametrize("query", ["?client=x", "?day=soon", "?person=x", "?kind=x", "?page=0", "?page=x"])
def test_nonsense_in_the_address_is_refused_without_a_traceback(clinic: cast.Clinic, query: str) -> None:
    answer = browse(clinic).get(TRAIL + query)
    assert answer.status_code == 422
    assert "Traceback" not in answer.content.decode()


def test_looking_at_the_trail_is_in_the_trail(clinic: cast.Clinic) -> None:
    browse(clinic).get(f"{TRAIL}?client={clinic.clients[0].id}")
    event = AuditEvent.objects.get(verb="office.view_trail")
    assert (event.kind, event.actor_id, event.client_id) == ("viewed", clinic.compliance.staff_id, clinic.clients[0].id)


def test_contact_is_added_corrected_and_struck(clinic: cast.Clinic) -> None:
    browser, client = browse(clinic, "desk"), clinic.clients[0]
    given = {"name": "Edda Lorne", "relation": "Sister", "phone": "8155550102", "for_emergency": "on"}
    browser.post(reverse("office:new-contact", args=[client.id]), given)
    made = Contact.objects.get(client=client)
    assert (made.for_emergency, made.may_leave_message) == (True, False)
    assert "Leave no message" in browser.get(reverse("office:client", args=[client.id])).content.decode()
    browser.post(reverse("office:edit-contact", args=[made.id]), {**given, "may_leave_message": "on"})
    assert AuditEvent.objects.get(verb="office.edit_contact").details == {"changed": ["may_leave_message"]}
    browser.post(reverse("office:remove-contact", args=[made.id]))
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"phone": ""}, "without one nobody is reached"),
        ({"name": ""}, "Name is missing"),
        ({"email": "x"}, "valid email"),
    ],
)
def test_contact_refused_at_its_field_keeps_the_rest(clinic: cast.Clinic, changed: dict[str, str], words: str) -> None:
    given = {"name": "Edda Lorne", "relation": "Sister", "phone": "8155550102", **changed}
    answer = browse(clinic, "desk").post(reverse("office:new-contact", args=[clinic.clients[0].id]), given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Sister" in answer.content.decode()
    assert not Contact.objects.exists()
