"""Small facts of a claim that both the professional and the institutional guide know."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Attachment:
    """2300 PWK: a paper that goes with the claim or is kept for it."""

    report: str
    """PWK01: OZ supporting data, DS discharge summary, 03 report justifying treatment, CT certification, PN notes..."""
    transmission: str
    """PWK02: AA kept and given on request, BM mail, EL electronic, EM e-mail, FT file transfer, FX fax."""
    number: str = ""
    """PWK06 after AC: needed unless kept on request; stands on the paper too."""


@dataclass(frozen=True, slots=True)
class Contract:
    """2300 CN1: what the claim is paid under, when the payer asks for it."""

    kind: str
    """CN101: 02 per diem, 03 variable per diem, 04 flat, 05 capitated, 06 percent, 09 other, 01 by diagnosis group."""
    amount: Decimal | None = None
    """CN102."""
    code: str = ""
    """CN104."""
