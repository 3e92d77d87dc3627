"""An 837 in words: every segment in its loop, and any text without an exception."""

from hypothesis import given
from hypothesis import strategies as st

from circlechart.base.formats.x12 import words

FILE = (
    "ISA*00*          *00*          *ZZ*361234567      *ZZ*ALDR1          *261123*1800*^*00501*000000001*0*T*:~"
    "GS*HC*361234567*ALDR1*20261123*1800*1*X*005010X222A1~ST*837*0001*005010X222A1~HL*1**20*1~"
    "NM1*85*2*HARROW FALLS*****XX*1932102084~HL*2*1*22*0~SBR*P*18~CLM*C1*62***11:B:1~NM1*82*1*RIVERS~LX*1~"
    "SV1*HC:90853*62*UN*1***1~SE*9*0001~GE*1*1~IEA*1*000000001~"
)


def test_each_loop_is_named() -> None:
    found = [(loop.name, loop.title, [said.text[:4] for said in loop.segments]) for loop in words.loops(FILE)]
    assert [(name, title) for name, title, _ in found] == [
        ("", "Envelope"), ("2000A", "Who bills"), ("2010AA", "Billing provider"), ("2000B", "Whose policy"),
        ("2300", "Claim"), ("2310B", "Rendering provider"), ("2400", "Service line"), ("", "Envelope"),
    ]  # fmt: skip
    assert sum(len(segments) for _, _, segments in found) == FILE.count("~")


def test_each_element_says_what_it_is() -> None:
    line = next(loop for loop in words.loops(FILE) if loop.name == "2400").segments[1]
    assert (line.title, line.position) == ("Professional service", 11)
    assert [(each.place, each.says, each.value) for each in line.elements][:2] == [
        ("SV101", "code : modifiers", "HC:90853"), ("SV102", "amount", "62")
    ]  # fmt: skip


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert isinstance(words.loops("ISA*" + text), list)
