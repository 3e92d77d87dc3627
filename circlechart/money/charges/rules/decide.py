"""One client's session, decided."""

from dataclasses import replace

from circlechart.base.rulebook.facts import Rulebook
from circlechart.money.charges.facts import ChargeCase, Decision, Reason
from circlechart.money.charges.rules.day import beside
from circlechart.money.charges.rules.limits import outside
from circlechart.money.charges.rules.modifiers import modifiers
from circlechart.money.charges.rules.override import overridden
from circlechart.money.charges.rules.reasons import reason, stop, unsaid
from circlechart.money.charges.rules.record import documented
from circlechart.money.charges.rules.units import capped, counted
from circlechart.money.charges.rules.week import of_the_week
from circlechart.money.payers.facts import MODALITIES, levels
from circlechart.money.payers.rules import charged_as, sentence


def decide(case: ChargeCase, book: Rulebook | None) -> Decision:
    """This function will decide one client's charge, with every step's reason; the last reason is what stops it.

    Source: the rulebook's values, each cited; order: was anything provided, can anybody be billed, is it this payer's
    service, then minutes, units and modifiers, then the rest of the day, the payer's most of units and documentation.
    """
    if case.note == "none":
        return stop("none", "nothing-provided", "No service was provided, so there is nothing to charge.")
    if book is None or not case.covered:
        words = "No coverage is in force on this day. Add the coverage, or bill the client."
        return stop("hold", "no-coverage", words)
    if case.elsewhere:
        words = f"The client is counted in {case.elsewhere} at the same time. Correct one of the two."
        return stop("hold", "counted-elsewhere", words)
    part = charged_as(book, case.service, case.service_on)
    if part != case.service:
        return _as_part(case, book, part)
    return _decided(case, book)


def _as_part(case: ChargeCase, book: Rulebook, part: str) -> Decision:
    """A session that is a part of another service's day, under the rules of that service."""
    rule = book.find("per_diem.part", case.service_on, case.service)
    words = f"{_named(case.service).capitalize()} is a part of the day of {_named(part)}."
    decision = _decided(replace(case, service=part), book)
    return replace(decision, reasons=(reason("part-of-the-day", words, rule), *decision.reasons))


def _decided(case: ChargeCase, book: Rulebook) -> Decision:
    found = _service(case, book)
    if isinstance(found, Decision):
        return found
    decision = overridden(_line(case, book, found), case)
    if decision.outcome != "bill":
        return decision
    for step in (beside, capped, documented, of_the_week):
        decision = step(case, decision, book)
        if decision.outcome != "bill":
            break
    return decision


def _service(case: ChargeCase, book: Rulebook) -> Decision | Reason:
    """The payer's code for this service, whether it takes it this way, and who may provide it."""
    code = book.find(f"{case.service}.code", case.service_on)
    if code is None:
        words = f"{book.title} has no code for {_named(case.service)}."
        missing = book.stands(f"{case.service}.code", case.service_on)
        return Decision("hold", reasons=(unsaid("service-not-covered", words, book, f"{case.service}.code", missing),))
    taken = book.find("telehealth.taken", case.service_on, case.service)
    refused = taken is not None and case.modality in MODALITIES and case.modality not in taken.value
    if refused and "telehealth-not-taken" not in case.override.released:
        words = f"{book.title} does not take {_named(case.service)} by {MODALITIES[case.modality]}."
        return stop("hold", "telehealth-not-taken", words, taken)
    return _who(case, book) or reason("code", sentence(code.key, code.value), code)


def _who(case: ChargeCase, book: Rulebook) -> Decision | None:
    who = book.find("who_may_render", case.service_on, case.service)
    supervised = book.find("cosign_needed_from", case.service_on, case.service)
    by_supervisor = supervised is not None and case.rendering_level in supervised.value
    if by_supervisor and not case.cosigned:
        words = "The lead's credential needs a supervisor's cosignature before anything is charged."
        return stop("hold", "cosign-missing", words, supervised)
    refused = who is not None and case.rendering_level not in who.value and not by_supervisor
    if who is not None and refused and "credential-not-allowed" not in case.override.released:
        held = "".join(levels([case.rendering_level])) or "none in force"
        words = f"The lead's credential is {held}; {book.title} accepts {' or '.join(levels(who.value))}."
        return stop("hold", "credential-not-allowed", words, who)
    if case.cosign_asked and not case.cosigned:
        return stop("hold", "cosign-missing", case.cosign_asked)
    if not case.rendering_npi:
        return stop("hold", "rendering-npi-missing", "The lead has no NPI. Add it to the staff record.")
    return None


def _named(service: str) -> str:
    """A service in words. What every payer calls IOP is written in capitals."""
    return service.replace("_", " ").replace("iop", "IOP").replace("sud", "SUD").replace("php", "PHP")


def _line(case: ChargeCase, book: Rulebook, code: Reason) -> Decision:
    """Minutes, group size, units and modifiers."""
    held, warnings = outside(case, book)
    if held is not None:
        return Decision("hold", reasons=(code, held))
    count, steps, held = counted(case, book)
    if held is not None:
        return Decision("hold", reasons=(code, *steps, held))
    carried, why, held = modifiers(case, book)
    if held is not None:
        return Decision("hold", reasons=(code, *steps, *why, held))
    procedure = str(book.get(f"{case.service}.code", case.service_on))
    plain = Decision("bill", procedure, carried, count, (code, *steps, *why), warnings=tuple(warnings))
    return _claimed(case, book, plain)


def _claimed(case: ChargeCase, book: Rulebook, decision: Decision) -> Decision:
    """Who is named on the claim."""
    reasons = list(decision.reasons)
    named = book.find("claim.supervising_provider", case.service_on, case.service)
    supervised = named is not None and case.cosigned and case.rendering_level in named.value
    if supervised:
        reasons.append(reason("supervisor", "The supervisor who cosigned is named on the claim.", named))
    renders = book.find("claim.supervisor_renders", case.service_on, case.service)
    by_supervisor = renders is not None and case.cosigned and case.rendering_level in renders.value
    if by_supervisor:
        reasons.append(reason("rendering", "The supervisor who cosigned is the rendering provider.", renders))
    return replace(decision, reasons=tuple(reasons), supervised=supervised, by_supervisor=by_supervisor)
