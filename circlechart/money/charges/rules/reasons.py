"""How a decision says why."""

from dataclasses import replace

from circlechart.base.rulebook.facts import Rulebook, Value
from circlechart.money.charges.facts import Decision, Reason


def reason(rule: str, words: str, value: Value | None = None) -> Reason:
    """This function will say one step of a decision, with the value that it rests on.

    Source: the value's own.
    """
    if value is None:
        return Reason(rule, words)
    return Reason(rule, words, value.source.title, value.unverified, value.key, value.version)


def stop(outcome: str, rule: str, words: str, value: Value | None = None) -> Decision:
    """This function will end a decision before anything is counted.

    Source: the value's own.
    """
    return Decision(outcome, reasons=(reason(rule, words, value),))


def unsaid(rule: str, words: str, book: Rulebook, key: str, value: Value | None) -> Reason:
    """This function will say a step that rests on a rule that a book does not have: its key, and the book's version.

    Source: the value that says that there is none, where one does.
    """
    return reason(rule, words, value) if value is not None else Reason(rule, words, key=key, version=book.version)


def stopped(decision: Decision, outcome: str, rule: str, words: str, value: Value | None = None) -> Decision:
    """This function will stop a decision that has come this far, and keep its steps. Source: the value's own."""
    return replace(decision, outcome=outcome, reasons=(*decision.reasons, reason(rule, words, value)))


def warned(decision: Decision, warning: Reason) -> Decision:
    """This function will let a decision stand with a warning. Source: the warning's own."""
    return replace(decision, warnings=(*decision.warnings, warning))


def many(count: int, noun: str) -> str:
    """This function will count a noun in words. Source: English."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
