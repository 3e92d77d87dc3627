"""An 837 in words: its segments by loop, and what each element says. For people who look at a file before it leaves."""

from dataclasses import dataclass

from circlechart.base.formats.x12 import tokens
from circlechart.base.formats.x12.edits.loops import INSTITUTIONAL, PROFESSIONAL, Tracker

LOOPS = {
    "": "Envelope", "1000A": "Who sends", "1000B": "Who receives", "2000A": "Who bills", "2010AA": "Billing provider",
    "2010AB": "Address for payments", "2000B": "Whose policy", "2010BA": "Subscriber", "2010BB": "Payer",
    "2000C": "Patient who is not the subscriber", "2010CA": "Patient", "2300": "Claim", "2320": "Another payer",
    "2330A": "Subscriber of the other payer", "2330B": "The other payer", "2400": "Service line",
    "2430": "What the other payer decided on the line",
}  # fmt: skip
PEOPLE = {
    "71": "Attending provider", "72": "Operating provider", "82": "Rendering provider", "DQ": "Supervising provider",
    "DN": "Referring provider", "77": "Where it happened", "P3": "Primary care provider", "ZZ": "Other operating provider",
}  # fmt: skip
OPENS = ("NM1", "HL", "LX", "CLM", "SVD")
SEGMENTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ISA": ("Interchange begins", ("", "", "", "", "sender's kind of number", "sender", "receiver's kind of number",
            "receiver", "day", "time", "", "version", "control number", "", "test or real", "")),
    "GS": ("Group begins", ("kind", "sender", "receiver", "day", "time", "control number", "", "guide")),
    "ST": ("Transaction begins", ("kind", "number", "guide")),
    "BHT": ("What it is", ("structure", "purpose", "reference", "day", "time", "kind")),
    "NM1": ("Name", ("who", "person or organization", "last name or organization", "first name", "middle name", "",
            "suffix", "kind of number", "number")),
    "PER": ("Contact", ("", "name", "kind", "telephone")),
    "N3": ("Street", ("street", "second line")), "N4": ("City", ("city", "state", "ZIP code")),
    "REF": ("Number", ("kind of number", "number")), "PRV": ("Specialty", ("role", "kind of code", "taxonomy")),
    "HL": ("Level", ("number", "below", "level", "has levels below")),
    "SBR": ("Policy", ("rank", "relation", "group number", "group name", "", "", "", "", "kind of payer")),
    "PAT": ("Patient", ("relation",)), "DMG": ("Person", ("", "born", "sex")),
    "CLM": ("Claim", ("claim number", "amount", "", "", "place or type of bill : kind : frequency", "signature",
            "accepts assignment", "benefits assigned", "release")),
    "DTP": ("Day", ("which day", "shape", "day")), "CL1": ("Admission", ("type", "point of origin", "patient status")),
    "PWK": ("Paper", ("report", "how it is sent", "", "", "", "number")), "NTE": ("Note", ("kind", "words")),
    "AMT": ("Amount", ("which amount", "amount")), "HI": ("Codes", ("kind : code",) * 12),
    "LX": ("Line", ("number",)),
    "SV1": ("Professional service", ("code : modifiers", "amount", "unit", "units", "place", "", "diagnoses")),
    "SV2": ("Institutional service", ("revenue code", "code : modifiers", "amount", "unit", "units", "", "not covered")),
    "SVD": ("Decision", ("payer", "paid", "code : modifiers", "revenue code", "units")),
    "CAS": ("Adjustment", ("group", "reason", "amount", "units")), "OI": ("Consent", ("", "", "assigned", "", "", "release")),
    "SE": ("Transaction ends", ("segments", "number")), "GE": ("Group ends", ("transactions", "control number")),
    "IEA": ("Interchange ends", ("groups", "control number")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Element:
    """One value and what it says."""

    place: str
    says: str
    value: str


@dataclass(frozen=True, slots=True)
class Said:
    """One segment as text and in words."""

    position: int
    text: str
    title: str
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """Segments that stand together."""

    name: str
    title: str
    segments: tuple[Said, ...]


def loops(text: str) -> list[Loop]:
    """This function will put the segments of an 837 together by loop, in the order of the file; it never raises."""
    tracker = Tracker(INSTITUTIONAL if "005010X223" in text else PROFESSIONAL)
    found: list[tuple[str, str, list[Said]]] = []
    for token in tokens.read(text):
        pieces = [token.name, *token.elements]
        closes = token.name in ("SE", "GE", "IEA")
        loop = "" if closes else tracker.enter(pieces)
        if not found or loop != found[-1][0] or token.name in OPENS:
            entity = token.element(1) if token.name == "NM1" else ""
            title = LOOPS.get(loop) or PEOPLE.get(entity) or "Further facts"
            found.append((loop, title, []))
        found[-1][2].append(_said(token))
    return [Loop(name, title, tuple(segments)) for name, title, segments in found]


def _said(token: tokens.Token) -> Said:
    title, labels = SEGMENTS.get(token.name, ("Further facts", ()))
    elements = tuple(
        Element(f"{token.name}{place:02d}", labels[place - 1] if place <= len(labels) else "", value)
        for place, value in enumerate(token.elements, start=1)
        if value.strip()
    )
    return Said(token.position, "*".join([token.name, *token.elements]), title, elements)
