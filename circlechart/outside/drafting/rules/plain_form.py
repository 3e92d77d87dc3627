"""Help without a model: what was noted, verbatim and in order, under the box that it is for; the rest is asked."""

from collections.abc import Mapping, Sequence

from circlechart.outside.drafting.facts import BOX_LABELS, BOXES, Box, Observation, PlainForm
from circlechart.outside.drafting.rules.words import TOKEN, normal

FEWEST_LINES, FEWEST_WORDS = 2, 8  # below, nothing is offered; source: ai.md 3, step 1
QUESTIONS = {
    "response": "What did this client say or do, and how did they respond?",
    "progress": "What moved toward the goal today, or what did not?",
    "plan": "What did this client plan or agree to until next time?",
}
NEEDS_LINES = "Note two lines of this client's own first: what was said, done or agreed."
NEEDS_WORDS = "What is noted has fewer than eight words of this client's own; note a little more."


def plain_form(lines: Sequence[Observation], picks: Sequence[Observation], entry: Mapping[str, str]) -> PlainForm:
    """This function will lay out a client's facts: lines verbatim by box, picks apart, questions for empty boxes.

    Nothing is joined, rephrased or assumed; coded picks never become prose. Source: ai.md 3, deterministic fallback.
    """
    open_lines = [each for each in lines if each.words not in entry.get(BOXES[each.kind], "")]
    boxes = tuple(
        Box(name, of_box)
        for name in BOX_LABELS
        if (of_box := tuple(each for each in open_lines if BOXES[each.kind] == name))
    )
    return PlainForm(
        boxes=boxes if not (why := too_little(lines)) else (),
        picks=tuple(picks),
        questions=_questions(lines, entry),
        abstains=why,
        taken=tuple(each for each in lines if each not in open_lines),
    )


def too_little(lines: Sequence[Observation]) -> str:
    """This function will say why there is too little of this client's own to offer anything, or nothing."""
    if len(lines) < FEWEST_LINES:
        return NEEDS_LINES
    own = sum(len(TOKEN.findall(normal(each.text))) for each in lines)
    return NEEDS_WORDS if own < FEWEST_WORDS else ""


def _questions(lines: Sequence[Observation], entry: Mapping[str, str]) -> tuple[str, ...]:
    noted = {BOXES[each.kind] for each in lines}
    return tuple(words for box, words in QUESTIONS.items() if box not in noted and not entry.get(box, "").strip())
