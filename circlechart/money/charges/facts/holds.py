"""What holds a charge, and what releases it."""

from dataclasses import dataclass

from circlechart.base.access.permissions import Permission as P


@dataclass(frozen=True, slots=True)
class Hold:
    """A kind of hold as a biller reads it: what it is, what releases it, and where that is done."""

    title: str
    release: str
    place: str = ""
    """client, payer or empty: the chart of the client, or the rules of the payer."""


NOTHING_IF_RIGHT = "If that is right, nothing is charged. If not, the facilitator corrects attendance."
HOLDS: dict[str, Hold] = {
    "no-coverage": Hold("No coverage on the day", "Add the coverage that was in force, or bill the client.", "client"),
    "counted-elsewhere": Hold(
        "Counted in two groups at the same time", "A facilitator corrects attendance in one of the two."
    ),
    "service-not-covered": Hold(
        "The payer has no code for the service", "Ask the payer, then set the code among the payer's rules.", "payer"
    ),
    "credential-not-allowed": Hold(
        "The payer does not accept the lead's credential",
        "Somebody whom the payer accepts must lead next time. If the payer's rule is wrong, correct it.",
        "payer",
    ),
    "cosign-missing": Hold("Not cosigned", "The lead's supervisor cosigns the note."),
    "rendering-npi-missing": Hold("The lead has no NPI", "An administrator adds it to the staff record."),
    "under-the-floor": Hold("Too few minutes", NOTHING_IF_RIGHT, "payer"),
    "session-too-short": Hold("The session was too short for the payer", NOTHING_IF_RIGHT, "payer"),
    "staff-ratio": Hold(
        "Too few staff for the payer",
        "If more staff worked, add them to the session. If not, nothing is charged.",
        "payer",
    ),
    "cap-reached": Hold("The payer's most units are charged", "Ask the payer for more, or charge nothing.", "payer"),
    "too-many-modifiers": Hold("More modifiers than a line carries", "Correct the payer's rules.", "payer"),
    "telehealth-not-taken": Hold(
        "The payer does not take it by telehealth",
        "If it was a visit, the facilitator corrects attendance. If the payer's rule is wrong, correct it.",
        "payer",
    ),
    "authorization-missing": Hold(
        "No authorization", "Record the payer's authorization in the client's chart.", "client"
    ),
    "note-late": Hold("The note was signed too late for the payer", "Ask the payer, or charge nothing.", "payer"),
    "no-whole-unit": Hold("No whole unit", NOTHING_IF_RIGHT, "payer"),
    "group-too-large": Hold("The group was too large for the payer", NOTHING_IF_RIGHT, "payer"),
    "group-too-small": Hold("The group was too small for the payer", NOTHING_IF_RIGHT, "payer"),
    "diagnosis-missing": Hold("No diagnosis on the day", "A clinician sets it in the client's chart.", "client"),
    "note-and-attendance-differ": Hold(
        "Note and attendance differ", "The author adds an addendum, or the correction is undone."
    ),
    "authorization-used-up": Hold(
        "The authorization is used up", "Ask the payer for more units and record them in the client's chart.", "client"
    ),
    "day-too-short": Hold("Too few minutes in the day", NOTHING_IF_RIGHT, "payer"),
    "stacking-conflict": Hold(
        "Not paid beside another code of the day",
        "If one of the two is right, the other is not charged. If the payer's rule is wrong, correct it.",
        "payer",
    ),
    "few-services": Hold("Too few services in the day", NOTHING_IF_RIGHT, "payer"),
    "no-primary-service": Hold("The day lacks a service that it needs", NOTHING_IF_RIGHT, "payer"),
    "week-too-short": Hold("Too few minutes in the week", NOTHING_IF_RIGHT, "payer"),
    "week-too-long": Hold("Too many minutes in the week", NOTHING_IF_RIGHT, "payer"),
    "week-running": Hold("The payer's week is not over", "It ends."),
    "goal-missing": Hold("The note names no goal", "The author adds an addendum, or a biller releases the hold."),
    "day-unsigned": Hold("An earlier note of the day is not signed", "Its author signs the note."),
    "inside-the-day": Hold("Inside the day's charge", "Nothing has to be done: the day is charged once."),
    "override": Hold("Not charged, by decision", "Whoever decided it may end the decision."),
    "session-running": Hold("The session is still running", "It ends."),
    "unsigned": Hold("Not signed", "The author signs the note."),
}


@dataclass(frozen=True, slots=True)
class Mend:
    """The place where a hold is mended: what the button says, the address, what it is an address of, and who may."""

    label: str
    address: str
    of: str
    permission: P
    anchor: str = ""


_SIGN = Mend("Open the session", "notes:session", "session", P.SIGN_NOTE)
_CORRECT = Mend("Correct attendance", "attendance:correction", "attendance", P.AMEND_ATTENDANCE)
_OVERRIDE = Mend("Decide it", "charges:history", "attendance", P.OVERRIDE_CHARGE, "#decide")
_AUTHORIZE = Mend("Record the authorization", "charges:authorizations", "client", P.EDIT_COVERAGE)
_RULE = Mend("Look at the rule", "payers:rule", "rule", P.SEE_PAYERS)
MENDS: dict[str, Mend] = {
    "no-coverage": Mend("Add the coverage", "office:client", "client", P.EDIT_COVERAGE, "#coverage"),
    "counted-elsewhere": _CORRECT,
    "service-not-covered": Mend("Set the code", "payers:change-rule", "code", P.EDIT_PAYERS),
    "credential-not-allowed": _RULE,
    "cosign-missing": Mend("Open the cosignatures", "supervision:queue", "all", P.COSIGN_NOTE),
    "rendering-npi-missing": Mend("Add the NPI", "office:edit-staff", "lead", P.EDIT_STAFF),
    "under-the-floor": _CORRECT,
    "session-too-short": _OVERRIDE,
    "day-too-short": _CORRECT,
    "staff-ratio": _OVERRIDE,
    "cap-reached": _OVERRIDE,
    "too-many-modifiers": _RULE,
    "telehealth-not-taken": _CORRECT,
    "authorization-missing": _AUTHORIZE,
    "authorization-used-up": _AUTHORIZE,
    "note-late": _OVERRIDE,
    "no-whole-unit": _CORRECT,
    "group-too-large": _CORRECT,
    "group-too-small": _CORRECT,
    "stacking-conflict": _OVERRIDE,
    "goal-missing": _OVERRIDE,
    "few-services": _OVERRIDE,
    "no-primary-service": _OVERRIDE,
    "week-too-short": _OVERRIDE,
    "week-too-long": _OVERRIDE,
    "diagnosis-missing": Mend("Set the diagnosis", "office:client", "client", P.EDIT_PLAN, "#diagnoses"),
    "note-and-attendance-differ": Mend("Open the session", "notes:session", "session", P.SIGN_NOTE),
    "session-running": Mend("Open the session", "notes:session", "session", P.RUN_SESSION),
    "unsigned": _SIGN,
    "day-unsigned": _SIGN,
    "inside-the-day": Mend("See the rule", "payers:rule", "rule", P.SEE_PAYERS),
    "override": _OVERRIDE,
}
