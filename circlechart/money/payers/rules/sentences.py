"""Each rule as one plain sentence. Pure functions."""

from collections.abc import Callable
from typing import Any

from circlechart.money.payers.facts import (
    ADMISSIONS,
    AMOUNTS,
    BASES,
    BILLERS,
    CORRECTIONS,
    COUNTED,
    DATES,
    FORMS,
    MODALITIES,
    NO_SHOW_FEES,
    OUTSIDE,
    PAIR_TABLES,
    PERIODS,
    ROUNDINGS,
    SERVICES,
    WEEKS,
    levels,
)

NO_RULE = {
    "units.basis": "One unit for a session, until the payer says otherwise.",
    "units.rounding": "Where minutes are counted, only whole units count, until the payer says otherwise.",
    "revenue_code": "Lines carry no revenue code.",
    "code.suppressed": "Lines carry their procedure code.",
    "units.maximum": "There is no most of units for one session.",
    "units.day_maximum": "There is no most of units in a day.",
    "units.week_maximum": "There is no most of units in a week.",
    "week.start": "The week runs from Sunday through Saturday, until the payer says otherwise.",
    "units.year_maximum": "There is no most of units in a year.",
    "minutes.floor": "No fewest minutes: any presence that makes a unit is charged.",
    "minutes.session_floor": "No session is too short for this payer.",
    "minutes.maximum": "All minutes present count.",
    "group.maximum_size": "No group is too large for this payer.",
    "group.minimum_size": "No group is too small for this payer.",
    "group.counted": "Everybody in the room is counted.",
    "group.outside": "With too many or too few, its charges are held.",
    "staff.ratio": "No number of staff is asked for.",
    "modifiers.always": "No modifier stands on every line.",
    "modifiers.program": "No modifier names the program.",
    "modifiers.group": "No modifier says that it was a group.",
    "modifiers.removed": "No modifier is taken away.",
    "place_of_service": "By visit, the place of service is the facility's.",
    "telehealth.taken": "Video and telephone are taken like a visit.",
    "telehealth.modifier.video": "By video, no modifier is added.",
    "telehealth.modifier.audio": "By telephone, no modifier is added.",
    "telehealth.place_of_service.home": "By video or telephone, the place of service is 10.",
    "who_may_render": "Any credential may lead the group.",
    "cosign_needed_from": "Nobody's note needs a cosignature before it is charged.",
    "claim.supervising_provider": "No supervisor is named on the claim.",
    "claim.supervisor_renders": "The lead is the rendering provider, whoever supervises.",
    "claim.form": "Professional claim, 837P or CMS-1500.",
    "claim.billing_provider": "The organization bills, under its NPI.",
    "claim.type_of_bill": "No type of bill is set.",
    "claim.condition_codes": "No condition code stands on the claim.",
    "claim.occurrence_codes": "No occurrence code stands on the claim.",
    "claim.value_codes": "No value code stands on the claim.",
    "claim.period": "An institutional claim is of one day, until the payer says otherwise.",
    "claim.interim": "Every institutional claim is billed by itself (frequency 1).",
    "claim.admission_type": "No type of admission is said: institutional claims stay in.",
    "claim.admission_source": "No point of origin is said: institutional claims stay in.",
    "claim.patient_status": "No patient status is said: institutional claims stay in.",
    "claim.rendering": "An institutional claim names who attends, and nobody else.",
    "claim.note": "No note stands on the claim.",
    "claim.attachments": "No paper goes with a claim.",
    "claim.lines_per_claim": "A claim carries as many lines as its form holds.",
    "claim.corrections": "How a wrong claim is corrected was not asked yet; it is replaced or voided.",
    "authorization.required": "No authorization is needed.",
    "filing.days": "No last day for filing is known.",
    "note.hours": "A note may be signed at any time.",
    "note.late": "A late note is charged with a warning.",
    "no_show.fee": "Nobody is charged for not coming.",
    "authorization.after_units": "There are no units of a year for which no authorization is needed.",
    "note.goal_required": "A charge does not ask whether the note names a goal.",
    "minutes.day_floor": "Each session of a day is judged by itself.",
    "per_diem.includes": "Nothing is inside the day's charge.",
    "same_day.excludes": "It goes with any code of the same day.",
    "same_day.excluded": "With such a code on the same day, its charges are held.",
    "same_day.distinct": "Beside no code it needs a modifier for being distinct.",
    "same_day.modifier": "No modifier says that a service was distinct.",
    "same_day.pairs": "No table of pair edits is asked.",
    "per_diem.part": "It is charged by itself, not as a part of a day.",
    "day.full_minutes": "No minutes make a day a full one; where a full day is authorized, the authorization does.",
    "day.full_code": "There is no full day beside the day.",
    "day.full_revenue_code": "A full day carries the revenue code of the day.",
    "day.services_minimum": "A day needs no number of services.",
    "day.primary_codes": "A day needs none of certain services.",
    "day.outside": "With a day that lacks services, its charges stand, with a warning.",
    "week.minutes_minimum": "No fewest minutes of a week.",
    "week.minutes_maximum": "No most of minutes of a week.",
    "week.outside": "With too few or too many minutes in a week, its charges stand, with a warning.",
}


