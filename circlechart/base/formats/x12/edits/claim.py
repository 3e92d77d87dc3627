"""Edits of every 837: the claim, its lines, dates and references. What differs by form is in the two modules beside.

Source of each: facts/x12.md section 2 (what validators miss), section 5 (frequent rejections) and section 6 (loops).
"""

from decimal import Decimal

from circlechart.base.formats.x12.edits import claim_parts as parts
from circlechart.base.formats.x12.edits import values
from circlechart.base.formats.x12.edits.claim_codes import coded
from circlechart.base.formats.x12.edits.claim_parts import Claim
from circlechart.base.formats.x12.edits.cob import Benefits
from circlechart.base.formats.x12.edits.codes import FREQUENCIES, SERVED
from circlechart.base.formats.x12.edits.envelope import at
from circlechart.base.formats.x12.edits.finding import Desk, Handler
from circlechart.base.formats.x12.edits.hierarchy import Hierarchy
from circlechart.base.formats.x12.edits.loops import Table, Tracker
from circlechart.base.formats.x12.edits.parties import Parties
from circlechart.base.formats.x12.edits.reading import Pieces


class Claims:
    """The edits of one 837 transaction. Subclasses know the form."""

    institutional = False
    table: Table = {}
    most_lines = 50
    frequencies = FREQUENCIES

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.component = desk.marks.component
        self.tracker = Tracker(self.table)
        self.levels = Hierarchy(desk, "837")
        self.parties = Parties(desk, institutional=self.institutional)
        self.benefits = Benefits(desk)
        self.claim: Claim | None = None
        self.charge: Decimal | None = None
        self.dated = True
        """Whether the present line has its day of service; true outside a line."""
        self.line_at = 0

    def handlers(self) -> dict[str, Handler]:
        """This function will return who reads which segment."""
        parties, benefits = self.parties, self.benefits
        return {
            "HL": self.hl, "NM1": self.nm1, "SBR": self.sbr, "CLM": self.clm, "LX": self.lx, "SVD": self.svd,
            "LIN": self.enter, "LQ": self.enter, "PRV": parties.prv, "N3": parties.n3, "N4": parties.n4,
            "DMG": parties.dmg, "PAT": parties.pat, "CAS": benefits.cas, "DTP": self.dtp, "REF": self.ref, "HI": self.hi, "AMT": self.amt,
            **dict.fromkeys(("PWK", "CN1", "K3", "NTE"), self.late),
        }  # fmt: skip

    def enter(self, pieces: Pieces) -> None:
        """A segment that only opens a loop."""
        self.desk.loop = self.tracker.enter(pieces)

    def hl(self, hl: Pieces) -> None:
        """A level ends the claim before it."""
        self._claim_ends()
        self.desk.loop = self.tracker.enter(hl)
        self.levels.enter(hl)
        self.parties.hl(hl)

    def nm1(self, nm1: Pieces) -> None:
        """A party; the payer of 2330B is known by its number."""
        loop = self.desk.loop = self.tracker.enter(nm1)
        self.parties.nm1(nm1)
        if loop == "2330B" and self.benefits.payers:
            self.benefits.payers[-1].identifier = at(nm1, 9)

    def sbr(self, sbr: Pieces) -> None:
        """The subscriber of this claim's payer, or of another payer below the claim."""
        self.desk.loop = self.tracker.enter(sbr)
        self.parties.subscriber(sbr)
        if self.desk.loop == "2320":
            self.benefits.another(at(sbr, 1), at(self.parties.sbr, 1))

    def clm(self, clm: Pieces) -> None:
        """Number, total, place and frequency of a claim."""
        self._claim_ends()
        desk = self.desk
        desk.loop = self.tracker.enter(clm)
        number, total = at(clm, 1), at(clm, 2)
        desk.claim = number
        place, _, rest = at(clm, 5).partition(self.component)
        kind, _, frequency = rest.partition(self.component)
        self.claim = Claim(desk.position, self.money("CLM", "02", total), place, frequency)
        self.benefits.clear()
        self.parties.before_claim()
        parts.number(desk, number)
        if frequency not in self.frequencies:
            desk.error("claim.frequency", "CLM", "05-3", frequency, "A claim of this form has no such frequency.",
                       "Put 1 for an original, 7 for a replacement, 8 for a void.")  # fmt: skip
        self.place(place, kind, "CLM", "05-1")

    def lx(self, lx: Pieces) -> None:
        """A line begins."""
        self._line_ends()
        self.desk.loop = self.tracker.enter(lx)
        if self.claim is None:
            return
        self.dated, self.line_at = False, self.desk.position
        self.claim.lines += 1
        if self.claim.lines == self.most_lines + 1:
            self.desk.error("claim.too_many_lines", "LX", "01", at(lx, 1), f"The claim has more than {self.most_lines} "
                            "lines.", "Split it into two claims.")  # fmt: skip

    def svd(self, svd: Pieces) -> None:
        """What another payer decided about the line."""
        self.desk.loop = self.tracker.enter(svd)
        self.benefits.svd(svd)

    def line(self, name: str, procedure: str, charge: str, unit: tuple[str, str, frozenset[str]], places: str) -> None:
        """Procedure, charge, unit and units of SV1 or SV2; `places` are the four element numbers."""
        at_code, at_charge, at_unit, at_units = places.split()
        if procedure:
            parts.procedure(self.desk, self.component, name, at_code, procedure)
        self.charge = self.money(name, at_charge, charge)
        if self.claim is not None:
            if self.charge is None:
                self.claim.complete = False
            else:
                self.claim.charged += self.charge
        kind, units, known = unit
        if kind not in known:
            self.desk.error("code.unit", name, at_unit, kind, "This is not a unit that a claim may count in.",
                            "Put UN for units.")  # fmt: skip
        count = values.money(units)
        if count is None or count <= 0:
            self.desk.error("line.units", name, at_units, units, "The line has no units.", "Enter at least one unit.")

    def money(self, name: str, place: str, text: str) -> Decimal | None:
        """This function will read what is charged: a number, not below zero, in whole cents. Source: X12 data type R."""
        amount = values.money(text)
        if amount is None or amount < 0 or not values.cents(text):
            self.desk.error("money.shape", name, place, text, "This is not an amount: dollars and at most two decimals, "
                            "not below zero.", "Correct the fee.")  # fmt: skip
        return amount

    def place(self, code: str, kind: str, name: str, element: str) -> None:
        """Place of service or type of bill: the form knows."""

    def dtp(self, dtp: Pieces) -> None:
        """Dates are real, spans run forward, what was served lies not ahead."""
        self.late(dtp)
        desk, qualifier, shape, value = self.desk, at(dtp, 1), at(dtp, 2), at(dtp, 3)
        if shape not in ("D8", "RD8", "DT"):
            return
        days = values.span(shape, value)
        if days is None:
            desk.error("date.not_real", "DTP", "03", value, "This is not a real day, or a span that runs backwards.",
                       "Correct the date.")  # fmt: skip
            return
        if days[0] > desk.today and qualifier in SERVED:
            desk.error("date.future", "DTP", "03", value, "The day lies in the future.", "Correct the date, or send the "
                       "claim after the day.")  # fmt: skip
        claim = self.claim
        if claim is None:
            return
        if qualifier == "472" and self.tracker.area == "2400":
            self.dated = True
            parts.born_before(desk, self.parties.born, days[0], value)
            if claim.served_until is None or days[1] > claim.served_until:
                claim.served_until = days[1]
            if claim.statement is not None:
                claim.served.append((desk.position, value, days))
        elif qualifier == "434":
            claim.statement = days

    def ref(self, ref: Pieces) -> None:
        """Numbers that must be there once, and once only: F8, D9, 6R."""
        desk, claim, qualifier, number = self.desk, self.claim, at(ref, 1), at(ref, 2)
        if claim is None:
            self.parties.ref(ref)
            return
        if qualifier == "6R" and desk.loop == "2400":
            if number in claim.controls:
                desk.error("line.control_again", "REF", "02", number, "Two lines of the claim have the same control "
                           "number; the payment of one would be booked on the other.", "Number each line "
                           "differently.")  # fmt: skip
            claim.controls.add(number)
        elif desk.loop == "2300":
            self.late(ref)
            if qualifier == "F8":
                claim.payer_number = bool(number)
            elif qualifier == "D9":
                if number in desk.traces:
                    desk.error("claim.trace_again", "REF", "02", number, "Another claim of this file has the same trace "
                               "number, so the house's answer could be filed to the wrong one.",
                               "Give each claim its own number.")  # fmt: skip
                desk.traces.add(number)

    def hi(self, hi: Pieces) -> None:
        """Codes stand in the claim, each of its shape."""
        if self.claim is None or self.tracker.area != "2300":
            self.desk.error(
                "claim.order", "HI", "", "", "Codes (HI) stand outside a claim.", "Put them behind the CLM."
            )
            return
        coded(self.desk, self.claim, hi)

    def amt(self, amt: Pieces) -> None:
        """AMT*D of 2320 is what the other payer paid."""
        self.late(amt)
        if self.desk.loop == "2320" and at(amt, 1) == "D" and self.benefits.payers:
            self.benefits.payers[-1].paid = values.money(at(amt, 2))

    def late(self, pieces: Pieces) -> None:
        """Dates, references and notes of the claim come before its diagnoses."""
        if self.claim is not None and self.claim.principal and self.desk.loop == "2300":
            self.desk.error("claim.order", pieces[0], "01", at(pieces, 1), f"A {pieces[0]} of the claim comes after its "
                            "diagnoses.", "Put it before the HI.")  # fmt: skip

    def finish(self, claim: Claim) -> None:
        """What only one form asks at the end of a claim."""

    def close(self) -> None:
        """This function will end what the SE ends."""
        self._claim_ends()
        self.parties.settle()
        self.levels.close()

    def _line_ends(self) -> None:
        if self.benefits.decisions:
            self.benefits.line_ends(self.charge)
        self.charge = None
        if not self.dated and not self.institutional:
            self.desk.error("line.no_date", "DTP", "", "", "The line has no day of service.",
                            "Enter the day of the service.", at=self.line_at, loop="2400")  # fmt: skip
        self.dated = True

    def _claim_ends(self) -> None:
        claim, desk = self.claim, self.desk
        if claim is None:
            return
        self._line_ends()
        self.claim = None
        parts.ended(desk, claim, self.benefits, at(self.parties.sbr, 1))
        self.finish(claim)
        desk.claim = ""
