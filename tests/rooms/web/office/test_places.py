"""The organization and its facilities through the screens: corrected, refused at the field, and said on claims."""

from dataclasses import replace

import pytest
from django.db import DatabaseError
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from circlechart.base.audit import actions as audit
from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed, NotFound
from circlechart.base.people.models import Facility, Organization
from circlechart.web.office import actions, rules
from circlechart.web.office.errors import BillingBox, FacilityNamed, PlusFourMissing
from circlechart.web.office.facts import FacilityGiven, OrganizationGiven
from tests import cast

ADDRESS = {
    "street": "18 Foundry Lane",
    "street_2": "",
    "city": "Harrow Falls",
    "state": "IL",
    "postal_code": "60929-0418",
}
TYPED = {
    "name": "Harrow Falls Recovery", "npi": "1497-758 544", "tax_id": "36-7654321", "taxonomy": "261QM0801X",
    "contact_name": "Hamid Farrow", "phone": "815 555 0142", **ADDRESS,
}  # fmt: skip
PLACE = {"name": "North clinic", "npi": "", "phone": "", "place_of_service": "53", **ADDRESS}
GIVEN = OrganizationGiven(**{**TYPED, "npi": "1497758544", "tax_id": "367654321", "postal_code": "609290418"})
FACILITY = FacilityGiven(**{**PLACE, "postal_code": "609290418"})


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic(clients=0)


def browse(clinic: cast.Clinic, who: str = "director") -> Browser:
    browser = Browser()
    browser.force_login(clinic.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_the_organization_is_corrected_and_audited_without_values(clinic: cast.Clinic) -> None:
    browser = browse(clinic)
    answer = browser.post(reverse("office:edit-organization"), TYPED)
    assert answer["Location"] == reverse("office:places")
    shown = browser.get(answer["Location"]).content.decode()
    assert "Claims that have not left say it" in shown
    assert "60929-0418" in shown
    found = Organization.objects.get()
    assert (found.npi, found.tax_id, found.street) == ("1497758544", "367654321", "18 Foundry Lane")
    event = AuditEvent.objects.get(verb="office.edit_organization")
    assert event.details == {"changed": ["npi", "phone", "postal_code", "street", "tax_id"]}
    assert event.actor_id == clinic.director.staff_id


@pytest.mark.parametrize(
    ("field", "given", "words"),
    [
        ("npi", "1497758545", "its check digit does not fit"), ("npi", "", "NPI is missing"),
        ("tax_id", "36123456", "it has nine digits"), ("tax_id", "36123456x", "it has nine digits"),
        ("taxonomy", "261QM0801", "ten characters and ends in X"), ("street", "P.O. Box 12", "post-office box"),
        ("street_2", "PO BOX 9", "post-office box"), ("postal_code", "60929", "all nine digits"),
        ("postal_code", "6092", "Write the postal code as"), ("phone", "555 0142", "has ten digits"),
        ("state", "il", "two letters"), ("city", "", "City is missing"), ("name", "x" * 61, "at most 60"),
    ],
)  # fmt: skip
def test_what_payers_refuse_is_said_at_its_field_and_kept(
    clinic: cast.Clinic, field: str, given: str, words: str
) -> None:
    answer = browse(clinic).post(reverse("office:edit-organization"), {**TYPED, field: given})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    if given:
        assert f'value="{given}"' in page
        assert "18 Foundry Lane" in page or field == "street"
    assert Organization.objects.get().npi == "1932102084"
    assert not AuditEvent.objects.filter(verb="office.edit_organization").exists()


def test_a_facility_is_corrected_within_reach_only(clinic: cast.Clinic) -> None:
    browser = browse(clinic, "administrator")
    edit = reverse("office:edit-facility", args=[clinic.north.id])
    assert edit in browser.get(reverse("office:places")).content.decode()
    assert clinic.west.name not in browser.get(reverse("office:places")).content.decode()
    assert browser.post(edit, PLACE).status_code == 302
    found = Facility.objects.get(pk=clinic.north.id)
    assert (found.place_of_service, found.postal_code, found.time_zone) == ("53", "609290418", cast.CHICAGO)
    assert AuditEvent.objects.get(verb="office.edit_facility").details == {
        "changed": ["place_of_service", "postal_code", "street"]
    }
    assert browser.get(reverse("office:edit-facility", args=[clinic.west.id])).status_code == 404
    with pytest.raises(NotFound):
        actions.edit_facility(facility_id=clinic.west.id, given=FACILITY, by=clinic.administrator, now=timezone.now())


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"npi": "1497758545"}, 422, "its check digit does not fit"), ({"postal_code": "60929"}, 422, "all nine digits"),
        ({"place_of_service": "1"}, 422, "two digits"), ({"phone": "12"}, 422, "has ten digits"),
        ({"name": "West clinic"}, 409, "Another facility has this name."), ({"street": ""}, 422, "Street is missing"),
    ],
)  # fmt: skip
def test_a_facility_refused_at_its_field(clinic: cast.Clinic, changed: dict[str, str], status: int, words: str) -> None:
    answer = browse(clinic).post(reverse("office:edit-facility", args=[clinic.north.id]), {**PLACE, **changed})
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert Facility.objects.get(pk=clinic.north.id).place_of_service == "11"


def test_a_facility_may_have_a_box_since_only_the_billing_address_may_not() -> None:
    assert rules.facility_problem(replace(FACILITY, street="PO Box 12")) is None
    assert isinstance(rules.organization_problem(replace(GIVEN, street="PO Box 12")), BillingBox)
    assert isinstance(rules.facility_problem(replace(FACILITY, postal_code="60929")), PlusFourMissing)


def test_actions_refuse_who_may_not_and_what_cannot_stand(clinic: cast.Clinic) -> None:
    now = timezone.now()
    for who in (clinic.biller, clinic.actors["lead"]):
        with pytest.raises(NotAllowed):
            actions.edit_organization(given=GIVEN, by=who, now=now)
        with pytest.raises(NotAllowed):
            actions.edit_facility(facility_id=clinic.north.id, given=FACILITY, by=who, now=now)
    with pytest.raises(FacilityNamed):
        actions.edit_facility(
            facility_id=clinic.north.id, given=replace(FACILITY, name="West clinic"), by=clinic.director, now=now
        )
    with pytest.raises(PlusFourMissing):
        actions.edit_organization(given=replace(GIVEN, postal_code="60929"), by=clinic.director, now=now)


def test_without_its_audit_row_nothing_is_written(clinic: cast.Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**given: object) -> None:
        raise DatabaseError("no room for the trail")

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(DatabaseError):
        actions.edit_organization(given=GIVEN, by=clinic.director, now=timezone.now())
    assert Organization.objects.get().npi == "1932102084"


def test_the_staff_page_leads_there_for_who_may(clinic: cast.Clinic) -> None:
    for who, leads in (("director", True), ("administrator", True), ("supervisor", False)):
        shown = browse(clinic, who).get(reverse("office:staff")).content.decode()
        assert (reverse("office:places") in shown) is leads, who
