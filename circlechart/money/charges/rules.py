"""Whether a client's session is charged, as what, and why. Pure functions over a case and a rulebook."""

from dataclasses import replace

from circlechart.base.rulebook.facts import Rulebook, Value
from circlechart.money.charges.facts import ChargeCase, Decision, Reason
from circlechart.money.payers.facts import levels
from circlechart.money.payers.rules import sentence

QUARTER_HOUR = 15
HALF_QUARTER = 8
MODALITY_KEYS = {"video": "telehealth.modifier.video", "audio": "telehealth.modifier.audio"}

ON_ANOTHER_CLAIM = {
    "iop_group": " Where it pays IOP on an institutional claim, the charge stays held: only professional claims are made."
}


def units(minutes: int, basis: str, rounding: str) -> int:
    """This function will turn minutes into units.

    Units: of the payer's basis. Source: rulebook `units.basis` and `units.rounding`; care.md 2.1 (23 min = 1, 2, 2).
    """
    if basis == "per_session":
        return 1
    if basis != "per_15":
        raise ValueError(f"units.basis {basis!r} is not known; write per_session or per_15.")
    whole, rest = divmod(minutes, QUARTER_HOUR)
    if rounding == "full":
        return whole
    if rounding in ("midpoint", "cms8"):  # for one service in a day the two agree
        return whole + (rest >= HALF_QUARTER)
    raise ValueError(f"units.rounding {rounding!r} is not known; write full, midpoint or cms8.")


def decide(case: ChargeCase, book: Rulebook | None) -> Decision:
    """This function will decide one client's charge, with every step's reason; the last reason is what stops it.

    Source: the rulebook's values, each cited; order: was anything provided, can anybody be billed, is it this payer's
    service, then documentation.
    """
    if case.note == "none":
        return _stop("none", "nothing-provided", "No service was provided, so there is nothing to charge.")
    if book is None or not case.covered:
        return _stop(
            "hold", "no-coverage", "No coverage is in force on this day. Add the coverage, or bill the client."
        )
    if case.elsewhere:
        words = f"The client is counted in {case.elsewhere} at the same time. Correct one of the two."
        return _stop("hold", "counted-elsewhere", words)
    found = _service(case, book)
    if isinstance(found, Decision):
        return found
    decision = _limits(case, book, found)
    return decision if decision.outcome == "hold" else _documentation(case, decision)


def _service(case: ChargeCase, book: Rulebook) -> Decision | Reason:
    """The payer's code for this service, and who may provide it."""
    code = book.find(f"{case.service}.code", case.service_on)
    if code is None:
        words = f"{book.title} has no code for {_named(case.service)}.{ON_ANOTHER_CLAIM.get(case.service, '')}"
        return _stop("hold", "service-not-covered", words)
    who = book.find("who_may_render", case.service_on)
    supervised = book.get("cosign_needed_from", case.service_on, [])
    if (
        who is not None
        and case.rendering_level not in who.value
        and not (case.rendering_level in supervised and case.cosigned)
    ):
        if case.rendering_level in supervised:
            words = "The lead's credential needs a supervisor's cosignature before anything is charged."
            return _stop("hold", "cosign-missing", words, who)
        held = "".join(levels([case.rendering_level])) or "none in force"
        words = f"The lead's credential is {held}; {book.title} accepts {' or '.join(levels(who.value))}."
        return _stop("hold", "credential-not-allowed", words, who)
    if not case.rendering_npi:
        return _stop("hold", "rendering-npi-missing", "The lead has no NPI. Add it to the staff record.")
    return _reason("code", sentence(code.key, code.value), code)


def _named(service: str) -> str:
    """A service in words. What every payer calls IOP is written in capitals."""
    return service.replace("_", " ").replace("iop", "IOP").replace("sud", "SUD")


