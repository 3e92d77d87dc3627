"""Edits of an 835: the payment is the sum of its claims less PLB, claims and lines balance. Findings, never a refusal.

Source: 005010X221A1 section 1.10.2.1 (balancing of line, claim and transaction), facts/x12.md section 2 (BPR02 wrong,
CARC 9999, CAS*ZZ, CLP02=99, CLP04 off by one).
"""

from decimal import Decimal

from circlechart.base.formats.x12.edits import values
from circlechart.base.formats.x12.edits.cob import ZERO, adjustments
from circlechart.base.formats.x12.edits.codes import CLAIM_STATUSES
from circlechart.base.formats.x12.edits.envelope import at
from circlechart.base.formats.x12.edits.finding import Desk, Handler
from circlechart.base.formats.x12.edits.loops import PARTY, REMITTANCE
from circlechart.base.formats.x12.edits.reading import Pieces

_ASK = "Ask the payer for a corrected remittance; post by hand what does not add up."


class Remittance:
    """The edits of one 835 transaction."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.component = desk.marks.component
        self.payment: Decimal | None = None
        self.payment_at = 0
        self.traced = False
        self.paid = self.provider = ZERO
        self.claim: tuple[int, Decimal, Decimal] | None = None
        """Position, charged and paid of the present CLP; None when one of them cannot be read."""
        self.line: tuple[int, Decimal, Decimal] | None = None
        self.of_claim = self.of_line = self.of_lines = ZERO
        self.lines = 0

    def handlers(self) -> dict[str, Handler]:
        """This function will return who reads which segment."""
        return {"BPR": self.bpr, "TRN": self.trn, "N1": self.n1, "NM1": self.nm1, "LX": self.enter, "CLP": self.clp,
                "SVC": self.svc, "CAS": self.cas, "PLB": self.plb, "DTM": self.dtm}  # fmt: skip

    def enter(self, pieces: Pieces) -> None:
        """A header number ends the claim before it."""
        self._claim_ends()
        self.desk.loop = REMITTANCE[pieces[0]]

    def bpr(self, bpr: Pieces) -> None:
        """The payment and its day."""
        self.payment, self.payment_at = self.amount(bpr, 2), self.desk.position
        if at(bpr, 16) and values.span("D8", at(bpr, 16)) is None:
            self.desk.error("date.not_real", "BPR", "16", at(bpr, 16), "The day of the payment is not real.", _ASK)

    def trn(self, trn: Pieces) -> None:
        """The number that finds the money at the bank."""
        self.traced = True
        if not at(trn, 2):
            self.desk.error("era.trace", "TRN", "02", "", "The number of the check or transfer is missing.",
                            "Find the payment by its amount, and ask the payer.")  # fmt: skip

    def n1(self, n1: Pieces) -> None:
        """Payer and payee; a payee's NPI has its check digit."""
        self.desk.loop = PARTY.get(at(n1, 1), self.desk.loop)
        if at(n1, 3) == "XX":
            self._npi("N1", "04", at(n1, 4))

    def nm1(self, nm1: Pieces) -> None:
        """People of the claim; an NPI has its check digit."""
        if at(nm1, 8) == "XX":
            self._npi("NM1", "09", at(nm1, 9))

    def clp(self, clp: Pieces) -> None:
        """A claim's payment: a status that exists, amounts that are numbers."""
        self._claim_ends()
        self.desk.loop, self.desk.claim = REMITTANCE["CLP"], at(clp, 1)
        if at(clp, 2) not in CLAIM_STATUSES:
            self.desk.error("era.status", "CLP", "02", at(clp, 2), "Nobody knows what became of the claim: this status "
                            "does not exist.", _ASK)  # fmt: skip
        charged, paid = self.amount(clp, 3), self.amount(clp, 4)
        self.paid += paid or ZERO
        self.claim = (self.desk.position, charged, paid) if charged is not None and paid is not None else None

    def svc(self, svc: Pieces) -> None:
        """A line's payment."""
        self._line_ends()
        self.desk.loop = REMITTANCE["SVC"]
        code = at(svc, 1).split(self.component)
        if code[0] == "HC" and not values.procedure(code[1] if len(code) > 1 else ""):
            self.desk.warning("code.procedure", "SVC", "01-2", at(svc, 1), "This is not a CPT or HCPCS code.", _ASK)
        charged, paid = self.amount(svc, 2), self.amount(svc, 3)
        self.line = (self.desk.position, charged, paid) if charged is not None and paid is not None else None
        self.of_lines += charged or ZERO
        self.lines += 1

    def cas(self, cas: Pieces) -> None:
        """Adjustments of the claim before its first line, of the line after."""
        total = adjustments(self.desk, cas)
        if self.desk.loop == REMITTANCE["SVC"]:
            self.of_line += total
        self.of_claim += total

    def plb(self, plb: Pieces) -> None:
        """What the payer took or gave beside the claims."""
        self._claim_ends()
        self.desk.loop = REMITTANCE["PLB"]
        for place in range(4, min(len(plb), 15), 2):
            self.provider += self.amount(plb, place) or ZERO

    def dtm(self, dtm: Pieces) -> None:
        """Days are real."""
        if values.span("D8", at(dtm, 2)) is None:
            self.desk.error("date.not_real", "DTM", "02", at(dtm, 2), "This is not a real day.", _ASK)

    def amount(self, pieces: Pieces, place: int) -> Decimal | None:
        """This function will read an amount, below zero too; an empty one is zero."""
        text = at(pieces, place)
        read = values.money(text) if text else ZERO
        if read is None:
            self.desk.error("money.shape", pieces[0], f"{place:02d}", text, "This is not an amount.", _ASK)
        return read

    def close(self) -> None:
        """This function will hold the payment against the sum of what came in it."""
        self._claim_ends()
        self.desk.loop = ""
        due = self.paid - self.provider
        if self.payment is not None and self.payment_at and self.payment != due:
            self.desk.error("era.payment", "BPR", "02", str(self.payment), f"The payment ({self.payment}) is not what "
                            f"its claims and adjustments add up to ({due}).", _ASK, at=self.payment_at, loop="")  # fmt: skip
        if not self.payment_at:
            self.desk.error("era.no_payment", "BPR", "", "", "The remittance does not say what was paid (BPR).", _ASK)
        if not self.traced:
            self.desk.error("era.trace", "TRN", "", "", "The number of the check or transfer is missing (TRN).", _ASK)

    def _npi(self, name: str, place: str, value: str) -> None:
        if not values.npi(value):
            self.desk.warning("npi.digits", name, place, value, "This is not an NPI: its check digit does not fit.",
                              "Compare it with the clinic's own NPI.")  # fmt: skip

    def _line_ends(self) -> None:
        line, adjusted = self.line, self.of_line
        self.line, self.of_line = None, ZERO
        if line is not None and line[1] - line[2] != adjusted:
            self.desk.error("era.line", "SVC", "03", str(line[2]), f"The line's charge ({line[1]}) less what was paid "
                            f"({line[2]}) is not what was adjusted ({adjusted}).", _ASK, at=line[0],
                            loop=REMITTANCE["SVC"])  # fmt: skip

    def _claim_ends(self) -> None:
        self._line_ends()
        claim, adjusted, lines, of_lines = self.claim, self.of_claim, self.lines, self.of_lines
        self.claim, self.of_claim, self.of_lines, self.lines = None, ZERO, ZERO, 0
        if claim is not None:
            if claim[1] - claim[2] != adjusted:
                self.desk.error("era.claim", "CLP", "04", str(claim[2]), f"The claim's charge ({claim[1]}) less what was "
                                f"paid ({claim[2]}) is not what was adjusted ({adjusted}).", _ASK, at=claim[0],
                                loop=REMITTANCE["CLP"])  # fmt: skip
            if lines and of_lines != claim[1]:
                self.desk.warning("era.charges", "CLP", "03", str(claim[1]), f"The claim's charge ({claim[1]}) is not "
                                  f"the sum of its lines ({of_lines}).", _ASK, at=claim[0],
                                  loop=REMITTANCE["CLP"])  # fmt: skip
        self.desk.claim = ""
