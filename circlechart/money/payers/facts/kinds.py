"""The kinds of rules that a payer can have. A rule is a typed value, never free code."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

SERVICES = {
    "group_psychotherapy": "Group psychotherapy",
    "skills_group": "Skills group",
    "sud_group": "Substance use group counseling",
    "iop_group": "Intensive outpatient group",
    "family_group": "Multi-family group",
    "php_group": "Partial hospitalization group",
    "education_group": "Education group",
    "peer_group": "Peer support group",
    "individual_30": "Individual psychotherapy, 30 minutes",
    "individual_45": "Individual psychotherapy, 45 minutes",
    "individual_60": "Individual psychotherapy, 60 minutes",
    "individual_sud": "Substance use individual counseling",
    "peer_individual": "Peer support, individual",
    "otp_week": "Opioid treatment program, a week",
    "residential_day": "Residential day",
}
INDIVIDUAL = (
    "individual_30", "individual_45", "individual_60", "individual_sud", "peer_individual", "otp_week",
    "residential_day",
)  # fmt: skip
"""Services that no group of the product is: rulebooks and cases in files know them, and no size of a group limits them."""
CREDENTIALS = {
    "doctoral": "doctoral",
    "masters": "master's",
    "bachelors": "bachelor's",
    "certified": "certified counselor",
    "associate": "associate or trainee",
    "nurse": "nurse",
    "peer": "peer specialist",
}
BASES = {
    "per_session": "One unit for a session",
    "per_15": "One unit for every 15 minutes",
    "per_45": "One unit for every 45 minutes",
    "per_hour": "One unit for every hour",
    "half_day": "One unit for a half day",
    "per_diem": "One unit for a day",
    "per_week": "One unit for a week",
}
ROUNDINGS = {
    "full": "Only whole units count",
    "midpoint": "More than half of a unit is a unit",
    "cms8": "The eight-minute rule of CMS",
}
COUNTED = {"everyone": "Everybody in the room", "members": "Only this payer's members in the room"}
OUTSIDE = {"hold": "Its charges are held", "warn": "Its charges stand, with a warning"}
MODALITIES = {"video": "audio and video", "audio": "telephone"}
TAKEN = {"in_person": "visit only", **MODALITIES}
FORMS = {"professional": "Professional claim, 837P or CMS-1500", "institutional": "Institutional claim, 837I or UB-04"}
WEEKS = {"sunday": "Sunday through Saturday", "monday": "Monday through Sunday"}
BILLERS = {
    "organization": "The organization bills, under its NPI",
    "facility": "The facility bills, under its own NPI and address",
}
CORRECTIONS = {
    "replace": "It is replaced (frequency 7) or voided (frequency 8)",
    "void_and_new": "It is voided (frequency 8) and billed anew",
    "original_only": "Only originals are taken (frequency 1); the payer is told another way",
}
PERIODS = {
    "day": "One claim for each day",
    "week": "One claim for a week",
    "month": "One claim for a calendar month",
    "admission": "One claim from admission through discharge, or through the end of the year",
}
ADMISSIONS = {"1": "Emergency", "2": "Urgent", "3": "Elective", "5": "Trauma", "9": "Not known"}
DATES = {
    "start": "the start of care",
    "first": "the first day of the statement period",
    "last": "its last day",
    "service": "the first day of service",
}
AMOUNTS = {"days": "the number of days of service", "units": "the number of units"}
MOST_LINES, LONGEST_NOTE = 999, 80
NO_SHOW_FEES = {"never": "Never charged to the member", "policy": "By the clinic's policy"}
TRUST = {
    "F1": "Read in the payer's own text",
    "F2": "Read in a secondary source",
    "G": "General knowledge, read nowhere",
}
STANDINGS = {
    "unverified": "Unverified: confirm it with the payer's current manual",
    "confirmed": "Confirmed",
    "testing": "On trial",
    "retired": "Retired",
}
LEVEL_WORDS = ("nation", "state", "payer", "plan", "contract")
LONGEST_SESSION, LARGEST_GROUP, MOST_UNITS, MOST_MODIFIERS, MOST_A_YEAR, LONGEST_WAIT = 600, 60, 96, 4, 9999, 1095
HOURS_OF_A_MONTH = 744
MINUTES_OF_A_DAY, MINUTES_OF_A_WEEK, MOST_SERVICES = 1440, 10080, 12
PAIR_TABLES = {
    "medicare_practitioner": "Medicare NCCI, practitioner",
    "medicare_hospital": "Medicare NCCI, outpatient hospital",
    "medicaid_practitioner": "Medicaid NCCI, practitioner",
    "medicaid_hospital": "Medicaid NCCI, outpatient hospital",
}
CODING, CAPS, MINUTES, TELEHEALTH, PEOPLE, CLAIMS, CLOCKS, SAME_DAY = TOPICS = (
    "Codes and units",
    "Most units",
    "Minutes and group size",
    "Modifiers and place",
    "Who provides it",
    "The claim",
    "Authorization and clocks",
    "The same day",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rule: the shape of its value, and under which heading it stands.

    `shape` is code, revenue, bill, modifier, modifiers, place, number, choice, flag, conditions, codes, dated, valued, point,
    status, words, papers, levels or modalities;
    `most` bounds a number.
    """

    key: str
    label: str
    topic: str
    shape: str
    unit: str
    most: int = 0
    choices: tuple[tuple[str, str], ...] = ()
    optional: bool = True
    """Whether a payer may have no such rule."""


