"""What the client's other sessions of the day make of a charge: one charge for a day, and codes that stack or do not.

Each session is judged beside what the others would be charged as by themselves, never beside what became of them. So the
order in which notes are signed, or in which sessions are derived, makes no difference.
"""

from dataclasses import replace

from circlechart.base.rulebook.facts import Rulebook, Value
from circlechart.money.charges.facts import ChargeCase, Decision, Other, Pair
from circlechart.money.charges.rules.full import enough_services, full_day
from circlechart.money.charges.rules.reasons import many, reason, stopped, warned
from circlechart.money.payers.facts import MOST_MODIFIERS, SERVICES

NEVER, WITH_MODIFIER = 0, 1
OF_A_DAY = ("per_diem", "half_day", "per_week")
CONFLICT = "stacking-conflict"


def beside(case: ChargeCase, decision: Decision, book: Rulebook) -> Decision:
    """This function will say what becomes of a charge beside the client's other sessions of the day.

    Source: rulebook `minutes.day_floor`, `day.*`, `per_diem.includes`, `same_day.*`; the payer's table of pair edits.
    """
    for step in (_once_a_day, _inside, _excluded, _paired, _distinct, enough_services):
        decision = step(case, decision, book)
        if decision.outcome != "bill":
            break
    return decision


def day_owes(case: ChargeCase, decision: Decision, book: Rulebook) -> bool:
    """This function will say whether the day's one charge counts another session whose note is not signed.

    A full day counts the later sessions too.

    Source: rulebook `minutes.day_floor`, `day.full_code`; design H4.
    """
    if _of_day(case, book) is None:
        return False
    full = decision.code != decision.provided
    return any((each.earlier or full) and not each.signed for each in _same(case, decision))


def _of_day(case: ChargeCase, book: Rulebook) -> Value | None:
    """The rule by which the day is charged once. Returns None when: each session is charged by itself."""
    floor = book.find("minutes.day_floor", case.service_on, case.service)
    return floor or book.find("day.full_code", case.service_on, case.service)


def _same(case: ChargeCase, decision: Decision) -> list[Other]:
    return [each for each in case.same_day if each.code == decision.provided]


def _once_a_day(case: ChargeCase, decision: Decision, book: Rulebook) -> Decision:
    rule = _of_day(case, book)
    if rule is None:
        return decision
    least = book.get("minutes.day_floor", case.service_on, 1, case.service)
    same = _same(case, decision)
    before = sum(each.minutes for each in same if each.earlier)
    total = before + case.minutes + sum(each.minutes for each in same if not each.earlier)
    if before < least <= before + case.minutes:
        return full_day(case, _reached(decision, rule, before + case.minutes, least), book, total)
    if total >= least:
        which = "an earlier" if before >= least else "a later"
        words = f"The day is charged once, on {which} session that reached the {many(least, 'minute')} of a day."
        return stopped(decision, "included", "inside-the-day", words, rule)
    if "day-too-short" in case.override.released:
        return decision
    words = f"Present {many(total, 'minute')} that day, under the {least} that {book.title} wants of a day."
    return stopped(decision, "hold", "day-too-short", words, rule)


def _reached(decision: Decision, rule: Value, minutes: int, least: int) -> Decision:
    if least == 1:
        return decision
    words = f"With this session the client was present {many(minutes, 'minute')} of the {least} that make a day."
    return replace(decision, reasons=(*decision.reasons, reason("day-reached", words, rule)))


def _inside(case: ChargeCase, decision: Decision, book: Rulebook) -> Decision:
    for code in sorted({each.code for each in case.same_day} - {decision.provided}):
        rule = _covers(case, book, code)
        if rule is not None and decision.provided in rule.value:
            words = f"{decision.provided} is inside the day that {book.title} pays as {code}, and is not charged on its own."
            return stopped(decision, "included", "inside-the-day", words, rule)
    return decision


def _covers(case: ChargeCase, book: Rulebook, code: str) -> Value | None:
    """What the day of another code includes, if that day is one: paid by the day, and long enough."""
    minutes = sum(each.minutes for each in case.same_day if each.code == code)
    for service in SERVICES:
        if book.get(f"{service}.code", case.service_on) != code:
            continue
        floor = book.get("minutes.day_floor", case.service_on, 0, service)
        if book.get("units.basis", case.service_on, "", service) in OF_A_DAY and minutes >= floor:
            return book.find("per_diem.includes", case.service_on, service)
    return None


def _excluded(case: ChargeCase, decision: Decision, book: Rulebook) -> Decision:
    rule = book.find("same_day.excludes", case.service_on, case.service)
    found = _met(case, rule)
    if rule is None or not found:
        return decision
    words = f"{book.title} does not pay {decision.provided} on the same day as {' and '.join(found)}."
    warns = book.get("same_day.excluded", case.service_on, "hold", case.service) == "warn"
    if warns or CONFLICT in case.override.released:
        return warned(decision, reason(CONFLICT, words, rule))
    return stopped(decision, "hold", CONFLICT, words, rule)


def _paired(case: ChargeCase, decision: Decision, book: Rulebook) -> Decision:
    others = {each.code for each in case.same_day}
    against = [each for each in case.pairs if each.column_2 == decision.provided and each.column_1 in others]
    for pair in sorted(against, key=lambda each: (each.indicator, each.column_1)):
        if pair.indicator == NEVER:
            words = f"{pair.column_2} is not paid on the same day as {pair.column_1}, with no modifier."
            why = replace(reason(CONFLICT, words), source=pair.source, version=pair.version)
            if CONFLICT in case.override.released:
                return warned(decision, why)
            return replace(decision, outcome="hold", reasons=(*decision.reasons, why))
        if pair.indicator == WITH_MODIFIER:
            return _marked(case, decision, book, pair)
    return decision


def _distinct(case: ChargeCase, decision: Decision, book: Rulebook) -> Decision:
    rule = book.find("same_day.distinct", case.service_on, case.service)
    found = _met(case, rule)
    if rule is None or not found:
        return decision
    source = rule.source.title
    return _marked(case, decision, book, Pair(found[0], decision.provided, WITH_MODIFIER, source, rule.version))


def _marked(case: ChargeCase, decision: Decision, book: Rulebook, pair: Pair) -> Decision:
    """The modifier that says that the service was distinct, on this line, which is the second of the pair."""
    if case.override.modifiers is not None:
        return decision
    said = book.find("same_day.modifier", case.service_on, case.service)
    if said is None:
        words = (
            f"Beside {pair.column_1}, {pair.column_2} needs a modifier that says it was distinct; no rule names one."
        )
        if CONFLICT in case.override.released:
            return warned(decision, reason(CONFLICT, words))
        return stopped(decision, "hold", CONFLICT, words)
    if said.value in decision.modifiers:
        return decision
    carried = (*decision.modifiers, said.value)
    if len(carried) > MOST_MODIFIERS:
        words = f"{' '.join(carried)} are {len(carried)} modifiers; a line carries {MOST_MODIFIERS}."
        return stopped(decision, "hold", "too-many-modifiers", words, said)
    words = f"Beside {pair.column_1} of the same day, {pair.column_2} carries {said.value}."
    why = replace(reason("distinct", words, said), source=pair.source or said.source.title)
    return replace(decision, modifiers=carried, reasons=(*decision.reasons, why))


def _met(case: ChargeCase, rule: Value | None) -> list[str]:
    """Codes of a rule that the day's other sessions carry."""
    return sorted({each.code for each in case.same_day} & set(rule.value)) if rule is not None else []
