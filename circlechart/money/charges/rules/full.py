"""What makes a day a full one, and whether it has the services that the payer wants of a day."""

from dataclasses import replace

from circlechart.base.rulebook.facts import Rulebook, Value
from circlechart.money.charges.facts import ChargeCase, Decision
from circlechart.money.charges.rules.reasons import many, reason, stopped, warned


def full_day(case: ChargeCase, decision: Decision, book: Rulebook, total: int) -> Decision:
    """This function will charge the day as a full one where its minutes and the authorization say so.

    Without minutes of a full day, the code that was authorized decides. A full day that is authorized as less is charged
    as what was authorized, with a warning. Units: `total` minutes present over the day.

    Source: rulebook `day.full_code`, `day.full_minutes`; facts 1.19, 2.63.
    """
    full, least = (book.find(key, case.service_on, case.service) for key in ("day.full_code", "day.full_minutes"))
    if full is None or case.override.code or (least is not None and total < least.value):
        return decision
    covered = full.value in case.authorized_codes
    if least is None and not covered:
        return decision
    if case.authorized_codes and not covered:
        words = (
            f"{many(total, 'minute')} make a full day of {book.title}, and {' and '.join(case.authorized_codes)} is "
            f"authorized: it is charged as {decision.code}."
        )
        return warned(decision, reason("full-day-not-authorized", words, full))
    words = f"{many(total, 'minute')} present over the day are a full day: {full.value}."
    return replace(decision, code=full.value, reasons=(*decision.reasons, reason("full-day", words, full)))


def enough_services(case: ChargeCase, decision: Decision, book: Rulebook) -> Decision:
    """This function will warn of a day that lacks services, or hold its charges where the payer says so.

    Source: rulebook `day.services_minimum`, `day.primary_codes`, `day.outside`; fact 2.43.
    """
    holds = book.get("day.outside", case.service_on, "warn", case.service) == "hold"
    for rule, words, value in _lacking(case, decision, book):
        if holds and rule not in case.override.released:
            return stopped(decision, "hold", rule, words, value)
        decision = warned(decision, reason(rule, words, value))
    return decision


def _lacking(case: ChargeCase, decision: Decision, book: Rulebook) -> list[tuple[str, str, Value]]:
    """Each rule that the day does not meet, with its sentence and its value."""
    least = book.find("day.services_minimum", case.service_on, case.service)
    primary = book.find("day.primary_codes", case.service_on, case.service)
    codes = [decision.provided, *(each.code for each in case.same_day)]
    found = []
    if least is not None and len(codes) < least.value:
        words = f"The day has {many(len(codes), 'service')}; {book.title} wants {least.value}."
        found.append(("few-services", words, least))
    if primary is not None and not set(codes) & set(primary.value):
        words = f"The day has none of {', '.join(primary.value)}, of which {book.title} wants one."
        found.append(("no-primary-service", words, primary))
    return found
