"""Which role holds which permissions. What is not listed is denied. Printed in docs/people-and-access.md."""

from circlechart.base.access.permissions import Permission as P

_EVERYBODY = frozenset({P.SIGNED_IN})
_CLINICAL = _EVERYBODY | {
    P.SEE_SCHEDULE, P.SEE_SESSION, P.WRITE_NOTE, P.SIGN_NOTE, P.READ_NOTE, P.SEE_CHART, P.REACH_OUT,
    P.SEE_SUPERVISION,
    P.GIVE_MEASURE, P.SEE_MEASURES,
}  # fmt: skip
_FACILITATOR = _CLINICAL | {P.RUN_SESSION, P.MARK_ATTENDANCE, P.AMEND_ATTENDANCE, P.ENROLL, P.EDIT_PLAN, P.ANSWER_ALERT}

ROLES: dict[str, frozenset[P]] = {
    "facilitator": _FACILITATOR,
    "co_facilitator": _FACILITATOR - {P.ENROLL},
    "trainee": _FACILITATOR - {P.ENROLL},
    "peer_specialist": _CLINICAL | {P.MARK_ATTENDANCE},
    "supervisor": _FACILITATOR | {P.COSIGN_NOTE, P.LOG_SUPERVISION, P.SEE_STAFF, P.SET_MEASURES},
    "front_desk": _EVERYBODY
    | {
        P.SEE_SCHEDULE,
        P.EDIT_SCHEDULE,
        P.ENROLL,
        P.SEE_CHART,
        P.EDIT_CLIENT,
        P.EDIT_COVERAGE,
        P.REACH_OUT,
        P.GIVE_MEASURE,
    },
    "biller": _EVERYBODY
    | {
        P.SEE_SCHEDULE,
        P.SEE_CHART,
        P.EDIT_COVERAGE,
        P.SEE_BILLING,
        P.CAPTURE_CHARGES,
        P.OVERRIDE_CHARGE,
        P.BUILD_CLAIMS,
        P.SEE_PAYERS,
        P.EDIT_PAYERS,
    },
    "nurse": _EVERYBODY
    | {P.SEE_SCHEDULE, P.SEE_CHART, P.READ_NOTE, P.EDIT_PLAN, P.GIVE_MEASURE, P.SEE_MEASURES, P.ANSWER_ALERT},
    "program_director": _FACILITATOR
    | {P.EDIT_SCHEDULE, P.EDIT_CLIENT, P.SEE_STAFF, P.EDIT_PLACES, P.SEE_BILLING, P.SEE_PAYERS, P.OVERRIDE_CHARGE}
    | {P.SET_MEASURES, P.SET_COSIGN_RULES},
    "compliance": _EVERYBODY
    | {P.SEE_SCHEDULE, P.SEE_SESSION, P.READ_NOTE, P.SEE_CHART, P.SEE_STAFF, P.SEE_BILLING, P.SEE_PAYERS, P.SEE_AUDIT}
    | {P.SEE_MEASURES},
    "administrator": _EVERYBODY
    | {
        P.SEE_SCHEDULE,
        P.EDIT_SCHEDULE,
        P.SEE_STAFF,
        P.EDIT_STAFF,
        P.EDIT_PLACES,
        P.SEE_PAYERS,
        P.EDIT_PAYERS,
        P.ADMINISTER,
    },
}

LABELS: dict[str, str] = {
    "facilitator": "Facilitator",
    "co_facilitator": "Co-facilitator",
    "trainee": "Trainee or associate",
    "peer_specialist": "Peer specialist",
    "supervisor": "Supervisor",
    "front_desk": "Front desk",
    "biller": "Biller",
    "nurse": "Nurse",
    "program_director": "Program director",
    "compliance": "Compliance officer",
    "administrator": "Administrator",
}
