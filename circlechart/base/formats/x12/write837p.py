"""837P, 005010X222A1: from the facts in `professional` to segments, in the order the guide demands."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from circlechart.base.formats.x12 import professional as facts
from circlechart.base.formats.x12.envelope import Envelope, Guide, interchange
from circlechart.base.formats.x12.segments import (
    Segment,
    Unwritable,
    amount,
    code,
    count,
    day,
    digits,
    optional,
    segment,
    text,
)

Key = TypeVar("Key", bound=Hashable)
GUIDE = Guide(transaction="837", version="005010X222A1", functional_group="HC")
MOST_DIAGNOSES, MOST_LINES, MOST_POINTERS, MOST_MODIFIERS = 12, 50, 4, 4
_NEEDS_PAYER_NUMBER = {"7": "replacement", "8": "void"}


def write(envelope: Envelope, transactions: Iterable[facts.Transaction]) -> str:
    """This function will return the whole file as text. Raises: Unwritable naming loop, element, value and mend."""
    return "".join(stream(envelope, transactions))


def stream(envelope: Envelope, transactions: Iterable[facts.Transaction]) -> Iterator[str]:
    """This function will yield the file segment by segment. Raises: Unwritable."""
    return interchange(envelope, GUIDE, (_transaction(each, envelope) for each in transactions))


def claim_segments(claim: facts.Claim) -> Iterator[Segment]:
    """This function will yield the claim's own loops, 2300 to 2400, for a preview of one claim. Raises: Unwritable."""
    yield from _claim(claim)
    for number, line in enumerate(claim.lines, start=1):
        yield from _line(number, line, claim)


def _transaction(transaction: facts.Transaction, envelope: Envelope) -> Iterator[Segment]:
    at, sender, receiver = envelope.created_at, transaction.submitter, transaction.receiver
    reference = code(transaction.reference, at="BHT03", longest=50)
    yield segment("BHT", "0019", "00", reference, f"{at:%Y%m%d}", f"{at:%H%M}", "CH")
    yield segment("NM1", "41", "2", text(sender.name, at="1000A NM103", longest=60), "", "", "", "", "46",
                  code(sender.identifier, at="1000A NM109", shortest=2, longest=80))  # fmt: skip
    yield segment("PER", "IC", text(sender.contact, at="1000A PER02", longest=60), "TE",
                  digits(sender.telephone, at="1000A PER04", lengths=(10,)))  # fmt: skip
    yield segment("NM1", "40", "2", text(receiver.name, at="1000B NM103", longest=60), "", "", "", "", "46",
                  code(receiver.identifier, at="1000B NM109", shortest=2, longest=80))  # fmt: skip
    yield from _hierarchy(transaction.claims)


def _hierarchy(claims: Iterable[facts.Claim]) -> Iterator[Segment]:
    """Billing provider over subscriber over dependent; claims keep the order in which they were given."""
    number = 0
    for billing, of_billing in _grouped(claims, lambda claim: claim.billing).items():
        number += 1
        parent = number
        yield segment("HL", str(number), "", "20", "1")
        yield from _billing(billing)
        by_subscriber = _grouped(of_billing, lambda one: (one.payer, one.subscriber, one.dependent is None))
        for (payer, subscriber, is_patient), of_subscriber in by_subscriber.items():
            number += 1
            yield segment("HL", str(number), str(parent), "22", "0" if is_patient else "1")
            yield from _subscriber(subscriber, payer, is_patient=is_patient)
            subscriber_number = number
            for dependent, of_patient in _grouped(of_subscriber, lambda claim: claim.dependent).items():
                if dependent is not None:
                    number += 1
                    yield segment("HL", str(number), str(subscriber_number), "23", "0")
                    yield from _dependent(dependent)
                for claim in of_patient:
                    yield from claim_segments(claim)


