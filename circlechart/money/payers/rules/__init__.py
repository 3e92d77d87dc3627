"""A payer's rules as plain sentences, and whether a typed value can be one."""

from circlechart.money.payers.rules.lines import history, layers, line, lines
from circlechart.money.payers.rules.sentences import sentence
from circlechart.money.payers.rules.shapes import CODE, problem
from circlechart.money.payers.rules.standing import standing

__all__ = ["CODE", "history", "layers", "line", "lines", "problem", "sentence", "standing"]
