"""How much of a sentence its cited facts carry (G4), compared with what the shared narrative would carry."""

from collections.abc import Iterable, Sequence

from circlechart.outside.drafting.facts import Around, Check, Observation
from circlechart.outside.drafting.rules.words import Word, alike, words

ENOUGH = 0.40  # of the weight of its words; a policy of ours, set on the development claims of groups G01 to G04
NARRATIVE_MARGIN = 0.20  # by how much the narrative may carry a sentence better than the client's own facts
MATCH = 0.8  # how alike two words are that count as the same fact


def carried(sentence: Sequence[Word], source: Iterable[Word]) -> float:
    """This function will say which share of a sentence's weight its source carries, from 0 to 1."""
    telling = [word for word in sentence if word.weight > 0]
    stems = {word.stem for word in source}
    whole = sum(word.weight for word in telling)
    if not whole:
        return 0.0
    found = sum(word.weight * max((alike(word.stem, stem) for stem in stems), default=0.0) for word in telling)
    return found / whole


def best(text: str, cited: Sequence[Observation], own: tuple[str, ...]) -> list[tuple[float, Observation]]:
    """This function will rank the cited facts by how much of the sentence each carries, the best first."""
    said = words(text, own)
    ranked = [(carried(said, words(each.text, own)), each) for each in cited]
    return sorted(ranked, key=lambda pair: -pair[0])


def supported(text: str, cited: Sequence[Observation], around: Around) -> Check:
    """This function will check G4: the cited facts carry the sentence, and more than the shared narrative does.

    Source: ai.md 3, G4 without a model.
    """
    said = words(text, around.own)
    own = carried(said, [word for each in cited for word in words(each.text, around.own)])
    shared = carried(said, words(around.narrative, around.own))
    if shared > own + NARRATIVE_MARGIN:
        return Check("G4", False, "This is what the group did; nobody noted it of this client.")
    if own < ENOUGH:
        return Check("G4", False, f"Its sources carry {own:.0%} of what it says; {ENOUGH:.0%} are asked for.")
    return Check("G4", True)
