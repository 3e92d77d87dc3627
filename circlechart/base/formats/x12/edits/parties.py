"""Edits of the people and places of an 837: NPI, taxonomy, addresses, subscriber, birth dates.

Source of each: facts/x12.md section 2 (what validators miss) and section 6 (what the guides' loops want).
"""

from datetime import date

from circlechart.base.formats.x12.edits import values
from circlechart.base.formats.x12.edits.codes import FILING_CODES, MEDICARE, RELATIONS, RESPONSIBILITIES, STATES
from circlechart.base.formats.x12.edits.envelope import at
from circlechart.base.formats.x12.edits.finding import Desk
from circlechart.base.formats.x12.edits.reading import Pieces

PLUS_FOUR = {"2010AA": "billing provider", "2310C": "service facility", "2310E": "service facility"}
"""Loops whose ZIP code needs nine digits; 2310E is the facility of an 837I only."""
NEEDS_NPI = frozenset(("2310A", "2310B", "2310D", "2420A", "2420C"))
NUMBERED = {"2010BA": ("subscriber.number", "subscriber"), "2010BB": ("payer.number", "payer")}
"""Loops of 2000B whose party is known by its number: that of the card, and that of the payer at the house."""
PERSONS = frozenset(("82", "71", "72", "DQ", "DN"))
BILLING = {"N3": "street", "N4": "city", "REF": "tax number"}
_DIGITS = "Ask for the NPI again, or look it up in the NPI registry; one digit is wrong."


