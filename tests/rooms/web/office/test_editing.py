"""Clients, coverages and plans through the screens: saved and audited, or refused at the field with nothing lost."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from circlechart.base.audit.models import AuditEvent
from circlechart.base.coverage.models import Coverage, Plan
from circlechart.base.people.models import Client
from circlechart.care.plans.models import Goal
from tests import cast


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic()


def browse(clinic: cast.Clinic, who: str) -> Browser:
    browser = Browser()
    browser.force_login(clinic.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def typed(clinic: cast.Clinic, **changed: str) -> dict[str, str]:
    return {
        "chart_number": "NC-2001", "facility": str(clinic.north.id), "legal_first_name": "Odalys",
        "legal_last_name": "Brennecke", "birth_on": "1990-05-06", "administrative_sex": "F", **changed,
    }  # fmt: skip


def test_new_client_is_on_the_books_and_audited_without_values(clinic: cast.Clinic) -> None:
    answer = browse(clinic, "desk").post(reverse("office:new-client"), typed(clinic, chosen_name="Ody"))
    made = Client.objects.get(chart_number="NC-2001")
    assert answer["Location"] == reverse("office:client", args=[made.id])
    assert made.display_name == "Ody Brennecke"
    event = AuditEvent.objects.get(verb="office.add_client")
    assert event.client_id == made.id
    assert "Odalys" not in str(event.details)


@pytest.mark.parametrize(
    ("field", "given", "words"),
    [
        ("birth_on", "06.05.1990", "Write the day like"), ("legal_last_name", "", "Legal last name is missing"),
        ("state", "Illinois", "at most 2"), ("state", "i1", "two letters"), ("postal_code", "6092", "Write the postal code"),
        ("email", "nobody", "valid email"), ("facility", "x", "Select a valid choice"), ("pronouns", "p" * 5000, "at most 40"),
    ],
)  # fmt: skip
def test_new_client_with_a_bad_field_says_so_and_keeps_the_rest(
    clinic: cast.Clinic, field: str, given: str, words: str
) -> None:
    before = Client.objects.count()
    answer = browse(clinic, "desk").post(reverse("office:new-client"), typed(clinic, **{field: given}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "NC-2001" in page
    assert Client.objects.count() == before


def test_chart_number_of_somebody_else_is_refused_at_the_field(clinic: cast.Clinic) -> None:
    taken = clinic.clients[0].chart_number
    answer = browse(clinic, "desk").post(reverse("office:new-client"), typed(clinic, chart_number=taken))
    assert answer.status_code == 409
    assert "Another client has this chart number." in answer.content.decode()


def test_client_of_a_facility_out_of_reach_cannot_be_made(clinic: cast.Clinic) -> None:
    answer = browse(clinic, "desk").post(reverse("office:new-client"), typed(clinic, facility=str(clinic.west.id)))
    assert answer.status_code == 422
    assert not Client.objects.filter(chart_number="NC-2001").exists()


def test_edit_names_the_changed_fields_only(clinic: cast.Clinic) -> None:
    client = clinic.clients[0]
    page = browse(clinic, "desk").get(reverse("office:edit-client", args=[client.id]))
    data = {name: value if value is not None else "" for name, value in page.context["form"].initial.items()}
    data["pronouns"] = "they/them"
    browse(clinic, "desk").post(reverse("office:edit-client", args=[client.id]), data)
    client.refresh_from_db()
    assert client.pronouns == "they/them"
    assert AuditEvent.objects.get(verb="office.edit_client").details == {"changed": ["pronouns"]}


@pytest.mark.parametrize(
    ("who", "status"), [("desk", 200), ("director", 200), ("lead", 403), ("biller", 403), ("nobody", 403)]
)
def test_edit_opens_by_role(clinic: cast.Clinic, who: str, status: int) -> None:
    assert browse(clinic, who).get(reverse("office:edit-client", args=[clinic.clients[0].id])).status_code == status


def test_script_in_every_text_field_is_text(clinic: cast.Clinic) -> None:
    hostile = "<script>1</script>"
    fields = ("legal_first_name", "legal_last_name", "chosen_name", "pronouns", "gender", "city")
    browser = browse(clinic, "director")
    answer = browser.post(reverse("office:new-client"), typed(clinic, **dict.fromkeys(fields, hostile)))
    for address in (answer["Location"], reverse("office:clients"), answer["Location"] + "edit/"):
        page = browser.get(address).content.decode()
        assert hostile not in page
        assert "&lt;script&gt;" in page


def coverage(clinic: cast.Clinic, **changed: str) -> dict[str, str]:
    given = {
        "plan": str(Plan.objects.first().id), "member_id": "ZZ1", "from_on": "2026-11-23", "priority": "2", "relation": "self",
        **changed,
    }  # fmt: skip
    return {f"coverage-{name}": value for name, value in given.items()}


def test_coverage_is_added_and_ended(clinic: cast.Clinic) -> None:
    client, desk = clinic.clients[0], browse(clinic, "desk")
    desk.post(reverse("office:add-coverage", args=[client.id]), coverage(clinic))
    added = Coverage.objects.get(member_id="ZZ1")
    desk.post(reverse("office:end-coverage", args=[added.id]), {"last_on": "2026-12-31"})
    added.refresh_from_db()
    assert added.effective.upper.isoformat() == "2027-01-01"
    assert {each.verb for each in AuditEvent.objects.filter(client_id=client.id)} >= {
        "office.add_coverage", "office.end_coverage",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"priority": "1"}, 409, "has this priority for some of these days"),
        ({"last_on": "2026-11-01"}, 422, "The last day lies before the first day."),
        ({"relation": "child"}, 422, "the subscriber must be named"),
        ({"member_id": ""}, 422, "Member ID is missing"),
    ],
)
def test_coverage_refused_at_its_field(clinic: cast.Clinic, changed: dict[str, str], status: int, words: str) -> None:
    before = Coverage.objects.count()
    answer = browse(clinic, "desk").post(
        reverse("office:add-coverage", args=[clinic.clients[0].id]), coverage(clinic, **changed)
    )
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert Coverage.objects.count() == before


def test_overlapping_coverage_names_the_other_payer(clinic: cast.Clinic) -> None:
    page = browse(clinic, "desk").post(
        reverse("office:add-coverage", args=[clinic.clients[0].id]), coverage(clinic, priority="1")
    )
    assert "Alder Mutual has this priority" in page.content.decode()


def test_goal_through_the_screen_and_never_by_the_front_desk(clinic: cast.Clinic) -> None:
    address = reverse("office:set-goal", args=[clinic.clients[0].id])
    given = {"goal-number": "3.1", "goal-text": "Call my sister", "goal-from_on": "2026-11-23"}
    assert browse(clinic, "desk").post(address, given).status_code == 403
    assert browse(clinic, "lead").post(address, given).status_code == 302
    assert browse(clinic, "lead").post(address, given).status_code == 409
    assert Goal.objects.filter(number="3.1").count() == 1


@pytest.mark.parametrize("name", ["office:edit-client", "office:client"])
def test_client_of_another_facility_looks_absent(clinic: cast.Clinic, name: str) -> None:
    other = Client.objects.create(
        chart_number="WC-9001", legal_first_name="W", legal_last_name="Farland", birth_on="1980-01-01",
        administrative_sex="F", facility=clinic.west,
    )  # fmt: skip
    assert browse(clinic, "desk").get(reverse(name, args=[other.id])).status_code == 404
