"""Beside each finding stands the button to where it is mended, or who else can; rows from before that still say theirs."""

import re

import pytest
from django.urls import reverse

from circlechart.base.coverage.models import Coverage
from circlechart.base.people.models import Client, Organization, Staff
from circlechart.money.claims import queries
from circlechart.money.claims.actions.checking import check
from circlechart.money.claims.models import Claim
from circlechart.money.claims.rules import places
from tests import cast
from tests.rooms.money.claims.test_views import IMRE, browse, listed
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic() -> cast.Clinic:
    return cast.clinic()


def spoiled(clinic: cast.Clinic, row: type, columns: dict[str, str]) -> Claim:
    """Imre's claim after something of it was changed in the database, checked again."""
    evening = Evening(clinic).hold()
    kept = {
        Client: Client.objects.filter(pk=clinic.clients[0].pk),
        Coverage: Coverage.objects.filter(client=clinic.clients[0]),
        Staff: Staff.objects.filter(pk=clinic.staff["lead"].pk),
        Organization: Organization.objects.all(),
    }
    kept[row].update(**columns)
    claim = queries.of_session(evening.session.id).get(client=clinic.clients[0])
    check([claim], evening.ended)
    return claim


@pytest.mark.parametrize(
    ("row", "columns", "who", "label", "address"),
    [
        (Client, {"street": ""}, "director", "Open the client", "office:edit-client"),
        (Client, {"postal_code": "6092"}, "director", "Open the client", "office:edit-client"),
        (Coverage, {"member_id": "M*100"}, "biller", "Open the coverage", "office:client"),
        (Staff, {"npi": "1234567890"}, "", "Open the staff record", ""),
        (Organization, {"npi": "1932102080"}, "director", "Open the organization", "office:edit-organization"),
    ],
)  # fmt: skip
def test_who_may_mend_gets_the_button_and_the_others_read_who_can(
    clinic: cast.Clinic, row: type, columns: dict[str, str], who: str, label: str, address: str
) -> None:
    claim = spoiled(clinic, row, columns)
    page = reverse("claims:claim", args=[claim.id])
    for name in ("biller", "director"):
        answer = browse(clinic, name).get(page).content.decode()
        listing = browse(clinic, name).get(reverse("claims:index"), {"status": "draft"}).content.decode()
        for shown in (answer, listing):
            if name != who:
                assert label not in shown
                assert "can do it." in shown
                continue
            assert label in shown
            there = reverse(address, args=[] if row is Organization else [clinic.clients[0].id])
            assert f'href="{there}' in shown
            assert browse(clinic, name).get(there).status_code == 200


def test_a_finding_kept_before_there_were_places_still_says_where_it_is_mended(clinic: cast.Clinic) -> None:
    claim = spoiled(clinic, Client, {"street": ""})
    claim.findings[0].pop("place")
    claim.save(update_fields=["findings"])
    edit = reverse("office:edit-client", args=[clinic.clients[0].id])
    assert edit in browse(clinic, "director").get(reverse("claims:claim", args=[claim.id])).content.decode()
    claim.findings = [{"rule": "period-open", "sentence": "It runs on.", "mend": "Wait."}]
    claim.save(update_fields=["findings"])
    assert "It runs on. Wait." in listed(clinic, "draft")


def test_where_each_loop_is_mended() -> None:
    places_of = {
        ("2010AA NM109", "professional"): places.ORGANIZATION, ("2010BA N403", "professional"): places.CLIENT,
        ("2010BA NM109", "professional"): places.COVERAGE, ("2000B SBR03", "professional"): places.COVERAGE,
        ("2000B SBR09", "professional"): places.PAYER, ("2010BB NM109", "professional"): places.PAYER,
        ("2310B PRV03", "professional"): places.RENDERING, ("2310C N403", "professional"): places.FACILITY,
        ("2310D NM109", "professional"): places.SUPERVISING, ("2310A NM109", "institutional"): places.ATTENDING,
        ("2310D NM109", "institutional"): places.RENDERING, ("2310E N403", "institutional"): places.FACILITY,
        ("2400 SV102", "professional"): places.FEE, ("SV203", "institutional"): places.FEE,
        ("2400 SV201", "institutional"): places.REVENUE_CODE, ("CLM05-1", "institutional"): places.TYPE_OF_BILL,
        ("CLM05-1", "professional"): places.FACILITY, ("2300 HI01-2", "professional"): places.DIAGNOSIS,
        ("2430 SVD02", "professional"): places.BEFORE, ("1000B NM109", "professional"): places.HOUSE,
        ("ISA06", "professional"): places.HOUSE, ("1000A PER04", "professional"): places.ORGANIZATION,
        ("CLM01", "professional"): places.CHARGES,
    }  # fmt: skip
    for (at, form), place in places_of.items():
        assert places.place_of("", at, form, dependent=False) == place, at
    assert places.place_of("", "2010BA NM103", "professional", dependent=True) == places.COVERAGE
    assert places.place_of("", "2010CA NM103", "professional", dependent=True) == places.CLIENT


@pytest.mark.parametrize("form", ["professional", "institutional"])
def test_a_place_of_the_file_is_named_in_words(form: str) -> None:
    for at in (
        "2010AA PRV03", "2010BA NM103", "2310A NM109", "CLM05-1", "SV101-2", "CL103", "2300 HI*BE", "2300 NTE02",
        "2430 CAS03", "ISA06", "GE01", "2400 DTP*472", "2000C PAT01", "XYZ99", "",
    ):  # fmt: skip
        words = places.named(at, form)
        assert re.fullmatch(r"[A-Z][a-z ]+: [A-Za-z' :,]+", words), (at, words)


def test_a_claim_that_may_leave_has_no_button(clinic: cast.Clinic) -> None:
    claim = Evening(clinic).hold().claim(IMRE)
    assert "Open the client" not in browse(clinic).get(reverse("claims:claim", args=[claim.id])).content.decode()
