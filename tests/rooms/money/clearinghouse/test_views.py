"""How claims leave, through the screens."""

import io
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from circlechart.base.formats.paper import form as forms
from circlechart.base.formats.paper import pdf
from circlechart.money.clearinghouse.models import Blank, House, PayerRoute, Printer
from tests import cast

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Ridge Line Exchange", "receiver_qualifier": "30", "receiver_id": "740001234", "sender_qualifier": "ZZ",
    "sender_id": "HFREC01", "group_sender": "", "group_receiver": "RLX", "receiver_identifier": "",
    "most_claims": "500", "most_in_transaction": "100", "file_pattern": "{form}-{number}.txt", "line_ending": "",
}  # fmt: skip


def browse(clinic: cast.Clinic, who: str = "biller") -> Browser:
    browser = Browser()
    browser.force_login(clinic.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def shown(browser: Browser) -> str:
    return unescape(browser.get(reverse("clearinghouse:index")).content.decode())


def test_without_a_house_every_file_goes_to_its_payer() -> None:
    page = shown(browse(cast.clinic()))
    assert "No clearinghouse" in page
    assert page.count("The payer itself") == 2


def test_a_house_is_added_and_a_payer_sent_through_it() -> None:
    clinic = cast.clinic()
    browser, payer = browse(clinic), clinic.payers["commercial"]
    assert browser.post(reverse("clearinghouse:new-house"), TYPED).status_code == 302
    house = House.objects.get()
    answer = browser.post(
        reverse("clearinghouse:route", args=[payer.id]), {"house": str(house.id), "payer_id": "ALM77"}
    )
    assert answer.status_code == 302
    page = shown(browser)
    assert "Ridge Line Exchange" in page and "ALM77" in page and "Tests" in page
    answer = browser.post(reverse("clearinghouse:edit-house", args=[house.id]), TYPED | {"production": "on"})
    assert "Real claims" in shown(browser)
    assert PayerRoute.objects.get().house == house


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("name", "", "Name is missing."), ("receiver_id", "74 00", "Write letters, digits"),
        ("receiver_id", "7" * 16, "at most 15"), ("most_claims", "0", "greater than or equal to 1"),
        ("file_pattern", "{form}.txt", "Without {number} two files"), ("receiver_qualifier", "99", "Select a valid"),
        ("file_pattern", "a/{number}", "something other than"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_stays(name: str, value: str, words: str) -> None:
    answer = browse(cast.clinic()).post(reverse("clearinghouse:new-house"), TYPED | {name: value})
    page = unescape(answer.content.decode())
    assert (answer.status_code, words in page, "HFREC01" in page) == (422, True, True)
    assert not House.objects.exists()


def test_who_attends_is_chosen_among_those_with_an_npi() -> None:
    clinic = cast.clinic()
    browser, address = browse(clinic), reverse("clearinghouse:attending", args=[clinic.north.id])
    page = browser.get(address).content.decode()
    assert "Ingrid Valmont, NPI 1245319599" in page
    assert "Rosa Quill" not in page
    chosen = {"staff": str(clinic.staff["supervisor"].id), "from_on": "2026-01-01"}
    assert browser.post(address, chosen).status_code == 302
    assert "Ingrid Valmont, from 01/01/2026" in shown(browser)
    again = browser.post(address, chosen | {"staff": str(clinic.staff["lead"].id)})
    assert (again.status_code, "who attended earlier" in again.content.decode()) == (409, True)


def test_a_printer_is_adjusted_and_its_test_page_is_moved() -> None:
    clinic = cast.clinic()
    browser = browse(clinic)
    typed = {"form": "ub04", "name": "Front desk", "right_mm": "1.5", "down_mm": "-2"}
    assert browser.post(reverse("clearinghouse:new-printer", args=[clinic.north.id]), typed).status_code == 302
    printer = Printer.objects.get()
    page = browser.get(reverse("clearinghouse:test-page", args=[printer.id]))
    assert page.content.startswith(b"%PDF-")
    assert page["Content-Disposition"] == 'attachment; filename="ub04-test-page.pdf"'
    assert "1.5 mm to the right, -2.0 mm down" in shown(browser)
    bad = browser.post(reverse("clearinghouse:edit-printer", args=[printer.id]), typed | {"right_mm": "80"})
    assert bad.status_code == 422


def test_a_blank_is_kept_and_one_that_is_none_is_refused() -> None:
    clinic = cast.clinic()
    browser, address = browse(clinic), reverse("clearinghouse:blank", args=[clinic.north.id])
    good = pdf.alignment(forms.form("cms1500"))
    answer = browser.post(address, {"form": "cms1500", "content": SimpleUploadedFile("blank.pdf", good)})
    assert answer.status_code == 302
    assert bytes(Blank.objects.get().content) == good
    assert "CMS-1500, since" in shown(browser)
    bad = browser.post(address, {"form": "cms1500", "content": io.BytesIO(b"no form")})
    assert (bad.status_code, "This is not a PDF." in bad.content.decode()) == (422, True)
    assert bytes(Blank.objects.get().content) == good


def test_who_only_reads_is_offered_nothing_to_change() -> None:
    page = shown(browse(cast.clinic(), "director"))
    assert "Name who attends" not in page and "New clearinghouse" not in page
