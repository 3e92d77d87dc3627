"""The short closed lists of the guides that our writers check, so that a wrong code is refused before it leaves.

Only lists that everybody may print: states, places of service and the guides' own qualifiers. Procedure, diagnosis,
revenue and adjustment codes belong to others and are loaded by the clinic under its own licence.
"""

from circlechart.base.formats.x12.segments import Unwritable


def _codes(words: str) -> frozenset[str]:
    return frozenset(words.split())


STATES = _codes(
    "AA AE AK AL AP AR AS AZ CA CO CT DC DE FL FM GA GU HI IA ID IL IN KS KY LA MA MD ME MH MI MN MO MP MS MT NC ND "
    "NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UT VA VI VT WA WI WV WY"
)
PLACES = _codes(
    "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 31 32 33 34 41 42 49 50 51 52 "
    "53 54 55 56 57 58 60 61 62 65 66 71 72 81 99"
)
RESPONSIBILITIES = frozenset("PSTABCDEFGHU")
UNKNOWN_RESPONSIBILITY = "U"
FILING = _codes("11 12 13 14 15 16 17 AM BL CH CI DS FI HM LM MA MB MC OF TV VA WC ZZ")
INSURANCE_TYPES = _codes("12 13 14 15 16 41 42 43 47")
RELATIONS = _codes("01 19 20 21 39 40 53 G8")
RELATIONS_TO_OTHER = RELATIONS | {"18"}
SEXES = frozenset("FMU")
ASSIGNMENT = frozenset("ABC")
YES_NO_NA = frozenset("NWY")
RELEASES = frozenset("IY")
DELAYS = _codes("1 2 3 4 5 6 7 8 9 10 11 15")
CAUSES = _codes("AA EM OA")
ADJUSTMENT_GROUPS = _codes("CO CR OA PI PR")
REPORTS = _codes(
    "03 04 05 06 07 08 09 10 11 13 15 21 A3 A4 AM AS B2 B3 B4 BR BS BT CB CK CT D2 DA DB DG DJ DS EB HC HR I5 IR LA "
    "M1 MT NN OB OC OD OE OX OZ P4 P5 PE PN PO PQ PY PZ RB RR RT RX SG V5 XP"
)
TRANSMISSIONS = _codes("AA BM EL EM FT FX")
ON_REQUEST = "AA"
CONTRACTS = _codes("01 02 03 04 05 06 09")
PROFESSIONAL_NOTES = _codes("ADD CER DCP DGN TPO")
INSTITUTIONAL_NOTES = _codes("ALG DCP DGN DME MED NTR ODT RHB RLH RNH SET SFM SPT UPI")
PRESENT_ON_ADMISSION = frozenset("NUWY")


def one_of(value: str, allowed: frozenset[str], *, at: str) -> str:
    """This function will accept a code that the guide lists in this place, or refuse it with the list."""
    given = value.upper()
    if given not in allowed:
        known = ", ".join(sorted(allowed)) if len(allowed) <= len(FILING) else "those of the guide"
        raise Unwritable(at, value, f"is none of the codes of this place: {known}.")
    return given


def one_of_or_none(value: str, allowed: frozenset[str], *, at: str) -> str:
    """This function will do the same for an element that may stay empty."""
    return one_of(value, allowed, at=at) if value else ""
