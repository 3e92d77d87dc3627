"""Reading claims: the worklists, what stands with the payers, and what came of a session."""

from circlechart.money.claims.queries.asked import Asked
from circlechart.money.claims.queries.bills import bill_of_claim, lines_of_claim
from circlechart.money.claims.queries.corrections import corrected_since, judge_claim, judge_claims, to_correct
from circlechart.money.claims.queries.diagnoses import in_force
from circlechart.money.claims.queries.files import files_to, most_in_file, ready_for
from circlechart.money.claims.queries.left import has_left, marked, standing
from circlechart.money.claims.queries.mends import mended, to_mend
from circlechart.money.claims.queries.reading import (
    batches,
    counts,
    for_file,
    left_beside,
    of_session,
    outcome,
    ready_amount,
    resting_on,
    sessions_left_open,
    sessions_with_payers,
    whole,
    worklist,
)
from circlechart.money.claims.queries.secondary import asked_of_second, judge_secondaries
from circlechart.money.claims.queries.standing import (
    WITH_CHARGE,
    days_past_filing,
    judge,
    running_on,
    standing_on,
    with_answers,
)
from circlechart.money.claims.queries.story import compared, story

__all__ = [
    "WITH_CHARGE",
    "Asked",
    "asked_of_second",
    "batches",
    "bill_of_claim",
    "compared",
    "corrected_since",
    "counts",
    "days_past_filing",
    "has_left",
    "files_to",
    "for_file",
    "judge",
    "in_force",
    "judge_claim",
    "judge_claims",
    "judge_secondaries",
    "left_beside",
    "lines_of_claim",
    "marked",
    "mended",
    "most_in_file",
    "of_session",
    "outcome",
    "ready_amount",
    "ready_for",
    "resting_on",
    "running_on",
    "sessions_left_open",
    "sessions_with_payers",
    "standing",
    "standing_on",
    "story",
    "to_correct",
    "to_mend",
    "whole",
    "with_answers",
    "worklist",
]
