"""What a signature stands under: the same facts give the same hash, any other fact another, and no other client."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circlechart.care.notes import rules
from circlechart.care.notes.facts import EntryText, NarrativeText, NoteFacts, NoteHeader, StaffLine

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
STAFF = StaffLine(UUID(int=7), "Anneke Rivers", "LCSW", "Lead")
HEADER = NoteHeader(
    group="Evening process group",
    facility="North clinic",
    service_on=date(2026, 11, 23),
    starts_at=datetime(2026, 11, 24, 0, 0, tzinfo=UTC),
    ends_at=datetime(2026, 11, 24, 1, 30, tzinfo=UTC),
    time_zone="America/Chicago",
    staff=(STAFF,),
    number_present=7,
)
ENTRIES = st.builds(
    EntryText,
    participation=st.one_of(st.none(), st.integers(1, 4)),
    response=TEXT, progress=TEXT, plan=TEXT, free_text=TEXT,
    goals=st.lists(st.tuples(st.just("1.1"), TEXT), max_size=2).map(tuple),
)  # fmt: skip
NARRATIVES = st.builds(NarrativeText, topic=TEXT, interventions=TEXT, content=TEXT)


def note(entry: EntryText, **changes: object) -> NoteFacts:
    facts: dict[str, object] = {
        "attendance_id": UUID(int=1), "client_id": UUID(int=2), "client_name": "Imre Castellan", "chart_number": "NC-1001",
        "birth_on": date(1991, 4, 2), "status": "present", "minutes": 90,
        "intervals": (("present", "18:00", "19:30", ""),), "reason": "", "note_owed": "group_note", "entry": entry,
    }  # fmt: skip
    return NoteFacts(**{**facts, **changes})


def signed(narrative: NarrativeText, facts: NoteFacts, header: NoteHeader = HEADER) -> str:
    return rules.fingerprint(rules.freeze(header, narrative, facts))


@given(NARRATIVES, ENTRIES)
def test_the_hash_survives_being_stored_and_read_back(narrative: NarrativeText, entry: EntryText) -> None:
    content = rules.freeze(HEADER, narrative, note(entry))
    stored = json.loads(json.dumps(content, ensure_ascii=False))
    assert rules.fingerprint(stored) == rules.fingerprint(content)
    reordered = json.loads(json.dumps(content), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert rules.fingerprint(reordered) == rules.fingerprint(content)


@given(NARRATIVES, ENTRIES)
def test_the_same_facts_give_the_same_hash(narrative: NarrativeText, entry: EntryText) -> None:
    assert signed(narrative, note(entry)) == signed(replace(narrative), note(replace(entry)))
    assert len(signed(narrative, note(entry))) == 64


@given(NARRATIVES, ENTRIES, ENTRIES)
def test_another_entry_gives_another_hash(narrative: NarrativeText, one: EntryText, other: EntryText) -> None:
    assert (signed(narrative, note(one)) == signed(narrative, note(other))) is (one == other)


@given(NARRATIVES, NARRATIVES, ENTRIES)
def test_another_narrative_gives_another_hash(one: NarrativeText, other: NarrativeText, entry: EntryText) -> None:
    assert (signed(one, note(entry)) == signed(other, note(entry))) is (one == other)


@pytest.mark.parametrize(
    "changes",
    [{"minutes": 89}, {"status": "late"}, {"client_id": UUID(int=3)}, {"client_name": "Imre Castelan"},
     {"intervals": (("present", "18:01", "19:30", ""),)}, {"birth_on": date(1991, 4, 3)}, {"reason": "called"}],
    ids=lambda given: next(iter(given)),
)  # fmt: skip
def test_any_other_fact_gives_another_hash(changes: dict[str, object]) -> None:
    entry = EntryText(3, "Spoke twice.")
    assert signed(NarrativeText(), note(entry)) != signed(NarrativeText(), note(entry, **changes))


@pytest.mark.parametrize(
    "changes", [{"number_present": 6}, {"group": "Other"}, {"staff": (replace(STAFF, credentials="LPC"),)}]
)
def test_any_other_header_gives_another_hash(changes: dict[str, object]) -> None:
    facts = note(EntryText(3, "Spoke twice."))
    other = replace(HEADER, **changes)
    assert signed(NarrativeText(), facts) != signed(NarrativeText(), facts, other)


@given(NARRATIVES, ENTRIES)
def test_U6_what_was_read_and_did_not_change_has_no_differences(narrative: NarrativeText, entry: EntryText) -> None:
    content = rules.freeze(HEADER, narrative, note(entry))
    assert rules.differences(rules.seen(content), content) == ()


@given(ENTRIES, ENTRIES)
def test_U6_a_change_of_the_entry_is_named(one: EntryText, other: EntryText) -> None:
    before, now = (rules.freeze(HEADER, NarrativeText(), note(each)) for each in (one, other))
    found = rules.differences(rules.seen(before), now)
    changed = [name for name in ("response", "progress", "plan") if getattr(one, name) != getattr(other, name)]
    assert [f"The {name} changed." in found for name in changed] == [True] * len(changed)
    assert bool(found) is (one != other)


def test_U6_a_change_of_attendance_says_what_it_was_and_is() -> None:
    before = rules.freeze(HEADER, NarrativeText(), note(EntryText()))
    left = note(EntryText(), status="left_early", minutes=40, intervals=(("present", "18:00", "18:40", ""),))
    now = rules.freeze(replace(HEADER, number_present=6), NarrativeText("New"), left)
    assert rules.differences(rules.seen(before), now) == (
        "Attendance was “present, 90 minutes” when you read it and is “left early, 40 minutes” now.",
        "7 clients were present when you read it, 6 are now.",
        "The topic changed.",
    )


def test_U6_an_unknown_reading_says_nothing_rather_than_something_wrong() -> None:
    assert rules.differences({}, rules.freeze(HEADER, NarrativeText(), note(EntryText()))) == ()
