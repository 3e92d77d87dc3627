"""Rulebooks as text, text as rulebooks, and two of them side by side. Pure functions."""

from circlechart.money.rulebooks.rules.beside import beside, marked, of_versions
from circlechart.money.rulebooks.rules.cases import broken, comes_to
from circlechart.money.rulebooks.rules.reading import reading, said
from circlechart.money.rulebooks.rules.written import written

__all__ = ["beside", "broken", "comes_to", "marked", "of_versions", "reading", "said", "written"]
