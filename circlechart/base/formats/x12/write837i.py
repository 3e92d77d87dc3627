"""837I, 005010X223A2: from the facts in `institutional` to segments, in the order the guide demands."""

from collections.abc import Iterable, Iterator

from circlechart.base.formats.x12 import codes, hierarchy, write_diagnoses
from circlechart.base.formats.x12 import institutional as facts
from circlechart.base.formats.x12 import write_benefits as benefits
from circlechart.base.formats.x12 import write_details as details
from circlechart.base.formats.x12 import write_parties as parties
from circlechart.base.formats.x12.envelope import Envelope, Guide, interchange
from circlechart.base.formats.x12.segments import Segment, Unwritable, amount, code, count, day, days, segment, text

GUIDE = Guide(transaction="837", version="005010X223A2", functional_group="HC")
MOST_LINES, MOST_NOTES = 999, 10
FREQUENCIES = frozenset("123478")
STILL_A_PATIENT, STAYS, LEAVES = "30", frozenset("23"), frozenset("14")


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
    yield from benefits.other_payers(claim, professional=False)
    for number, line in enumerate(claim.lines, start=1):
        yield from _line(number, line)
        if line.rendering != (claim.rendering or claim.attending):
            yield from parties.provider("82", line.rendering, "2420C")
        if line.referring != (claim.referring or claim.attending):
            yield from parties.provider("DN", line.referring, "2420D")
        yield from benefits.adjudications(line, professional=False)


def _transaction(transaction: facts.Transaction, envelope: Envelope) -> Iterator[Segment]:
    yield from hierarchy.header(transaction, envelope)
    yield from hierarchy.levels(transaction.claims, claim_segments, professional=False)


def _claim(claim: facts.Claim) -> Iterator[Segment]:
    yield _head(claim)
    yield from _dates(claim)
    yield segment("CL1", code(claim.admission_type, at="CL101", longest=1),
                  code(claim.admission_source, at="CL102", longest=1) if claim.admission_source else "",
                  code(claim.patient_status, at="CL103", shortest=2, longest=2))  # fmt: skip
    yield from details.attachments(claim.attachments)
    yield from details.contract(claim.contract)
    if claim.patient_owes is not None:
        yield segment("AMT", "F3", amount(claim.patient_owes, at="2300 AMT*F3"))
    yield from details.references("2300", _references(claim))
    yield from _notes(claim)
    yield from write_diagnoses.diagnoses(claim)
    yield from write_diagnoses.events(claim)
    yield from parties.provider("71", claim.attending, "2310A", "AT")
    yield from parties.provider("72", claim.operating, "2310B")
    yield from parties.provider("ZZ", claim.other_operating, "2310C")
    if claim.rendering != claim.attending:
        yield from parties.provider("82", claim.rendering, "2310D")
    yield from parties.facility(claim.facility, "2310E")
    if claim.referring != claim.attending:
        yield from parties.provider("DN", claim.referring, "2310F")


def _head(claim: facts.Claim) -> Segment:
    bill = (
        code(claim.facility_code, at="CLM05-1", shortest=2, longest=2),
        "A",
        codes.one_of(claim.frequency, FREQUENCIES, at="CLM05-3"),
    )
    delay = codes.one_of_or_none(claim.delay_reason, codes.DELAYS, at="CLM20")
    return segment(
        "CLM",
        code(claim.control_number, at="CLM01", longest=20),
        amount(claim.amount, at="CLM02"),
        "",
        "",
        bill,
        "",
        codes.one_of(claim.accepts_assignment, codes.ASSIGNMENT, at="CLM07"),
        codes.one_of(claim.benefits_assigned, codes.YES_NO_NA, at="CLM08"),
        codes.one_of(claim.release, codes.RELEASES, at="CLM09"),
        *([""] * 10),
        delay,
    )


