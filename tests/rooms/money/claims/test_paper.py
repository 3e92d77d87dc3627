"""How a claim goes out, on the screen: its file in words, and its paper, which says what the file says."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from circlechart.base.formats.paper import form as forms
from circlechart.base.formats.paper import pdf
from circlechart.base.people.models import Client
from circlechart.money.claims import actions
from circlechart.money.claims.models import Claim
from circlechart.money.clearinghouse.models import Printer
from tests import cast
from tests.rooms.money.claims import test_institutional as institutional
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db
IMRE = "Imre Castellan"


def browse(clinic: cast.Clinic) -> Browser:
    browser = Browser()
    browser.force_login(clinic.user("biller"), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def page(clinic: cast.Clinic, name: str, *args: object) -> str:
    return unescape(browse(clinic).get(reverse(name, args=args)).content.decode())


def test_a_preview_names_its_loops_and_says_each_element_in_words() -> None:
    clinic = cast.clinic()
    claim = Evening(clinic).hold().claim(IMRE)
    shown = page(clinic, "claims:edi", claim.id)
    for words in ("Billing provider", "Subscriber", "Rendering provider", "Service line", "claim number", claim.number):
        assert words in shown, words
    assert "Look here" not in shown
    answer = browse(clinic).get(reverse("claims:edi", args=[claim.id]), {"download": ""})
    assert answer["Content-Disposition"] == f'attachment; filename="preview-{claim.number}.txt"'
    assert answer.content.decode().startswith("ISA*")
    assert "*T*:~" in answer.content.decode()


def test_a_preview_marks_the_segment_that_is_wrong() -> None:
    clinic = cast.clinic()
    claim = Evening(clinic).hold().claim(IMRE)
    Client.objects.filter(pk=claim.client_id).update(birth_on="2031-01-01")
    shown = page(clinic, "claims:edi", claim.id)
    assert "Look here" in shown
    assert "birth date" in shown


def test_what_cannot_be_written_is_said_in_words() -> None:
    clinic = cast.clinic()
    claim = Evening(clinic).hold().claim(IMRE)
    Client.objects.filter(pk=claim.client_id).update(postal_code="1")
    assert "This claim cannot be written" in page(clinic, "claims:edi", claim.id)


def printed(clinic: cast.Clinic, claim: Claim) -> str:
    return browse(clinic).get(reverse("claims:sheet", args=[claim.id, "text"])).content.decode()


def test_text_is_moved_as_its_printer_needs_it() -> None:
    clinic = cast.clinic()
    claim = Evening(clinic).hold().claim(IMRE)
    printer = Printer.objects.create(facility=clinic.north, form="cms1500", name="Desk", right_mm="5.0", down_mm="8.6")
    address = reverse("claims:sheet", args=[claim.id, "text"])
    still, moved = (
        browse(clinic).get(address, given).content.decode().splitlines() for given in ({}, {"printer": printer.id})
    )
    assert moved[2:-1] == [f"  {row}" if row else "" for row in still[:-3]]
    assert f'formaction="{address}"' in page(clinic, "claims:paper", claim.id)


def test_file_and_cms1500_say_the_same() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    for claim in Claim.objects.all():
        text, sheet = actions.preview(claim, evening.ended), printed(clinic, claim)
        service = re.findall(r"SV1\*HC:([A-Z0-9:]+)\*([\d.]+)\*UN\*(\d+)", text)
        (member,) = re.findall(r"NM1\*IL\*.*\*MI\*([A-Z0-9]+)", text)
        for code, _, units in service:
            assert code.split(":")[0] in sheet and units in sheet
        last, first = re.findall(r"NM1\*IL\*1\*([A-Z' -]+)\*([A-Z]+)", text)[0]
        for told in (claim.number, member, last, first, "1932102084", "1234567893"):
            assert told in text and told in sheet, told


def test_file_and_ub04_say_the_same() -> None:
    clinic = institutional.clinic()
    institutional.day(clinic)
    (claim,) = institutional.claims()
    text, sheet = actions.preview(claim, cast.evening()), printed(clinic, claim)
    assert "CLM*" in text and "13:A:1" in text and "0131" in sheet
    for told in (claim.number, "0905", "H0015", "VALMONT", "1245319599", "CASTELLAN", "M700100"):
        assert told in text and told in sheet, told
    assert "HI*BG:92" in text and re.search(r"\b92\b", sheet)


def test_paper_is_printed_in_four_ways_and_moved_for_its_printer() -> None:
    clinic = cast.clinic()
    claim = Evening(clinic).hold().claim(IMRE)
    browser = browse(clinic)
    printer = Printer.objects.create(
        facility=clinic.north, form="cms1500", name="Front desk", right_mm="3", down_mm="2"
    )
    shown = page(clinic, "claims:paper", claim.id)
    assert "CMS-1500 of claim" in shown and "Front desk" in shown and "Over our blank" not in shown
    assert browser.get(reverse("claims:sheet", args=[claim.id, "over"])).status_code == 422
    blank = SimpleUploadedFile("blank.pdf", pdf.alignment(forms.form("cms1500")))
    browser.post(reverse("clearinghouse:blank", args=[clinic.north.id]), {"form": "cms1500", "content": blank})
    sheets = {
        way: browser.get(reverse("claims:sheet", args=[claim.id, way])).content for way in ("work", "aligned", "over")
    }
    assert all(each.startswith(b"%PDF-") for each in sheets.values())
    moved = browser.get(reverse("claims:sheet", args=[claim.id, "aligned"]), {"printer": str(printer.id)}).content
    assert moved != sheets["aligned"]
    assert browser.get(reverse("claims:sheet", args=[claim.id, "odd"])).status_code == 404
    assert "Over our blank" in page(clinic, "claims:paper", claim.id)
