"""Code lists that are open and small, as data with their source. Licensed lists are checked by shape only."""

PLACES_OF_SERVICE = frozenset(
    [
        "01",
        "02",
        "03",
        "04",
        "05",
        "06",
        "07",
        "08",
        "09",
        "10",
        "11",
        "12",
        "13",
        "14",
        "15",
        "16",
        "17",
        "18",
        "19",
        "20",
        "21",
        "22",
        "23",
        "24",
        "25",
        "26",
        "27",
        "31",
        "32",
        "33",
        "34",
        "41",
        "42",
        "49",
        "50",
        "51",
        "52",
        "53",
        "54",
        "55",
        "56",
        "57",
        "58",
        "60",
        "61",
        "62",
        "65",
        "66",
        "71",
        "72",
        "81",
        "99",
    ]
)
"""CMS Place of Service Code Set (public); the same 52 values stand in pyx12's list of code source 237."""
FILING_CODES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "16",
        "17",
        "AM",
        "BL",
        "CH",
        "CI",
        "DS",
        "FI",
        "HM",
        "LM",
        "MA",
        "MB",
        "MC",
        "OF",
        "TV",
        "VA",
        "WC",
        "ZZ",
    ]
)
"""SBR09: data element 1032 as the maps of 005010X222A1 and 005010X223A2 list it."""
MEDICARE = frozenset(("MA", "MB"))
"""SBR09 of Medicare: part A, part B."""
PROFESSIONAL_UNITS, INSTITUTIONAL_UNITS = frozenset(("UN", "MJ")), frozenset(("UN", "DA"))
"""SV103 and SV204: data element 355 as the two maps list it."""
ADJUSTMENT_GROUPS = frozenset(("CO", "CR", "OA", "PI", "PR"))
"""CAS01: data element 1033 as the maps list it."""
CLAIM_STATUSES = frozenset(["1", "2", "3", "4", "19", "20", "21", "22", "23", "25"])
"""CLP02: data element 1029 as the map of 005010X221A1 lists it."""
GROUPS = {"837": "HC", "835": "HP", "270": "HS", "271": "HB", "276": "HR", "277": "HN", "999": "FA", "997": "FA"}
"""GS01 for each ST01 (ASC X12 data element 479)."""
SERVED = frozenset(
    [
        "472",
        "434",
        "435",
        "096",
        "431",
        "454",
        "439",
        "304",
        "453",
        "484",
        "455",
        "471",
        "573",
        "150",
        "151",
        "232",
        "233",
        "607",
        "463",
        "461",
    ]
)
"""Qualifiers of days that have already been when a claim or a remittance names them."""
PARENTS = {
    "837": {"20": "", "22": "20", "23": "22"},
    "270": {"20": "", "21": "20", "22": "21", "23": "22"},
    "271": {"20": "", "21": "20", "22": "21", "23": "22"},
    "276": {"20": "", "21": "20", "19": "21", "22": "19", "23": "22"},
    "277": {"20": "", "21": "20", "19": "21", "22": "19", "23": "22", "PT": "19"},
}
"""HL03 and the HL03 of its parent, for each transaction, as the guides' maps nest the levels."""
FREQUENCIES = frozenset("1678")
"""CLM05-3 of a professional claim: original, corrected, replacement, void; bills of a series are institutional."""
BILL_FREQUENCIES = frozenset("012345678ABCDEFGHIJKMNOPQXYZ")
"""CLM05-3 of an institutional claim: one digit or letter that a type of bill ends in."""
RESPONSIBILITIES = frozenset("PSTABCDEFGHU")
"""SBR01: data element 1138 as the maps of the 837 list it."""
RELATIONS = frozenset(("01", "19", "20", "21", "39", "40", "53", "G8"))
"""PAT01: data element 1069 as the maps of 2000C list it."""
_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY AS FM GU MH MP PR PW VI UM AA AE AP"
)
STATES = frozenset(_STATES.split())
"""USPS abbreviations of states, territories and military post offices."""
CODE_ORDER = {
    name: place
    for place, names in enumerate(
        ("ABK BK", "ABJ BJ", "APR PR", "ABN BN", "DR", "ABF BF", "BBR BR BP", "BBQ BQ", "BI", "BH", "BE", "BG", "TC")
    )
    for name in names.split()
}
"""The order of the HI segments of a claim: facts/x12.md section 6."""
