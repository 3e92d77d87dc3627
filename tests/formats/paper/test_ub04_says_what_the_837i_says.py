"""The file and the paper say the same: any institutional claim, written as an 837I, read back, and compared."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circlechart.base.formats.paper import ub04
from circlechart.base.formats.x12 import institutional as facts
from circlechart.base.formats.x12.write837i import write
from tests.formats.paper import edi
from tests.formats.paper import strategies as some
from tests.formats.paper.agreement import agree, dollars, name, place, street, zip_code
from tests.formats.paper.samples import sheets
from tests.formats.paper.strategies import maybe
from tests.formats.x12.samples import ENVELOPE, institutional_transaction

ROWS = {"P": "A", "S": "B", "T": "C"}
two = st.text(st.sampled_from("0123456789"), min_size=2, max_size=2)
indicators = st.sampled_from(["", "Y", "N"])
diagnoses = st.builds(facts.Diagnosis, some.dotted, indicators)
occurrences = st.builds(facts.Occurrence, two, some.days)
spans = st.builds(facts.Span, two, some.days, st.just(date(2026, 11, 24)))
values = st.builds(facts.Value, two, some.cents)


@st.composite
def lines(draw: Any, number: int) -> facts.Line:
    code = draw(st.sampled_from(["90853", "H0015", ""]))
    return facts.Line(f"L{number}", draw(st.sampled_from(["0905", "0915"])), draw(some.cents),
                      draw(st.integers(1, 9999)), draw(some.days), code=code,
                      modifiers=draw(some.modifiers) if code else (),
                      in_days=draw(st.booleans()), not_covered=draw(maybe(some.cents)))  # fmt: skip


@st.composite
def claims(draw: Any) -> facts.Claim:
    found = draw(st.lists(diagnoses, min_size=1, max_size=20))
    frequency, status = draw(st.sampled_from([("1", "01"), ("2", "30"), ("3", "30"), ("7", "01"), ("8", "01")]))
    admitted = draw(maybe(some.days))
    other = st.builds(facts.OtherPayer, some.names, some.codes, st.just("S"), st.sampled_from(["18", "19"]),
                      st.just("CI"), some.people, some.codes, group_number=maybe(some.codes, ""),
                      paid=maybe(some.cents), authorization=maybe(some.codes, ""), claim_number=maybe(some.codes, ""),
                      benefits_assigned=st.sampled_from("YN"))  # fmt: skip
    subscriber = draw(some.subscribers.filter(lambda one: one.responsibility != "S"))
    return facts.Claim(
        control_number=draw(some.control_numbers),
        trace_number="T1",
        billing=replace(draw(some.billings), tax_id_is_ssn=False, pay_to=draw(maybe(some.addresses))),
        payer=draw(some.payers),
        subscriber=subscriber,
        facility_code=draw(st.sampled_from(["13", "76"])),
        statement_from=draw(some.days),
        statement_through=date(2026, 11, 24),
        patient_status=status,
        lines=tuple(draw(lines(number)) for number in range(draw(st.sampled_from([1, 2, 22, 23, 45])))),
        diagnoses=tuple(found),
        attending=draw(some.providers),
        admission_source=draw(st.sampled_from(["", "1"])),
        frequency=frequency,
        dependent=draw(maybe(some.dependents)),
        admitted_on=admitted,
        admitted_at=draw(maybe(st.just(time(14, 30)))) if admitted else None,
        discharged_at=draw(maybe(st.just(time(9, 5)))),
        benefits_assigned=draw(st.sampled_from("YN")),
        release=draw(st.sampled_from("YI")),
        authorization=draw(maybe(some.codes, "")),
        payer_claim_number=draw(some.codes),
        medical_record_number=draw(maybe(some.codes, "")),
        accident_state=draw(st.sampled_from(["", "OR"])),
        billing_note=draw(maybe(some.names, "")),
        admitting=draw(maybe(some.dotted, "")),
        reasons=tuple(draw(st.lists(some.dotted, max_size=3))),
        external_causes=tuple(draw(st.lists(diagnoses, max_size=4))),
        spans=tuple(draw(st.lists(spans, max_size=5))),
        occurrences=tuple(draw(st.lists(occurrences, max_size=9))),
        values=tuple(draw(st.lists(values, max_size=13))),
        conditions=tuple(draw(st.lists(two, max_size=12))),
        operating=draw(maybe(some.providers)),
        other_operating=draw(maybe(some.providers)),
        rendering=draw(maybe(some.providers)),
        referring=draw(maybe(some.providers)),
        other_payers=tuple(draw(st.lists(other, max_size=1))),
    )


def short(value: str) -> str:
    return value[4:6] + value[6:8] + value[2:4]


def numbered(fact: str, found: list[tuple[str, ...]], start: int = 1, **parts: int) -> dict[str, str]:
    """HI composites into numbered boxes: `parts` maps the box's ending to the place in the composite."""
    return {
        f"{fact}.{number}{f'.{ending}' if ending != 'code_alone' else ''}": one[at] if at < len(one) else ""
        for number, one in enumerate(found, start=start)
        for ending, at in parts.items()
    }


