"""The levels of an 837: who sends, who is paid, whose policy, who is the patient; claims hang below."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import groupby
from typing import Protocol, TypeVar

from circlechart.base.formats.x12 import write_parties as parties
from circlechart.base.formats.x12.envelope import Envelope
from circlechart.base.formats.x12.parties import Billing, Dependent, Payer, Receiver, Submitter, Subscriber
from circlechart.base.formats.x12.segments import Segment, code, digits, segment, text


class Sent(Protocol):
    """What a professional and an institutional transaction share."""

    @property
    def reference(self) -> str: ...
    @property
    def submitter(self) -> Submitter: ...
    @property
    def receiver(self) -> Receiver: ...


class Claimed(Protocol):
    """What a professional and an institutional claim share above 2300."""

    @property
    def billing(self) -> Billing: ...
    @property
    def payer(self) -> Payer: ...
    @property
    def subscriber(self) -> Subscriber: ...
    @property
    def dependent(self) -> Dependent | None: ...


C = TypeVar("C", bound=Claimed)
Key = TypeVar("Key", bound=Hashable)


def header(sent: Sent, envelope: Envelope) -> Iterator[Segment]:
    """This function will yield BHT, 1000A and 1000B. Raises: Unwritable."""
    at, sender, receiver = envelope.created_at, sent.submitter, sent.receiver
    reference = code(sent.reference, at="BHT03", longest=50)
    yield segment("BHT", "0019", "00", reference, f"{at:%Y%m%d}", f"{at:%H%M}", "CH")
    yield segment("NM1", "41", "2", text(sender.name, at="1000A NM103", longest=60), "", "", "", "", "46",
                  code(sender.identifier, at="1000A NM109", shortest=2, longest=80))  # fmt: skip
    yield segment("PER", "IC", text(sender.contact, at="1000A PER02", longest=60), "TE",
                  digits(sender.telephone, at="1000A PER04", lengths=(10,)))  # fmt: skip
    yield segment("NM1", "40", "2", text(receiver.name, at="1000B NM103", longest=60), "", "", "", "", "46",
                  code(receiver.identifier, at="1000B NM109", shortest=2, longest=80))  # fmt: skip


def levels(claims: Iterable[C], body: Callable[[C], Iterator[Segment]], *, professional: bool) -> Iterator[Segment]:
    """This function will yield billing provider over subscriber over dependent, with each claim's `body` below.

    Claims of one billing provider, payer and patient stand together, in the order in which they were given. When claims
    come one by one, from an iterator, only those that follow each other do: none is kept once it is written.
    Raises: Unwritable.
    """
    number = 0
    grouped = _following if isinstance(claims, Iterator) else _grouped
    for billing, of_billing in grouped(claims, lambda claim: claim.billing):
        number += 1
        parent = number
        yield segment("HL", str(number), "", "20", "1")
        yield from parties.billing(billing, professional=professional)
        by_subscriber = grouped(of_billing, lambda one: (one.payer, one.subscriber, one.dependent is None))
        for (payer, subscriber, is_patient), of_subscriber in by_subscriber:
            number += 1
            yield segment("HL", str(number), str(parent), "22", "0" if is_patient else "1")
            yield from parties.subscriber(subscriber, payer, is_patient=is_patient, professional=professional)
            subscriber_number = number
            for dependent, of_patient in grouped(of_subscriber, lambda claim: claim.dependent):
                if dependent is not None:
                    number += 1
                    yield segment("HL", str(number), str(subscriber_number), "23", "0")
                    yield from parties.dependent(dependent)
                for claim in of_patient:
                    yield from body(claim)


def _following(claims: Iterable[C], key: Callable[[C], Key]) -> Iterator[tuple[Key, Iterable[C]]]:
    return groupby(claims, key)


def _grouped(claims: Iterable[C], key: Callable[[C], Key]) -> Iterator[tuple[Key, Iterable[C]]]:
    groups: dict[Key, list[C]] = {}
    for claim in claims:
        groups.setdefault(key(claim), []).append(claim)
    yield from groups.items()
