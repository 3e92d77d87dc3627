"""A payer's rules as plain sentences, whether a typed value can be one, and the cases that prove it."""

from circlechart.money.payers.rules.cases import Claim, happened, proved, suggested
from circlechart.money.payers.rules.lines import history, layers, line, lines
from circlechart.money.payers.rules.parts import charged_as
from circlechart.money.payers.rules.sentences import sentence
from circlechart.money.payers.rules.shapes import CODE, problem
from circlechart.money.payers.rules.standing import standing

__all__ = [
    "CODE",
    "Claim",
    "charged_as",
    "happened",
    "history",
    "layers",
    "line",
    "lines",
    "problem",
    "proved",
    "sentence",
    "standing",
    "suggested",
]
