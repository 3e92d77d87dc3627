"""2320, 2330A, 2330B and 2430: other payers and what they decided, in the order each guide demands."""

from collections.abc import Iterator, Sequence
from itertools import chain

from circlechart.base.formats.x12 import codes
from circlechart.base.formats.x12 import write_parties as parties
from circlechart.base.formats.x12.benefits import Adjudication, Adjustment, Billed, OtherPayer, Shared
from circlechart.base.formats.x12.segments import (
    Segment,
    Unwritable,
    amount,
    code,
    count,
    day,
    optional,
    segment,
    signed,
    text,
)

MOST_PAYERS, MOST_ADJUDICATIONS, MOST_GROUPS, REASONS_OF_A_GROUP, MOST_REMARKS = 10, 15, 5, 6, 5
MOST_MODIFIERS = 4


def refuse_unclear(claim: Shared) -> None:
    """This function will refuse payers that cannot be told apart and decisions of a payer that the claim does not name.

    Raises: Unwritable.
    """
    others = claim.other_payers
    if len(others) > MOST_PAYERS:
        raise Unwritable("2320", str(len(others)), f"are more other payers than the {MOST_PAYERS} a claim holds.")
    ranks = [claim.subscriber.responsibility, *(other.responsibility for other in others)]
    ranks = [rank.upper() for rank in ranks if rank.upper() != codes.UNKNOWN_RESPONSIBILITY]
    for rank in ranks:
        if ranks.count(rank) > 1:
            raise Unwritable("2320 SBR01", rank, "is the rank of two coverages. Say which of them pays first.")
    names = [other.identifier for other in others]
    for name in names:
        if names.count(name) > 1:
            raise Unwritable("2330B NM109", name, "names two other payers of this claim. Give each its own payer ID.")
    for line in claim.lines:
        if len(line.adjudications) > MOST_ADJUDICATIONS:
            raise Unwritable("2430", line.control_number, f"has more than {MOST_ADJUDICATIONS} decisions on one line.")
        for each in line.adjudications:
            if each.payer_identifier not in names:
                raise Unwritable("2430 SVD01", each.payer_identifier, "is none of the other payers of this claim.")


def other_payers(claim: Shared, *, professional: bool) -> Iterator[Segment]:
    """This function will yield 2320 with 2330A and 2330B for each other payer. Raises: Unwritable."""
    dated = {each.payer_identifier for line in claim.lines for each in line.adjudications}
    for other in claim.other_payers:
        yield from _coverage(other, professional=professional)
        yield segment("OI", "", "", codes.one_of(other.benefits_assigned, codes.YES_NO_NA, at="2320 OI03"), "", "",
                      codes.one_of(other.release, codes.RELEASES, at="2320 OI06"))  # fmt: skip
        yield from _remarks(other, professional=professional)
        yield parties.named("IL", other.subscriber, "2330A", "MI",
                            code(other.member_id, at="2330A NM109", shortest=2, longest=80))  # fmt: skip
        if other.address is not None:
            yield from parties.address(other.address, "2330A", zip_lengths=parties.FIVE_OR_NINE)
        yield segment("NM1", "PR", "2", text(other.name, at="2330B NM103", longest=60), "", "", "", "", "PI",
                      code(other.identifier, at="2330B NM109", shortest=2, longest=80))  # fmt: skip
        if other.adjudicated_on is not None and other.identifier not in dated:
            yield segment("DTP", "573", "D8", day(other.adjudicated_on, at="2330B DTP*573"))
        for name, value in (("G1", other.authorization), ("9F", other.referral_number), ("F8", other.claim_number)):
            if value:
                yield segment("REF", name, text(value, at=f"2330B REF*{name}", longest=50))


def adjudications(line: Billed, *, professional: bool) -> Iterator[Segment]:
    """This function will yield 2430 for each decision on the line. Raises: Unwritable."""
    for each in line.adjudications:
        yield _decision(each, professional=professional)
        yield from _adjustments(each.adjustments, "2430")
        yield segment("DTP", "573", "D8", day(each.adjudicated_on, at="2430 DTP*573"))
        if each.patient_owes is not None:
            yield segment("AMT", "EAF", amount(each.patient_owes, at="2430 AMT*EAF"))


