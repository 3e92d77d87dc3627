"""How many units minutes are."""

from dataclasses import replace

from circlechart.base.rulebook.facts import Rulebook
from circlechart.money.charges.facts import ChargeCase, Decision, Reason
from circlechart.money.charges.rules.reasons import many, reason, stopped
from circlechart.money.payers.rules import sentence

MINUTES_OF = {"per_15": 15, "per_45": 45, "per_hour": 60}
WHOLE = ("per_session", "half_day", "per_diem", "per_week")
CAPS = (
    ("day_maximum", "in a day", "used_day"),
    ("week_maximum", "in a week", "used_week"),
    ("year_maximum", "in a year", "used_year"),
)


def units(minutes: int, basis: str, rounding: str) -> int:
    """This function will turn minutes into units.

    Units: of the payer's basis. Source: rulebook `units.basis` and `units.rounding`; care.md 2.1 (23 min = 1, 2, 2).
    """
    if basis in WHOLE:
        return 1
    if basis not in MINUTES_OF:
        raise ValueError(f"units.basis {basis!r} is not known; write one of {', '.join((*WHOLE, *MINUTES_OF))}.")
    whole, rest = divmod(minutes, MINUTES_OF[basis])
    if rounding == "full":
        return whole
    if rounding in ("midpoint", "cms8"):  # for one service in a day the two agree
        return whole + (rest * 2 > MINUTES_OF[basis])
    raise ValueError(f"units.rounding {rounding!r} is not known; write full, midpoint or cms8.")


def counted(case: ChargeCase, book: Rulebook) -> tuple[int, list[Reason], Reason | None]:
    """This function will count the units of a case: how many, each step, and the reason that stops it if one does.

    Units: of the payer's basis.
    Source: rulebook `units.*` and `minutes.maximum`; A5 (a session that runs over counts up to the payer's most).
    """
    on, scope = case.service_on, case.service
    basis = book.find("units.basis", on, scope)
    per = str(basis.value) if basis else "per_session"
    most_minutes = book.find("minutes.maximum", on, scope)
    minutes = min(case.minutes, most_minutes.value) if most_minutes else case.minutes
    why = []
    if most_minutes and minutes < case.minutes:
        why.append(reason("minutes-maximum", f"Of {case.minutes} minutes, {minutes} count.", most_minutes))
    rounding = book.find("units.rounding", on, scope)
    count = units(minutes, per, str(rounding.value) if rounding else "full")
    if count < 1:
        return 0, why, reason("no-whole-unit", f"{minutes} minutes are no whole unit.", rounding or basis)
    verb = "is" if minutes == 1 else "are"
    why.append(
        reason("units", f"{many(minutes, 'minute')} {verb} {many(count, 'unit')}, {per.replace('_', ' ')}.", basis)
    )
    if rounding is not None and per in MINUTES_OF:
        why.append(reason("rounding", sentence(rounding.key, rounding.value), rounding))
    most = book.find("units.maximum", on, scope)
    if most is not None and count > most.value:
        count = int(most.value)
        why.append(reason("units-maximum", f"{book.title} pays at most {count} for one session.", most))
    return count, why, None


def capped(case: ChargeCase, decision: Decision, book: Rulebook) -> Decision:
    """This function will shorten or hold a charge by what earlier sessions charge already.

    Units: of the payer's basis. Source: rulebook `units.day_maximum`, `units.week_maximum`, `units.year_maximum`.
    """
    if "cap-reached" in case.override.released:
        return decision
    for key, when, used_name in CAPS:
        cap, used = book.find(f"units.{key}", case.service_on, case.service), getattr(case, used_name)
        if cap is None or used + decision.units <= cap.value:
            continue
        words = f"{book.title} pays at most {many(cap.value, 'unit')} {when}; {used} {'is' if used == 1 else 'are'} charged already."
        if used >= cap.value:
            return stopped(decision, "hold", "cap-reached", words, cap)
        reasons = (*decision.reasons, reason("cap", words, cap))
        decision = replace(decision, units=cap.value - used, reasons=reasons)
    return decision
