"""Charges, what a payer authorized, what was decided against its rules, and tables of pair edits."""

from circlechart.money.charges.models.authorization import Authorization
from circlechart.money.charges.models.charge import Charge
from circlechart.money.charges.models.override import ChargeOverride
from circlechart.money.charges.models.pairs import PairEdit, PairFile

__all__ = ["Authorization", "Charge", "ChargeOverride", "PairEdit", "PairFile"]