def _coverage(other: OtherPayer, *, professional: bool) -> Iterator[Segment]:
    group = optional(other.group_number, at="2320 SBR03", longest=50)
    plan = "" if group else optional(other.group_name, at="2320 SBR04", longest=60)
    kind = codes.one_of_or_none(other.insurance_type, codes.INSURANCE_TYPES, at="2320 SBR05") if professional else ""
    yield segment("SBR", codes.one_of(other.responsibility, codes.RESPONSIBILITIES, at="2320 SBR01"),
                  codes.one_of(other.relation, codes.RELATIONS_TO_OTHER, at="2320 SBR02"), group, plan, kind, "", "",
                  "", codes.one_of(other.filing_code, codes.FILING, at="2320 SBR09"))  # fmt: skip
    yield from _adjustments(other.adjustments, "2320")
    owed, not_covered = ("EAF", other.patient_owes), ("A8", other.not_covered)
    for name, value in (("D", other.paid), *((not_covered, owed) if professional else (owed, not_covered))):
        if value is not None:
            yield segment("AMT", name, amount(value, at=f"2320 AMT*{name}"))


def _remarks(other: OtherPayer, *, professional: bool) -> Iterator[Segment]:
    if len(other.remarks) > MOST_REMARKS:
        raise Unwritable("2320 MOA03", " ".join(other.remarks), f"are more than the {MOST_REMARKS} remarks that fit.")
    remarks = [code(each, at="2320 MOA03", longest=50) for each in other.remarks]
    if other.inpatient and not professional:
        first, *more = remarks or [""]
        yield segment("MIA", "0", "", "", "", first, *([""] * 14), *more)
    elif remarks:
        yield segment("MOA", "", "", *remarks)


def _decision(one: Adjudication, *, professional: bool) -> Segment:
    if len(one.modifiers) > MOST_MODIFIERS:
        raise Unwritable("2430 SVD03", " ".join(one.modifiers), f"has more than {MOST_MODIFIERS} modifiers.")
    modifiers = (code(each, at="2430 SVD03-3", shortest=2, longest=2) for each in one.modifiers)
    procedure: tuple[str, ...] = ()
    if one.code or professional:
        procedure = ("HC", code(one.code, at="2430 SVD03-2", shortest=5, longest=5), *modifiers)
    revenue = "" if professional else code(one.revenue_code, at="2430 SVD04", shortest=4, longest=4)
    bundled = "" if one.bundled_into is None else count(one.bundled_into, at="2430 SVD06", highest=999)
    return segment(
        "SVD",
        code(one.payer_identifier, at="2430 SVD01", shortest=2, longest=80),
        amount(one.paid, at="2430 SVD02"),
        procedure,
        revenue,
        count(one.units, at="2430 SVD05", lowest=0),
        bundled,
    )


def _adjustments(adjustments: Sequence[Adjustment], loop: str) -> Iterator[Segment]:
    """One CAS for each group, six reasons in it; a seventh reason of a group opens another CAS of the same group."""
    groups: dict[str, list[Adjustment]] = {}
    for each in adjustments:
        groups.setdefault(codes.one_of(each.group, codes.ADJUSTMENT_GROUPS, at=f"{loop} CAS01"), []).append(each)
    written = 0
    for group, members in groups.items():
        for start in range(0, len(members), REASONS_OF_A_GROUP):
            written += 1
            if written > MOST_GROUPS:
                raise Unwritable(f"{loop} CAS", group, f"does not fit: {MOST_GROUPS} groups of six reasons fit.")
            trios = (_trio(each, loop) for each in members[start : start + REASONS_OF_A_GROUP])
            yield segment("CAS", group, *chain.from_iterable(trios))


def _trio(one: Adjustment, loop: str) -> tuple[str, str, str]:
    changed = signed(one.amount, at=f"{loop} CAS03")
    if changed == "0":
        raise Unwritable(f"{loop} CAS03", one.reason, "adjusts nothing. Leave it off.")
    quantity = "" if one.quantity is None else count(one.quantity, at=f"{loop} CAS04")
    return code(one.reason, at=f"{loop} CAS02", longest=5), changed, quantity