def sentence(key: str, value: Any) -> str:
    """This function will say a rule in one plain sentence; a value of None says that there is no such rule.

    Source: the kinds of `facts.KINDS`; the value's own source stands beside the sentence on the screen.
    """
    scope, _, rest = key.partition(".")
    if scope in SERVICES and rest != "code":
        return f"{SERVICES[scope]}: {_lowered(sentence(rest, value))}"
    if scope in SERVICES:
        words = SERVICES[scope]
        return (
            f"{words} is billed as {value}." if value is not None else f"{words} is not covered: its charges are held."
        )
    if value is None or value == []:
        return NO_RULE.get(key) or f"With a lead at level {''.join(levels([_last(key)]))}, no modifier is added."
    if key.startswith("modifiers.level."):
        return f"With a lead at level {''.join(levels([_last(key)]))}, the line carries {value}."
    return _SENTENCES[key](value)


def _last(key: str) -> str:
    return key.rpartition(".")[2]


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def _and(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _or(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


def _told(what: str, pair: str, told: dict[str, str]) -> str:
    code, _, meaning = pair.partition(":")
    return f"{what} code {code} with {told.get(meaning, meaning)}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


_AFTER_BASIS = {
    "per_session": ", however long it runs",
    "per_15": " present",
    "per_45": " present",
    "per_hour": " present",
}
_SENTENCES: dict[str, Callable[[Any], str]] = {
    "units.basis": lambda value: f"{BASES[value]}{_AFTER_BASIS.get(value, '')}.",
    "units.rounding": lambda value: f"{ROUNDINGS[value]}.",
    "units.maximum": lambda value: f"At most {_many(value, 'unit')} for one session, also when it runs over.",
    "revenue_code": lambda value: f"Lines carry revenue code {value}.",
    "code.suppressed": lambda value: "Lines carry their revenue code alone, without a procedure code.",
    "units.day_maximum": lambda value: f"At most {_many(value, 'unit')} of a code in a day.",
    "units.week_maximum": lambda value: f"At most {_many(value, 'unit')} of a code in a week.",
    "week.start": lambda value: f"The week runs from {WEEKS[value]}.",
    "units.year_maximum": lambda value: f"At most {_many(value, 'unit')} of a code in a calendar year.",
    "minutes.session_floor": lambda value: f"A session under {_many(value, 'minute')} is held.",
    "minutes.maximum": lambda value: f"At most {_many(value, 'minute')} present count.",
    "group.counted": lambda value: f"{COUNTED[value]} {'are' if value == 'members' else 'is'} counted.",
    "group.outside": lambda value: f"With too many or too few: {_lowered(OUTSIDE[value])}.",
    "staff.ratio": lambda value: f"One staff member for every {_many(value, 'client')} in the room.",
    "minutes.floor": lambda value: (
        f"Under {_many(value, 'minute')} present, the charge is held. Nothing is rounded up."
    ),
    "group.maximum_size": lambda value: (
        f"With more than {_many(value, 'client')} in the room, this payer's charges are held. Nobody is turned away."
    ),
    "group.minimum_size": lambda value: (
        f"With fewer than {_many(value, 'client')} in the room, this payer's charges are held."
    ),
    "modifiers.always": lambda value: f"Every line carries {_and(value)}.",
    "modifiers.program": lambda value: f"Every line carries {value} for the program.",
    "modifiers.group": lambda value: f"Every line of a group carries {value}.",
    "modifiers.removed": lambda value: f"{_and(value)} {'is' if len(value) == 1 else 'are'} never sent.",
    "place_of_service": lambda value: f"By visit, the place of service is {value}.",
    "telehealth.taken": lambda value: (
        f"By {_or([MODALITIES[each] for each in value])} it is charged; otherwise by visit only."
        if value != ["in_person"]
        else "It is charged by visit only."
    ),
    "telehealth.modifier.video": lambda value: f"By video, the line carries {value}.",
    "telehealth.modifier.audio": lambda value: f"By telephone, the line carries {value}.",
    "telehealth.place_of_service.home": lambda value: f"By video or telephone, the place of service is {value}.",
    "who_may_render": lambda value: f"The lead's credential is at level {_or(levels(value))}; other charges are held.",
    "cosign_needed_from": lambda value: (
        f"With a lead at level {_or(levels(value))}, the charge is held until the supervisor has cosigned."
    ),
    "claim.supervising_provider": lambda value: (
        f"With a lead at level {_or(levels(value))}, the supervisor who cosigned is named on the claim."
    ),
    "claim.supervisor_renders": lambda value: (
        f"With a lead at level {_or(levels(value))}, the supervisor who cosigned is the rendering provider."
    ),
    "claim.form": lambda value: f"{FORMS[value]}.",
    "claim.billing_provider": lambda value: f"{BILLERS[value]}.",
    "claim.type_of_bill": lambda value: f"The type of bill begins with {value}; its last digit is the frequency.",
    "claim.condition_codes": lambda value: f"The claim carries condition code {_and(value)}.",
    "claim.occurrence_codes": lambda value: (
        f"The claim carries {_and([_told('occurrence', each, DATES) for each in value])}."
    ),
    "claim.value_codes": lambda value: f"The claim carries {_and([_told('value', each, AMOUNTS) for each in value])}.",
    "claim.period": lambda value: f"{PERIODS[value]}.",
    "claim.interim": lambda value: "Bills of a stay follow each other: first (2), continuing (3) and last (4).",
    "claim.admission_type": lambda value: f"The type of admission is {value}, {_lowered(ADMISSIONS[value])}.",
    "claim.admission_source": lambda value: f"The point of origin is {value}.",
    "claim.patient_status": lambda value: f"The only and the last bill of a stay say patient status {value}.",
    "claim.rendering": lambda value: "An institutional claim names who rendered beside who attends.",
    "claim.note": lambda value: f"Every claim carries the note “{value}”.",
    "claim.attachments": lambda value: (
        f"With a claim {'goes' if len(value) == 1 else 'go'} {_and([each.replace(':', ' by ') for each in value])}."
    ),
    "claim.lines_per_claim": lambda value: (
        f"At most {_many(value, 'line')} on a claim; more are put on further claims."
    ),
    "claim.corrections": lambda value: f"A claim that was wrong: {_lowered(CORRECTIONS[value])}.",
    "authorization.required": lambda value: "Without an authorization the charge is held.",
    "filing.days": lambda value: f"A claim must arrive within {_many(value, 'day')} of the service.",
    "note.hours": lambda value: f"The note is signed within {_many(value, 'hour')} of the session's end.",
    "note.late": lambda value: f"With a note signed later: {_lowered(OUTSIDE[value])}.",
    "no_show.fee": lambda value: f"A fee for not coming: {_lowered(NO_SHOW_FEES[value])}.",
    "authorization.after_units": lambda value: f"After {_many(value, 'unit')} in a year an authorization is needed.",
    "note.goal_required": lambda value: "Without a goal of the client's plan in the note the charge is held.",
    "minutes.day_floor": lambda value: (
        f"A day is charged once, when the client was present {_many(value, 'minute')} over all its sessions."
    ),
    "per_diem.includes": lambda value: f"{_and(value)} {'is' if len(value) == 1 else 'are'} inside the day's charge.",
    "same_day.excludes": lambda value: f"It is not charged on the same day as {_or(value)}.",
    "same_day.excluded": lambda value: f"With such a code on the same day: {_lowered(OUTSIDE[value])}.",
    "same_day.distinct": lambda value: (
        f"Beside {_or(value)} of the same day it carries the modifier of a distinct service."
    ),
    "same_day.modifier": lambda value: f"A service that is distinct from another of the day carries {value}.",
    "same_day.pairs": lambda value: f"Codes of the same day are held against {PAIR_TABLES[value]}, as loaded.",
    "per_diem.part": lambda value: f"It is a part of the day of {SERVICES[value]}: its minutes count there.",
    "day.full_minutes": lambda value: f"{_many(value, 'minute')} present over the day make it a full day.",
    "day.full_code": lambda value: f"A full day is billed as {value}, and with an authorization for it.",
    "day.full_revenue_code": lambda value: f"A full day carries revenue code {value}.",
    "day.services_minimum": lambda value: f"A day has at least {_many(value, 'service')}.",
    "day.primary_codes": lambda value: f"A day has one of {_or(value)} among its services.",
    "day.outside": lambda value: f"With a day that lacks services: {_lowered(OUTSIDE[value])}.",
    "week.minutes_minimum": lambda value: f"In a week, a client is present {_many(value, 'minute')} at least.",
    "week.minutes_maximum": lambda value: f"In a week, a client is present {_many(value, 'minute')} at most.",
    "week.outside": lambda value: f"With too few or too many minutes in a week: {_lowered(OUTSIDE[value])}.",
}
