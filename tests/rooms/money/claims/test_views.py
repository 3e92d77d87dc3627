"""Claims as a biller sends them: the ready ones by payer, one file each, and every file kept with what was in it."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from circlechart.base.people.models import Client
from circlechart.care.attendance.actions import Mark
from circlechart.money.claims import actions, queries
from circlechart.money.claims.models import Claim, Submission
from tests import cast
from tests.rooms.money.evening import Evening

pytestmark = pytest.mark.django_db
IMRE = "Imre Castellan"


def browse(clinic: cast.Clinic, who: str = "biller") -> Browser:
    browser = Browser()
    browser.force_login(clinic.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def listed(clinic: cast.Clinic, status: str) -> str:
    return browse(clinic).get(reverse("claims:index"), {"status": status}).content.decode()


def test_ready_claims_stand_by_payer_with_count_and_sum() -> None:
    clinic = cast.clinic()
    Evening(clinic).hold()
    found = [(each.payer, each.count, str(each.amount), len(each.shown)) for each in queries.batches(clinic.biller)]
    assert found == [("Alder Mutual", 5, "310.00", 5), ("Prairie State Medicaid", 3, "175.50", 3)]
    page = listed(clinic, "ready")
    assert page.count("Write the 837P file") == 2
    assert page.count('name="claim"') == 8


def test_the_files_page_says_what_is_in_it_and_gives_it_as_it_left() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    chosen = [str(claim.id) for claim in queries.batches(clinic.biller)[0].shown]
    browser = browse(clinic)
    answer = browser.post(reverse("claims:send"), {"claim": chosen})
    sent = Submission.objects.get()
    assert answer["Location"] == reverse("claims:submission", args=[sent.id])
    page = browser.get(answer["Location"]).content.decode()
    assert "5 claims, written by Hamid Farrow" in page
    assert "Imre Castellan" in page
    assert "Download the 837P file" in page
    file = browser.get(reverse("claims:file", args=[sent.id]))
    assert file.content.decode() == sent.content
    assert file["Content-Disposition"] == 'attachment; filename="837P-000000001.txt"'
    assert "The file it left in" in browser.get(
        reverse("claims:claim", args=[evening.claim(IMRE).id])
    ).content.decode()  # fmt: skip
    reader = browse(clinic, "director").get(answer["Location"]).content.decode()
    assert reverse("claims:file", args=[sent.id]) not in reader, "who may not send is offered no download"


def test_a_claim_that_was_corrected_since_says_so_everywhere() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    sent = actions.send(claim_ids=[evening.claim(IMRE).id], by=clinic.biller, now=evening.ended)
    assert "Corrected since" not in listed(clinic, "sent")
    evening.correct(IMRE, Mark("no_show"))
    assert "Corrected since" in listed(clinic, "sent")
    browser = browse(clinic)
    assert "Corrected since" in browser.get(reverse("claims:submission", args=[sent.id])).content.decode()
    page = browser.get(reverse("claims:claim", args=[evening.claim(IMRE).id])).content.decode()
    assert "What this claim says was corrected after it left" in page


def test_a_claim_with_findings_says_what_to_mend_and_is_ready_once_it_is() -> None:
    clinic = cast.clinic()
    Client.objects.filter(pk=clinic.clients[0].pk).update(street="")
    evening = Evening(clinic).hold()
    page = listed(clinic, "draft")
    assert "The client&#x27;s address is not whole. Complete street, city, state and ZIP." in page
    Client.objects.filter(pk=clinic.clients[0].pk).update(street="12 Mill Street")
    evening.catch_up()
    assert Claim.objects.get(client=clinic.clients[0]).status == "ready"


def test_what_broke_since_a_claim_was_built_is_found_at_the_door() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = evening.claim(IMRE)
    Client.objects.filter(pk=clinic.clients[0].pk).update(postal_code="")
    answer = browse(clinic).post(reverse("claims:send"), {"claim": str(claim.id)})
    assert answer.status_code == 409
    assert "address is not whole" in answer.content.decode()
    assert not Submission.objects.exists()
    claim.refresh_from_db()
    assert claim.status == "draft"


def test_why_a_line_is_what_it_is_stands_on_the_claims_page() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    claim = evening.claim("Tobias Bracken")
    page = browse(clinic).get(reverse("claims:claim", args=[claim.id])).content.decode()
    for words in (
        "H0005-HF-HQ ×6", "present 90 minutes", "note signed", "Group psychotherapy is billed as H0005.",
        "90 minutes are 6 units, per 15.", "Every line carries HF and HQ.", "Unverified rule",
        "Rules of Prairie State Medicaid, version 2026.1",
    ):  # fmt: skip
        assert words in page, words


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("ready", "No claim is ready"), ("draft", "No claim has findings"), ("sent", "No claim has left yet"),
        ("withdrawn", "No claim was withdrawn"), ("odd", "No claim is ready"),
    ],
)  # fmt: skip
def test_an_empty_list_says_what_that_means(status: str, words: str) -> None:
    assert words in listed(cast.clinic(), status)


@pytest.mark.parametrize("claim", [["not-an-id"], ["00000000-0000-7000-8000-000000000000"]])
def test_a_claim_that_never_was_is_not_found(claim: list[str]) -> None:
    assert browse(cast.clinic()).post(reverse("claims:send"), {"claim": claim}).status_code == 404


def test_sending_nothing_and_two_payers_at_once_is_refused() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold()
    browser = browse(clinic)
    assert "no claim ready to leave" in browser.post(reverse("claims:send")).content.decode()
    both = [str(evening.claim(name).id) for name in (IMRE, "Tobias Bracken")]
    answer = browser.post(reverse("claims:send"), {"claim": both})
    assert (answer.status_code, "A file goes to one payer." in answer.content.decode()) == (409, True)
    assert not Submission.objects.exists()
