"""The names of everything that may be allowed, for the whole house."""

from enum import StrEnum


class Permission(StrEnum):
    """What a person may do; `roles.py` says which role holds which."""

    SIGNED_IN = "signed in"
    SEE_SCHEDULE = "see the schedule"
    EDIT_SCHEDULE = "edit the schedule"
    ENROLL = "enroll clients"
    SEE_SESSION = "open a session"
    RUN_SESSION = "start and end a session"
    MARK_ATTENDANCE = "mark attendance"
    AMEND_ATTENDANCE = "correct attendance"
    REACH_OUT = "reach out after a no-show"
    WRITE_NOTE = "write notes"
    SIGN_NOTE = "sign notes"
    COSIGN_NOTE = "cosign notes"
    READ_NOTE = "read signed notes"
    SEE_CHART = "see a client's chart"
    EDIT_CLIENT = "edit clients"
    EDIT_COVERAGE = "edit coverages"
    EDIT_PLAN = "edit goals and diagnoses"
    SEE_STAFF = "see staff"
    EDIT_STAFF = "edit staff"
    SEE_BILLING = "see charges and claims"
    CAPTURE_CHARGES = "capture charges"
    BUILD_CLAIMS = "build claims"
    SEE_PAYERS = "see payers and their rules"
    EDIT_PAYERS = "edit payers and fees"
    SEE_AUDIT = "see the audit trail"
    ADMINISTER = "administer the installation"