def provider(box: str, party: edi.Loop, role: str = "") -> dict[str, str]:
    if not party.segments:
        return {}
    last = " ".join(part for part in (party.at("NM1", 3), party.at("NM1", 7)) if part)
    at = f"provider.{box}"
    return {f"{at}.role": role, f"{at}.npi": party.at("NM1", 9), f"{at}.last": last, f"{at}.first": party.at("NM1", 4)}


def payer(scope: edi.Loop, found: edi.Loop, indicators: tuple[str, str], relation: str) -> dict[str, str]:
    """Locators 50 to 64 of one coverage; `indicators` are release and assignment."""
    at, party, insured = f"payer.{ROWS[scope.at('SBR', 1)]}", found.party("payer"), found.party("insured")
    own = found if scope is found else scope
    references = own if own is not found or "CLM" in own.segments else party
    return {
        f"{at}.name": party.at("NM1", 3),
        f"{at}.plan": party.at("NM1", 9),
        f"{at}.release": indicators[0],
        f"{at}.assigned": indicators[1],
        f"{at}.paid": dollars(own.at("AMT*D", 2)),
        f"{at}.insured": name(insured),
        f"{at}.relation": relation,
        f"{at}.id": insured.at("NM1", 9),
        f"{at}.group_number": own.at("SBR", 3),
        f"{at}.authorization": references.at("REF*G1", 2),
        f"{at}.claim_number": references.at("REF*F8", 2),
    }