def _choice(key: str, label: str, topic: str, choices: dict[str, str], *, optional: bool = True) -> Kind:
    return Kind(key, label, topic, "choice", "choice", choices=tuple(choices.items()), optional=optional)


KINDS: dict[str, Kind] = {
    each.key: each
    for each in (
        *(Kind(f"{key}.code", words, CODING, "code", "procedure code") for key, words in SERVICES.items()),
        _choice("units.basis", "Unit", CODING, BASES, optional=False),
        _choice("units.rounding", "Rounding", CODING, ROUNDINGS, optional=False),
        Kind("revenue_code", "Revenue code", CODING, "revenue", "revenue code"),
        Kind("code.suppressed", "Revenue code alone", CODING, "flag", "yes or no"),
        Kind("units.maximum", "Most units for one session", CAPS, "number", "units", MOST_UNITS),
        Kind("units.day_maximum", "Most units in a day", CAPS, "number", "units", MOST_UNITS),
        Kind("units.week_maximum", "Most units in a week", CAPS, "number", "units", MOST_A_YEAR),
        _choice("week.start", "Week", CAPS, WEEKS),
        Kind("units.year_maximum", "Most units in a year", CAPS, "number", "units", MOST_A_YEAR),
        Kind("minutes.floor", "Fewest minutes of a client", MINUTES, "number", "minutes present", LONGEST_SESSION),
        Kind("minutes.session_floor", "Shortest session", MINUTES, "number", "minutes", LONGEST_SESSION),
        Kind("minutes.maximum", "Most minutes that count", MINUTES, "number", "minutes present", LONGEST_SESSION),
        Kind("group.maximum_size", "Largest group", MINUTES, "number", "clients present", LARGEST_GROUP),
        Kind("group.minimum_size", "Smallest group", MINUTES, "number", "clients present", LARGEST_GROUP),
        _choice("group.counted", "Who is counted", MINUTES, COUNTED),
        _choice("group.outside", "With too many or too few", MINUTES, OUTSIDE),
        Kind("staff.ratio", "Clients for each staff member", MINUTES, "number", "clients", LARGEST_GROUP),
        Kind("modifiers.always", "Modifiers of every line", TELEHEALTH, "modifiers", "modifiers"),
        Kind("modifiers.program", "Modifier of the program", TELEHEALTH, "modifier", "modifier"),
        Kind("modifiers.group", "Modifier of a group", TELEHEALTH, "modifier", "modifier"),
        *(
            Kind(f"modifiers.level.{key}", f"Modifier with a lead at level {words}", TELEHEALTH, "modifier", "modifier")
            for key, words in CREDENTIALS.items()
        ),
        Kind("modifiers.removed", "Modifiers that it does not take", TELEHEALTH, "modifiers", "modifiers"),
        Kind("place_of_service", "Place of service of a visit", TELEHEALTH, "place", "place of service code"),
        Kind("telehealth.taken", "Telehealth that it takes", TELEHEALTH, "modalities", "ways"),
        Kind("telehealth.modifier.video", "Modifier by video", TELEHEALTH, "modifier", "modifier"),
        Kind("telehealth.modifier.audio", "Modifier by telephone", TELEHEALTH, "modifier", "modifier"),
        Kind(
            "telehealth.place_of_service.home", "Place of service by video or telephone", TELEHEALTH, "place",
            "place of service code", optional=False,
        ),
        Kind("who_may_render", "Credentials that may lead", PEOPLE, "levels", "credential levels"),
        Kind("cosign_needed_from", "Credentials that are cosigned", PEOPLE, "levels", "credential levels"),
        Kind("claim.supervising_provider", "Supervisor named on the claim", PEOPLE, "levels", "credential levels"),
        Kind("claim.supervisor_renders", "Supervisor named as rendering", PEOPLE, "levels", "credential levels"),
        _choice("claim.form", "Form", CLAIMS, FORMS),
        _choice("claim.billing_provider", "Billing provider", CLAIMS, BILLERS),
        Kind("claim.type_of_bill", "Type of bill", CLAIMS, "bill", "first three digits"),
        Kind("claim.condition_codes", "Condition codes", CLAIMS, "conditions", "condition codes"),
        _choice("claim.corrections", "A claim that was wrong", CLAIMS, CORRECTIONS),
        Kind("claim.occurrence_codes", "Occurrence codes", CLAIMS, "dated", "occurrence codes with what day they tell"),
        Kind("claim.value_codes", "Value codes", CLAIMS, "valued", "value codes with what amount they tell"),
        _choice("claim.period", "Statement period", CLAIMS, PERIODS),
        Kind("claim.interim", "Interim bills", CLAIMS, "flag", "yes or no"),
        _choice("claim.admission_type", "Type of admission", CLAIMS, ADMISSIONS),
        Kind("claim.admission_source", "Point of origin", CLAIMS, "point", "point of origin"),
        Kind("claim.patient_status", "Patient status after the last bill", CLAIMS, "status", "patient status"),
        Kind("claim.rendering", "Rendering provider on institutional claims", CLAIMS, "flag", "yes or no"),
        Kind("claim.note", "Note on every claim", CLAIMS, "words", "words", LONGEST_NOTE),
        Kind("claim.attachments", "Papers that go with a claim", CLAIMS, "papers", "report types with how they are sent"),
        Kind("claim.lines_per_claim", "Most lines of a claim", CLAIMS, "number", "lines", MOST_LINES),
        Kind("authorization.required", "Authorization", CLOCKS, "flag", "yes or no"),
        Kind("filing.days", "Timely filing", CLOCKS, "number", "days after service", LONGEST_WAIT),
        Kind("note.hours", "Note signed within", CLOCKS, "number", "hours after the session", HOURS_OF_A_MONTH),
        _choice("note.late", "A note signed later", CLOCKS, OUTSIDE),
        _choice("no_show.fee", "Fee for not coming", CLOCKS, NO_SHOW_FEES),
        Kind("authorization.after_units", "Authorization after", CLOCKS, "number", "units in a year", MOST_A_YEAR),
        Kind("note.goal_required", "A goal in the note", CLOCKS, "flag", "yes or no"),
        Kind("minutes.day_floor", "Fewest minutes of a day", SAME_DAY, "number", "minutes present", MINUTES_OF_A_DAY),
        Kind("per_diem.includes", "Inside the day's charge", SAME_DAY, "codes", "procedure codes"),
        Kind("same_day.excludes", "Codes that it does not go with", SAME_DAY, "codes", "procedure codes"),
        _choice("same_day.excluded", "With such a code", SAME_DAY, OUTSIDE),
        Kind("same_day.distinct", "Codes beside which it is distinct", SAME_DAY, "codes", "procedure codes"),
        Kind("same_day.modifier", "Modifier of a distinct service", SAME_DAY, "modifier", "modifier"),
        _choice("same_day.pairs", "Table of pair edits", SAME_DAY, PAIR_TABLES),
        _choice("per_diem.part", "Part of the day of", SAME_DAY, SERVICES),
        Kind("day.full_minutes", "Fewest minutes of a full day", SAME_DAY, "number", "minutes present", MINUTES_OF_A_DAY),
        Kind("day.full_code", "Code of a full day", SAME_DAY, "code", "procedure code"),
        Kind("day.full_revenue_code", "Revenue code of a full day", SAME_DAY, "revenue", "revenue code"),
        Kind("day.services_minimum", "Fewest services of a day", SAME_DAY, "number", "services", MOST_SERVICES),
        Kind("day.primary_codes", "Codes of which a day has one", SAME_DAY, "codes", "procedure codes"),
        _choice("day.outside", "With a day that lacks services", SAME_DAY, OUTSIDE),
        Kind("week.minutes_minimum", "Fewest minutes of a week", MINUTES, "number", "minutes present", MINUTES_OF_A_WEEK),
        Kind("week.minutes_maximum", "Most minutes of a week", MINUTES, "number", "minutes present", MINUTES_OF_A_WEEK),
        _choice("week.outside", "With too few or too many in a week", MINUTES, OUTSIDE),
    )
}  # fmt: skip


def kind_of(key: str) -> Kind | None:
    """This function will find the kind of a key, also of one said for a service alone, such as `iop_group.minutes.floor`.

    Returns None when: there is no such rule.
    """
    if key in KINDS:
        return KINDS[key]
    scope, _, rest = key.partition(".")
    whole = KINDS.get(rest)
    if scope not in SERVICES or whole is None or whole.key.endswith(".code"):
        return None
    return replace(whole, key=key, label=f"{whole.label}: {SERVICES[scope]}")


def scopes(kind: Kind) -> list[Kind]:
    """This function will list the rule as it can be said for one service alone; none where it is one already."""
    found = [kind_of(f"{service}.{kind.key}") for service in SERVICES] if kind.key in KINDS else []
    return [each for each in found if each is not None]


def levels(keys: Iterable[str]) -> list[str]:
    """This function will name credential levels in the order of the table."""
    chosen = set(keys)
    return [words for key, words in CREDENTIALS.items() if key in chosen]
