"""Which modifiers a line carries, in their order."""

from circlechart.base.rulebook.facts import Rulebook
from circlechart.money.charges.facts import ChargeCase, Reason
from circlechart.money.charges.rules.reasons import reason
from circlechart.money.payers.facts import MOST_MODIFIERS
from circlechart.money.payers.rules import sentence


def modifiers(case: ChargeCase, book: Rulebook) -> tuple[tuple[str, ...], list[Reason], Reason | None]:
    """This function will list a line's modifiers, why each stands there, and what stops the line if they do not fit.

    Order: those of every line, the program's, the group's, the lead's level, the way it was held.

    Source: rulebook `modifiers.*` and `telehealth.modifier.*`; four at most, 837P SV101-3 to SV101-6.
    """
    keys = ["modifiers.always", "modifiers.program", "modifiers.group", f"modifiers.level.{case.rendering_level}"]
    keys += [f"telehealth.modifier.{case.modality}"]
    carried: list[str] = []
    why: list[Reason] = []
    for key in keys:
        value = book.find(key, case.service_on, case.service)
        if value is None:
            continue
        new = [
            each for each in (value.value if isinstance(value.value, list) else [value.value]) if each not in carried
        ]
        carried += new
        if new:
            rule = "telehealth" if key.startswith("telehealth") else "modifiers"
            why.append(reason(rule, sentence(value.key, value.value), value))
    removed = book.find("modifiers.removed", case.service_on, case.service)
    if removed is not None and set(carried) & set(removed.value):
        carried = [each for each in carried if each not in removed.value]
        why.append(reason("modifiers-removed", sentence(removed.key, removed.value), removed))
    if len(carried) > MOST_MODIFIERS:
        words = f"{' '.join(carried)} are {len(carried)} modifiers; a line carries {MOST_MODIFIERS}."
        return (), why, reason("too-many-modifiers", words)
    return tuple(carried), why, None
