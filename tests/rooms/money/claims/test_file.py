"""The 837P of an evening, loop by loop, for the people whose claims are not the ordinary ones; pyx12 agrees each time."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from circlechart.base.coverage.models import Coverage, Payer
from circlechart.base.formats.x12 import check
from circlechart.base.people.models import Client, Facility, Organization, Staff
from circlechart.care.notes import actions as notes
from circlechart.care.notes.models import SignedNote
from circlechart.care.sessions.models import SessionStaff
from circlechart.money.charges.models import Charge
from circlechart.money.claims import actions, queries
from circlechart.money.claims.models import Claim
from circlechart.money.payers import actions as payers
from circlechart.money.payers.facts import RuleGiven
from tests import cast
from tests.rooms.money.evening import Evening, join

pytestmark = pytest.mark.django_db
IMRE, TOBIAS = "Imre Castellan", "Tobias Bracken"
SEGMENT = re.compile(r"[^~]+")


def file_of(evening: Evening, payer: str = "commercial") -> list[str]:
    """The segments of the file of a payer's ready claims; pyx12 has accepted them."""
    ready = Claim.objects.filter(status="ready", coverage__plan__payer=evening.clinic.payers[payer])
    sent = actions.send(claim_ids=[claim.id for claim in ready], by=evening.clinic.biller, now=evening.ended)
    assert check.objections(sent.content) == []
    return SEGMENT.findall(sent.content)


def of_claim(segments: list[str], last_name: str) -> list[str]:
    """What a file says of one patient: from their hierarchical level to the next, or to the three closing segments."""
    levels = [number for number, each in enumerate(segments) if each.startswith("HL*")] + [len(segments) - 3]
    for begin, end in zip(levels, levels[1:], strict=False):
        here = segments[begin:end]
        if any(each.startswith(("NM1*IL*1*", "NM1*QC*1*")) and f"*{last_name}*" in each for each in here):
            return here
    raise AssertionError(last_name)


def starting(segments: list[str], *beginnings: str) -> list[str]:
    return [each for each in segments if each.startswith(beginnings)]


def test_an_ordinary_claim_loop_by_loop() -> None:
    evening = Evening(cast.clinic()).hold()
    segments = file_of(evening)
    claim = evening.claim(IMRE)
    assert segments[0].startswith("ISA*00*          *00*          *ZZ*361234567      *ZZ*ALDR1          *2611")
    assert segments[0].endswith("*^*00501*000000001*0*T*:")
    assert segments[1].endswith("*1*X*005010X222A1")
    assert segments[2] == "ST*837*0001*005010X222A1"
    assert starting(segments, "NM1*41", "NM1*40") == [
        "NM1*41*2*HARROW FALLS RECOVERY*****46*361234567", "NM1*40*2*ALDER MUTUAL*****46*ALDR1"
    ]  # fmt: skip
    assert starting(segments, "PRV*BI", "NM1*85", "REF*EI") == [
        "PRV*BI*PXC*261QM0801X", "NM1*85*2*HARROW FALLS RECOVERY*****XX*1932102084", "REF*EI*361234567"
    ]  # fmt: skip
    assert segments[-3:] == [f"SE*{len(segments) - 4}*0001", "GE*1*1", "IEA*1*000000001"]
    assert of_claim(segments, "CASTELLAN")[1:] == [
        "SBR*P*18*******CI", "NM1*IL*1*CASTELLAN*IMRE****MI*M700100", "N3*12 MILL STREET", "N4*HARROW FALLS*IL*60929",
        "DMG*D8*19910402*M", "NM1*PR*2*ALDER MUTUAL*****PI*ALDR1", f"CLM*{claim.number}*62***11:B:1*Y*A*Y*Y",
        f"REF*D9*{claim.trace_number}", "HI*ABK:F1020", "NM1*82*1*RIVERS*ANNEKE****XX*1234567893",
        "PRV*PE*PXC*1041C0700X", "LX*1", "SV1*HC:90853*62*UN*1***1", "DTP*472*D8*20261123",
        f"REF*6R*{claim.number}L01",
    ]  # fmt: skip


def test_amounts_add_up_and_numbers_are_used_once() -> None:
    evening = Evening(cast.clinic()).hold()
    segments = file_of(evening, "medicaid")
    claims, lines = starting(segments, "CLM*"), starting(segments, "SV1*")
    assert (
        sum(float(each.split("*")[2]) for each in claims) == sum(float(each.split("*")[2]) for each in lines) == 175.5
    )
    for kind in ("CLM*", "REF*D9*", "REF*6R*"):
        found = starting(segments, kind)
        assert len({each.split("*")[-1] if kind != "CLM*" else each.split("*")[1] for each in found}) == 3
    assert [each.split("*")[1] for each in lines] == ["HC:H0005:HF:HQ"] * 3


