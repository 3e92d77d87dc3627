"""Edits of eligibility, status and acknowledgements: what is certain without the guides' code lists.

Source: facts/x12.md section 2 (271, 277CA, 999, TA1 have no complete validator), sections 1 and 5; levels of `codes`.
"""

from circlechart.base.formats.x12.edits import values
from circlechart.base.formats.x12.edits.envelope import at
from circlechart.base.formats.x12.edits.finding import Desk, Handler
from circlechart.base.formats.x12.edits.hierarchy import Hierarchy
from circlechart.base.formats.x12.edits.reading import Pieces

SET_ANSWERS, GROUP_ANSWERS = frozenset("AEMRWX"), frozenset("AEMPRWX")
"""IK501 and AK901 as the map of 005010X231A1 lists them."""
ACCEPTED = ("A", "E")
_AGAIN = "Ask the clearinghouse for the answer again."


class Asked:
    """The edits of a 270, 271, 276 or 277: levels, NPI, dates. The reason of a 277 is a code of its shape."""

    def __init__(self, desk: Desk, kind: str) -> None:
        self.desk = desk
        self.sent_by_us = kind in ("270", "276")
        self.levels = Hierarchy(desk, kind)

    def handlers(self) -> dict[str, Handler]:
        """This function will return who reads which segment."""
        return {"HL": self.levels.enter, "NM1": self.nm1, "DMG": self.dmg, "DTP": self.dtp}

    def nm1(self, nm1: Pieces) -> None:
        """An NPI has its check digit."""
        if at(nm1, 8) == "XX" and not values.npi(at(nm1, 9)):
            note = self.desk.error if self.sent_by_us else self.desk.warning
            note("npi.digits", "NM1", "09", at(nm1, 9), "This is not an NPI: it needs ten digits, the last of which "
                 "checks the others.", "Look the NPI up again.")  # fmt: skip

    def dmg(self, dmg: Pieces) -> None:
        """A birth date is a real day, and not after today."""
        born = values.span("D8", at(dmg, 2))
        if at(dmg, 2) and born is None:
            self.desk.error(
                "date.not_real", "DMG", "02", at(dmg, 2), "The birth date is not a real day.", "Correct it."
            )
        elif born is not None and born[0] > self.desk.today:
            self.desk.error("date.future", "DMG", "02", at(dmg, 2), "The birth date lies in the future.", "Correct it.")

    def dtp(self, dtp: Pieces) -> None:
        """Days are real, spans run forward."""
        if at(dtp, 2) in ("D8", "RD8", "DT") and values.span(at(dtp, 2), at(dtp, 3)) is None:
            self.desk.error("date.not_real", "DTP", "03", at(dtp, 3), "This is not a real day, or a span that runs "
                            "backwards.", "Correct the date.")  # fmt: skip

    def close(self) -> None:
        """This function will leave the levels."""
        self.levels.close()


class Acknowledged:
    """The edits of a 999: every set that it names has an answer, and the counts of the group agree with them."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.open = 0
        """Position of an AK2 that has no IK5 yet."""
        self.rejected = 0
        self.answered = False

    def handlers(self) -> dict[str, Handler]:
        """This function will return who reads which segment."""
        return {"AK2": self.ak2, "IK5": self.ik5, "AK9": self.ak9}

    def ak2(self, _ak2: Pieces) -> None:
        """A set that is answered next."""
        self._unanswered()
        self.open = self.desk.position

    def ik5(self, ik5: Pieces) -> None:
        """The answer: accepted, accepted with errors, rejected."""
        self.open = 0
        if at(ik5, 1) not in SET_ANSWERS:
            self.desk.error("ack.answer", "IK5", "01", at(ik5, 1), "Nobody knows whether the set was accepted: this "
                            "answer does not exist.", _AGAIN)  # fmt: skip
        elif at(ik5, 1) not in ACCEPTED:
            self.rejected += 1

    def ak9(self, ak9: Pieces) -> None:
        """The group's answer and its counts: included, received, accepted."""
        self._unanswered()
        self.answered = True
        if at(ak9, 1) not in GROUP_ANSWERS:
            self.desk.error("ack.answer", "AK9", "01", at(ak9, 1), "Nobody knows whether the group was accepted: this "
                            "answer does not exist.", _AGAIN)  # fmt: skip
        counts = [at(ak9, place) for place in (2, 3, 4)]
        if not all(values.digits(each) and len(each) <= 9 for each in counts):
            self.desk.error(
                "ack.counts", "AK9", "02", " ".join(counts), "The counts of the sets are not numbers.", _AGAIN
            )
            return
        _, received, accepted = map(int, counts)
        if accepted > received or self.rejected > received - accepted:
            self.desk.error("ack.counts", "AK9", "04", counts[2], f"Of {received} sets {accepted} were accepted, which "
                            f"does not fit the {self.rejected} that were rejected one by one.", _AGAIN)  # fmt: skip

    def close(self) -> None:
        """This function will miss the group's answer."""
        self._unanswered()
        if not self.answered:
            self.desk.error("ack.answer", "AK9", "", "", "The answer for the group is missing (AK9).", _AGAIN)

    def _unanswered(self) -> None:
        if self.open:
            position, self.open = self.open, 0
            self.desk.error("ack.answer", "AK2", "", "", "A set is named, and its answer is missing (IK5).", _AGAIN,
                            at=position)  # fmt: skip


def interchange_acknowledged(desk: Desk, ta1: Pieces) -> None:
    """This function will check a TA1: nine digits, an answer that exists, a reason of three digits. Source: X12.5."""
    number, answer, reason = at(ta1, 1), at(ta1, 4), at(ta1, 5)
    if not (len(number) == 9 and values.digits(number)):
        desk.error("ta1.number", "TA1", "01", number, "The number of the interchange that it answers is not nine "
                   "digits.", _AGAIN)  # fmt: skip
    if answer not in ("A", "E", "R"):
        desk.error("ta1.answer", "TA1", "04", answer, "Nobody knows whether the interchange was accepted: this answer "
                   "does not exist.", _AGAIN)  # fmt: skip
    if not (len(reason) == 3 and values.digits(reason)):
        desk.error("ta1.reason", "TA1", "05", reason, "The reason is not three digits.", _AGAIN)
