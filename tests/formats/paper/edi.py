"""Reads a written 837 claim back from its segments, knowing nothing of the facts it was written from."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from circlechart.base.formats.x12.tokens import Token, read

ENTITIES = {
    "85": "billing", "87": "pay_to", "IL": "insured", "QC": "patient", "PR": "payer", "82": "rendering", "77": "facility",
    "DQ": "supervising", "DN": "referring", "71": "attending", "72": "operating", "ZZ": "other_operating", "41": "submitter",
    "40": "receiver", "P3": "primary_care",
}  # fmt: skip


@dataclass
class Loop:
    """The segments of one party, one service line or one other payer, by name; REF, DTP and AMT by qualifier."""

    segments: dict[str, Token] = field(default_factory=dict)
    parties: dict[str, "Loop"] = field(default_factory=dict)

    def at(self, name: str, place: int) -> str:
        return self.segments[name].element(place) if name in self.segments else ""

    def parts(self, name: str, place: int) -> tuple[str, ...]:
        return self.segments[name].parts(place) if name in self.segments else ()

    def party(self, name: str) -> "Loop":
        return self.parties.get(name, Loop())


@dataclass
class Read:
    """A claim as its file says it."""

    head: Loop = field(default_factory=Loop)
    lines: list[Loop] = field(default_factory=list)
    others: list[Loop] = field(default_factory=list)
    codes: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    """HI composites by qualifier."""


def claim(text: str) -> Read:
    found = Read()
    scope = found.head
    party = scope
    for token in read(text):
        name = token.name
        if name == "LX":
            scope = party = Loop()
            found.lines.append(scope)
        elif name == "SBR" and "CLM" in found.head.segments:
            scope = party = Loop()
            found.others.append(scope)
        elif name == "SVD" or (name == "HL" and scope is found.head):
            party = Loop() if name == "SVD" else scope
        elif name == "CLM":
            party = scope
        if name == "NM1":
            party = Loop()
            scope.parties[ENTITIES[token.element(1)]] = party
        if name == "HI":
            for place in range(1, len(token.elements) + 1):
                kind, *rest = token.parts(place)
                found.codes.setdefault(kind, []).append(tuple(rest))
        key = f"{name}*{token.element(1)}" if name in ("REF", "DTP", "AMT", "PRV", "NTE") else name
        # A REF, DTP or AMT behind a party of the claim's own loops still belongs to the party or the line that is open.
        target = party if name in ("NM1", "N3", "N4", "DMG", "PRV", "REF", "PAT") else scope
        target.segments.setdefault(key, token)
    return found


def diagnoses(found: Read, *kinds: str) -> Iterator[str]:
    for kind in kinds:
        for rest in found.codes.get(kind, []):
            yield rest[0]