def test_a_dependents_claim_hangs_under_the_subscriber() -> None:
    clinic = cast.clinic()
    Coverage.objects.filter(client=clinic.clients[0]).update(
        relation="child", subscriber_first_name="Ottilie", subscriber_last_name="Castellan-Rowe",
        subscriber_birth_on=date(1966, 5, 1), subscriber_sex="F", group_number="GRP 7".replace(" ", ""),
    )  # fmt: skip
    segments = file_of(Evening(clinic).hold())
    patient = of_claim(segments, "CASTELLAN")
    assert patient[1:5] == ["PAT*19", "NM1*QC*1*CASTELLAN*IMRE", "N3*12 MILL STREET", "N4*HARROW FALLS*IL*60929"]
    assert patient[5] == "DMG*D8*19910402*M"
    number, parent, level, children = patient[0].split("*")[1:]
    assert (level, children) == ("23", "0")
    over = of_claim(segments, "CASTELLAN-ROWE")
    assert over[0] == f"HL*{parent}*1*22*1"
    assert over[1:3] == ["SBR*P**GRP7******CI", "NM1*IL*1*CASTELLAN-ROWE*OTTILIE****MI*M700100"]
    assert int(number) == int(parent) + 1
    assert not starting(over, "CLM*", "DMG*")


def test_a_trainees_claim_names_the_supervisor_who_cosigned() -> None:
    clinic = cast.clinic()
    Staff.objects.filter(pk=clinic.staff["trainee"].pk).update(npi="1679576722", taxonomy="101YM0800X")
    evening = Evening(clinic, lead="trainee").hold()
    assert set(Charge.objects.filter(current=True).values_list("hold_rule", flat=True)) == {"cosign-missing"}
    for note in SignedNote.objects.filter(session=evening.session, attendance__isnull=False):
        notes.cosign(signed_note_id=note.id, by=clinic.supervisor, now=evening.ended)
    evening.catch_up()
    patient = of_claim(file_of(evening), "CASTELLAN")
    assert starting(patient, "NM1*82", "NM1*DQ") == [
        "NM1*82*1*SANDOVAL*PRIYA****XX*1679576722", "NM1*DQ*1*VALMONT*INGRID****XX*1245319599"
    ]  # fmt: skip
    assert patient.index("NM1*DQ*1*VALMONT*INGRID****XX*1245319599") < patient.index("LX*1")


def test_a_supervisor_without_an_npi_keeps_the_claim_in() -> None:
    clinic = cast.clinic()
    Staff.objects.filter(pk=clinic.staff["trainee"].pk).update(npi="1679576722")
    Staff.objects.filter(pk=clinic.staff["supervisor"].pk).update(npi="")
    evening = Evening(clinic, lead="trainee").hold()
    note = SignedNote.objects.get(session=evening.session, attendance=evening.id(IMRE))
    notes.cosign(signed_note_id=note.id, by=clinic.supervisor, now=evening.ended)
    evening.catch_up()
    claim = evening.claim(IMRE)
    assert (claim.status, [each["rule"] for each in claim.findings]) == ("draft", ["supervising-npi"])


def test_a_peers_group_makes_no_claim() -> None:
    clinic = cast.clinic()
    evening = Evening(clinic).hold(sign=False)
    SessionStaff.objects.filter(session=evening.session, role="lead").update(staff=clinic.staff["peer"])
    evening.catch_up()
    assert not Claim.objects.exists()
    held = evening.charge(IMRE)
    assert held.hold_rule == "credential-not-allowed"
    assert held.hold_sentence == "The lead's credential is peer specialist; Alder Mutual accepts doctoral or master's."


@pytest.mark.parametrize(("modality", "modifier"), [("video", "95"), ("audio", "93")])
def test_a_telehealth_session_has_its_modifier_and_place(modality: str, modifier: str) -> None:
    evening = Evening(cast.clinic()).hold(modality)
    patient = of_claim(file_of(evening), "CASTELLAN")
    assert starting(patient, "SV1*") == [f"SV1*HC:90853:{modifier}*62*UN*1***1"]
    assert "***10:B:1*" in starting(patient, "CLM*")[0]


def test_another_place_than_the_billing_address_is_named() -> None:
    clinic = cast.clinic()
    Facility.objects.filter(pk=clinic.north.pk).update(street="7 Ferry Landing", npi="1003000126")
    patient = of_claim(file_of(Evening(clinic).hold()), "CASTELLAN")
    assert starting(patient, "NM1*77", "N3*7") == ["NM1*77*2*NORTH CLINIC*****XX*1003000126", "N3*7 FERRY LANDING"]


def facility_bills(clinic: cast.Clinic, npi: str) -> Evening:
    """An evening whose commercial payer wants the facility as the billing provider."""
    Facility.objects.filter(pk=clinic.north.pk).update(street="7 Ferry Landing", npi=npi)
    given = RuleGiven("claim.billing_provider", "facility", cast.SINCE, "Provider manual 2026", "F2", cast.SINCE)
    now = cast.evening()
    payers.set_rule(payer_id=clinic.payers["commercial"].id, given=given, seen=True, by=clinic.biller, now=now)
    clinic.north.refresh_from_db()
    return Evening(clinic).hold()


