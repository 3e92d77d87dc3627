"""What the record still owes before a charge stands, and the clocks that run.

A charge whose last day for filing has passed is not held: its claim may have left in time. It is a claim that cannot leave.
"""

from dataclasses import replace

from circlechart.base.rulebook.facts import Rulebook, Value
from circlechart.money.charges.facts import ChargeCase, Decision, Reason
from circlechart.money.charges.rules.reasons import many, reason

SOON_DAYS = 14


def documented(case: ChargeCase, decision: Decision, book: Rulebook) -> Decision:
    """This function will hold a charge, or let it wait, for what the record owes.

    Source: design H4 (a charge rests on a signed note); rulebook `authorization.required`, `note.*`, `filing.days`.
    """
    if case.diagnoses == 0:
        words = "The client has no diagnosis in force. Add one to the plan."
        return _held(decision, "hold", "diagnosis-missing", words)
    needed = book.find("authorization.required", case.service_on, case.service)
    if needed is not None and not case.authorized:
        words = f"{book.title} wants an authorization, and none is recorded for this day."
        return _held(decision, "hold", "authorization-missing", words, needed)
    if case.running:
        return _held(decision, "wait", "session-running", "The session is still running.")
    if case.note == "unsigned":
        return _held(decision, "wait", "unsigned", "The note is not signed yet.")
    if not case.note_matches:
        words = "Attendance was corrected after signing. The author adds an addendum, or the correction is undone."
        return _held(decision, "hold", "note-and-attendance-differ", words)
    return _in_time(case, decision, book)


def _in_time(case: ChargeCase, decision: Decision, book: Rulebook) -> Decision:
    hours = book.find("note.hours", case.service_on, case.service)
    if hours is not None and case.signed_after_hours > hours.value:
        words = (
            f"The note was signed {many(case.signed_after_hours, 'hour')} after the session; {book.title} wants "
            f"{hours.value}."
        )
        if book.get("note.late", case.service_on, "warn", case.service) == "hold":
            return _held(decision, "hold", "note-late", words, hours)
        decision = _warned(decision, reason("note-late", words, hours))
    filing = book.find("filing.days", case.service_on, case.service)
    if filing is None:
        return decision
    left = filing.value - case.days_since
    if left > SOON_DAYS:
        return decision
    if left < 0:
        words = f"{many(case.days_since, 'day')} after the service; {book.title} takes claims within {filing.value}."
        return _warned(decision, reason("past-filing", words, filing))
    words = f"{many(left, 'day')} {'is' if left == 1 else 'are'} left to file the claim with {book.title}."
    return _warned(decision, reason("filing-soon", words, filing))


def _warned(decision: Decision, warning: Reason) -> Decision:
    return replace(decision, warnings=(*decision.warnings, warning))


def _held(decision: Decision, outcome: str, rule: str, words: str, value: Value | None = None) -> Decision:
    reasons: tuple[Reason, ...] = (*decision.reasons, reason(rule, words, value))
    return replace(decision, outcome=outcome, reasons=reasons)