class Parties:
    """What was said about billing provider, subscriber and patient above the present claim."""

    __slots__ = ("billing", "born", "desk", "entity", "has", "institutional", "level", "number", "pay_to", "payer", "relation", "sbr",
                 "seen")  # fmt: skip

    def __init__(self, desk: Desk, *, institutional: bool) -> None:
        self.desk, self.institutional = desk, institutional
        self.billing = False
        self.level = self.entity = ""
        self.sbr: Pieces = []
        self.pay_to = 0
        """Position of an NM1*87 whose address has not come yet."""
        self.seen: set[str] = set()
        """N3, N4 and DMG of the present subscriber."""
        self.has: set[str] = set()
        """N3, N4 and REF of the present billing provider."""
        self.number = ""
        """The NPI of the present billing provider."""
        self.payer = False
        self.relation = ""
        """PAT01 of the present patient who is not the subscriber."""
        self.born: date | None = None

    def hl(self, hl: Pieces) -> None:
        """A new level: what was known of the old one of its kind is forgotten."""
        self.settle()
        self.level, self.entity = at(hl, 3), ""
        self.relation, self.born = "", None
        if self.level == "20":
            self.billing, self.number = False, ""
            self.has.clear()
        if self.level == "22":
            self.sbr, self.payer = [], False
            self.seen.clear()

    def nm1(self, nm1: Pieces) -> None:
        """NPI where one is named: ten digits and a check digit. Missing where a provider must have one."""
        self.settle()
        desk, loop = self.desk, self.desk.loop
        self.entity = entity = at(nm1, 1)
        if loop == "2010AA":
            self.billing = True
        if loop == "2010AB":
            self.pay_to = desk.position
        if loop in NUMBERED:
            self.payer = self.payer or loop == "2010BB"
            if not at(nm1, 9):
                rule, whose = NUMBERED[loop]
                desk.error(
                    rule, "NM1", "09", "", f"The number of the {whose} is missing.", f"Enter the {whose}'s number."
                )
        if at(nm1, 8) == "XX":
            if not values.npi(at(nm1, 9)):
                desk.error("npi.digits", "NM1", "09", at(nm1, 9), "This is not an NPI: it needs ten digits, the last of "
                           "which checks the others." if at(nm1, 9) else "The NPI is missing.", _DIGITS)  # fmt: skip
            elif loop == "2010AA":
                self.number = at(nm1, 9)
            elif entity == "82" and at(nm1, 9) == self.number:
                desk.warning("rendering.is_billing", "NM1", "09", at(nm1, 9), "The rendering provider has the NPI of the "
                             "billing provider; some clearinghouses refuse that.", "Name the person who led the session, "
                             "or nobody when the billing provider is that person.")  # fmt: skip
        elif loop == "2010AA":
            desk.error("npi.missing", "NM1", "09", at(nm1, 9), "The billing provider has no NPI.",
                       "Enter the clinic's NPI in the settings of billing.")  # fmt: skip
        elif entity in PERSONS and loop in NEEDS_NPI:
            desk.warning("npi.missing", "NM1", "09", at(nm1, 9), "A provider is named without an NPI; nearly every "
                         "payer refuses that.", "Enter the person's NPI.")  # fmt: skip

    def prv(self, prv: Pieces) -> None:
        """A taxonomy has its shape, and stands behind the provider whom it describes."""
        desk, code, loop = self.desk, at(prv, 1), self.desk.loop
        if at(prv, 2) == "PXC" and not values.taxonomy(at(prv, 3)):
            desk.error("code.taxonomy", "PRV", "03", at(prv, 3), "This is not a taxonomy code: three digits and seven "
                       "more letters or digits.", "Take the code from the provider's NPI record.")  # fmt: skip
        belongs = {"BI": ("2000A",), "PE": ("2310B", "2420A"), "AT": ("2310A",)}.get(code)
        if self.institutional and code == "PE":
            belongs = ()
        if belongs is not None and loop not in belongs:
            desk.error("prv.orphan", "PRV", "01", code, "The taxonomy stands here without the provider to whom it "
                       "belongs.", "Put the provider's NM1 before it, or leave it out.")  # fmt: skip

    def n3(self, n3: Pieces) -> None:
        """The billing address is a street: clearinghouses refuse a box in 2010AA."""
        self._address("N3")
        if self.desk.loop == "2010AA":
            for place in (1, 2):
                if values.po_box(at(n3, place)):
                    self.desk.error("address.po_box", "N3", f"0{place}", at(n3, place), "The billing provider's address "
                                    "is a post-office box; it must be a street.", "Enter the street as the billing "
                                    "address, and the box as the pay-to address.")  # fmt: skip

    def n4(self, n4: Pieces) -> None:
        """ZIP codes have five or nine digits; nine for the billing provider and the service facility."""
        self._address("N4")
        desk, code, loop = self.desk, at(n4, 3), self.desk.loop
        if at(n4, 4) not in ("", "US", "USA"):
            return
        if at(n4, 2) not in STATES:
            desk.error("address.state", "N4", "02", at(n4, 2), "This is not a state.", "Enter its two letters, such as "
                       "OR.")  # fmt: skip
        if not (values.digits(code) and len(code) in (5, 9)):
            desk.error("address.zip", "N4", "03", code, "This is not a ZIP code: five or nine digits, without a dash.",
                       "Correct the ZIP code.")  # fmt: skip
        elif len(code) == 5 and loop in PLUS_FOUR and self.entity in ("85", "77"):
            desk.error("address.zip_plus_4", "N4", "03", code, f"The ZIP code of the {PLUS_FOUR[loop]} needs all nine "
                       "digits.", "Look up the four digits at the post office's ZIP code search.")  # fmt: skip

    def dmg(self, dmg: Pieces) -> None:
        """A birth date is a real day, and not after today."""
        desk, value = self.desk, at(dmg, 2)
        if desk.loop == "2010BA":
            self.seen.add("DMG")
        born = values.day(value) if len(value) == 8 else None
        if born is None:
            desk.error("date.not_real", "DMG", "02", value, "The birth date is not a real day.", "Correct it.")
        elif born > desk.today:
            desk.error("date.future", "DMG", "02", value, "The birth date lies in the future.", "Correct it.")
        elif desk.loop in ("2010BA", "2010CA"):
            self.born = born

    def pat(self, pat: Pieces) -> None:
        """How a patient who is not the subscriber stands to the subscriber."""
        self.relation = at(pat, 1)
        if self.level == "23" and self.relation not in RELATIONS:
            self.desk.error("patient.relation", "PAT", "01", self.relation, "This does not say how the patient is related "
                            "to the subscriber.", "Put 01 spouse, 19 child, 20 employee, 53 life partner or G8 other.")  # fmt: skip

    def ref(self, ref: Pieces) -> None:
        """The billing provider's tax number: nine digits, without a dash."""
        if self.desk.loop != "2010AA" or at(ref, 1) not in ("EI", "SY"):
            return
        self.has.add("REF")
        number = at(ref, 2)
        if not (len(number) == 9 and values.digits(number)):
            dashed = values.digits(bare := number.replace("-", "")) and len(bare) == 9
            note = self.desk.warning if dashed else self.desk.error
            note("billing.tax_number", "REF", "02", number, "A tax number has nine digits, without a dash.",
                 "Enter the clinic's tax number in the settings of billing.")  # fmt: skip

    def subscriber(self, sbr: Pieces) -> None:
        """SBR09 is there and known; a Medicare secondary claim says why (SBR05)."""
        desk, filing = self.desk, at(sbr, 9)
        if desk.loop == "2000B":
            self.sbr = sbr
        if at(sbr, 1) not in RESPONSIBILITIES:
            desk.error("sbr.order", "SBR", "01", at(sbr, 1), "This does not say whether the payer is the first, the second "
                       "or the third.", "Put P, S or T.")  # fmt: skip
        if not filing and desk.loop == "2000B":
            desk.error("sbr.filing", "SBR", "09", "", "The kind of insurance is missing (claim filing indicator).",
                       "Choose it on the payer's page, for example CI commercial, MC Medicaid, MB Medicare.")  # fmt: skip
        elif filing and filing not in FILING_CODES:
            desk.error("sbr.filing", "SBR", "09", filing, "This kind of insurance is not one that 5010 knows (claim "
                       "filing indicator).", "Choose it on the payer's page; 09, 10 and LI are refused.")  # fmt: skip
        if desk.loop == "2000B" and filing in MEDICARE and at(sbr, 1) != "P" and not at(sbr, 5):
            desk.error("sbr.medicare_secondary", "SBR", "05", "", "Medicare is not the first payer, and the claim does "
                       "not say why.", "Enter the insurance type, for example 12 working aged.")  # fmt: skip

    def before_claim(self) -> None:
        """What must stand above a claim: billing provider; for a subscriber who is the patient, address and birth."""
        self.settle()
        desk = self.desk
        if not self.billing:
            desk.error("billing.missing", "CLM", "", "", "No billing provider (2010AA) stands above this claim.",
                       "Write the billing provider's name, address, NPI and tax number.")  # fmt: skip
        elif len(self.has) < len(BILLING):
            words = ", no ".join(word for name, word in BILLING.items() if name not in self.has)
            desk.error("billing.incomplete", "CLM", "", "", f"The billing provider above this claim has no {words}.",
                       "Complete the settings of billing.")  # fmt: skip
        if not self.payer:
            desk.error("payer.missing", "CLM", "", "", "No payer (2010BB) stands above this claim.",
                       "Write the payer's name and number.")  # fmt: skip
        if self.level == "23":
            self._dependent()
        if self.level != "22":
            return
        if self.sbr and at(self.sbr, 2) != "18":
            desk.error("subscriber.relation", "SBR", "02", at(self.sbr, 2), "The claim hangs under the subscriber, who "
                       "is not said to be the patient.", "Put 18 (self), or name the patient below.")  # fmt: skip
        missing = [name for name in ("N3", "N4", "DMG") if name not in self.seen]
        if missing:
            named = {"N3": "street", "N4": "city", "DMG": "birth date"}
            desk.error("subscriber.incomplete", "CLM", "", "", "The subscriber is the patient, and has no "
                       f"{', no '.join(named[each] for each in missing)}.", "Complete the client's page.")  # fmt: skip

    def _dependent(self) -> None:
        """A patient below the subscriber is somebody else, and is said to be who."""
        desk = self.desk
        if at(self.sbr, 2) == "18":
            desk.error("subscriber.relation", "SBR", "02", "18", "The subscriber is said to be the patient, and the claim "
                       "hangs under another patient.", "Leave SBR02 empty, or bill under the subscriber.")  # fmt: skip
        if not self.relation:
            desk.error("patient.relation", "PAT", "", "", "The patient below the subscriber is not said to be related to "
                       "anybody (PAT).", "Say how the patient is related to the subscriber.")  # fmt: skip

    def settle(self) -> None:
        """This function will say that a pay-to name came without its address."""
        if self.pay_to:
            position, self.pay_to = self.pay_to, 0
            self.desk.error("pay_to.address", "NM1", "01", "87", "The pay-to address is announced, and no street "
                            "follows.", "Complete the pay-to address, or leave it out.", at=position,
                            loop="2010AB")  # fmt: skip

    def _address(self, name: str) -> None:
        if self.pay_to and name == "N3":
            self.pay_to = 0
        if self.desk.loop == "2010BA":
            self.seen.add(name)
        elif self.desk.loop == "2010AA":
            self.has.add(name)
