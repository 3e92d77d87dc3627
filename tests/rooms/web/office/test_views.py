"""Clients, charts and staff: who sees what, nothing of another facility, no name in an address, every look audited."""

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from circlechart.base.audit.models import AuditEvent
from circlechart.base.people.models import Client
from tests import cast


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic()


def browse(clinic: cast.Clinic, who: str) -> Browser:
    browser = Browser()
    browser.force_login(clinic.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def elsewhere(clinic: cast.Clinic) -> Client:
    return Client.objects.create(
        chart_number="WC-9001", legal_first_name="Wilhelmina", legal_last_name="Farland", birth_on="1980-01-01",
        administrative_sex="F", facility=clinic.west,
    )  # fmt: skip


def test_clients_lists_own_facilities_only(clinic: cast.Clinic) -> None:
    elsewhere(clinic)
    page = browse(clinic, "desk").get(reverse("office:clients")).content.decode()
    assert clinic.clients[0].display_name in page
    assert "Farland" not in page


def test_clients_are_found_by_chosen_name_and_by_chart_number(clinic: cast.Clinic) -> None:
    browser = browse(clinic, "desk")
    for words, there, gone in (("joss ade", "Joss Adeyemi", "Castellan"), ("nc-1001", "Castellan", "Adeyemi")):
        page = browser.post(reverse("office:clients"), {"words": words}).content.decode()
        assert there in page
        assert gone not in page


def test_search_is_never_in_an_address(clinic: cast.Clinic) -> None:
    page = browse(clinic, "desk").get(reverse("office:clients") + "?words=Castellan").content.decode()
    assert "Adeyemi" in page


def test_search_longer_than_any_name_is_refused(clinic: cast.Clinic) -> None:
    answer = browse(clinic, "desk").post(reverse("office:clients"), {"words": "x" * 2000})
    assert answer.status_code == 422
    assert "80 characters" in answer.content.decode()


def test_search_with_script_is_shown_as_text(clinic: cast.Clinic) -> None:
    page = browse(clinic, "desk").post(reverse("office:clients"), {"words": "<script>x</script>"}).content.decode()
    assert "<script>x" not in page
    assert "Nobody found" in page


def test_chart_shows_clinical_facts_to_clinical_roles_only(clinic: cast.Clinic) -> None:
    address = reverse("office:client", args=[clinic.clients[0].id])
    goal = next(goal for goal in clinic.goals if goal.client_id == clinic.clients[0].id)
    facilitator = browse(clinic, "lead").get(address).content.decode()
    desk = browse(clinic, "desk").get(address).content.decode()
    assert goal.text in facilitator
    assert "F10.20" in facilitator
    assert goal.text not in desk
    assert "F10.20" not in desk
    assert "M700100" in desk


def test_chart_view_is_audited(clinic: cast.Clinic) -> None:
    browse(clinic, "lead").get(reverse("office:client", args=[clinic.clients[0].id]))
    event = AuditEvent.objects.get(verb="office.view_chart")
    assert (event.kind, event.client_id, event.actor_id) == ("viewed", clinic.clients[0].id, clinic.lead.staff_id)


def test_chart_of_another_facility_looks_absent_and_is_not_audited(clinic: cast.Clinic) -> None:
    answer = browse(clinic, "lead").get(reverse("office:client", args=[elsewhere(clinic).id]))
    assert answer.status_code == 404
    assert not AuditEvent.objects.filter(verb="office.view_chart").exists()


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        ("desk", "office:clients", 200), ("administrator", "office:clients", 403), ("nobody", "office:clients", 403),
        ("director", "office:staff", 200), ("administrator", "office:staff", 200), ("lead", "office:staff", 403),
    ],
)  # fmt: skip
def test_screen_opens_by_role(clinic: cast.Clinic, who: str, name: str, status: int) -> None:
    assert browse(clinic, who).get(reverse(name)).status_code == status


def test_stranger_is_sent_to_sign_in(client: Browser, db: None) -> None:
    answer = client.get(reverse("office:clients"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("access:sign-in"))


def test_staff_names_credentials_and_supervisor(clinic: cast.Clinic) -> None:
    page = browse(clinic, "director").get(reverse("office:staff")).content.decode()
    assert "LPC-Associate" in page
    assert "supervised by Ingrid Valmont" in page
    assert "Trainee or associate" in page


def test_clients_takes_as_many_queries_for_eight_as_for_one(clinic: cast.Clinic) -> None:
    from django.utils import timezone

    from circlechart.web.office import queries

    with assertNumQueries(4):
        queries.clients(clinic.desk, "", timezone.now())
    with assertNumQueries(4):
        queries.clients(clinic.desk, "castellan", timezone.now())
