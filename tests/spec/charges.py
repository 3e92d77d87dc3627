"""What each payer's rules make of a session."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from circlechart.base.rulebook.facts import Rulebook
from circlechart.money.charges import rules
from circlechart.money.charges.facts import ChargeCase, Decision
from circlechart.money.payers import queries as payers
from tests.spec.page import Page, Row, Table

ON = date(2026, 11, 23)
WHOLE = ChargeCase(service_on=ON, minutes=90)
BOOKS = {"demo-commercial": "The commercial plan", "demo-medicaid": "The Medicaid plan"}
Changes = dict[str, object]


def decision(book: str, changes: Changes) -> Decision:
    """What the payer's rules decide of an ordinary session with these changes."""
    return rules.decide(replace(WHOLE, **changes), payers.rulebook(book))


def _outcome(book: str, changes: Changes) -> Callable[[], str]:
    def ask() -> str:
        found = decision(book, changes)
        if found.outcome == "bill":
            return f"{'-'.join([found.code, *found.modifiers])} ×{found.units}"
        assert found.blocking is not None
        return f"{ {'hold': 'held', 'wait': 'waits', 'none': 'nothing'}[found.outcome] }: {found.blocking.rule}"

    return ask


def _because(book: str, changes: Changes) -> str:
    found = decision(book, changes)
    reason = found.blocking or found.reasons[-1]
    return reason.sentence + (" *Unverified.*" if reason.unverified else "")


def _row(words: str, changes: Changes, comes_to: str, book: str) -> Row:
    return Row((words,), comes_to, _outcome(book, changes), _because(book, changes))


COMMERCIAL = (
    ("Present for all 90 minutes", {}, "90853 ×1"),
    ("Present 60 minutes by video", {"minutes": 60, "modality": "video"}, "90853-95 ×1"),
    ("Present 60 minutes by telephone", {"minutes": 60, "modality": "audio"}, "90853-93 ×1"),
    ("Present exactly 45 minutes", {"minutes": 45}, "90853 ×1"),
    ("Present 44 minutes (A14)", {"minutes": 44}, "held: under-the-floor"),
    ("A family group", {"service": "family_group"}, "90849 ×1"),
    ("An intensive outpatient day of three hours", {"service": "iop_group", "minutes": 180}, "H0015 ×1"),
    ("Two hours of an intensive outpatient day", {"service": "iop_group", "minutes": 120}, "held: under-the-floor"),
    ("A skills group", {"service": "skills_group"}, "held: service-not-covered"),
    ("Twelve clients in the room", {"present": 12}, "90853 ×1"),
    ("Thirteen clients in the room", {"present": 13}, "held: group-too-large"),
    ("One client in the room", {"present": 1}, "held: group-too-small"),
    ("The lead is a certified counselor", {"rendering_level": "certified"}, "held: credential-not-allowed"),
    ("The lead is an associate, not cosigned", {"rendering_level": "associate"}, "held: cosign-missing"),
    ("The lead is an associate, cosigned", {"rendering_level": "associate", "cosigned": True}, "90853 ×1"),
    ("The lead is a peer specialist", {"rendering_level": "peer"}, "held: credential-not-allowed"),
    ("The lead has no NPI", {"rendering_npi": ""}, "held: rendering-npi-missing"),
)
MEDICAID = (
    ("Present for all 90 minutes", {}, "H0005-HF-HQ ×6"),
    ("Present 38 minutes", {"minutes": 38}, "H0005-HF-HQ ×3"),
    ("Present 37 minutes", {"minutes": 37}, "H0005-HF-HQ ×2"),
    ("Present 23 minutes", {"minutes": 23}, "H0005-HF-HQ ×2"),
    ("Ran over: 110 minutes (A5)", {"minutes": 110}, "H0005-HF-HQ ×7"),
    ("Present 8 minutes", {"minutes": 8}, "H0005-HF-HQ ×1"),
    ("Present 7 minutes", {"minutes": 7}, "held: under-the-floor"),
    ("A substance use group", {"service": "sud_group"}, "H0005-HF-HQ ×6"),
    ("A family group", {"service": "family_group"}, "held: service-not-covered"),
    ("An intensive outpatient day", {"service": "iop_group", "minutes": 180}, "held: service-not-covered"),
    ("Twelve clients in the room", {"present": 12}, "H0005-HF-HQ ×6"),
    ("Thirteen clients in the room (G21)", {"present": 13}, "held: group-too-large"),
    ("The lead is a certified counselor", {"rendering_level": "certified"}, "H0005-HF-HQ ×6"),
    ("The lead is a peer specialist", {"rendering_level": "peer"}, "held: credential-not-allowed"),
)
RECORD = (
    ("Did not come", {"note": "none", "minutes": 0}, "nothing: nothing-provided"),
    ("The note is not signed yet", {"note": "unsigned"}, "waits: unsigned"),
    ("The session is still running", {"running": True}, "waits: session-running"),
    ("No coverage in force that day", {"covered": False}, "held: no-coverage"),
    ("No diagnosis in force that day", {"diagnoses": 0}, "held: diagnosis-missing"),
    ("Attendance corrected after signing", {"note_matches": False}, "held: note-and-attendance-differ"),
    ("No coverage and not signed", {"covered": False, "note": "unsigned"}, "held: no-coverage"),
)


def rulebooks() -> str:
    """The values themselves, with where each was read."""
    return "\n".join(_book(payers.rulebook(name), words) for name, words in BOOKS.items())


def _book(book: Rulebook, words: str) -> str:
    lines = [f"## {words}: the values in force", "", f"{book.title}, version {book.version}.", ""]
    lines += ["| Value | Is | Since | Where it was read | Standing |", "|---|---|---|---|---|"]
    for key in sorted({value.key for value in book.values}):
        value = book.find(key, ON)
        if value is None:
            continue
        shown = ", ".join(value.value) if isinstance(value.value, list) else str(value.value)
        standing = "**unverified**: confirm it with the payer's manual" if value.unverified else value.status
        source = f"[{value.source.title}]({value.source.url})" if value.source.url else value.source.title
        since = f"{value.effective_from:%m/%d/%Y}"
        lines.append(f"| {key} | {shown} ({value.unit}) | {since} | {source}, {value.source.trust} | {standing} |")
    return "\n".join([*lines, ""])


PAGE = Page(
    "charges",
    "What is charged",
    "A charge follows from three things: the signed note, the minutes, and the payer's rules. What stops a charge is "
    "never silent: it is held with a sentence that says why, or waits for a signature. Unless a line says otherwise: a "
    "group psychotherapy session of 90 minutes with eight clients in the room, led by a master's level clinician, "
    "signed.",
    (
        Table(
            "The commercial plan",
            "One unit for a session, and a floor of minutes.",
            ("Case",),
            "Decision",
            tuple(_row(*case, "demo-commercial") for case in COMMERCIAL),
        ),
        Table(
            "The Medicaid plan",
            "Units of fifteen minutes, two modifiers on every line.",
            ("Case",),
            "Decision",
            tuple(_row(*case, "demo-medicaid") for case in MEDICAID),
        ),
        Table(
            "What the record owes, whoever pays",
            "Shown for the commercial plan; every payer is the same here.",
            ("Case",),
            "Decision",
            tuple(_row(*case, "demo-commercial") for case in RECORD),
        ),
    ),
    rulebooks,
)
