"""What makes a session payable or not for one payer: minutes, group size, staff."""

from dataclasses import replace

from circlechart.base.rulebook.facts import Rulebook
from circlechart.money.charges.facts import ChargeCase, Reason
from circlechart.money.charges.rules.reasons import many, reason
from circlechart.money.payers.facts import INDIVIDUAL, MODALITIES, levels
from circlechart.money.payers.rules import charged_as

SIZES = (("group.maximum_size", "group-too-large", 1), ("group.minimum_size", "group-too-small", -1))


def outside(case: ChargeCase, book: Rulebook) -> tuple[Reason | None, list[Reason]]:
    """This function will find the limit that holds a charge, and the limits that only warn.

    Source: rulebook `minutes.*`, `group.*`, `staff.ratio`; care.md 1.3 (only this payer's charges), A14 (nothing is
    rounded up).
    """
    floors = [found for found in (_floor(case, book), _short(case, book)) if found is not None]
    sizes = [found for found in (_size(case, book), _ratio(case, book)) if found is not None]
    if case.service in INDIVIDUAL:
        sizes = []
    if book.get("group.outside", case.service_on, "hold", case.service) != "warn":
        floors, sizes = [*floors, *sizes], []
    holds = [each for each in floors if each.rule not in case.override.released]
    return (holds[0], []) if holds else (None, [*floors, *sizes])


def in_the_room(case: ChargeCase, book: Rulebook) -> Reason | None:
    """This function will say what makes the room as it is now unpayable for one payer: its size, its staff, the way.

    Source: rulebook `group.*`, `staff.ratio`, `telehealth.taken`, `who_may_render`; care.md 1.3.
    """
    case = replace(case, service=charged_as(book, case.service, case.service_on))
    if case.service in INDIVIDUAL:
        return None
    most = book.find("group.maximum_size", case.service_on, case.service)
    found = _size(case, book)
    if found is not None and most is not None and found.rule == "group-too-large":
        members = book.get("group.counted", case.service_on, "everyone", case.service) == "members"
        here = case.members if members else case.present
        return reason(found.rule, f"{book.title} max {most.value}, present {here}", most)
    taken = book.find("telehealth.taken", case.service_on, case.service)
    if found is None and taken is not None and case.modality in MODALITIES and case.modality not in taken.value:
        return reason("telehealth-not-taken", f"{book.title} does not take it by {MODALITIES[case.modality]}", taken)
    who = book.find("who_may_render", case.service_on, case.service)
    cosigned = book.get("cosign_needed_from", case.service_on, [], case.service)
    if found is None and who is not None and case.rendering_level not in (*who.value, *cosigned):
        held = "".join(levels([case.rendering_level])) or "no credential in force"
        return reason("credential-not-allowed", f"{book.title} does not accept a lead with {held}", who)
    return found or _ratio(case, book)


def _floor(case: ChargeCase, book: Rulebook) -> Reason | None:
    floor = book.find("minutes.floor", case.service_on, case.service)
    if floor is None or case.minutes >= floor.value:
        return None
    words = f"Present {many(case.minutes, 'minute')}, under the {floor.value} that {book.title} wants."
    return reason("under-the-floor", words, floor)


def _short(case: ChargeCase, book: Rulebook) -> Reason | None:
    least = book.find("minutes.session_floor", case.service_on, case.service)
    if least is None or case.session_minutes is None or case.session_minutes >= least.value:
        return None
    words = f"The session ran {many(case.session_minutes, 'minute')}, under the {least.value} that {book.title} wants."
    return reason("session-too-short", words, least)


def _size(case: ChargeCase, book: Rulebook) -> Reason | None:
    members = book.get("group.counted", case.service_on, "everyone", case.service) == "members"
    counted = case.members if members and case.members is not None else case.present
    of_whom = f" of {book.title}'s members" if members else ""
    for key, rule, too in SIZES:
        size = book.find(key, case.service_on, case.service)
        if size is not None and (counted - size.value) * too > 0:
            word = "more than" if too > 0 else "fewer than"
            who = f"1 client{of_whom} was" if counted == 1 else f"{counted} clients{of_whom} were"
            return reason(rule, f"{who} present, {word} the {size.value} of {book.title}.", size)
    return None


def _ratio(case: ChargeCase, book: Rulebook) -> Reason | None:
    ratio = book.find("staff.ratio", case.service_on, case.service)
    if ratio is None or case.present <= ratio.value * case.staff:
        return None
    words = (
        f"{many(case.present, 'client')} with {many(case.staff, 'staff member')}: {book.title} wants one for every "
        f"{ratio.value}."
    )
    return reason("staff-ratio", words, ratio)
