"""Every drafted sentence passes G1 to G8, or is shown struck out with the reason."""

from collections.abc import Iterable, Mapping

from circlechart.care.notes import rules as notes
from circlechart.outside.drafting.facts import BOX_LABELS, Around, Check, Checked, Observation, Sentence
from circlechart.outside.drafting.rules.numbers import numbers_kept
from circlechart.outside.drafting.rules.polarity import polarity_kept
from circlechart.outside.drafting.rules.protected import nothing_assumed
from circlechart.outside.drafting.rules.quotes import quotes_kept
from circlechart.outside.drafting.rules.repeats import repeats_nobody
from circlechart.outside.drafting.rules.support import supported

LONGEST = 240  # characters of a sentence; source: ai.md 3, schema


def check(sentence: Sentence, known: Mapping[str, Observation], client: str, around: Around) -> Checked:
    """This function will check one drafted sentence against the facts that it names, G1 to G8.

    Source: ai.md 3. Where the sources themselves do not hold (G1), nothing else can be asked of them.
    """
    first = _sources(sentence, known, client)
    if not first.passed:
        return Checked(sentence, (first,))
    cited = [known[each] for each in sentence.evidence]
    text = sentence.text
    return Checked(
        sentence,
        (
            first,
            numbers_kept(text, cited, around.own),
            quotes_kept(text, cited),
            supported(text, cited, around),
            polarity_kept(text, cited, around.own),
            nothing_assumed(text, cited),
            _names_nobody(text, around),
            repeats_nobody(text, around),
        ),
    )


def check_all(
    drafted: Iterable[Sentence], known: Mapping[str, Observation], client: str, around: Around
) -> tuple[Checked, ...]:
    """This function will check every sentence of a draft; one that says again what another said is struck out, too."""
    found: list[Checked] = []
    said: set[str] = set()
    for each in drafted:
        checked = check(each, known, client, around)
        plain = " ".join(notes.plain(each.text))
        if plain in said:
            checked = Checked(each, (*checked.checks, Check("G8", False, "It stands twice in this draft.")))
        said.add(plain)
        found.append(checked)
    return tuple(found)


def _sources(sentence: Sentence, known: Mapping[str, Observation], client: str) -> Check:
    """G1: it names a source, each source exists, and all of them are this client's."""
    text = sentence.text.strip()
    if not text or len(text) > LONGEST or sentence.box not in BOX_LABELS:
        return Check("G1", False, "This is not a sentence for one of the boxes.")
    if not sentence.evidence:
        return Check("G1", False, "It names no source.")
    strange = [each for each in sentence.evidence if each not in known]
    if strange:
        return Check("G1", False, f"There is no source “{strange[0][:20]}” of this client.")
    if any(known[each].client != client for each in sentence.evidence):
        return Check("G1", False, "Its source is about somebody else.")
    return Check("G1", True)


def _names_nobody(text: str, around: Around) -> Check:
    """G7: no other member is named, common words that are names included."""
    found = notes.names_in(text, around.others)
    return Check("G7", not found, found[0].sentence if found else "")