def _billing(billing: facts.Billing) -> Iterator[Segment]:
    if billing.taxonomy:
        yield segment("PRV", "BI", "PXC", code(billing.taxonomy, at="2000A PRV03", shortest=10, longest=10))
    yield segment("NM1", "85", "2", text(billing.name, at="2010AA NM103", longest=60), "", "", "", "", "XX",
                  digits(billing.npi, at="2010AA NM109", lengths=(10,)))  # fmt: skip
    yield from _address(billing.address, "2010AA", zip_lengths=(9,))
    yield segment(
        "REF", "SY" if billing.tax_id_is_ssn else "EI", digits(billing.tax_id, at="2010AA REF02", lengths=(9,))
    )
    if billing.pay_to is not None:
        yield segment("NM1", "87", "2")
        yield from _address(billing.pay_to, "2010AB", zip_lengths=(5, 9))


def _subscriber(subscriber: facts.Subscriber, payer: facts.Payer, *, is_patient: bool) -> Iterator[Segment]:
    group = optional(subscriber.group_number, at="2000B SBR03", longest=50)
    plan = "" if group else optional(subscriber.group_name, at="2000B SBR04", longest=60)
    filing = code(payer.filing_code, at="2000B SBR09", longest=2)
    responsibility = code(subscriber.responsibility, at="2000B SBR01", longest=1)
    yield segment("SBR", responsibility, "18" if is_patient else "", group, plan, "", "", "", "", filing)
    yield _named("IL", subscriber.person, "2010BA", "MI",
                 code(subscriber.member_id, at="2010BA NM109", shortest=2, longest=80))  # fmt: skip
    if is_patient:
        if subscriber.address is None or subscriber.birth_on is None:
            raise Unwritable(
                "2010BA", subscriber.member_id, "needs address and birth date: the subscriber is the patient."
            )
        yield from _address(subscriber.address, "2010BA", zip_lengths=(5, 9))
        yield segment("DMG", "D8", day(subscriber.birth_on), code(subscriber.sex, at="2010BA DMG03", longest=1))
    yield segment("NM1", "PR", "2", text(payer.name, at="2010BB NM103", longest=60), "", "", "", "", "PI",
                  code(payer.identifier, at="2010BB NM109", shortest=2, longest=80))  # fmt: skip
    if payer.legacy_billing_id:
        yield segment("REF", "G2", code(payer.legacy_billing_id, at="2010BB REF02", longest=50))


def _dependent(dependent: facts.Dependent) -> Iterator[Segment]:
    yield segment("PAT", code(dependent.relation, at="2000C PAT01", shortest=2, longest=2))
    yield _named("QC", dependent.person, "2010CA")
    yield from _address(dependent.address, "2010CA", zip_lengths=(5, 9))
    yield segment("DMG", "D8", day(dependent.birth_on), code(dependent.sex, at="2010CA DMG03", longest=1))


def _claim(claim: facts.Claim) -> Iterator[Segment]:
    _refuse_impossible(claim)
    place = (
        code(claim.place, at="CLM05-1", shortest=2, longest=2),
        "B",
        code(claim.frequency, at="CLM05-3", longest=1),
    )
    yield segment("CLM", code(claim.control_number, at="CLM01", longest=20), amount(claim.amount, at="CLM02"), "", "",
                  place, "Y", claim.accepts_assignment, claim.benefits_assigned, claim.release)  # fmt: skip
    for qualifier, value in (("G1", claim.authorization), ("F8", claim.payer_claim_number), ("D9", claim.trace_number)):
        if value:
            yield segment("REF", qualifier, text(value, at=f"2300 REF*{qualifier}", longest=50))
    if claim.note:
        yield segment("NTE", "ADD", text(claim.note, at="2300 NTE02", longest=80))
    yield segment("HI", *(_diagnosis(place, value) for place, value in enumerate(claim.diagnoses)))
    if claim.rendering is not None:
        yield _provider("82", claim.rendering, "2310B")
        if claim.rendering.taxonomy:
            yield segment("PRV", "PE", "PXC", code(claim.rendering.taxonomy, at="2310B PRV03", shortest=10, longest=10))
    if claim.facility is not None:
        npi = digits(claim.facility.npi, at="2310C NM109", lengths=(10,)) if claim.facility.npi else ""
        name = text(claim.facility.name, at="2310C NM103", longest=60)
        yield segment("NM1", "77", "2", name, "", "", "", "", "XX" if npi else "", npi)
        yield from _address(claim.facility.address, "2310C", zip_lengths=(9,))
    if claim.supervising is not None:
        yield _provider("DQ", claim.supervising, "2310D")


