"""Templates, files and comparisons through the screens; no bytes lead to anything but a page in words."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from circlechart.base.coverage.models import Plan
from circlechart.money.payers.models import RuleVersion
from circlechart.money.rulebooks import queries
from circlechart.money.rulebooks.facts import LARGEST_FILE
from tests import cast
from tests.rooms.money.rulebooks.test_actions import HEAD, alder, said, set_rule

pytestmark = pytest.mark.django_db
GOOD = HEAD + said()


def browse(clinic: cast.Clinic, who: str = "biller", **options: bool) -> Browser:
    browser = Browser(**options)
    browser.force_login(clinic.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def page(clinic: cast.Clinic, address: str, who: str = "biller") -> str:
    answer = browse(clinic, who).get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def read(clinic: cast.Clinic, content: bytes | str, **more: object) -> tuple[int, str]:
    content = content.encode() if isinstance(content, str) else content
    data = {"file": SimpleUploadedFile("alder.toml", content), **more}
    answer = browse(clinic).post(reverse("rulebooks:take", args=[alder(clinic).id]), data)
    return answer.status_code, unescape(answer.content.decode())


def test_the_templates_say_how_far_they_can_be_relied_on() -> None:
    text = page(cast.clinic(), reverse("rulebooks:templates"), "director")
    assert "Medicare Part B, NGS (J6/JK), LCD L33632" in text
    assert "general knowledge" in text
    assert "demo" not in text


@pytest.mark.parametrize("name", [each.name for each in queries.templates()])
def test_a_template_is_read_with_its_marks(name: str) -> None:
    text = page(cast.clinic(), reverse("rulebooks:template", args=[name]))
    assert "Unverified" in text
    assert "Add a payer with these rules" in text


def test_who_only_reads_is_not_offered_to_add() -> None:
    clinic = cast.clinic()
    text = page(clinic, reverse("rulebooks:template", args=["tricare"]), "director")
    assert "Add a payer with these rules" not in text
    assert browse(clinic).get(reverse("rulebooks:template", args=["texas"])).status_code == 404


def test_a_file_is_said_first_and_taken_when_confirmed() -> None:
    clinic = cast.clinic()
    status, text = read(clinic, GOOD)
    assert status == 200
    assert "Under 40 minutes present" in text
    assert "Before: Under 45 minutes present" in text
    assert not RuleVersion.objects.exists()
    address = reverse("rulebooks:take", args=[alder(clinic).id])
    answer = browse(clinic).post(address, {"text": GOOD, "name": "alder.toml", "plan": "", "from_on": "", "take": "1"})
    assert answer.status_code == 302
    assert RuleVersion.objects.get().value == 40


def test_a_bad_file_is_told_with_key_value_and_mend() -> None:
    clinic = cast.clinic()
    status, text = read(clinic, GOOD.replace("= 40", "= 4000"))
    assert status == 422
    assert "alder.toml" in text
    assert "minutes.floor" in text
    assert "Write a whole number from 1 to 600." in text
    assert not RuleVersion.objects.exists()


def test_confirming_what_went_bad_meanwhile_says_so() -> None:
    clinic = cast.clinic()
    address = reverse("rulebooks:take", args=[alder(clinic).id])
    answer = browse(clinic).post(address, {"text": GOOD.replace("= 40", "= 0"), "name": "a.toml", "take": "1"})
    assert answer.status_code == 422
    assert "minutes.floor" in answer.content.decode()
    set_rule(clinic, "minutes.floor", 40, source="Manual of 2031")
    assert browse(clinic).post(address, {"text": GOOD, "name": "a.toml", "take": "1"}).status_code == 422


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"file": ""}, "Choose the file."),
        ({"file": SimpleUploadedFile("a.toml", b"x" * (LARGEST_FILE + 1))}, "a rulebook has at most"),
        ({"plan": "somebody-elses"}, "Select a valid choice"), ({"from_on": "soon"}, "Write the day like"),
    ],
)  # fmt: skip
def test_what_was_chosen_wrong_is_said_at_its_field(more: dict[str, object], words: str) -> None:
    status, text = read(cast.clinic(), GOOD, **more)
    assert status == 422
    assert words in text


def test_markup_in_a_file_is_only_text() -> None:
    clinic = cast.clinic()
    data = {"file": SimpleUploadedFile("<b>.toml", GOOD.replace("Manual", "<script>x</script>").encode())}
    text = browse(clinic).post(reverse("rulebooks:take", args=[alder(clinic).id]), data).content.decode()
    assert "<script>x" not in text
    assert "&lt;script&gt;x" in text


def test_without_the_token_of_the_page_nothing_is_taken() -> None:
    clinic = cast.clinic()
    browser = browse(clinic, enforce_csrf_checks=True)
    address = reverse("rulebooks:take", args=[alder(clinic).id])
    assert browser.post(address, {"text": GOOD, "name": "a.toml", "take": "1"}).status_code == 403
    assert not RuleVersion.objects.exists()


BYTES = st.one_of(
    st.binary(max_size=300), st.text(max_size=200).map(lambda each: (GOOD + each).encode("utf-8", "replace"))
)


def test_any_bytes_get_a_page_in_words() -> None:
    clinic = cast.clinic()
    browser, address = browse(clinic), reverse("rulebooks:take", args=[alder(clinic).id])

    @settings(max_examples=60, deadline=None)
    @given(BYTES)
    def post(content: bytes) -> None:
        confirmed = {"text": content.decode("utf-8", "replace"), "take": "1"}
        for data in ({"file": SimpleUploadedFile("a.toml", content)}, confirmed):
            assert browser.post(address, data).status_code in (200, 302, 422)

    post()


def test_a_payers_rules_are_downloaded_as_a_file() -> None:
    clinic = cast.clinic()
    set_rule(clinic, "minutes.floor", 40)
    answer = browse(clinic, "director").get(reverse("rulebooks:download", args=[alder(clinic).id]))
    assert answer["Content-Disposition"] == 'attachment; filename="alder-mutual.toml"'
    assert 'key = "minutes.floor"\nvalue = 40' in answer.content.decode()
    assert 'inherits = "demo-commercial"' in answer.content.decode()
    address = reverse("rulebooks:download", args=[alder(clinic).id])
    plan = Plan.objects.get(payer=alder(clinic))
    assert browse(clinic).get(address, {"plan": str(plan.id)}).status_code == 200
    assert browse(clinic).get(address, {"plan": "x"}).status_code == 404


def test_two_payers_are_compared_in_sentences() -> None:
    clinic = cast.clinic()
    other = clinic.payers["medicaid"]
    asked = {"one": str(alder(clinic).id), "one_on": "2026-11-23", "two": str(other.id), "two_on": "2026-11-23"}
    text = unescape(browse(clinic, "director").get(reverse("rulebooks:compare"), asked).content.decode())
    assert "<mark>90853.</mark>" in text
    assert "Group psychotherapy is billed as" in text
    assert "place of service is 10." not in text
    text = unescape(browse(clinic).get(reverse("rulebooks:compare"), {**asked, "every": "on"}).content.decode())
    assert "place of service is 10." in text


def test_a_payer_is_compared_with_itself_on_another_day_and_with_a_template() -> None:
    clinic = cast.clinic()
    set_rule(clinic, "minutes.floor", 40)
    one = {"one": str(alder(clinic).id), "one_on": "2026-11-23"}
    text = unescape(
        browse(clinic)
        .get(reverse("rulebooks:compare"), {**one, "two": one["one"], "two_on": "2031-02-01"})
        .content.decode()
    )
    assert "<mark>40</mark>" in text
    same = {**one, "two": one["one"], "two_on": "2026-11-23"}
    assert "Nothing differs" in browse(clinic).get(reverse("rulebooks:compare"), same).content.decode()
    text = (
        browse(clinic)
        .get(reverse("rulebooks:compare"), {**one, "two": "template:tricare", "two_on": "2026-11-23"})
        .content.decode()
    )
    assert "TRICARE" in text


@pytest.mark.parametrize("bad", [{"two": "template:../x"}, {"two": "x"}, {"two_on": "soon"}, {"one": ""}])
def test_a_comparison_of_nothing_is_told(bad: dict[str, str]) -> None:
    clinic = cast.clinic()
    asked = {"one": str(alder(clinic).id), "one_on": "2026-11-23", "two": "template:tricare", "two_on": "2026-11-23"}
    assert browse(clinic).get(reverse("rulebooks:compare"), {**asked, **bad}).status_code == 422


def test_two_versions_of_a_rule_are_compared() -> None:
    clinic = cast.clinic()
    set_rule(clinic, "minutes.floor", 40)
    address = reverse("rulebooks:versions", args=[alder(clinic).id, "minutes.floor"])
    text = page(clinic, address, "director")
    assert "<mark>40</mark>" in text
    assert "<mark>45</mark>" in text
    assert "Where it was read" in text
    assert browse(clinic).get(address, {"one": "9", "two": "0"}).status_code == 422
    assert "There is only one" in page(clinic, reverse("rulebooks:versions", args=[alder(clinic).id, "units.basis"]))
    nothing = reverse("rulebooks:versions", args=[alder(clinic).id, "filing.days"])
    assert "There is only one" in page(clinic, nothing)
    assert browse(clinic).get(reverse("rulebooks:versions", args=[alder(clinic).id, "x"])).status_code == 404
