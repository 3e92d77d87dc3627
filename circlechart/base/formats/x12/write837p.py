"""837P, 005010X222A1: from the facts in `professional` to segments, in the order the guide demands."""

from collections.abc import Iterable, Iterator

from circlechart.base.formats.x12 import codes, hierarchy
from circlechart.base.formats.x12 import professional as facts
from circlechart.base.formats.x12 import write_benefits as benefits
from circlechart.base.formats.x12 import write_details as details
from circlechart.base.formats.x12 import write_parties as parties
from circlechart.base.formats.x12.envelope import Envelope, Guide, interchange
from circlechart.base.formats.x12.segments import Element, Segment, Unwritable, amount, code, count, day, segment, text

GUIDE = Guide(transaction="837", version="005010X222A1", functional_group="HC")
MOST_DIAGNOSES, MOST_LINES, MOST_POINTERS = 12, 50, 4
FREQUENCIES = frozenset("178")


def write(envelope: Envelope, transactions: Iterable[facts.Transaction]) -> str:
    """This function will return the whole file as text. Raises: Unwritable naming loop, element, value and mend."""
    return "".join(stream(envelope, transactions))


def stream(envelope: Envelope, transactions: Iterable[facts.Transaction]) -> Iterator[str]:
    """This function will yield the file segment by segment. Raises: Unwritable."""
    return interchange(envelope, GUIDE, (_transaction(each, envelope) for each in transactions))


def claim_segments(claim: facts.Claim) -> Iterator[Segment]:
    """This function will yield the claim's own loops, 2300 to 2430, for a preview of one claim. Raises: Unwritable."""
    _refuse_impossible(claim)
    yield from _claim(claim)
    yield from benefits.other_payers(claim, professional=True)
    for number, line in enumerate(claim.lines, start=1):
        yield from _line(number, line, claim)
        yield from _people_of_line(line, claim)
        yield from benefits.adjudications(line, professional=True)


def _transaction(transaction: facts.Transaction, envelope: Envelope) -> Iterator[Segment]:
    yield from hierarchy.header(transaction, envelope)
    yield from hierarchy.levels(transaction.claims, claim_segments, professional=True)


def _claim(claim: facts.Claim) -> Iterator[Segment]:
    yield _head(claim)
    yield from _dates(claim.dates)
    yield from details.attachments(claim.attachments)
    yield from details.contract(claim.contract)
    if claim.patient_paid is not None:
        yield segment("AMT", "F5", amount(claim.patient_paid, at="2300 AMT*F5"))
    yield from details.references("2300", _references(claim))
    if claim.note:
        kind = codes.one_of(claim.note_kind, codes.PROFESSIONAL_NOTES, at="2300 NTE01")
        yield segment("NTE", kind, text(claim.note, at="2300 NTE02", longest=details.LONGEST_NOTE))
    diagnoses = enumerate(claim.diagnoses)
    yield segment("HI", *(("ABF" if place else "ABK", details.diagnosis(value)) for place, value in diagnoses))
    yield from details.conditions(claim.conditions)
    yield from parties.provider("DN", claim.referring, "2310A")
    yield from parties.provider("P3", claim.primary_care, "2310A")
    yield from parties.provider("82", claim.rendering, "2310B", "PE")
    yield from parties.facility(claim.facility, "2310C")
    yield from parties.provider("DQ", claim.supervising, "2310D")


def _head(claim: facts.Claim) -> Segment:
    place = (
        codes.one_of(claim.place, codes.PLACES, at="CLM05-1"),
        "B",
        codes.one_of(claim.frequency, FREQUENCIES, at="CLM05-3"),
    )
    delay = codes.one_of_or_none(claim.delay_reason, codes.DELAYS, at="CLM20")
    return segment(
        "CLM",
        code(claim.control_number, at="CLM01", longest=20),
        amount(claim.amount, at="CLM02"),
        "",
        "",
        place,
        "Y",
        codes.one_of(claim.accepts_assignment, codes.ASSIGNMENT, at="CLM07"),
        codes.one_of(claim.benefits_assigned, codes.YES_NO_NA, at="CLM08"),
        codes.one_of(claim.release, codes.RELEASES, at="CLM09"),
        "",
        _causes(claim),
        *([""] * 8),
        delay,
    )


