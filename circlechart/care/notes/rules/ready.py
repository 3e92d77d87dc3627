"""What stands between a note and its signature."""

from collections.abc import Iterable

from circlechart.care.notes.facts import Blocker, EntryText, NarrativeText, NoteFacts, PersonName
from circlechart.care.notes.rules.names import WORD, names_in


def blockers(
    note: NoteFacts,
    narrative: NarrativeText,
    others: Iterable[PersonName],
    other_entries: Iterable[str],
) -> tuple[Blocker, ...]:
    """This function will list what stands between a client's note and its signature.

    Source: payer documentation rules, facts 1.31, 1.100-1.102 and 1.109: own participation, response and goal for
    each member; no other member named.
    """
    if note.note_owed == "undecided":
        return (Blocker("attendance-undecided", "Mark attendance first.", field="attendance"),)
    if note.running:
        return (Blocker("session-running", "End the session first, so that the minutes are known.", field="session"),)
    aside = "\n".join((note.reason, *(reason for _, _, _, reason in note.intervals)))  # printed beside the times
    if note.note_owed != "group_note":
        return tuple(names_in(f"{note.entry.free_text}\n{aside}", others))
    found = _missing(narrative, note.entry)
    if any(same_words(note.entry.words, words) for words in other_entries):
        found.append(
            Blocker(
                "same-as-another-entry",
                "Numbers and punctuation aside, this entry is word for word another client's in this session. Write what was this client's own.",
                field="response",
            )
        )
    shared = f"{narrative.content}\n{narrative.interventions}\n{narrative.topic}"
    return (*found, *names_in(f"{shared}\n{note.entry.words}\n{aside}", others))


def part_blockers(interventions: str, roster: Iterable[PersonName], *, running: bool) -> tuple[Blocker, ...]:
    """This function will list what stands between a co-worker's own part and its signature.

    Source: payer documentation rules, facts 1.100: each provider's own intervention is on the record.
    """
    if running:
        return (Blocker("session-running", "End the session first, so that the minutes are known.", field="session"),)
    if not interventions.strip():
        return (Blocker("part-missing", "Write what you did in this session.", field="interventions"),)
    return tuple(names_in(interventions, roster))


def _missing(narrative: NarrativeText, entry: EntryText) -> list[Blocker]:
    """What a payer wants to read in every member's note."""
    found: list[Blocker] = []
    if not narrative.content.strip():
        found.append(Blocker("narrative-missing", "The group narrative is empty.", field="content"))
    if entry.participation is None:
        found.append(Blocker("participation-missing", "Choose the participation.", field="participation"))
    if not entry.response.strip():
        found.append(Blocker("response-missing", "Write this client's response.", field="response"))
    if not entry.goals:
        found.append(Blocker("goal-missing", "Choose at least one goal that was worked on.", field="goals"))
    return found


def plain(text: str) -> tuple[str, ...]:
    """This function will give the words of a text alone: letter case, spacing, numbers and punctuation aside."""
    return tuple(word.casefold() for word in WORD.findall(text))


def same_words(first: str, second: str) -> bool:
    """This function will say whether two entries are the same text, letter case, spacing, numbers and punctuation aside."""
    return bool(plain(first)) and plain(first) == plain(second)