def expected_head(found: edi.Read) -> dict[str, str]:
    head = found.head
    insured, billing, pay_to = (head.party(each) for each in ("insured", "billing", "pay_to"))
    patient = head.party("patient") if "patient" in head.parties else insured
    relation = patient.at("PAT", 1) or head.at("PAT", 1) or "18"
    taxonomy = head.at("PRV*BI", 3) or billing.at("PRV*BI", 3)
    birth, period, admitted = patient.at("DMG", 2), head.at("DTP*434", 3), head.at("DTP*435", 3)
    bill = head.parts("CLM", 5)
    others = [("ZZ", "other_operating"), ("82", "rendering"), ("DN", "referring")]
    beside = [(role, head.party(entity)) for role, entity in others if entity in head.parties]
    events = found.codes
    values = {
        "billing.name": billing.at("NM1", 3),
        "billing.street": street(billing),
        "billing.city": place(billing),
        "billing.npi": billing.at("NM1", 9),
        "payto.street": street(pay_to),
        "payto.city": place(pay_to),
        "claim.number": head.at("CLM", 1),
        "record.number": head.at("REF*EA", 2),
        "bill.type": f"0{bill[0]}{bill[2]}",
        "tax.id": billing.at("REF*EI", 2) or billing.at("REF*SY", 2),
        "period.from": short(period[:8]),
        "period.through": short(period[-8:]),
        "codes.1.qualifier": "B3" if taxonomy else "",
        "codes.1.code": taxonomy,
        "patient.name": name(patient),
        "patient.street": street(patient),
        "patient.city": patient.at("N4", 1),
        "patient.state": patient.at("N4", 2),
        "patient.zip": zip_code(patient),
        "patient.birth": birth[4:] + birth[:4],
        "patient.sex": patient.at("DMG", 3),
        "admission.on": short(admitted[:8]),
        "admission.hour": admitted[8:10],
        "admission.type": head.at("CL1", 1),
        "admission.source": head.at("CL1", 2),
        "patient.status": head.at("CL1", 3),
        "discharge.hour": head.at("DTP*096", 3)[:2],
        "accident.state": head.at("REF*LU", 2),
        **numbered("condition", events.get("BG", [])[:11], code_alone=0),
        **{fact: short(value) if fact.endswith("on") else value
           for fact, value in numbered("occurrence", events.get("BH", [])[:8], code=0, on=2).items()},
        **numbered("value", events.get("BE", [])[:12], code=0),
        **{fact: dollars(value) for fact, value in numbered("value", events.get("BE", [])[:12], amount=3).items()},
        **numbered("diagnosis", [*events["ABK"], *events.get("ABF", [])][:18], start=0, code_alone=0, poa=7),
        "icd": "0",
        "admitting": next(edi.diagnoses(found, "ABJ"), ""),
        **numbered("reason", events.get("APR", [])[:3], code_alone=0),
        **numbered("cause", events.get("ABN", [])[:3], code_alone=0, poa=7),
        **provider("76", head.party("attending")),
        **provider("77", head.party("operating")),
        **payer(head, head, (head.at("CLM", 9), head.at("CLM", 8)), relation),
        f"payer.{ROWS[head.at('SBR', 1)]}.other": head.party("payer").at("REF*G2", 2),
    }  # fmt: skip
    for number, (code, _, both) in enumerate(events.get("BI", [])[:4], start=1):
        values |= {f"span.{number}.code": code, f"span.{number}.from": short(both[:8]),
                   f"span.{number}.through": short(both[-8:])}  # fmt: skip
    for box, (role, party) in zip(("78", "79"), beside, strict=False):
        values |= provider(box, party, role)
    for other in found.others:
        values |= payer(other, other, (other.at("OI", 6), other.at("OI", 3)), other.at("SBR", 2))
    return values


def expected_line(line: edi.Loop) -> dict[str, str]:
    service = line.parts("SV2", 2)
    return {
        "line.revenue": line.at("SV2", 1),
        "line.service": " ".join(part for part in service[1:6] if part),
        "line.on": short(line.at("DTP*472", 3)),
        "line.units": line.at("SV2", 5),
        "line.charge": dollars(line.at("SV2", 3)),
        "line.not_covered": dollars(line.at("SV2", 7)),
    }


def total(found: list[edi.Loop], place: int) -> str:
    given = [Decimal(value) for line in found if (value := line.at("SV2", place))]
    return dollars(str(sum(given))) if given else ""


# The file leaves out the plan's name beside a group number. Remarks are one note in the file and three rows on paper.
APART = {f"payer.{row}.group" for row in "ABC"} | {"remark.1", "remark.2", "remark.3"}


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(claims())
def test_837i_and_ub_04_say_the_same(claim):
    found = edi.claim(write(ENVELOPE, [institutional_transaction(claim)]))
    paper = ub04.fill(claim, created_on=date(2026, 11, 25))
    printed = sheets(paper)
    assert len(printed) == -(-len(found.lines) // 22)
    for number, sheet in enumerate(printed):
        expected = expected_head(found) | {
            "created.on": "112526",
            "sheet": str(number + 1),
            "sheets": str(len(printed)),
        }
        if sheet is printed[-1]:
            expected |= {"total.revenue": "0001", "total.charges": total(found.lines, 3),
                         "total.not_covered": total(found.lines, 7)}  # fmt: skip
        agree(paper, sheet, expected, APART)
        of_sheet = found.lines[number * 22 : number * 22 + 22]
        for row in range(22):
            agree(paper, sheet, expected_line(of_sheet[row]) if row < len(of_sheet) else {}, set(), row)
        # a word longer than a row is broken between rows
        remarks = "".join(entry.value for entry in paper.sheets[number] if entry.box.number == "80")
        assert remarks.replace(" ", "") == found.head.at("NTE*ADD", 2).replace(" ", "")
    assert sum(Decimal(line.at("SV2", 3)) for line in found.lines) == Decimal(found.head.at("CLM", 2))
