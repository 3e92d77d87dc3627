"""What stands between a note and its signature."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

from circlechart.base.rulebook import loader
from circlechart.care.notes import rules
from circlechart.care.notes.facts import Blocker, EntryText, NarrativeText, NoteFacts, PersonName
from circlechart.care.supervision import rules as supervision
from tests.spec.page import Page, Row, Table

ENTRY = EntryText(
    participation=3,
    response="Drew the urge curve and found the peak earlier than expected.",
    progress="Sees the trigger sooner.",
    plan="Calls one person before Friday.",
    goals=(("1.1", "Call one sober person before a craving peaks"),),
)
NOTE = NoteFacts(
    attendance_id=UUID(int=1), client_id=UUID(int=2), client_name="Imre Castellan", chart_number="NC-1001",
    birth_on=date(1991, 4, 2), status="present", minutes=90, intervals=(), reason="", note_owed="group_note", entry=ENTRY,
)  # fmt: skip
NARRATIVE = NarrativeText("Noticing a craving", "Taught the urge curve.", "The group warmed after the first check-in.")
ON = date(2026, 11, 23)
SHIPPED = supervision.default_rules(loader.read(Path(supervision.__file__).parent.parent / "rulebooks", "house"))
OTHERS = (PersonName(UUID(int=3), ("Tobias",), "Bracken"), PersonName(UUID(int=4), ("Will",), "Adeyemi"))


def _found(blockers: tuple[Blocker, ...]) -> str:
    words = [f"{'stops' if each.blocks else 'warns'}: {each.rule}" for each in blockers]
    return ", ".join(words) or "may be signed"


def _sentences(blockers: tuple[Blocker, ...]) -> str:
    return " ".join(each.sentence for each in blockers)


def _row(
    words: str, comes_to: str, note: NoteFacts = NOTE, narrative: NarrativeText = NARRATIVE, beside: str = ""
) -> Row:
    def blockers() -> tuple[Blocker, ...]:
        return tuple(rules.blockers(note, narrative, OTHERS, [beside] if beside else []))

    return Row((words,), comes_to, lambda: _found(blockers()), _sentences(blockers()))


def _entry(**changes: object) -> NoteFacts:
    return replace(NOTE, entry=replace(ENTRY, **changes))


def _part(words: str, comes_to: str, text: str, *, running: bool = False) -> Row:
    def blockers() -> tuple[Blocker, ...]:
        return tuple(rules.part_blockers(text, OTHERS, running=running))

    return Row((words,), comes_to, lambda: _found(blockers()), _sentences(blockers()))


def _cosign(levels: list[str]) -> Callable[[], str]:
    def comes_to() -> str:
        need = supervision.need(levels, "group_note", None, ON, SHIPPED)
        return f"needs a cosignature within {need.due_hours} hours" if need else "stands alone"

    return comes_to


PAGE = Page(
    "signing",
    "What stands between a note and its signature",
    "One act signs every note that is ready; a note that is not stays unsigned with its reason, and does not stop the "
    "others. Claim holds never stop a signature. In the examples the group has two other members, Tobias Bracken and "
    "Will Adeyemi.",
    (
        Table(
            "A client's group note",
            "*Stops* means that this note is not signed; *warns* means that its author should look again.",
            ("The note",),
            "Comes to",
            (
                _row("Everything is there", "may be signed"),
                _row("Attendance is not marked", "stops: attendance-undecided", replace(NOTE, note_owed="undecided")),
                _row("The session is still running", "stops: session-running", replace(NOTE, running=True)),
                _row("No response", "stops: response-missing", _entry(response=" ")),
                _row("No participation", "stops: participation-missing", _entry(participation=None)),
                _row("No goal", "stops: goal-missing", _entry(goals=())),
                _row("No progress and no plan", "may be signed", _entry(progress="", plan="")),
                _row("The group narrative is empty", "stops: narrative-missing", NOTE, NarrativeText("Topic", "", " ")),
                _row(
                    "Word for word another client's entry", "stops: same-as-another-entry", NOTE, NARRATIVE,
                    ENTRY.words.upper(),
                ),
                _row(
                    "Names another member", "stops: names-other-member",
                    _entry(response="Laughed with Tobias about the recipe."),
                ),
                _row(
                    "The narrative names another member", "stops: names-other-member", NOTE,
                    replace(NARRATIVE, content="Bracken's homework was read aloud."),
                ),
                _row(
                    "A name that is also a word, written large (U7)", "warns: may-name-other-member",
                    _entry(response="Asked Will for a ride."),
                ),
                _row("The same word, written small (U7)", "may be signed", _entry(response="He will call on Friday.")),
            ),
        ),
        Table(
            "A no-show's note",
            "It is written by itself and says that no service was provided; only a name in its free text can stop it.",
            ("The note",),
            "Comes to",
            (
                _row("Nothing typed", "may be signed", replace(NOTE, note_owed="no_show_note", entry=EntryText())),
                _row(
                    "Names another member", "stops: names-other-member",
                    replace(NOTE, note_owed="no_show_note", entry=EntryText(free_text="Tobias said he was ill.")),
                ),
            ),
        ),
        Table(
            "A co-facilitator's own part",
            "Signed by its author, and never the rendering provider's note.",
            ("The part",),
            "Comes to",
            (
                _part("Says what they did", "may be signed", "Led the breathing practice."),
                _part("Empty", "stops: part-missing", ""),
                _part("Names a member", "stops: names-other-member", "Sat with Bracken after the break."),
                _part("The session is still running", "stops: session-running", "Led the practice.", running=True),
            ),
        ),
        Table(
            "Whose notes a supervisor cosigns",
            "The shipped default, unverified: each state, board and payer has its own rule, which the clinic says on "
            "the page of rules, by credential, payer and kind of note.",
            ("Credentials in force",),
            "The note",
            (
                Row(("associate",), "needs a cosignature within 72 hours", _cosign(["associate"])),
                Row(("associate and master's",), "stands alone", _cosign(["associate", "masters"])),
                Row(("master's",), "stands alone", _cosign(["masters"])),
                Row(("none on file",), "stands alone", _cosign([])),
            ),
        ),
    ),
)  # fmt: skip
