"""Blockers, merging, name finding and freezing, as pure functions."""

import re
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circlechart.care.notes import rules
from circlechart.care.notes.facts import EntryText, NarrativeText, NoteFacts, NoteHeader, PersonName, StaffLine

MAY = PersonName(uuid4(), ("Ramona", "Mona"), "May")
BRACKEN = PersonName(uuid4(), ("Tobias",), "Bracken")
HEADER = NoteHeader(
    group="Evening process group",
    facility="North clinic",
    service_on=date(2026, 11, 23),
    starts_at=datetime(2026, 11, 24, 0, 0, tzinfo=UTC),
    ends_at=datetime(2026, 11, 24, 1, 30, tzinfo=UTC),
    time_zone="America/Chicago",
    staff=(StaffLine(uuid4(), "A. Rivera", "LCSW", "Lead"),),
    number_present=7,
)
NARRATIVE = NarrativeText("Asking for help", "Role play", "The group practiced asking for help in small steps.")
ENTRY = EntryText(
    3, "Spoke twice about calling a sponsor.", "Called once this week.", "Will call on Friday.", "", (("1.1", "Call"),)
)


def note(**changes: object) -> NoteFacts:
    facts: dict[str, object] = {
        "attendance_id": uuid4(),
        "client_id": uuid4(),
        "client_name": "Imre Castellan",
        "chart_number": "NC-1001",
        "birth_on": date(1991, 4, 2),
        "status": "present",
        "minutes": 90,
        "intervals": (("present", "18:00", "19:30", ""),),
        "reason": "",
        "note_owed": "group_note",
        "entry": ENTRY,
        **changes,
    }
    return NoteFacts(**facts)


def rules_broken(facts: NoteFacts, narrative: NarrativeText = NARRATIVE, beside: tuple[str, ...] = ()) -> list[str]:
    return [each.rule for each in rules.blockers(facts, narrative, [MAY, BRACKEN], beside)]


def test_blockers_none_for_a_whole_note() -> None:
    assert rules_broken(note()) == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (note(note_owed="undecided"), ["attendance-undecided"]),
        (note(running=True), ["session-running"]),
        (note(entry=EntryText()), ["participation-missing", "response-missing", "goal-missing"]),
        (note(note_owed="no_show_note", entry=EntryText()), []),
        (note(note_owed="none", entry=EntryText()), []),
    ],
)
def test_blockers_name_what_is_missing(facts: NoteFacts, expected: list[str]) -> None:
    assert rules_broken(facts) == expected


def test_blockers_refuse_an_empty_narrative() -> None:
    assert rules_broken(note(), NarrativeText()) == ["narrative-missing"]


def test_blockers_refuse_another_clients_words() -> None:
    twin = "spoke twice about calling a SPONSOR\nCalled once this week\nWill call on Friday!"
    assert rules_broken(note(), beside=(twin,)) == ["same-as-another-entry"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("He agreed with Tobias.", "names-other-member"),
        ("He agreed with Tobias's plan.", "names-other-member"),
        ("He sat beside Mona May.", "names-other-member"),
        ("Bracken laughed.", "names-other-member"),
        ("In May he will move.", "may-name-other-member"),
    ],
)
def test_U7_narrative_or_entry_names_another_client(text: str, rule: str) -> None:
    found = rules.names_in(text, [MAY, BRACKEN])
    assert [each.rule for each in found] == [rule]
    assert found[0].blocks is (rule == "names-other-member")


@pytest.mark.parametrize("text", ["He may call on Friday.", "A plain sentence.", "", "The bracket held."])
def test_U7_ordinary_words_are_left_alone(text: str) -> None:
    assert rules.names_in(text, [MAY, BRACKEN]) == []


def test_part_blockers() -> None:
    assert [each.rule for each in rules.part_blockers("", [], running=False)] == ["part-missing"]
    assert [each.rule for each in rules.part_blockers("Led the role play.", [], running=True)] == ["session-running"]
    assert rules.part_blockers("Led the role play.", [MAY], running=False) == ()


def test_merge_keeps_both_when_both_add() -> None:
    text, clash = rules.merge("One. Two.", "One. Two. Mine.", "Zero. One. Two.")
    assert (text, clash) == ("Zero. One. Two. Mine.", False)


def test_U1_both_edit_the_same_response_and_both_texts_survive() -> None:
    text, clash = rules.merge("She spoke.", "She spoke about work.", "She spoke about her sister.")
    assert clash
    assert "about work" in text
    assert "about her sister" in text


WORDS = st.text(alphabet="abc .\n", max_size=60)


@given(WORDS, WORDS)
def test_merge_of_one_sided_change_is_that_change(base: str, mine: str) -> None:
    assert rules.merge(base, mine, base) == (mine, False)
    assert rules.merge(base, base, mine) == (mine, False)


@given(base=WORDS, mine=WORDS, theirs=WORDS)
def test_merge_loses_no_added_word(base: str, mine: str, theirs: str) -> None:
    merged, _ = rules.merge(base, mine, theirs)
    for text in (mine, theirs):
        assert set(re.findall(r"\w+", text)) - set(re.findall(r"\w+", base)) <= set(re.findall(r"\w+", merged))


def test_merge_fields_joins_goals_and_keeps_the_others_choice() -> None:
    base = {"participation": None, "goals": ["a"], "response": ""}
    mine = {"participation": 2, "goals": ["a", "b"], "response": "Mine."}
    theirs = {"participation": 4, "goals": [], "response": ""}
    merged, clash = rules.merge_fields(base, mine, theirs)
    assert merged == {"participation": 4, "goals": ["b"], "response": "Mine."}
    assert clash == ("participation",)


def test_freeze_holds_only_this_client() -> None:
    frozen = rules.freeze(HEADER, NARRATIVE, note())
    assert frozen["client"]["name"] == "Imre Castellan"
    assert frozen["attendance"]["minutes"] == 90
    assert frozen["narrative"]["content"] == NARRATIVE.content
    assert frozen["entry"]["goals"] == [["1.1", "Call"]]


def test_freeze_of_a_no_show_is_no_encounter() -> None:
    frozen = rules.freeze(
        HEADER, NARRATIVE, note(note_owed="no_show_note", minutes=0, reason="no call", entry=EntryText())
    )
    assert "narrative" not in frozen
    assert "entry" not in frozen
    assert frozen["statement"] == (
        "Imre Castellan was expected at Evening process group on November 23, 2026 and did not attend. "
        "No service was provided. Reason given: no call."
    )


def test_fingerprint_changes_with_any_word() -> None:
    first = rules.freeze(HEADER, NARRATIVE, note())
    second = rules.freeze(HEADER, NARRATIVE, note(minutes=89))
    assert rules.fingerprint(first) == rules.fingerprint(
        rules.freeze(HEADER, NARRATIVE, note(client_id=first["client"]["id"]))
    )
    assert rules.fingerprint(first) != rules.fingerprint(second)


def test_minutes_between_is_true_over_a_clock_change() -> None:
    from zoneinfo import ZoneInfo

    chicago = ZoneInfo("America/Chicago")
    assert (
        rules.minutes_between(
            datetime(2026, 11, 1, 0, 30, tzinfo=chicago), datetime(2026, 11, 1, 2, 30, tzinfo=chicago)
        )
        == 180
    )
