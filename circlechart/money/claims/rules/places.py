"""Where a finding is mended: what to open, read from loop and element. Pure functions.

Source: 005010X222A1 and X223A2 as read in facts/x12 section 6: which loop tells of whom.
"""

from circlechart.base.formats.x12.words import SEGMENTS

CLIENT, COVERAGE, DIAGNOSIS = "client", "coverage", "diagnosis"
RENDERING, SUPERVISING, ATTENDING, ATTENDS = "rendering", "supervising", "attending", "attends"
ORGANIZATION, FACILITY, PAYER, HOUSE = "organization", "facility", "payer", "house"
FEE, ATTENDANCE, CHARGES = "fee", "attendance", "charges"
BEFORE, CORRECTED = "before", "corrected"
RULE = "rule:"
"""Before the key of one of the payer's rules; without a key all of them are meant."""
CODE, REVENUE_CODE, TYPE_OF_BILL = f"{RULE}code", f"{RULE}revenue_code", f"{RULE}claim.type_of_bill"
FILING = f"{RULE}filing.days"

_LOOPS = {
    "1000A": ORGANIZATION, "2000A": ORGANIZATION, "2010AA": ORGANIZATION, "2010AB": ORGANIZATION, "1000B": HOUSE,
    "ISA": HOUSE, "2010BB": PAYER, "2000B": COVERAGE, "2000C": COVERAGE, "2010CA": CLIENT,
    "2320": BEFORE, "2330A": BEFORE, "2330B": BEFORE, "2430": BEFORE,
}  # fmt: skip
_ENVELOPE = ("ISA", "GS", "ST", "SE", "GE", "IEA")
_PEOPLE = {
    "professional": {"2310B": RENDERING, "2310C": FACILITY, "2310D": SUPERVISING, "2420A": RENDERING},
    "institutional": {"2310A": ATTENDING, "2310D": RENDERING, "2310E": FACILITY},
}
_RULES = {
    "bill.two_programs": f"{RULE}claim.condition_codes", "bill.interim": RULE, "bill.no_cl1": RULE,
    "bill.no_period": f"{RULE}claim.period", "billing.missing": ORGANIZATION, "billing.incomplete": ORGANIZATION,
    "attending.missing": ATTENDING, "patient.relation": COVERAGE, "payer.missing": PAYER, "claim.no_diagnosis": DIAGNOSIS,
    "subscriber.incomplete": CLIENT, "subscriber.relation": COVERAGE,
}  # fmt: skip
"""Where what an edit says is mended, although its segment tells of something else."""
_ELEMENTS = (
    ("HI*BG", f"{RULE}claim.condition_codes"), ("HI*BH", f"{RULE}claim.occurrence_codes"),
    ("HI*BE", f"{RULE}claim.value_codes"), ("HI", DIAGNOSIS), ("SV107", DIAGNOSIS), ("CLM05-3", CORRECTED),
    ("REF*F8", CORRECTED), ("REF*G1", COVERAGE), ("SV102", FEE), ("SV203", FEE), ("SV104", ATTENDANCE),
    ("SV205", ATTENDANCE), ("SV105", FACILITY), ("SV201", REVENUE_CODE), ("SV101", CODE), ("SV103", CODE),
    ("SV202", CODE), ("SV204", CODE), ("CL10", RULE), ("NTE", f"{RULE}claim.note"),
    ("PWK", f"{RULE}claim.attachments"), ("DTP", ATTENDANCE),
)  # fmt: skip
_WHOSE = {
    "1000A": "The organization", "2000A": "The organization", "2010AA": "The organization", "2010AB": "The organization",
    "1000B": "The receiver", "ISA": "The file", "2010BB": "The payer", "2000B": "The coverage",
    "2000C": "The coverage", "2010BA": "The subscriber", "2010CA": "The client", "2320": "The payer before",
    "2330A": "The payer before", "2330B": "The payer before", "2400": "A line", "2430": "The payer before",
}  # fmt: skip
_PERSON = {
    RENDERING: "The rendering provider", SUPERVISING: "The supervising provider", ATTENDING: "Who attends",
    FACILITY: "The facility",
}  # fmt: skip
_WHAT = {"SBR03": "group number", "NM103": "name", "NM109": "number", "PRV03": "taxonomy code", "REF": "number",
         "HI": "code", "DTP": "date", "AMT": "amount", "CAS": "adjustment", "N302": "second line of the street"}  # fmt: skip


def place_of(rule: str, at: str, form: str, *, dependent: bool) -> str:
    """This function will say where something at a loop and element is mended; `charges` when nothing nearer is known.

    Source: 005010X222A1 and X223A2 as read in facts/x12 section 6.
    """
    loop, element = _parted(at)
    if loop == "2000B" and element == "SBR09":
        return PAYER
    if loop == "2010BA":
        return COVERAGE if dependent or element == "NM109" else CLIENT
    known = _LOOPS.get(loop) or _PEOPLE[form].get(loop) or _RULES.get(rule)
    if known:
        return known
    if element.startswith("PRV"):
        return ATTENDING if form == "institutional" else RENDERING
    if element in ("CLM05-1", "CLM05-2"):
        return TYPE_OF_BILL if form == "institutional" else FACILITY
    return next((place for beginning, place in _ELEMENTS if element.startswith(beginning)), CHARGES)


def of_biller(place: str, at: str) -> str:
    """This function will say where a finding about the billing provider is mended when the facility bills.

    Its name, NPI and address are the facility's own; tax number and taxonomy stay the organization's (2010AA, 2000A).
    """
    own = place == ORGANIZATION and at.startswith("2010AA N")
    return FACILITY if own else place


def named(at: str, form: str) -> str:
    """This function will say where a value stands, as a biller calls it; a segment's name is never all of it.

    Source: the words of base/formats/x12/words.
    """
    loop, element = _parted(at)
    person = _PERSON.get(_PEOPLE[form].get(loop, ""), "")
    whose = person or _WHOSE.get(loop) or ("A line" if element.startswith("SV") else "The claim")
    return f"{whose}: {_WHAT.get(element) or _said(element)}"


def _parted(at: str) -> tuple[str, str]:
    loop, _, element = at.partition(" ")
    if loop[:1].isdigit():
        return loop, element
    return ("ISA" if loop.startswith(_ENVELOPE) else ""), loop


def _said(element: str) -> str:
    whole = element.partition("*")[0].partition("-")[0]
    segment = next((each for each in SEGMENTS if whole == each or whole[:-2] == each), "")
    title, labels = SEGMENTS.get(segment, ("a value", ()))
    number = whole[len(segment) :]
    label = labels[int(number) - 1] if number.isdigit() and 0 < int(number) <= len(labels) else ""
    return _WHAT.get(segment) or label or title.lower()
