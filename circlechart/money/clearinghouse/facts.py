"""Who carries a file, and what is typed about it, as plain frozen values."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

FORMS = {"professional": "837P", "institutional": "837I"}
PAPER = {"cms1500": "CMS-1500", "ub04": "UB-04"}
LINE_ENDINGS = {"": "", "lf": "\n", "crlf": "\r\n"}
USUAL_NAME = "{form}-{number}.txt"
MOST_IN_TRANSACTION = 5000
"""facts/x12 section 6: what the guides recommend as the most claims of one ST."""


@dataclass(frozen=True, slots=True)
class Partner:
    """Whom a file is handed to: a clearinghouse, or the payer itself. `key` is its own; numbers are counted by it."""

    key: UUID
    name: str
    receiver_id: str
    """ISA08."""
    house_id: UUID | None = None
    """Returns None when: the file goes to the payer itself."""
    receiver_qualifier: str = "ZZ"
    """ISA07."""
    sender_qualifier: str = "ZZ"
    """ISA05."""
    sender_id: str = ""
    """ISA06; empty means the clinic's tax number."""
    group_sender: str = ""
    """GS02 when it differs from ISA06."""
    group_receiver: str = ""
    """GS03 when it differs from ISA08."""
    receiver_identifier: str = ""
    """1000B NM109 when it differs from ISA08."""
    production: bool = False
    """ISA15."""
    most_claims: int = MOST_IN_TRANSACTION
    """In one file."""
    most_in_transaction: int = MOST_IN_TRANSACTION
    file_pattern: str = USUAL_NAME
    line_ending: str = ""
    """Behind each segment's own end."""

    def file_name(self, form: str, number: int, on: date) -> str:
        """This function will name a file: by its transaction, its number, the day and whether it is a test."""
        test = "" if self.production else "TEST"
        name = self.file_pattern.format(form=FORMS[form], number=f"{number:09d}", date=f"{on:%Y%m%d}", test=test)
        return name.strip("-_. ") or f"{number:09d}"


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one file: nobody else at the same partner has them, before or after."""

    file: int
    """ISA13 and GS06."""
    first_set: int
    """ST02 of its first transaction; the others follow."""


@dataclass(frozen=True, slots=True)
class HouseGiven:
    """A clearinghouse as typed."""

    name: str
    receiver_qualifier: str
    receiver_id: str
    sender_qualifier: str
    sender_id: str
    group_sender: str
    group_receiver: str
    receiver_identifier: str
    production: bool
    most_claims: int
    most_in_transaction: int
    file_pattern: str
    line_ending: str


@dataclass(frozen=True, slots=True)
class Going:
    """A payer and how its claims leave."""

    payer: Any
    house: Any
    """Returns None when: they go to the payer itself."""
    payer_id: str
    """The payer's number where its claims go."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a facility's claims need on their way out: who attends, its printers, its blanks."""

    facility: Any
    attending: tuple[Any, ...]
    printers: tuple[Any, ...]
    blanks: tuple[Any, ...]
