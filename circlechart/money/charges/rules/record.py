"""What the record still owes before a charge stands, and the clocks that run.

A charge whose last day for filing has passed is not held: its claim may have left in time. It is a claim that cannot leave.
"""

from circlechart.base.rulebook.facts import Rulebook
from circlechart.money.charges.facts import ChargeCase, Decision
from circlechart.money.charges.rules.authorized import authorized
from circlechart.money.charges.rules.day import day_owes
from circlechart.money.charges.rules.reasons import many, reason, stopped, warned

SOON_DAYS = 14


def documented(case: ChargeCase, decision: Decision, book: Rulebook) -> Decision:
    """This function will hold a charge, or let it wait, for what the record owes.

    Source: design H4 (a charge rests on a signed note); rulebook `note.*`, `filing.days`, and what `authorized` reads.
    """
    if case.diagnoses == 0:
        words = "The client has no diagnosis in force. Add one to the plan."
        return stopped(decision, "hold", "diagnosis-missing", words)
    decision = authorized(case, decision, book)
    if decision.outcome != "bill":
        return decision
    if case.running:
        return stopped(decision, "wait", "session-running", "The session is still running.")
    if case.note == "unsigned":
        return stopped(decision, "wait", "unsigned", "The note is not signed yet.")
    if not case.note_matches:
        words = "Attendance was corrected after signing. The author adds an addendum, or the correction is undone."
        return stopped(decision, "hold", "note-and-attendance-differ", words)
    if day_owes(case, decision, book):
        words = "The day's charge counts an earlier session whose note is not signed yet."
        return stopped(decision, "wait", "day-unsigned", words)
    return _in_time(case, _with_goal(case, decision, book), book)


def _with_goal(case: ChargeCase, decision: Decision, book: Rulebook) -> Decision:
    wanted = book.find("note.goal_required", case.service_on, case.service)
    if wanted is None or case.goals > 0 or "goal-missing" in case.override.released:
        return decision
    words = f"{book.title} wants the note to name a goal of the client's plan, and it names none."
    return stopped(decision, "hold", "goal-missing", words, wanted)


def _in_time(case: ChargeCase, decision: Decision, book: Rulebook) -> Decision:
    if decision.outcome != "bill":
        return decision
    hours = book.find("note.hours", case.service_on, case.service)
    if hours is not None and case.signed_after_hours > hours.value:
        words = (
            f"The note was signed {many(case.signed_after_hours, 'hour')} after the session; {book.title} wants "
            f"{hours.value}."
        )
        holds = book.get("note.late", case.service_on, "warn", case.service) == "hold"
        if holds and "note-late" not in case.override.released:
            return stopped(decision, "hold", "note-late", words, hours)
        decision = warned(decision, reason("note-late", words, hours))
    filing = book.find("filing.days", case.service_on, case.service)
    if filing is None:
        return decision
    left = filing.value - case.days_since
    if left > SOON_DAYS:
        return decision
    if left < 0:
        words = f"{many(case.days_since, 'day')} after the service; {book.title} takes claims within {filing.value}."
        return warned(decision, reason("past-filing", words, filing))
    words = f"{many(left, 'day')} {'is' if left == 1 else 'are'} left to file the claim with {book.title}."
    return warned(decision, reason("filing-soon", words, filing))
