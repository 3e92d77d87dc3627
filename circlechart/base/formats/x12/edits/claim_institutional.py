"""Edits that only an 837I has: type of bill, statement period, CL1, revenue and condition codes, interim bills.

Source: facts/x12.md section 2 (revenue ZZZZ, bill 99, condition ZZ, CL1 absent) and section 6 (IOP and PHP, frequency
1 to 4 with patient status 30 on 2 and 3, conditions 41 and 92 never together, bills 13x, 76x and 85x).
"""

from circlechart.base.formats.x12.edits import values
from circlechart.base.formats.x12.edits.claim import Claims
from circlechart.base.formats.x12.edits.claim_parts import Claim
from circlechart.base.formats.x12.edits.codes import BILL_FREQUENCIES, INSTITUTIONAL_UNITS
from circlechart.base.formats.x12.edits.envelope import at
from circlechart.base.formats.x12.edits.finding import Handler
from circlechart.base.formats.x12.edits.loops import INSTITUTIONAL
from circlechart.base.formats.x12.edits.reading import Pieces

PARTIAL, INTENSIVE = "41", "92"
STILL_A_PATIENT = "30"
DAY_PROGRAM_BILLS = ("13", "76", "85")


class Institutional(Claims):
    """The edits of one 837I transaction."""

    institutional = True
    table = INSTITUTIONAL
    most_lines = 999
    frequencies = BILL_FREQUENCIES

    def handlers(self) -> dict[str, Handler]:
        """This function will add the institutional service and the CL1."""
        return {**super().handlers(), "SV2": self.sv2, "CL1": self.cl1}

    def sv2(self, sv2: Pieces) -> None:
        """An institutional service: revenue code, code, charge, units."""
        if not values.revenue(at(sv2, 1)):
            self.desk.error("code.revenue", "SV2", "01", at(sv2, 1), "This is not a revenue code: four digits, for "
                            "example 0915.", "Correct the revenue code in the payer's rules.")  # fmt: skip
        unit = at(sv2, 4), at(sv2, 5), INSTITUTIONAL_UNITS
        self.line("SV2", at(sv2, 2), at(sv2, 3), unit, "02 03 04 05")

    def cl1(self, cl1: Pieces) -> None:
        """How the patient came and went."""
        self.late(cl1)
        if self.claim is None:
            return
        status = self.claim.status = at(cl1, 3)
        if not (len(status) == 2 and values.digits(status)):
            self.desk.error("bill.status", "CL1", "03", status, "The patient status is not two digits.",
                            "Enter it: 30 still a patient, 01 discharged.")  # fmt: skip

    def place(self, code: str, kind: str, name: str, element: str) -> None:
        """Type of bill: facility and care, with the qualifier A."""
        if not values.bill(code):
            self.desk.error("bill.type", name, element, code, "This is not a type of bill: facility type 1 to 8, then "
                            "the kind of care.", "Correct it in the payer's rules, for example 13, 76 or 85.")  # fmt: skip
        if kind != "A":
            self.desk.error("bill.qualifier", name, "05-2", kind, "An institutional claim marks its type of bill "
                            "with A.", "Put A.")  # fmt: skip

    def nm1(self, nm1: Pieces) -> None:
        """The attending provider is remembered; a supervisor has no place on an institutional claim."""
        super().nm1(nm1)
        if self.claim is None:
            return
        if self.desk.loop == "2310A" and at(nm1, 1) == "71":
            self.claim.attending = True
        elif at(nm1, 1) == "DQ":
            self.desk.error("claim.supervisor", "NM1", "01", "DQ", "An institutional claim has no place for a supervising "
                            "provider.", "Leave it out; the attending provider answers for the claim.")  # fmt: skip

    def finish(self, claim: Claim) -> None:
        """Statement period, CL1, interim bills and day programs."""
        desk, position = self.desk, claim.position
        if claim.statement is None:
            desk.error("bill.no_period", "CLM", "", "", "The bill has no statement period.",
                       "Enter from and through dates.", at=position, loop="2300")  # fmt: skip
        for where, text, days in claim.served:
            if claim.statement and not (claim.statement[0] <= days[0] and days[1] <= claim.statement[1]):
                desk.error("bill.outside_period", "DTP", "03", text, "The service lies outside the bill's statement "
                           "period.", "Correct the date, or bill it with its own period.", at=where, loop="2400")  # fmt: skip
        if claim.status is None:
            desk.error("bill.no_cl1", "CLM", "", "", "The bill does not say how the patient came and went (CL1).",
                       "Enter admission type, source and patient status.", at=position, loop="2300")  # fmt: skip
        elif claim.frequency in ("2", "3") and claim.status != STILL_A_PATIENT:
            desk.error("bill.interim", "CLM", "05-3", claim.frequency, "More bills of this stay follow (frequency "
                       f"{claim.frequency}), but the patient status is {claim.status[:2]}.", "Put status 30, or "
                       "frequency 4 for the last bill.", at=position, loop="2300")  # fmt: skip
        elif claim.frequency in ("1", "4") and claim.status == STILL_A_PATIENT:
            desk.warning("bill.interim", "CLM", "05-3", claim.frequency, "The patient is still a patient (status 30), "
                         f"but the bill is the only or last one (frequency {claim.frequency}).", "Put frequency 2 or 3, "
                         "or the status of the discharge.", at=position, loop="2300")  # fmt: skip
        if not claim.attending:
            desk.error("attending.missing", "CLM", "", "", "The bill names no attending provider (2310A).",
                       "Name who is responsible for the patient's care, with the NPI.", at=position, loop="2300")  # fmt: skip
        self._day_program(claim)

    def _day_program(self, claim: Claim) -> None:
        programs = claim.conditions & {PARTIAL, INTENSIVE}
        if len(programs) > 1:
            self.desk.error("bill.two_programs", "HI", "", "41 92", "The bill claims partial hospitalization (41) and "
                            "intensive outpatient (92) at once.", "Bill the two programs apart, in periods that do not "
                            "overlap.", at=claim.position, loop="2300")  # fmt: skip
        if programs and at(self.parties.sbr, 9) == "MA" and claim.place not in DAY_PROGRAM_BILLS:
            self.desk.warning("bill.program_place", "CLM", "05-1", claim.place, "Medicare takes bills of this program "
                              "from hospitals (13x), community mental health centers (76x) and critical access "
                              "hospitals (85x).", "Check the type of bill.", at=claim.position, loop="2300")  # fmt: skip
