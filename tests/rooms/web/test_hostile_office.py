"""Script in every text field of the office and of the schedule: kept and shown as text, or refused and shown as text."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse

from circlechart.base.coverage.models import Plan
from circlechart.base.people.models import Client, Contact, Staff
from tests import cast
from tests.rooms.web.hostile import browse, nothing_changes, says

SCRIPT = "<script>alert(1)</script>"
SIGNS = f'{SCRIPT}"><img src=x onerror=alert(2)>{{{{ 7|add:7 }}}}'
RAW = (SCRIPT, "<img src=x", "<script>alert", '"><img')


@pytest.fixture
def clinic(db: None) -> Iterator[cast.Clinic]:
    made = cast.clinic(clients=2)
    Plan.objects.create(payer=made.payers["commercial"], name=f"Plan {SCRIPT}")
    yield made


def text(browser: Browser, address: str) -> None:
    """The page is there and holds the signs as text only."""
    answer = browser.get(address)
    assert answer.status_code == 200, address
    shown(answer.content.decode())


def shown(page: str) -> None:
    assert [bad for bad in RAW if bad in page] == []


def client_typed(clinic: cast.Clinic) -> dict[str, str]:
    return {
        "chart_number": "<b>1</b>", "facility": str(clinic.north.id), "legal_first_name": SCRIPT, "legal_middle_name": "<i>",
        "legal_last_name": SIGNS[:60], "chosen_name": SIGNS[:60], "pronouns": SCRIPT, "birth_on": "1990-05-06",
        "administrative_sex": "F", "gender": SIGNS[:60], "phone": "<script>8155550199", "email": "", "street": SIGNS[:55],
        "street_2": SIGNS[:55], "city": SCRIPT, "state": "IL", "postal_code": "60929",
    }  # fmt: skip


def test_a_client_made_of_signs_is_shown_as_text_everywhere(clinic: cast.Clinic) -> None:
    desk = browse(clinic, "desk")
    made = desk.post(reverse("office:new-client"), client_typed(clinic))
    assert made.status_code == 302
    client = Client.objects.get(chart_number="<b>1</b>")
    contact = {"name": SIGNS[:120], "relation": SIGNS[:60], "phone": "<i>81555501", "note": SIGNS}
    assert desk.post(reverse("office:new-contact", args=[client.id]), contact).status_code == 302
    coverage = {
        "coverage-plan": str(Plan.objects.get(name__contains=SCRIPT).id), "coverage-member_id": SCRIPT, "coverage-priority": "1",
        "coverage-group_number": SCRIPT, "coverage-from_on": "2026-01-01", "coverage-relation": "child",
        "coverage-subscriber_first_name": SCRIPT, "coverage-subscriber_last_name": SIGNS[:60],
    }  # fmt: skip
    assert desk.post(reverse("office:add-coverage", args=[client.id]), coverage).status_code == 302
    lead = browse(clinic, "lead")
    goal = {"goal-number": "<b>1</b>", "goal-text": SIGNS, "goal-from_on": "2026-01-01"}
    assert lead.post(reverse("office:set-goal", args=[client.id]), goal).status_code == 302
    diagnosis = {
        "diagnosis-code": "F11.20", "diagnosis-label": SIGNS[:120], "diagnosis-rank": "1", "diagnosis-from_on": "2026-01-01",
    }  # fmt: skip
    assert lead.post(reverse("office:set-diagnosis", args=[client.id]), diagnosis).status_code == 302
    text(lead, reverse("office:client", args=[client.id]))
    for address in (
        reverse("office:clients"), reverse("office:client", args=[client.id]), reverse("office:edit-client", args=[client.id]),
        reverse("office:edit-contact", args=[Contact.objects.get(client=client).id]),
    ):  # fmt: skip
        text(desk, address)
    text(browse(clinic, "compliance"), f"{reverse('office:trail')}?client={client.id}")


def test_staff_made_of_signs_are_shown_as_text_everywhere(clinic: cast.Clinic) -> None:
    admin = browse(clinic, "administrator")
    typed = {
        "legal_first_name": SIGNS[:60], "legal_last_name": SIGNS[:60], "display_name": SIGNS[:80], "npi": "", "taxonomy": "",
        "active_from": "2026-01-05", "last_on": "", "facilities": [str(clinic.north.id)],
    }  # fmt: skip
    assert admin.post(reverse("office:new-staff"), typed).status_code == 302
    person = Staff.objects.get(display_name=SIGNS[:80])
    credential = {
        "credential-kind": "<b>RN</b>", "credential-level": "nurse", "credential-number": SIGNS[:40], "credential-state": "IL",
        "credential-from_on": "2026-01-05",
    }  # fmt: skip
    assert admin.post(reverse("office:add-credential", args=[person.id]), credential).status_code == 302
    refused = admin.post(reverse("office:give-sign-in", args=[person.id]), {"sign-in-username": SIGNS[:60]})
    assert refused.status_code == 422
    shown(refused.content.decode())
    supervisor = {"supervisor-supervisor": str(person.id), "supervisor-from_on": str(date(2026, 1, 5))}
    admin.post(reverse("office:set-supervisor", args=[clinic.staff["lead"].id]), supervisor)
    for address in (
        reverse("office:staff"), reverse("office:member", args=[person.id]), reverse("office:edit-staff", args=[person.id]),
        reverse("office:member", args=[clinic.staff["lead"].id]),
    ):  # fmt: skip
        text(admin, address)


@pytest.mark.parametrize(
    ("who", "name", "typed"),
    [
        ("desk", "office:new-client", {"chart_number": "", "birth_on": SCRIPT, "state": SIGNS, "postal_code": SIGNS, "email": SIGNS}),
        ("administrator", "office:new-staff", {"npi": SIGNS, "taxonomy": SIGNS, "active_from": SIGNS, "facilities": SIGNS}),
        ("desk", "office:clients", {"words": SIGNS * 2}),
        ("desk", "schedules:new-group", {"name": SIGNS, "kind": SIGNS, "capacity": SIGNS, "from_on": SIGNS}),
        ("compliance", "office:trail", {"words": SIGNS * 2}),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)  # fmt: skip
def test_signs_that_are_refused_are_shown_as_text_and_change_nothing(
    clinic: cast.Clinic, who: str, name: str, typed: dict[str, str]
) -> None:
    with nothing_changes():
        answer = browse(clinic, who).post(reverse(name), typed)
    assert answer.status_code in (200, 422)
    shown(answer.content.decode())


def test_a_full_group_is_refused_on_its_page_with_what_to_do_and_changes_nothing(clinic: cast.Clinic) -> None:
    clinic.group.capacity = 2
    clinic.group.save()
    newcomer = Client.objects.create(
        chart_number="NC-4001", legal_first_name="Odalys", legal_last_name="Brennecke", birth_on="1990-05-06",
        administrative_sex="F", facility=clinic.north,
    )  # fmt: skip
    given = {"chart_number": newcomer.chart_number, "from_on": "2026-11-23"}
    with nothing_changes():
        answer = browse(clinic, "desk").post(reverse("enrollment:enroll", args=[clinic.group.id]), given)
    says(answer, 409, "waitlist", "NC-4001", "2026-11-23")
