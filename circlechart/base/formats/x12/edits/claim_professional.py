"""Edits that only an 837P has: place of service, diagnosis pointers, twelve diagnoses.

Source: facts/x12.md section 2 (pointer 5 with two diagnoses, POS 98, SV103=XX) and section 6 (twelve, fifty lines).
"""

from circlechart.base.formats.x12.edits import values
from circlechart.base.formats.x12.edits.claim import Claims
from circlechart.base.formats.x12.edits.claim_parts import Claim
from circlechart.base.formats.x12.edits.codes import PLACES_OF_SERVICE, PROFESSIONAL_UNITS
from circlechart.base.formats.x12.edits.envelope import at
from circlechart.base.formats.x12.edits.finding import Handler
from circlechart.base.formats.x12.edits.loops import PROFESSIONAL
from circlechart.base.formats.x12.edits.reading import Pieces

MOST_DIAGNOSES, MOST_POINTERS = 12, 4


class Professional(Claims):
    """The edits of one 837P transaction."""

    table = PROFESSIONAL

    def handlers(self) -> dict[str, Handler]:
        """This function will add the professional service."""
        return {**super().handlers(), "SV1": self.sv1}

    def sv1(self, sv1: Pieces) -> None:
        """A professional service: code, charge, units, place, and pointers that point to a diagnosis."""
        unit = at(sv1, 3), at(sv1, 4), PROFESSIONAL_UNITS
        self.line("SV1", at(sv1, 1), at(sv1, 2), unit, "01 02 03 04")
        if at(sv1, 5):
            self.place(sv1[5], "B", "SV1", "05")
        pointers = at(sv1, 7)
        if not pointers:
            self.desk.error("line.no_pointer", "SV1", "07", "", "The line does not say which diagnosis it treats.",
                            "Choose the diagnosis of the line.")  # fmt: skip
            return
        most = self.claim.diagnoses if self.claim is not None else MOST_DIAGNOSES
        pointed = pointers.split(self.component)
        if len(pointed) > MOST_POINTERS:
            self.desk.error("line.pointer", "SV1", "07", pointers, f"The line points to {len(pointed)} diagnoses; four "
                            "fit.", "Keep the four that the service treats.")  # fmt: skip
        if len(set(pointed)) < len(pointed):
            self.desk.warning("line.pointer", "SV1", "07", pointers, "The line points to the same diagnosis twice.",
                              "Take one out.")  # fmt: skip
        for place, pointer in enumerate(pointed, start=1):
            if not (values.digits(pointer) and 1 <= int(pointer[:9]) <= most):
                self.desk.error("line.pointer", "SV1", f"07-{place}", pointer, "The line points to a diagnosis that the "
                                f"claim does not have; it has {most}.", "Choose the diagnosis of the line again.")  # fmt: skip

    def place(self, code: str, kind: str, name: str, element: str) -> None:
        """The place is one of CMS's places of service, where the qualifier says that it is one."""
        if kind == "B" and code not in PLACES_OF_SERVICE:
            self.desk.error("code.place", name, element, code, "This is not a place of service.",
                            "Choose the place, for example 11 office, 10 telehealth at home.")  # fmt: skip

    def finish(self, claim: Claim) -> None:
        """At most twelve diagnoses."""
        if claim.diagnoses > MOST_DIAGNOSES:
            self.desk.error("claim.too_many_diagnoses", "HI", "", str(claim.diagnoses), f"The claim has "
                            f"{claim.diagnoses} diagnoses; twelve fit.", "Keep the twelve that the services treat.",
                            at=claim.position, loop="2300")  # fmt: skip
