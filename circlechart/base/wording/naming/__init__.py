"""Finding other people's names in a text. Source: 42 CFR 2.13(a) (disclose no more than necessary); care.md U7.

Names come from a roster; whether “hope” is somebody or something is told from the words around it. What nobody can tell
from words is out of reach: “the firefighter in our group” names nobody and may identify somebody all the same.
"""

from circlechart.base.wording.naming.facts import Level, Mention, Named
from circlechart.base.wording.naming.find import find
from circlechart.base.wording.naming.neutral import neutral, neutralized

__all__ = ["Level", "Mention", "Named", "find", "neutral", "neutralized"]
