"""Coordination of benefits: what another payer paid and adjusted adds up to what was charged.

Source: facts/x12.md section 6, after 005010X222A1 1.4.1: CLM02 = AMT*D + CAS of 2320 + CAS of 2430, and for each line
SV102 = SVD02 + its CAS; SVD01 is the 2330B NM109 of the payer who decided.
"""

from dataclasses import dataclass
from decimal import Decimal

from circlechart.base.formats.x12.edits import values
from circlechart.base.formats.x12.edits.codes import ADJUSTMENT_GROUPS
from circlechart.base.formats.x12.edits.envelope import at
from circlechart.base.formats.x12.edits.finding import Desk
from circlechart.base.formats.x12.edits.reading import Pieces

ZERO = Decimal(0)


@dataclass(slots=True)
class Payer:
    """One 2320 with its 2330B."""

    position: int
    place: str = ""
    """SBR01: P, S, T..."""
    identifier: str = ""
    paid: Decimal | None = None
    adjusted: Decimal = ZERO


@dataclass(slots=True)
class Decision:
    """One 2430: what a payer decided about a line."""

    position: int
    payer: str
    paid: Decimal | None
    bundled: bool
    adjusted: Decimal = ZERO


def adjustments(desk: Desk, cas: Pieces) -> Decimal:
    """This function will check a CAS and return the sum of its amounts. Source: facts/x12.md section 2, CARC and CAS*ZZ."""
    if at(cas, 1) not in ADJUSTMENT_GROUPS:
        desk.error("cas.group", "CAS", "01", at(cas, 1), "Nobody knows who bears this adjustment: the group is not CO, "
                   "PR, OA, PI or CR.", "Copy the group from the remittance.")  # fmt: skip
    total = ZERO
    for place in range(2, min(len(cas), 20), 3):
        code, amount = cas[place], at(cas, place + 1)
        if not code and not amount:
            continue
        if not values.reason(code):
            desk.error("code.carc", "CAS", f"{place:02d}", code, "This is not an adjustment reason code (CARC).",
                       "Copy the reason from the remittance.")  # fmt: skip
        read = values.money(amount)
        if read is None:
            desk.error("money.shape", "CAS", f"{place + 1:02d}", amount, "The amount of the adjustment is not a number.",
                       "Write dollars and cents, with a point.")  # fmt: skip
        else:
            total += read
    return total


class Benefits:
    """The other payers of the present claim, and what they decided about its lines."""

    __slots__ = ("decisions", "desk", "lines", "payers")

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.payers: list[Payer] = []
        self.decisions: list[Decision] = []
        self.lines: dict[str, Decimal] = {}

    def clear(self) -> None:
        """This function will forget the claim before."""
        if self.payers:
            self.payers = []
        if self.lines:
            self.lines = {}

    def another(self, responsibility: str, own: str) -> None:
        """Another payer of the claim; no two payers come at the same place in the order."""
        if responsibility and responsibility != "U" and responsibility in {own, *(one.place for one in self.payers)}:
            self.desk.error("sbr.order_again", "SBR", "01", responsibility, "Two payers of the claim have the same place "
                            "in the order.", "Say which pays first, second and third: P, S, T.")  # fmt: skip
        self.payers.append(Payer(self.desk.position, responsibility))

    def svd(self, svd: Pieces) -> None:
        """A decision names one of the claim's other payers."""
        payer, paid = at(svd, 1), values.money(at(svd, 2))
        if paid is None:
            self.desk.error("money.shape", "SVD", "02", at(svd, 2), "What the other payer paid is not a number.",
                            "Write dollars and cents, with a point.")  # fmt: skip
        if not any(one.identifier == payer for one in self.payers):
            self.desk.error("cob.payer", "SVD", "01", payer, "The line names another payer who does not stand on the "
                            "claim.", "Use the same payer number in 2330B and here.")  # fmt: skip
        self.decisions.append(Decision(self.desk.position, payer, paid, bool(at(svd, 6))))

    def cas(self, cas: Pieces) -> None:
        """An adjustment counts for the claim in 2320 and for the line in 2430."""
        total = adjustments(self.desk, cas)
        if self.decisions:
            self.decisions[-1].adjusted += total
        elif self.payers:
            self.payers[-1].adjusted += total

    def line_ends(self, charge: Decimal | None) -> None:
        """For each decision: charge = paid + adjusted."""
        for one in self.decisions:
            self.lines[one.payer] = self.lines.get(one.payer, ZERO) + one.adjusted
            if charge is None or one.paid is None or one.bundled or charge == one.paid + one.adjusted:
                continue
            self.desk.error("cob.line", "SVD", "02", str(one.paid), f"What the other payer paid ({one.paid}) and "
                            f"adjusted ({one.adjusted}) does not add up to the line's charge ({charge}).",
                            "Enter paid amount and adjustments as the remittance has them.", at=one.position,
                            loop="2430")  # fmt: skip
        self.decisions.clear()

    def claim_ends(self, total: Decimal | None) -> None:
        """For each other payer that paid: claim total = paid + adjusted on the claim + adjusted on its lines."""
        for one in self.payers:
            if one.paid is None or total is None:
                continue
            adjusted = one.adjusted + self.lines.get(one.identifier, ZERO)
            if total != one.paid + adjusted:
                self.desk.error("cob.claim", "AMT", "02", str(one.paid), f"What the other payer paid ({one.paid}) and "
                                f"adjusted ({adjusted}) does not add up to the claim's total ({total}).",
                                "Enter paid amount and adjustments as the remittance has them.", at=one.position,
                                loop="2320")  # fmt: skip