def _refuse_impossible(claim: facts.Claim) -> None:
    number = claim.control_number
    if not 1 <= len(claim.lines) <= MOST_LINES:
        raise Unwritable("2400", number, f"has {len(claim.lines)} lines; a claim holds 1 to {MOST_LINES}. Split it.")
    if not 1 <= len(claim.diagnoses) <= MOST_DIAGNOSES:
        raise Unwritable(
            "2300 HI", number, f"has {len(claim.diagnoses)} diagnoses; a claim holds 1 to {MOST_DIAGNOSES}."
        )
    kind = _NEEDS_PAYER_NUMBER.get(claim.frequency)
    if kind and not claim.payer_claim_number:
        raise Unwritable("2300 REF*F8", number, f"is a {kind}, which needs the payer's own claim number.")


def _line(number: int, line: facts.Line, claim: facts.Claim) -> Iterator[Segment]:
    if not 1 <= len(line.pointers) <= MOST_POINTERS or not all(1 <= at <= len(claim.diagnoses) for at in line.pointers):
        raise Unwritable("SV107", str(line.pointers), f"must point to 1 to {MOST_POINTERS} of the claim's diagnoses.")
    if len(line.modifiers) > MOST_MODIFIERS:
        raise Unwritable("SV101", " ".join(line.modifiers), f"has more than {MOST_MODIFIERS} modifiers.")
    procedure = (
        "HC",
        code(line.code, at="SV101-2", shortest=5, longest=5),
        *(code(modifier, at="SV101-3", shortest=2, longest=2) for modifier in line.modifiers),
    )
    place = code(line.place, at="SV105", shortest=2, longest=2) if line.place not in ("", claim.place) else ""
    pointers = tuple(str(at) for at in line.pointers)
    yield segment("LX", str(number))
    yield segment("SV1", procedure, amount(line.amount, at="SV102"), "UN", count(line.units, at="SV104"), place, "",
                  pointers)  # fmt: skip
    yield segment("DTP", "472", "D8", day(line.service_on))
    if line.authorization and line.authorization != claim.authorization:
        yield segment("REF", "G1", text(line.authorization, at="2400 REF*G1", longest=50))
    yield segment("REF", "6R", code(line.control_number, at="2400 REF*6R", longest=30))


def _address(address: facts.Address, loop: str, *, zip_lengths: tuple[int, ...]) -> Iterator[Segment]:
    yield segment("N3", text(address.line, at=f"{loop} N301", longest=55),
                  optional(address.second_line, at=f"{loop} N302", longest=55))  # fmt: skip
    yield segment("N4", text(address.city, at=f"{loop} N401", shortest=2, longest=30),
                  code(address.state, at=f"{loop} N402", shortest=2, longest=2),
                  digits(address.zip_code, at=f"{loop} N403", lengths=zip_lengths))  # fmt: skip


def _named(entity: str, person: facts.Person, loop: str, qualifier: str = "", identifier: str = "") -> Segment:
    return segment(
        "NM1",
        entity,
        "1",
        text(person.last, at=f"{loop} NM103", longest=60),
        optional(person.first, at=f"{loop} NM104", longest=35),
        optional(person.middle, at=f"{loop} NM105", longest=25),
        "",
        optional(person.suffix, at=f"{loop} NM107", longest=10),
        qualifier,
        identifier,
    )


def _provider(entity: str, provider: facts.Provider, loop: str) -> Segment:
    return _named(entity, provider.person, loop, "XX", digits(provider.npi, at=f"{loop} NM109", lengths=(10,)))


def _diagnosis(place: int, value: str) -> tuple[str, str]:
    return ("ABF" if place else "ABK", code(value.replace(".", ""), at="2300 HI", shortest=3, longest=7))


def _grouped(claims: Iterable[facts.Claim], key: Callable[[facts.Claim], Key]) -> dict[Key, list[facts.Claim]]:
    groups: dict[Key, list[facts.Claim]] = {}
    for claim in claims:
        groups.setdefault(key(claim), []).append(claim)
    return groups
