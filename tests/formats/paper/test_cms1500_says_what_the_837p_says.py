"""The file and the paper say the same: any claim, written as an 837, read back and compared with every printed box."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circlechart.base.formats.paper import cms1500
from circlechart.base.formats.x12 import professional as facts
from circlechart.base.formats.x12.write837p import write
from tests.formats.paper import edi
from tests.formats.paper import strategies as some
from tests.formats.paper.agreement import agree, dollars, name, place, spelled_day, street, zip_code
from tests.formats.paper.samples import sheets
from tests.formats.paper.strategies import maybe
from tests.formats.x12.samples import ENVELOPE, transaction

LETTERS = "ABCDEFGHIJKL"


@st.composite
def lines(draw: Any, most: int, number: int) -> facts.Line:
    first = draw(some.days)
    last = draw(st.sampled_from([None, first, date(2026, 11, 24)]))
    pointers = draw(st.lists(st.integers(1, most), min_size=1, max_size=4, unique=True))
    return facts.Line(f"L{number}", draw(st.sampled_from(["90853", "H0015"])), draw(some.cents),
                      draw(st.integers(1, 1500)), first, tuple(pointers), draw(some.modifiers),
                      draw(st.sampled_from(["", "10", "11"])), service_through=last,
                      rendering=draw(maybe(some.providers)))  # fmt: skip


@st.composite
def claims(draw: Any) -> facts.Claim:
    found = draw(some.diagnoses)
    causes = draw(st.lists(st.sampled_from(["EM", "AA", "OA"]), max_size=2, unique=True))
    return facts.Claim(
        control_number=draw(some.control_numbers),
        trace_number="T1",
        billing=draw(some.billings),
        payer=draw(some.payers),
        subscriber=draw(some.subscribers),
        lines=tuple(draw(lines(len(found), number)) for number in range(draw(st.integers(1, 14)))),
        diagnoses=tuple(found),
        place=draw(st.sampled_from(["11", "10"])),
        dependent=draw(maybe(some.dependents)),
        rendering=draw(maybe(some.providers)),
        facility=draw(maybe(some.facilities)),
        supervising=draw(maybe(some.providers)),
        referring=draw(maybe(some.providers)),
        frequency=draw(st.sampled_from("178")),
        payer_claim_number=draw(some.codes),
        authorization=draw(maybe(some.codes, "")),
        note=draw(maybe(some.names, "")),
        accepts_assignment=draw(st.sampled_from("ABC")),
        benefits_assigned=draw(st.sampled_from("YN")),
        release=draw(st.sampled_from("YI")),
        causes=tuple(causes),
        accident_state="WA" if "AA" in causes else "",
        dates=facts.Dates(onset_on=draw(maybe(some.days)), first_treated_on=draw(maybe(some.days))),
        patient_paid=draw(maybe(some.cents)),
        conditions=tuple(draw(st.lists(st.sampled_from(["A1", "B2"]), max_size=2, unique=True))),
        other_payers=tuple(draw(st.lists(some.others, max_size=1))),
    )


def expected_head(found: edi.Read) -> dict[str, str]:
    """What boxes 1 to 27 and 31 to 33 must say, by the file."""
    head = found.head
    insured, billing, payer, facility = (head.party(each) for each in ("insured", "billing", "payer", "facility"))
    patient = head.party("patient") if "patient" in head.parties else insured
    relation = {"01": "spouse", "19": "child"}.get(patient.at("PAT", 1) or head.at("PAT", 1), "other")
    filing = {"MB": "medicare", "MC": "medicaid", "CH": "tricare", "VA": "champva"}.get(head.at("SBR", 9), "other")
    causes = head.parts("CLM", 11)
    source = ("DN", head.party("referring")) if "referring" in head.parties else ("DQ", head.party("supervising"))
    sexes = {"M": "male", "F": "female"}
    legacy, taxonomy = payer.at("REF*G2", 2), head.at("PRV*BI", 3) or billing.at("PRV*BI", 3)
    values = {
        "payer.name": payer.at("NM1", 3),
        f"type.{filing}": "X",
        "insured.id": insured.at("NM1", 9),
        "patient.name": name(patient),
        "insured.name": name(insured),
        "patient.street": street(patient),
        "patient.city": patient.at("N4", 1),
        "patient.state": patient.at("N4", 2),
        "patient.zip": zip_code(patient),
        f"relation.{relation if patient is not insured else 'self'}": "X",
        **{f"{which}.{'yes' if code in causes else 'no'}": "X"
           for code, which in (("EM", "work"), ("AA", "auto"), ("OA", "accident"))},
        "auto.state": causes[3] if len(causes) > 3 else "",
        "claim.codes": " ".join(edi.diagnoses(found, "BG")),
        "insured.group": head.at("SBR", 3),
        f"other.{'yes' if found.others else 'no'}": "X",
        "release": "SIGNATURE ON FILE" if head.at("CLM", 9) in "YI" else "",
        "assigned": "SIGNATURE ON FILE" if head.at("CLM", 8) == "Y" else "",
        **spelled_day("patient.birth", patient.at("DMG", 2)),
        f"patient.{sexes.get(patient.at('DMG', 3), 'none')}": "X",
        **spelled_day("onset", head.at("DTP*431", 3)),
        "onset.qualifier": head.at("DTP*431", 1),
        **spelled_day("date", head.at("DTP*454", 3)),
        "date.qualifier": head.at("DTP*454", 1),
        "claim.note": head.at("NTE*ADD", 2),
        "icd": "0",
        **{f"diagnosis.{letter}": code for letter, code in zip(LETTERS, edi.diagnoses(found, "ABK", "ABF"), strict=False)},
        "resubmission.code": frequency if (frequency := head.parts("CLM", 5)[2]) != "1" else "",
        "authorization": head.at("REF*G1", 2),
        "tax.id": billing.at("REF*EI", 2) or billing.at("REF*SY", 2),
        f"tax.{'ein' if billing.at('REF*EI', 2) else 'ssn'}": "X",
        "claim.number": head.at("CLM", 1),
        f"assignment.{'no' if head.at('CLM', 7) == 'C' else 'yes'}": "X",
        "signature": "SIGNATURE ON FILE" if head.at("CLM", 6) == "Y" else "",
        "facility.name": facility.at("NM1", 3),
        "facility.street": street(facility),
        "facility.city": place(facility),
        "facility.npi": facility.at("NM1", 9),
        "billing.name": billing.at("NM1", 3),
        "billing.street": street(billing),
        "billing.city": place(billing),
        "billing.npi": billing.at("NM1", 9),
        "billing.other": f"G2{legacy}" if legacy else f"ZZ{taxonomy}" if taxonomy else "",
    }  # fmt: skip
    if values["resubmission.code"]:
        values["resubmission.original"] = head.at("REF*F8", 2)
    if source[1].segments:
        values |= {"source.qualifier": source[0], "source.name": name(source[1]), "source.npi": source[1].at("NM1", 9)}
    for other in found.others:
        values |= {"other.name": name(other.party("insured")), "other.id": other.party("insured").at("NM1", 9),
                   "other.plan": other.at("SBR", 4) or other.party("payer").at("NM1", 3)}  # fmt: skip
    values.pop("patient.none", None)
    return values


def expected_line(line: edi.Loop, head: edi.Loop) -> dict[str, str]:
    service, first = line.parts("SV1", 1), line.at("DTP*472", 3)
    rendering = line.party("rendering") if "rendering" in line.parties else head.party("rendering")
    values = {
        "line.code": service[1],
        **{f"line.modifier.{number}": each for number, each in enumerate(service[2:6], start=1)},
        "line.pointers": "".join(LETTERS[int(at) - 1] for at in line.parts("SV1", 7)),
        "line.charge": dollars(line.at("SV1", 2)),
        "line.units": line.at("SV1", 4),
        "line.place": line.at("SV1", 5) or head.parts("CLM", 5)[0],
        "line.qualifier": "ZZ" if rendering.at("PRV*PE", 3) else "",
        "line.other": rendering.at("PRV*PE", 3),
        "line.npi": rendering.at("NM1", 9),
        **spelled_day("line.from", first, short=True),
        **spelled_day("line.to", first.split("-")[-1], short=True),
    }
    return {fact: value for fact, value in values.items() if value}


# The file leaves out the policy holder's own data when somebody else is the patient, and the plan's name beside a group
# number; the paper has room for both. Telephones stand in the file once, for the submitter. Sums are compared apart.
ONLY_ON_PAPER = {"insured.plan"} | {f"insured.{each}" for each in (
    "street", "city", "state", "zip", "birth.month", "birth.day", "birth.year", "male", "female")}  # fmt: skip
SUMS = {"claim.total", "claim.paid"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(claims())
def test_837p_and_cms_1500_say_the_same(claim):
    found = edi.claim(write(ENVELOPE, [transaction(claim)]))
    paper = cms1500.fill(claim)
    printed = sheets(paper)
    assert len(printed) == -(-len(found.lines) // 6)
    for number, sheet in enumerate(printed):
        agree(paper, sheet, expected_head(found), ONLY_ON_PAPER | SUMS)
        of_sheet = found.lines[number * 6 : number * 6 + 6]
        for row in range(6):
            expected = expected_line(of_sheet[row], found.head) if row < len(of_sheet) else {}
            agree(paper, sheet, expected, set(), row)
        total = sum(Decimal(line.at("SV1", 2)) for line in of_sheet)
        paid = [
            amount for part in (found.head, *found.others) for key in ("AMT*F5", "AMT*D") if (amount := part.at(key, 2))
        ]
        sums = {"claim.total": dollars(str(total))}
        if paid and sheet is printed[-1]:
            sums["claim.paid"] = dollars(str(sum(map(Decimal, paid))))
        agree(paper, sheet, sums | expected_head(found), ONLY_ON_PAPER)
    assert sum(Decimal(line.at("SV1", 2)) for line in found.lines) == Decimal(found.head.at("CLM", 2))
