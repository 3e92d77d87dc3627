"""Each edit: the file as it is passes, and one change to it is found where it was made."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from circlechart.base.formats.x12.edits import Finding, findings
from circlechart.base.formats.x12.edits.check import File

HERE = Path(__file__).parent
TODAY = date(2026, 11, 25)
P = (HERE / "golden" / "837p_group_original.edi").read_text()
DEPENDENT = (HERE / "golden" / "837p_group_dependent_telehealth.edi").read_text()
REPLACEMENT = (HERE / "golden" / "837p_group_replacement_freq7.edi").read_text()
COB = (HERE / "samples" / "837p_group_secondary_cob.edi").read_text()
IOP = (HERE / "samples" / "837i_iop_tob131.edi").read_text()
CMHC = (HERE / "samples" / "837i_cmhc_iop_tob762.edi").read_text()
ERA = (HERE / "corpus" / "835_secondary-payments.edi").read_text()
PLB = (HERE / "corpus" / "835_dollars-and-data-sent-together.edi").read_text()
ASKED = (HERE / "samples" / "270_mh.edi").read_text()
STATUS = (HERE / "samples" / "276.edi").read_text()
ANSWER = (HERE / "samples" / "277ca.edi").read_text()
ACK = (HERE / "samples" / "999.edi").read_text()
TA1 = (HERE / "samples" / "ta1.edi").read_text()
FILES = {
    "P": P, "DEPENDENT": DEPENDENT, "REPLACEMENT": REPLACEMENT, "COB": COB, "IOP": IOP, "CMHC": CMHC, "ERA": ERA,
    "PLB": PLB, "ASKED": ASKED, "STATUS": STATUS, "ANSWER": ANSWER, "ACK": ACK, "TA1": TA1,
}  # fmt: skip
DIAGNOSES = "*".join(f"ABF:F{number}" for number in range(411, 423))

# file, what is replaced, by what, rule, element, loop
BREAKS = [
    # the table of facts: what other validators catch or miss
    ("P", "*XX*1234567893", "", "npi.missing", "NM109", "2010AA"),
    ("P", "1234567893", "1234567894", "npi.digits", "NM109", "2010AA"),
    ("P", "1245319599", "124531959", "npi.digits", "NM109", "2310B"),
    ("P", "*XX*1245319599", "", "npi.missing", "NM109", "2310B"),
    ("P", "*UN*1", "*XX*1", "code.unit", "SV103", "2400"),
    ("P", "***11:B:1", "***98:B:1", "code.place", "CLM05-1", "2300"),
    ("P", "*UN*1***", "*UN*1*98**", "code.place", "SV105", "2400"),
    ("P", "HC:90853", "HC:9O853", "code.procedure", "SV101-2", "2400"),
    ("P", "90853:HQ", "90853:H", "code.modifier", "SV101-3", "2400"),
    ("P", "ABK:F1120", "ABK:1120F", "code.diagnosis", "HI01-2", "2300"),
    ("P", "ABF:F411", "ABF:F41.1", "code.diagnosis", "HI02-2", "2300"),
    ("P", "251S00000X", "251S00000", "code.taxonomy", "PRV03", "2000A"),
    ("P", "101YA0400X", "COUNSELORX", "code.taxonomy", "PRV03", "2310B"),
    ("P", "HL*2*1*22", "HL*2*9*22", "hl.parent", "HL02", "2000B"),
    ("P", "SE*34*", "SE*33*", "envelope.se01", "SE01", ""),
    ("P", "NM1*85*2*RIVERBEND BEHAVIORAL*****XX*1234567893~\n", "", "billing.missing", "", "2300"),
    ("P", "HI*ABK:F1120*ABF:F411~\n", "", "claim.no_diagnosis", "", "2300"),
    ("P", "NM1*82*1*SMITH*ALEX****XX*1245319599~\n", "", "prv.orphan", "PRV01", "2300"),
    ("P", "D8*20261120", "D8*20261340", "date.not_real", "DTP03", "2400"),
    ("P", "D8*20261120", "D8*20260230", "date.not_real", "DTP03", "2400"),
    ("P", "PCN000001", "P" * 39, "claim.number", "CLM01", "2300"),
    ("P", "CLM*PCN000001*45***11:B:1*Y*A*Y*Y~", "HI*ABK:F1120~CLM*PCN000001*45***11:B:1*Y*A*Y*Y~", "claim.order", "", "2010BB"),
    ("P", "ABF:F411~\n", "ABF:F411~\nREF*G1*AUTH12345~\n", "claim.order", "REF01", "2300"),
    ("P", "PCN000001*45*", "PCN000001*45.01*", "claim.total", "CLM02", "2300"),
    ("P", "***1:2~", "***5~", "line.pointer", "SV107-1", "2400"),
    ("P", "***1:2~", "~", "line.no_pointer", "SV107", "2400"),
    ("REPLACEMENT", "REF*F8*PAYERICN998877~\n", "", "claim.payer_number", "CLM05-3", "2300"),
    ("REPLACEMENT", "B:7*", "B:8*", None, "", ""),
    ("P", "HL*2*1*22*0", "HL*2*1*22*1", "hl.no_child", "HL04", ""),
    ("DEPENDENT", "HL*2*1*22*1", "HL*2*1*22*0", "hl.child", "HL04", ""),
    ("P", "GE*1*", "GE*2*", "envelope.ge01", "GE01", ""),
    ("P", "IEA*1*000000001", "IEA*1*000000002", "envelope.iea02", "IEA02", ""),
    ("P", "*ABF:F411~", f"*{DIAGNOSES}~", "claim.too_many_diagnoses", "", "2300"),
    ("P", "REF*EI*931234567", "REF*EI*931234567*", "value.trailing", "REF03", "2010AA"),
    ("P", "NM1*87*2~\nN3*PO BOX 9~\n", "NM1*87*2~\n", "pay_to.address", "NM101", "2010AB"),
    ("P", "SMITH*ALEX", "SMÍTH*ALEX", "value.letters", "NM103", "2310B"),
    ("P", "OR*972011234", "OR*97201", "address.zip_plus_4", "N403", "2010AA"),
    ("P", "OR*972070009", "OR*97207-0009", "address.zip", "N403", "2010AB"),
    ("IOP", "SV2*0915", "SV2*ZZZZ", "code.revenue", "SV201", "2400"),
    ("IOP", "***13:A:1", "***99:A:1", "bill.type", "CLM05-1", "2300"),
    ("IOP", "BG:41", "BG:ZZ", "code.condition", "HI01-2", "2300"),
    ("IOP", "IPCN000001*900", "IPCN000001*901", "claim.total", "CLM02", "2300"),
    ("IOP", "CL1*3*1*01~\n", "", "bill.no_cl1", "", "2300"),
    ("ERA", "BPR*I*1222", "BPR*I*1223", "era.payment", "BPR02", ""),
    ("ERA", "CAS*CO*42*85", "CAS*CO*9999*85", "code.carc", "CAS02", "2110"),
    ("ERA", "CAS*CO*42*85", "CAS*ZZ*42*85", "cas.group", "CAS01", "2110"),
    ("ERA", "CLP*0001000053*2", "CLP*0001000053*99", "era.status", "CLP02", "2100"),
    ("ERA", "*751.50*310*", "*751.50*311*", "era.claim", "CLP04", "2100"),
    # beyond the table
    ("P", "100 MAIN ST", "P.O. BOX 12", "address.po_box", "N301", "2010AA"),
    ("P", "******CI~", "~", "sbr.filing", "SBR09", "2000B"),
    ("P", "******CI~", "******LI~", "sbr.filing", "SBR09", "2000B"),
    ("P", "SBR*P*18*GRP100******CI~", "SBR*S*18*GRP100******MB~", "sbr.medicare_secondary", "SBR05", "2000B"),
    ("P", "SBR*P*18*", "SBR*S*18*", "cob.no_payer", "", "2300"),
    ("P", "SBR*P*18*", "SBR*P**", "subscriber.relation", "SBR02", "2300"),
    ("P", "DMG*D8*19900101*F~\n", "", "subscriber.incomplete", "", "2300"),
    ("P", "DMG*D8*19900101", "DMG*D8*20300101", "date.future", "DMG02", "2010BA"),
    ("P", "DMG*D8*19900101", "DMG*D8*19900230", "date.not_real", "DMG02", "2010BA"),
    ("P", "D8*20261120", "D8*20261126", "date.future", "DTP03", "2400"),
    ("P", "D8*20261120", "RD8*20261120-20261119", "date.not_real", "DTP03", "2400"),
    ("P", "PCN000001", "P" * 21, "claim.number", "CLM01", "2300"),
    ("P", "*45*UN*1", "*45.005*UN*1", "money.shape", "SV102", "2400"),
    ("P", "*45*UN*1", "*-45*UN*1", "money.shape", "SV102", "2400"),
    ("P", "*UN*1*", "*UN*0*", "line.units", "SV104", "2400"),
    ("P", "ABK:F1120*ABF:F411", "BK:30400*BF:30002", "code.icd_9", "HI01-1", "2300"),
    ("P", "HL*2*1*22", "HL*3*1*22", "hl.number", "HL01", "2000B"),
    ("P", "HL*2*1*22", "HL*2*1*24", "hl.level", "HL03", ""),
    ("P", "HL*1**20*1", "HL*1**20*X", "hl.hl04", "HL04", ""),
    ("P", "GE*1*1~", "GE*1*2~", "envelope.ge02", "GE02", ""),
    ("P", "IEA*1*", "IEA*2*", "envelope.iea01", "IEA01", ""),
    ("P", "SE*34*0001", "SE*34*0002", "envelope.se02", "SE02", ""),
    ("P", "SE*34*0001~\n", "", "envelope.open", "", ""),
    ("P", "GE*1*1~\n", "", "envelope.open", "", ""),
    ("P", "IEA*1*000000001~", "", "envelope.open", "", ""),
    ("P", "GS*HC", "GS*HP", "envelope.group_kind", "ST01", ""),
    ("P", "0001*005010X222A1", "0001*005010X223A2", "envelope.version", "ST03", ""),
    ("P", "*000000001*0*T*", "*00000000A*0*T*", "envelope.isa13", "ISA13", ""),
    ("P", "*0*T*:", "*0*X*:", "envelope.isa15", "ISA15", ""),
    ("P", "*261123*", "*261323*", "envelope.date", "ISA09", ""),
    ("P", "*20261123*0930*1*X", "*20261323*0930*1*X", "envelope.date", "GS04", ""),
    ("P", "ISA*00*          *", "ISA*00**", "envelope.isa", "", ""),
    ("P", "X*005010X222A1", "X*004010X098A1", "envelope.old", "GS08", ""),
    ("P", "REF*G1*AUTH12345~", "REF*G1*AUTH~12345~", "envelope.name", "", "2300"),
    ("P", "LX*1~\nSV1*HC:90853:HQ:HF*45*UN*1***1:2~\nDTP*472*D8*20261120~\nREF*6R*L000001~\n", "", "claim.no_lines", "",
     "2300"),
    ("COB", "SVD*60054*20*", "SVD*60054*21*", "cob.line", "SVD02", "2430"),
    ("COB", "AMT*D*20", "AMT*D*21", "cob.claim", "AMT02", "2320"),
    ("COB", "SVD*60054*20*", "SVD*60055*20*", "cob.payer", "SVD01", "2430"),
    ("COB", "CAS*PR*3*15", "CAS*PR*3*FIFTEEN", "money.shape", "CAS03", "2430"),
    ("IOP", "DTP*472*D8*20261105", "DTP*472*D8*20261106", "bill.outside_period", "DTP03", "2400"),
    ("IOP", "DTP*434*RD8*20261101-20261105~\n", "", "bill.no_period", "", "2300"),
    ("IOP", "***13:A:1", "***13:A:2", "bill.interim", "CLM05-3", "2300"),
    ("IOP", "CL1*3*1*01", "CL1*3*1*30", "bill.interim", "CLM05-3", "2300"),
    ("IOP", "CL1*3*1*01", "CL1*3*1*1", "bill.status", "CL103", "2300"),
    ("IOP", "***13:A:1", "***13:B:1", "bill.qualifier", "CLM05-2", "2300"),
    ("IOP", "BG:41", "BG:41*BG:92", "bill.two_programs", "", "2300"),
    ("CMHC", "***76:A:2", "***22:A:2", None, "", ""),
    ("CMHC", "SBR*P*18*GRP100******CI~", "SBR*P*18*GRP100******MA~", None, "", ""),
    ("PLB", "CV:CP*-1.27", "CV:CP*-1.28", "era.payment", "BPR02", ""),
    ("ERA", "TRN*1*0012524965*1559123456~", "", "era.trace", "", ""),
    ("ERA", "TRN*1*0012524965", "TRN*1*", "era.trace", "TRN02", ""),
    ("ERA", "BPR*I*1222*C*CHK************20050412~", "", "era.no_payment", "", ""),
    ("ERA", "20050412~", "20050432~", "date.not_real", "BPR16", ""),
    ("ERA", "DTM*232*20050303", "DTM*232*20050333", "date.not_real", "DTM02", "2100"),
    ("ERA", "*166.5*30**1", "*166.5*31**1", "era.line", "SVC03", "2110"),
    ("ERA", "*751.50*310*", "*752.50*311*", "era.charges", "CLP03", "2100"),
    ("ERA", "HC:66543:26", "HC:6654:26", "code.procedure", "SVC01-2", "2110"),
    ("ERA", "*310*220", "*TEN*220", "money.shape", "CLP04", "2100"),
    ("PLB", "XX*6543210903", "XX*6543210904", "npi.digits", "N104", "1000B"),
    ("ASKED", "1234567893", "1234567894", "npi.digits", "NM109", ""),
    ("ASKED", "HL*3*2*22*0", "HL*3*1*22*0", "hl.parent", "HL02", ""),
    ("ASKED", "19900101", "19900230", "date.not_real", "DMG02", ""),
    ("ASKED", "19900101", "20270101", "date.future", "DMG02", ""),
    ("ASKED", "DTP*291*D8*20261123", "DTP*291*D8*20261131", "date.not_real", "DTP03", ""),
    ("STATUS", "HL*4*3*22*0", "HL*4*2*22*0", "hl.parent", "HL02", ""),
    ("ANSWER", "HL*4*3*PT", "HL*4*2*PT", "hl.parent", "HL02", ""),
    ("ANSWER", "XX*1234567893", "XX*1234567890", "npi.digits", "NM109", ""),
    ("ACK", "IK5*A~\n", "", "ack.answer", "", ""),
    ("ACK", "IK5*A~", "IK5*Y~", "ack.answer", "IK501", ""),
    ("ACK", "AK9*P", "AK9*Y", "ack.answer", "AK901", ""),
    ("ACK", "AK9*P*2*2*1~\n", "", "ack.answer", "", ""),
    ("ACK", "AK9*P*2*2*1", "AK9*P*2*2*2", "ack.counts", "AK904", ""),
    ("ACK", "AK9*P*2*2*1", "AK9*P*2*TWO*1", "ack.counts", "AK902", ""),
    ("TA1", "TA1*000000001", "TA1*1", "ta1.number", "TA101", ""),
    ("TA1", "0930*A*000", "0930*Y*000", "ta1.answer", "TA104", ""),
    ("TA1", "0930*A*000", "0930*A*0", "ta1.reason", "TA105", ""),
    ("TA1", "TA1*000000001*261123*0930*A*000~\n", "", "envelope.empty", "", ""),
    # what neither of the validators sees
    ("P", "11:B:1*Y", "11:B:5*Y", "claim.frequency", "CLM05-3", "2300"),
    ("IOP", "13:A:1**", "13:A:?**", "claim.frequency", "CLM05-3", "2300"),
    ("REPLACEMENT", "11:B:7*", "11:B:1*", "claim.payer_number", "CLM05-3", "2300"),
    ("P", ":HQ:HF*", ":HQ:HF:95:59:XE*", "code.modifier", "SV101-7", "2400"),
    ("P", ":HQ:HF*", ":HQ:HQ*", "code.again", "SV101-4", "2400"),
    ("P", "ABF:F411", "ABF:F1120", "code.again", "HI02-2", "2300"),
    ("IOP", "BG:41~", "BG:41*BG:41~", "code.again", "HI02-2", "2300"),
    ("P", "***1:2~", "***1:2:1:2:1~", "line.pointer", "SV107", "2400"),
    ("P", "***1:2~", "***1:1~", "line.pointer", "SV107", "2400"),
    ("P", "DTP*472*D8*20261120~\n", "", "line.no_date", "", "2400"),
    ("P", "DMG*D8*19900101", "DMG*D8*20261121", "date.before_birth", "DTP03", "2400"),
    ("P", "SBR*P*", "SBR*X*", "sbr.order", "SBR01", "2000B"),
    ("COB", "SBR*S*18*GRP200", "SBR*P*18*GRP200", "sbr.order_again", "SBR01", "2320"),
    ("DEPENDENT", "SBR*P**", "SBR*P*18*", "subscriber.relation", "SBR02", "2300"),
    ("DEPENDENT", "PAT*19~", "PAT*18~", "patient.relation", "PAT01", "2000C"),
    ("DEPENDENT", "PAT*19~\n", "", "patient.relation", "", "2300"),
    ("P", "NM1*PR*2*ACME HEALTH*****PI*60054~\n", "", "payer.missing", "", "2300"),
    ("P", "*****PI*60054~", "~", "payer.number", "NM109", "2010BB"),
    ("P", "****MI*MBR000001~", "~", "subscriber.number", "NM109", "2010BA"),
    ("P", "N3*100 MAIN ST~\n", "", "billing.incomplete", "", "2300"),
    ("P", "REF*EI*931234567~\n", "", "billing.incomplete", "", "2300"),
    ("P", "REF*EI*931234567", "REF*EI*93123456", "billing.tax_number", "REF02", "2010AA"),
    ("P", "PORTLAND*OR*972011234", "PORTLAND*ZZ*972011234", "address.state", "N402", "2010AA"),
    ("P", "1245319599", "1234567893", "rendering.is_billing", "NM109", "2310B"),
    ("IOP", "NM1*71*1*JONES*CHRIS****XX*1245319599~\nPRV*AT*PXC*2084P0800X~\n", "", "attending.missing", "", "2300"),
    ("IOP", "PRV*AT*PXC*2084P0800X~\n", "PRV*AT*PXC*2084P0800X~\nNM1*DQ*1*BOSS*PAT~\n", "claim.supervisor", "NM101",
     "2300"),
    ("IOP", "BH:11:D8:20261001", "BH:11:D8:20261301", "date.not_real", "HI01-4", "2300"),
    ("IOP", "HI*BH:11:D8:20261001~\nHI*BE:80:::5~\nHI*BG:41~", "HI*BG:41~\nHI*BH:11:D8:20261001~", "claim.code_order",
     "HI01-1", "2300"),
    ("P", "SE*34*0001~", "SE*34*0001~\n", None, "", ""),
    ("P", "ISA*00*", "\n \nISA*00*", None, "", ""),
    ("P", "IEA*1*000000001~", "IEA*1*000000001~\x1a", None, "", ""),
]  # fmt: skip


def found(text: str) -> list[Finding]:
    return list(findings(text, today=TODAY))


@pytest.mark.parametrize("name", FILES)
def test_the_files_that_are_broken_below_have_no_error_before(name: str) -> None:
    known = {"npi.digits"} if name == "PLB" else set()
    assert {one.rule for one in found(FILES[name])} <= known


@pytest.mark.parametrize(
    ("name", "old", "new", "rule", "element", "loop"),
    [each for each in BREAKS if each[3]],
    ids=[f"{each[3]}-{number}" for number, each in enumerate(BREAKS) if each[3]],
)
def test_one_change_is_found_where_it_was_made(
    name: str, old: str, new: str, rule: str, element: str, loop: str
) -> None:
    text = FILES[name]
    assert old in text
    matching = [one for one in found(text.replace(old, new, 1)) if one.rule == rule]
    assert (element, loop) in [(one.element, one.loop) for one in matching], matching
    assert all(one.sentence.endswith((".", "?")) and one.mend.endswith(".") for one in matching)
    if loop in ("2300", "2400", "2430"):
        assert all(one.claim for one in matching)


@pytest.mark.parametrize("rule_free", [each for each in BREAKS if not each[3]])
def test_what_is_right_stays_unsaid(rule_free: tuple[str, str, str, None, str, str]) -> None:
    name, old, new, *_ = rule_free
    assert not [one for one in found(FILES[name].replace(old, new, 1)) if one.level == "error"]


def whole(body: Callable[[str], str]) -> str:
    """The transaction twice, with counts that fit."""
    start, end = P.index("ST*"), P.index("GE*")
    one = P[start:end]
    return P[:start] + one + body(one.replace("*0001", "*0002")) + P[end:].replace("GE*1", "GE*2")


def test_a_claim_number_is_used_once_in_a_file() -> None:
    twice = whole(lambda one: one.replace("CH00000001", "CH00000002"))
    assert [(one.rule, one.element, one.claim) for one in found(twice)] == [("claim.again", "CLM01", "PCN000001")]
    assert found(whole(lambda one: one.replace("CH00000001", "CH00000002").replace("PCN000001", "PCN000002"))) == []


def test_a_trace_number_is_used_once_in_a_file() -> None:
    twice = whole(lambda one: one.replace("PCN000001", "PCN000002"))
    assert [(one.rule, one.element, one.claim) for one in found(twice)] == [("claim.trace_again", "REF02", "PCN000002")]


def test_a_line_control_number_is_used_once_in_a_claim() -> None:
    start, end = P.index("LX*1"), P.index("SE*")
    line = P[start:end]
    other = line.replace("LX*1", "LX*2").replace("20261120", "20261119")
    text = (P[:end] + other + P[end:]).replace("SE*34", "SE*38").replace("PCN000001*45", "PCN000001*90")
    assert [one.rule for one in found(text)] == ["line.control_again"]
    assert found(text.replace("REF*6R*L000001~\nSE", "REF*6R*L000002~\nSE")) == []


def test_more_lines_than_a_claim_holds() -> None:
    start, end = P.index("LX*1"), P.index("SE*")
    lines = [P[start:end].replace("LX*1", f"LX*{n}").replace("L000001", f"L{n:06d}") for n in range(1, 52)]
    text = (P[:start] + "".join(lines) + P[end:]).replace("SE*34", "SE*234").replace("PCN000001*45", "PCN000001*2295")
    assert [one.rule for one in found(text)] == ["claim.too_many_lines"]
    fifty = (P[:start] + "".join(lines[:50]) + P[end:]).replace("SE*34", "SE*230")
    assert found(fifty.replace("PCN000001*45", "PCN000001*2250")) == []


def test_control_numbers_are_used_once() -> None:
    assert [one.rule for one in found(P + P.replace("PCN000001", "PCN2").replace("CH00000001", "CH2"))] == [
        "envelope.isa13_again"
    ]
    same_set = whole(lambda one: one.replace("PCN000001", "PCN2").replace("CH00000001", "CH2"))
    assert [one.rule for one in found(same_set.replace("*0002", "*0001"))] == ["envelope.st02_again"]
    start, end = P.index("GS*"), P.index("IEA*")
    group = P[start:end].replace("PCN000001", "PCN2").replace("CH00000001", "CH2")
    text = P[:end] + group + P[end:].replace("IEA*1", "IEA*2")
    assert [one.rule for one in found(text)] == ["envelope.gs06_again"]


def test_several_interchanges_each_with_its_own_delimiters() -> None:
    other = P.replace("PCN000001", "PCN000002").replace("CH00000001", "CH00000002").replace("000000001", "000000002")
    other = other.replace("~\n", "\x1e").replace("~", "\x1e").replace("*", "|").replace(":", ">")
    third = P.replace("PCN000001", "PCN000003").replace("CH00000001", "CH00000003").replace("000000001", "000000003")
    for size in (1, 50, 5000):
        text = P + other + third
        file = File(TODAY)
        assert list(file.findings(text[at : at + size] for at in range(0, len(text), size))) == []
        assert (file.desk.claims, len(file.starts)) == ({"PCN000001", "PCN000002", "PCN000003"}, 3)


def test_medicare_takes_day_programs_from_three_kinds_of_places() -> None:
    text = CMHC.replace("******CI~", "******MA~", 1).replace("***76:A:2", "***22:A:2")
    assert [(one.rule, one.level) for one in found(text)] == [("bill.program_place", "warning")]


def test_the_file_as_a_whole() -> None:
    assert [one.rule for one in found("")] == ["file.no_isa"]
    assert [one.rule for one in found("a letter about VISA- cards")] == ["file.no_isa"]
    assert [one.rule for one in found("From the clearinghouse:\n" + P)] == ["file.before_isa"]
    assert {"file.unclosed", "envelope.open"} <= {one.rule for one in found(P[:-300])}
    assert "file.endless" in {one.rule for one in found(P + "ISA" * 700_000)}
    assert "envelope.order" in {one.rule for one in found(P.replace("IEA*1*000000001~", "IEA*1*000000001~CLM*1*2~"))}


def test_findings_name_the_segment_of_the_file() -> None:
    broken = P.replace("*UN*1", "*XX*1")
    position = next(n for n, line in enumerate(broken.split("~\n"), start=1) if line.startswith("SV1"))
    (one,) = found(broken)
    assert (one.position, one.segment, one.element, one.value, one.claim) == (
        position,
        "SV1",
        "SV103",
        "XX",
        "PCN000001",
    )
    assert one.as_dict()["rule"] == "code.unit"
