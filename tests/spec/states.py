"""Which state may follow which."""

from collections.abc import Callable, Mapping

from circlechart.care.enrollment.states import CYCLE_STATES, ENROLLMENT_STATES
from circlechart.care.measures.states import SHEET_STATES
from circlechart.care.notes.states import NOTE_STATES
from circlechart.care.sessions.states import SESSION_STATES
from circlechart.money.claims.states import CLAIM_STATES
from tests.spec.page import Page, Row, Table

NOTHING = "nothing: this is the end"
SESSION = (
    ("scheduled", "in_progress, cancelled", "Started by a person, or cancelled with a reason."),
    ("in_progress", "held, scheduled, cancelled", "Ended; or started by mistake; or broken off."),
    ("held", "documented, in_progress, void", "All owed notes signed; or ended too soon; or never took place."),
    ("documented", "held, locked", "Somebody was added, so a note is owed again; or closed for good."),
    ("cancelled", "scheduled", "Brought back until the end of its day, if room and staff are still free."),
    ("locked", "", "Corrections are addenda and amendments."),
    ("void", "", "Kept, with the reason."),
)
PLACE = (
    ("waitlisted", "active, declined, offered", "In the order of the waitlist."),
    ("offered", "active, declined, waitlisted", "Accepted, declined, or nobody answered in time."),
    ("active", "ended, void", "A last day with a reason; void only when the client never attended."),
    ("ended", "", "Coming back is a new place with its own first day."),
    ("declined", "waitlisted", "May ask again."),
    ("void", "", "Kept, with the reason."),
)
CYCLE = (
    ("planned", "cancelled, enrolling, running", "Opened for enrollment by a person; runs from its first session on."),
    ("enrolling", "cancelled, running", "Takes clients until its cut-off, later with a reason."),
    ("running", "cancelled, complete", "Complete when the last of its sessions is over."),
    ("complete", "", "A cycle that is over is not taken up again."),
    ("cancelled", "", "Kept, with the reason on the trail; its coming sessions are taken off."),
)
SHEET = (
    (
        "open",
        "submitted, withdrawn",
        "Sent once by the client; or taken back by staff, also when it is asked for anew.",
    ),
    ("submitted", "", "What was answered stands as it was sent."),
    ("withdrawn", "", "Its link opens nothing any more."),
)
NOTE = (
    ("draft", "signed", "By the person whose note it is, with their own password."),
    ("signed", "amended, cosigned", "Never back to draft: unlocking does not exist."),
    ("cosigned", "amended", "A supervisor's cosignature, where the author's credential needs one."),
    ("amended", "amended", "Each addendum is signed; the first text stays as it was."),
)
CLAIM = (
    ("draft", "ready, withdrawn", "Has findings until they are mended."),
    ("ready", "draft, sent, withdrawn", "Withdrawn by itself when its charges change before it leaves."),
    (
        "sent",
        "accepted, denied, paid, rejected",
        "What has left is replaced or voided by another claim, never changed; only the payer's answer is added.",
    ),
    ("accepted", "denied, paid, rejected", "The payer has it and has not decided yet."),
    ("rejected", "", "It never reached the payer's desk; it is billed again as an original."),
    ("denied", "paid", "The payer pays nothing, until it changes its mind."),
    ("paid", "denied", "A payment can be taken back."),
    ("withdrawn", "", "Kept, with the reason."),
)


def _asked(table: Mapping[str, frozenset[str]], state: str) -> Callable[[], str]:
    return lambda: _words(", ".join(sorted(table[state])))


def _sorted(states: str) -> str:
    return ", ".join(sorted(filter(None, states.split(", "))))


def _words(states: str) -> str:
    return states.replace("_", " ") or NOTHING


def _table(title: str, words: str, rows: tuple[tuple[str, str, str], ...], code: Mapping[str, frozenset[str]]) -> Table:
    known = Row(
        ("every state",),
        ", ".join(sorted(state.replace("_", " ") for state, _, _ in rows)),
        lambda: ", ".join(sorted(state.replace("_", " ") for state in code)),
        "No state is missing from this table.",
    )
    found = tuple(Row((_words(state),), _words(_sorted(after)), _asked(code, state), why) for state, after, why in rows)
    return Table(title, words, ("From",), "May become", (*found, known))


PAGE = Page(
    "states",
    "What may follow what",
    "Nothing jumps: each step below is one deliberate act of a person or a job, with who and when on the record. Any "
    "other step is refused with its reason.",
    (
        _table("A session", "From the schedule to the record.", SESSION, SESSION_STATES),
        _table("A place in a group", "From the waitlist to the last day.", PLACE, ENROLLMENT_STATES),
        _table("A cycle of a closed group", "So many sessions from a day on.", CYCLE, CYCLE_STATES),
        _table("A form that a client fills in", "From the first answer to the score.", SHEET, SHEET_STATES),
        _table("A note", "Signing is one way.", NOTE, NOTE_STATES),
        _table("A claim", "What has left the house is never changed.", CLAIM, CLAIM_STATES),
    ),
)
