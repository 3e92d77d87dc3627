"""How a claim that was wrong is corrected. Pure functions. Source: care.md 2.3."""

from circlechart.money.claims.facts import Judged, Wanted

MENDED_FIRST = frozenset(
    {
        "unsigned",
        "day-unsigned",
        "goal-missing",
        "too-many-modifiers",
        "session-running",
        "note-and-attendance-differ",
        "cosign-missing",
        "diagnosis-missing",
        "authorization-missing",
        "rendering-npi-missing",
    }
)
"""Holds after which the same may still be billed: nothing is taken back from the payer until they are mended."""
NO_ANSWER = "The payer has not answered yet. Record the answer when it comes; the correction is built then."
TELL = "The payer takes only originals. Tell it another way, then record that it was told."


def verdict(status: str, hold_rule: str, hold_sentence: str) -> tuple[str, str]:
    """This function will say whether a charge is billed, is not, or is not known yet, and why it is not known.

    Without a charge there is nothing to bill: `status` is empty then.
    """
    if status == "ready":
        return "bill", ""
    if status == "waiting" or hold_rule in MENDED_FIRST:
        return "wait", f"What should be billed is not known yet: {hold_sentence}"
    return "none", hold_sentence


def step(judged: Judged, policy: str, waits: str, told: str) -> tuple[str, str]:
    """This function will say what is due for a claim that stands with a payer: none, wait, replace, void or tell.

    `waits` says why what should be billed is not known yet; `told` is the mark of what the payer was told last.
    """
    claim, empty = judged.claim, judged.wanted is None
    if not waits and _agrees(judged) or (empty and claim.status == "denied") or (told and told == judged.mark):
        return "none", ""
    if waits:
        return "wait", waits
    if claim.status == "sent":
        return "wait", NO_ANSWER
    if policy == "original_only":
        return "tell", TELL
    if empty:
        return "void", judged.because
    if policy == "void_and_new":
        return "void", "The payer takes no replacement: this claim is voided, and a new one follows."
    return "replace", judged.because


def _agrees(judged: Judged) -> bool:
    """Whether the payer reads already what the record says."""
    wanted: Wanted | None = judged.wanted
    return wanted is not None and not judged.because
