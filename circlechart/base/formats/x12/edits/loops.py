"""In which loop a segment stands: tables of what opens a loop, for 837P, 837I and 835.

Source: the loops of 005010X222A1, 005010X223A2 and 005010X221A1 as pyx12's maps nest them.
"""

from circlechart.base.formats.x12.edits.reading import Pieces

Table = dict[tuple[str, str, str], str]
"""(area, segment, qualifier) -> loop. An area is the loop under which the names of the parties repeat."""
_HEAD = {("", "NM1", "41"): "1000A", ("", "NM1", "40"): "1000B"}
_PARTIES = {
    **_HEAD,
    ("2000A", "NM1", "85"): "2010AA",
    ("2000A", "NM1", "87"): "2010AB",
    ("2000A", "NM1", "PE"): "2010AC",
    ("2000B", "NM1", "IL"): "2010BA",
    ("2000B", "NM1", "PR"): "2010BB",
    ("2000C", "NM1", "QC"): "2010CA",
    ("2320", "NM1", "IL"): "2330A",
    ("2320", "NM1", "PR"): "2330B",
}


def _named(area: str, loops: str, *entities: str) -> Table:
    """`_named("2300", "2310", "DN", "82")`: DN opens 2310A, 82 opens 2310B. A slash parts equals."""
    first = 0 if not loops[4:] else ord(loops[4]) - ord("A")
    return {
        (area, "NM1", entity): f"{loops[:4]}{chr(ord('A') + first + place)}"
        for place, names in enumerate(entities)
        for entity in names.split("/")
    }


PROFESSIONAL: Table = {
    **_PARTIES,
    **_named("2300", "2310", "DN/P3", "82", "77", "DQ", "PW", "45"),
    **_named("2320", "2330C", "DN/P3", "82", "77", "DQ", "85"),
    **_named("2400", "2420", "82", "QB", "77", "DQ", "DK", "DN/P3", "PW", "45"),
}
INSTITUTIONAL: Table = {
    **_PARTIES,
    **_named("2300", "2310", "71", "72", "ZZ", "82", "77", "DN"),
    **_named("2320", "2330C", "71", "72", "ZZ", "77", "82", "DN", "85"),
    **_named("2400", "2420", "72", "ZZ", "82", "DN"),
}
_LEVELS = {"20": "2000A", "22": "2000B", "23": "2000C"}
_LINE = {"LIN": "2410", "SVD": "2430", "LQ": "2440"}


class Tracker:
    """The present loop of an 837. `area` is where the names of parties belong; `loop` is where the segment stands."""

    __slots__ = ("area", "loop", "table")

    def __init__(self, table: Table) -> None:
        self.table = table
        self.area = self.loop = ""

    def enter(self, pieces: Pieces) -> str:
        """This function will return the loop after a segment that may open one."""
        name = pieces[0]
        qualifier = pieces[1] if len(pieces) > 1 else ""
        if name == "NM1":
            self.loop = self.table.get((self.area, name, qualifier), self.area)
        elif name == "HL":
            self.area = self.loop = _LEVELS.get(pieces[3] if len(pieces) > 3 else "", "")
        elif name == "CLM":
            self.area = self.loop = "2300"
        elif name == "LX":
            self.area = self.loop = "2400"
        elif name == "SBR":
            self.area = self.loop = "2320" if self.area in ("2300", "2320") else "2000B"
        elif name in _LINE and self.area == "2400":
            self.loop = _LINE[name]
        return self.loop


REMITTANCE = {"LX": "2000", "CLP": "2100", "SVC": "2110", "PLB": "", "BPR": "", "SE": ""}
"""835: what opens a loop; N1*PR opens 1000A and N1*PE 1000B."""
PARTY = {"PR": "1000A", "PE": "1000B"}
