"""The case of a payer's rule, decided."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from circlechart.base.rulebook.facts import Rulebook
from circlechart.money.charges.facts import ChargeCase, Other
from circlechart.money.charges.rules.decide import decide
from circlechart.money.payers.facts.cases import Outcome

KNOWN = {name for name in ChargeCase.__dataclass_fields__ if name not in ("pairs", "override", "same_day")}


def prove(given: Mapping[str, Any], book: Rulebook, on: date) -> Outcome:
    """This function will decide a case of a rule, and say what a claim would say of it.

    Source: the rulebook's values.
    """
    facts = {key: value for key, value in given.items() if key in KNOWN and key != "service_on"}
    beside = tuple(Other(str(each["code"]), int(each.get("minutes", 0))) for each in given.get("same_day", ()))
    facts |= {"authorized_codes": tuple(facts["authorized_codes"])} if "authorized_codes" in facts else {}
    note = {} if given.get("came", True) else {"note": "none"}
    found = decide(ChargeCase(service_on=on, **{"minutes": 0, **facts, **note}, same_day=beside), book)
    billed = found.outcome == "bill"
    line = (found.code, found.modifiers, found.units, found.supervised, found.by_supervisor) if billed else ()
    said = f"{'-'.join([found.code, *found.modifiers])} ×{found.units}"
    warned = " ".join(each.sentence for each in found.warnings)
    words = f"{said} {warned}".strip() if billed else found.blocking.sentence if found.blocking else ""
    cites = frozenset(each.key for each in (*found.reasons, *found.warnings) if each.key)
    return Outcome(found.outcome, line, tuple(each.rule for each in found.warnings), cites, words)