def _limits(case: ChargeCase, book: Rulebook, code: Reason) -> Decision:
    """Minutes, group size, units and modifiers."""
    on = case.service_on
    outside = _floor(case, book) or _size(case, book)
    if outside is not None:
        return Decision("hold", reasons=(code, outside))
    basis = book.find("units.basis", on)
    per = str(basis.value) if basis else "per_session"
    count = units(case.minutes, per, book.get("units.rounding", on, "full"))
    if count < 1:
        none = _reason("no-whole-unit", f"{case.minutes} minutes are no whole unit.", basis)
        return Decision("hold", reasons=(code, none))
    noun = "unit" if count == 1 else "units"
    counted = [_reason("units", f"{case.minutes} minutes are {count} {noun}, {per.replace('_', ' ')}.", basis)]
    most = book.find("units.maximum", on)
    if most is not None and count > most.value:
        count = int(most.value)
        counted.append(_reason("units-maximum", f"{book.title} pays at most {count} for one session.", most))
    modifiers, why = _modifiers(case, book)
    supervised = _supervised(case, book)
    reasons = (code, *counted, *why, *([supervised] if supervised else []))
    return Decision(
        "bill", str(book.get(f"{case.service}.code", on)), modifiers, count, reasons, supervised is not None
    )


def _supervised(case: ChargeCase, book: Rulebook) -> Reason | None:
    named = book.find("claim.supervising_provider", case.service_on)
    if named is None or not case.cosigned or case.rendering_level not in named.value:
        return None
    return _reason("supervisor", "The supervisor who cosigned is named on the claim.", named)


def _floor(case: ChargeCase, book: Rulebook) -> Reason | None:
    own = book.find(f"{case.service}.minutes.floor", case.service_on)
    floor = own or book.find("minutes.floor", case.service_on)
    if floor is None or case.minutes >= floor.value:
        return None
    words = f"Present {case.minutes} minutes, under the {floor.value} that {book.title} wants."
    return _reason("under-the-floor", words, floor)


def _size(case: ChargeCase, book: Rulebook) -> Reason | None:
    for key, rule, too in (("group.maximum_size", "group-too-large", 1), ("group.minimum_size", "group-too-small", -1)):
        size = book.find(key, case.service_on)
        if size is not None and (case.present - size.value) * too > 0:
            word = "more than" if too > 0 else "fewer than"
            who = "1 client was" if case.present == 1 else f"{case.present} clients were"
            words = f"{who} present, {word} the {size.value} of {book.title}."
            return _reason(rule, words, size)
    return None


def _modifiers(case: ChargeCase, book: Rulebook) -> tuple[tuple[str, ...], list[Reason]]:
    found: list[str] = []
    why: list[Reason] = []
    always = book.find("modifiers.always", case.service_on)
    if always is not None:
        found += always.value
        why.append(_reason("modifiers", sentence(always.key, always.value), always))
    remote = book.find(MODALITY_KEYS.get(case.modality, ""), case.service_on)
    if remote is not None:
        found.append(remote.value)
        why.append(_reason("telehealth", sentence(remote.key, remote.value), remote))
    return tuple(found), why


def _documentation(case: ChargeCase, decision: Decision) -> Decision:
    """What the record still owes before the charge stands."""
    if case.diagnoses == 0:
        return _held(
            decision, "hold", "diagnosis-missing", "The client has no diagnosis in force. Add one to the plan."
        )
    if case.running:
        return _held(decision, "wait", "session-running", "The session is still running.")
    if case.note == "unsigned":
        return _held(decision, "wait", "unsigned", "The note is not signed yet.")
    if not case.note_matches:
        words = "Attendance was corrected after signing. The author adds an addendum, or the correction is undone."
        return _held(decision, "hold", "note-and-attendance-differ", words)
    return decision


def _held(decision: Decision, outcome: str, rule: str, words: str) -> Decision:
    reasons = (*decision.reasons, Reason(rule, words))
    return replace(decision, outcome=outcome, reasons=reasons)


def _stop(outcome: str, rule: str, words: str, value: Value | None = None) -> Decision:
    return Decision(outcome, reasons=(_reason(rule, words, value),))


def _reason(rule: str, words: str, value: Value | None) -> Reason:
    if value is None:
        return Reason(rule, words)
    return Reason(rule, words, value.source.title, value.unverified, value.key, value.version)