def test_the_facility_bills_where_the_payer_wants_it() -> None:
    clinic = cast.clinic()
    evening = facility_bills(clinic, "1003000126")
    segments = file_of(evening)
    assert starting(segments, "NM1*85", "N3*7", "REF*EI", "PRV*BI", "NM1*77") == [
        "PRV*BI*PXC*261QM0801X", "NM1*85*2*NORTH CLINIC*****XX*1003000126", "N3*7 FERRY LANDING", "REF*EI*361234567"
    ]  # fmt: skip
    others = starting(file_of(evening, "medicaid"), "NM1*85", "NM1*77")
    assert others[0] == "NM1*85*2*HARROW FALLS RECOVERY*****XX*1932102084"
    assert set(others[1:]) == {"NM1*77*2*NORTH CLINIC*****XX*1003000126"}


def test_a_facility_that_bills_without_an_npi_is_corrected_at_the_facility() -> None:
    clinic = cast.clinic()
    claim = facility_bills(clinic, "").claim(IMRE)
    assert (claim.status, [each["rule"] for each in claim.findings]) == ("draft", ["billing-npi"])
    (shown,) = queries.mended(claim, clinic.director, cast.evening())
    assert shown.url == reverse("office:edit-facility", args=[clinic.north.id])


@pytest.mark.parametrize(
    ("start", "on"),
    [
        (datetime(2026, 11, 1, 18, tzinfo=ZoneInfo(cast.CHICAGO)), "20261101"),
        (datetime(2027, 3, 14, 18, tzinfo=ZoneInfo(cast.CHICAGO)), "20270314"),
        (datetime(2026, 11, 23, 22, tzinfo=ZoneInfo(cast.CHICAGO)), "20261123"),
    ],
    ids=["clocks fall back", "clocks go forward", "past midnight in Greenwich"],
)
def test_the_date_of_service_is_the_facilitys(start: datetime, on: str) -> None:
    evening = Evening(cast.clinic(), start=start).hold()
    segments = file_of(evening)
    assert set(starting(segments, "DTP*472*")) == {f"DTP*472*D8*{on}"}
    assert evening.charge(TOBIAS).units == 6


def test_accents_apostrophes_and_delimiters_in_names_stay_inside_their_element() -> None:
    clinic = cast.clinic()
    join(clinic, "O'Brien-Ñáñez", first="Zoë")
    join(clinic, "Strand*North~Side:Lane^", first="A|B", street="9 Canal Row ~ rear*")
    segments = file_of(Evening(clinic).hold())
    assert "NM1*IL*1*O'BRIEN-NANEZ*ZOE****MI*" in starting(segments, "NM1*IL*1*O'")[0]
    assert starting(segments, "NM1*IL*1*STRAND NORTH SIDE LANE*A B****MI*")
    assert "N3*9 CANAL ROW REAR" in segments


def test_the_longest_name_and_address_that_can_be_typed_fit() -> None:
    clinic = cast.clinic()
    join(
        clinic, "Q" * 60, first="W" * 35, street="5" * 55, street_2="6" * 55, city="Llanfairpwllgwyngyllgogerychw"[:30]
    )
    segments = file_of(Evening(clinic).hold())
    assert starting(segments, f"NM1*IL*1*{'Q' * 60}*{'W' * 35}*")
    assert f"N3*{'5' * 55}*{'6' * 55}" in segments


def test_a_name_that_x12_cannot_carry_is_a_finding_and_never_a_file() -> None:
    clinic = cast.clinic()
    join(clinic, "日本", first="太郎")
    evening = Evening(clinic).hold()
    (finding,) = evening.claim("太郎 日本").findings
    assert finding["rule"] == "cannot-be-written"
    assert finding["sentence"].startswith("The subscriber: name “日本” needs at least 1 letters")
    assert finding["at"] == "2010BA NM103"
    assert Claim.objects.filter(status="ready").count() == 8


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda: Organization.objects.update(postal_code="60929"), "billing-zip"),
        (lambda: Organization.objects.update(street="PO Box 12"), "billing-street"),
        (lambda: Client.objects.update(street=""), "patient-address"),
        (lambda: Payer.objects.update(payer_id="AL*DR"), "cannot-be-written"),
        (lambda: Client.objects.update(state="", postal_code=""), "patient-address"),
    ],
    ids=["ZIP of five", "post-office box", "no street", "star in the payer ID", "no state"],
)
def test_what_would_be_refused_stays_in_with_its_reason(change: object, rule: str) -> None:
    clinic = cast.clinic()
    change()
    evening = Evening(clinic).hold()
    assert rule in [each["rule"] for each in evening.claim(IMRE).findings]
    assert not Claim.objects.filter(status="ready").exists()
