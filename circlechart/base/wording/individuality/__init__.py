"""How much of a note is this client's own: measures of copying and rewording, a verdict, the passages. No Django.

What for:     a note that repeats another is seen before it is signed; stock words, carried lists, goals under their
              heading, approved sentences and the shared narrative do not count.
Takes from:   word lists beside it; symspellpy's word counts, nicknames' given names, snowballstemmer, rapidfuzz.
Gives to:     care/individuality, outside/drafting.
Law:          thresholds are a clinic's policy; nothing is learned from how often a sentence is used.
"""

from circlechart.base.wording.individuality.verdict import CLONED, DISTINCT, SIMILAR, THIN, Finding, Policy, compare

__all__ = ["CLONED", "DISTINCT", "SIMILAR", "THIN", "Finding", "Policy", "compare"]