def _causes(claim: facts.Claim) -> tuple[str, ...]:
    if len(claim.causes) > 2:
        raise Unwritable("CLM11", " ".join(claim.causes), "are more than the two related causes that a claim names.")
    causes = [codes.one_of(each, codes.CAUSES, at="CLM11-1") for each in claim.causes]
    if "AA" in causes and not claim.accident_state:
        raise Unwritable("CLM11-4", "AA", "is an automobile accident, which needs the state where it happened.")
    state = codes.one_of(claim.accident_state, codes.STATES, at="CLM11-4") if "AA" in causes else ""
    return (*causes, *([""] * (3 - len(causes))), state)


def _dates(dates: facts.Dates) -> Iterator[Segment]:
    for qualifier, value in (
        ("431", dates.onset_on),
        ("454", dates.first_treated_on),
        ("304", dates.last_seen_on),
        ("453", dates.acute_on),
        ("439", dates.accident_on),
        ("435", dates.admitted_on),
        ("096", dates.discharged_on),
    ):
        if value is not None:
            yield segment("DTP", qualifier, "D8", day(value, at=f"2300 DTP*{qualifier}"))


def _references(claim: facts.Claim) -> tuple[tuple[str, str], ...]:
    return (
        ("4N", claim.authorization_exception),
        ("9F", claim.referral_number),
        ("G1", claim.authorization),
        ("F8", claim.payer_claim_number),
        ("D9", claim.trace_number),
        ("EA", claim.medical_record_number),
        ("P4", claim.demonstration),
    )


def _refuse_impossible(claim: facts.Claim) -> None:
    number = claim.control_number
    if not 1 <= len(claim.lines) <= MOST_LINES:
        raise Unwritable("2400", number, f"has {len(claim.lines)} lines; a claim holds 1 to {MOST_LINES}. Split it.")
    if not 1 <= len(claim.diagnoses) <= MOST_DIAGNOSES:
        raise Unwritable(
            "2300 HI", number, f"has {len(claim.diagnoses)} diagnoses; a claim holds 1 to {MOST_DIAGNOSES}."
        )
    if claim.primary_care is not None and claim.referring is None:
        raise Unwritable("2310A", number, "names who sent the patient to the referring provider, but no such provider.")
    for line in claim.lines:
        amount(line.amount, at="SV102")
    details.refuse_doubled_control_numbers([line.control_number for line in claim.lines])
    details.refuse_without_payer_number(claim.frequency, claim.payer_claim_number, number)
    benefits.refuse_unclear(claim)


def _line(number: int, line: facts.Line, claim: facts.Claim) -> Iterator[Segment]:
    if not 1 <= len(line.pointers) <= MOST_POINTERS or not all(1 <= at <= len(claim.diagnoses) for at in line.pointers):
        raise Unwritable("SV107", str(line.pointers), f"must point to 1 to {MOST_POINTERS} of the claim's diagnoses.")
    procedure: Element = details.procedure("SV101", line.code, line.modifiers, line.description)
    place = codes.one_of(line.place, codes.PLACES, at="SV105") if line.place not in ("", claim.place) else ""
    pointers = tuple(str(at) for at in line.pointers)
    yield segment("LX", str(number))
    yield segment("SV1", procedure, amount(line.amount, at="SV102"), "UN", count(line.units, at="SV104"), place, "",
                  pointers)  # fmt: skip
    yield details.service_dates(line.service_on, line.service_through)
    own = line.authorization if line.authorization != claim.authorization else ""
    yield from details.references("2400", [("G1", own)])
    yield segment("REF", "6R", code(line.control_number, at="2400 REF*6R", longest=30))
    if line.note:
        yield segment("NTE", "ADD", text(line.note, at="2400 NTE02", longest=details.LONGEST_NOTE))


def _people_of_line(line: facts.Line, claim: facts.Claim) -> Iterator[Segment]:
    """Only who differs from the claim's own: the guide wants no repetition."""
    if line.rendering != claim.rendering:
        yield from parties.provider("82", line.rendering, "2420A", "PE")
    if line.facility != claim.facility:
        yield from parties.facility(line.facility, "2420C")
    if line.supervising != claim.supervising:
        yield from parties.provider("DQ", line.supervising, "2420D")
    if line.referring != claim.referring:
        yield from parties.provider("DN", line.referring, "2420F")