def _dates(claim: facts.Claim) -> Iterator[Segment]:
    if claim.discharged_at is not None:
        yield segment("DTP", "096", "TM", f"{claim.discharged_at:%H%M}")
    period = days(claim.statement_from, claim.statement_through, at="2300 DTP*434")
    yield segment("DTP", "434", "RD8", period)
    if claim.admitted_on is not None:
        admitted = day(claim.admitted_on, at="2300 DTP*435")
        if claim.admitted_at is None:
            yield segment("DTP", "435", "D8", admitted)
        else:
            yield segment("DTP", "435", "DT", f"{admitted}{claim.admitted_at:%H%M}")


def _references(claim: facts.Claim) -> tuple[tuple[str, str], ...]:
    state = codes.one_of_or_none(claim.accident_state, codes.STATES, at="2300 REF*LU")
    return (
        ("4N", claim.authorization_exception),
        ("9F", claim.referral_number),
        ("G1", claim.authorization),
        ("F8", claim.payer_claim_number),
        ("D9", claim.trace_number),
        ("LU", state),
        ("EA", claim.medical_record_number),
        ("P4", claim.demonstration),
        ("G4", claim.peer_review),
    )


def _notes(claim: facts.Claim) -> Iterator[Segment]:
    if len(claim.notes) > MOST_NOTES:
        raise Unwritable("2300 NTE", str(len(claim.notes)), f"are more notes than the {MOST_NOTES} a claim holds.")
    for note in claim.notes:
        kind = codes.one_of(note.kind, codes.INSTITUTIONAL_NOTES, at="2300 NTE01")
        yield segment("NTE", kind, text(note.text, at="2300 NTE02", longest=details.LONGEST_NOTE))
    if claim.billing_note:
        yield segment("NTE", "ADD", text(claim.billing_note, at="2300 NTE*ADD", longest=details.LONGEST_NOTE))


def _refuse_impossible(claim: facts.Claim) -> None:
    number = claim.control_number
    if not 1 <= len(claim.lines) <= MOST_LINES:
        raise Unwritable("2400", number, f"has {len(claim.lines)} lines; a claim holds 1 to {MOST_LINES}.")
    if claim.admitted_at is not None and claim.admitted_on is None:
        raise Unwritable("2300 DTP*435", f"{claim.admitted_at:%H:%M}", "is an hour of admission without its day.")
    _refuse_contradicting_status(claim)
    for line in claim.lines:
        amount(line.amount, at="SV203")
    details.refuse_doubled_control_numbers([line.control_number for line in claim.lines])
    details.refuse_without_payer_number(claim.frequency, claim.payer_claim_number, number)
    benefits.refuse_unclear(claim)


def _refuse_contradicting_status(claim: facts.Claim) -> None:
    """Interim bills say that the patient is still there; the only and the last bill say where the patient went."""
    status, frequency = claim.patient_status, claim.frequency
    if frequency in STAYS and status != STILL_A_PATIENT:
        words = f"contradicts frequency {frequency}: more bills follow, so the status is 30. Or bill with 4, the last."
        raise Unwritable("CL103", status, words)
    if frequency in LEAVES and status == STILL_A_PATIENT:
        words = f"contradicts frequency {frequency}: no bill follows. Say where the patient went, or bill with 2 or 3."
        raise Unwritable("CL103", status, words)


def _line(number: int, line: facts.Line) -> Iterator[Segment]:
    if line.modifiers and not line.code:
        raise Unwritable("SV202", " ".join(line.modifiers), "are modifiers without a code. Leave them off as well.")
    procedure = details.procedure("SV202", line.code, line.modifiers, line.description) if line.code else ()
    not_covered = "" if line.not_covered is None else amount(line.not_covered, at="SV207")
    yield segment("LX", str(number))
    yield segment("SV2", code(line.revenue_code, at="SV201", shortest=4, longest=4), procedure,
                  amount(line.amount, at="SV203"), "DA" if line.in_days else "UN", count(line.units, at="SV205"), "",
                  not_covered)  # fmt: skip
    if line.service_on is not None:
        yield details.service_dates(line.service_on, line.service_through)
    elif line.service_through is not None:
        raise Unwritable("2400 DTP*472", line.service_through.isoformat(), "is a last day without a first.")
    yield segment("REF", "6R", code(line.control_number, at="2400 REF*6R", longest=30))
