"""Which notes need a cosignature, when it is due, and where a comment hangs."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from circlechart.base.kit import walltime
from circlechart.base.rulebook import loader
from circlechart.care.supervision import rules
from circlechart.care.supervision.facts import Anchor, Rule
from circlechart.care.supervision.queries.needs import RULEBOOKS

SHIPPED = rules.default_rules(loader.read(RULEBOOKS, "house"))
ON = date(2026, 11, 23)
COMMERCIAL, MEDICAID = UUID(int=1), UUID(int=2)


def said(level: str = "associate", hours: int = 24, **given: object) -> Rule:
    known = {
        "needed": True,
        "begins_on": date(2026, 1, 1),
        "source": "Board rule 12.4",
        "unverified": False,
        "number": 1,
    }
    return Rule(level=level, due_hours=hours, **{**known, **given})


@pytest.mark.parametrize(
    ("levels", "hours"),
    [(["associate"], 72), (["associate", "masters"], None), (["peer"], None), (["masters"], None), ([], None)],
)
def test_the_shipped_rule_is_for_associates_only(levels: list[str], hours: int | None) -> None:
    need = rules.need(levels, "group_note", None, ON, SHIPPED)
    assert (need.due_hours if need else None) == hours
    assert need is None or (need.unverified and "7.16" in need.source)


@pytest.mark.parametrize(
    ("payer", "kind", "hours"),
    [
        (COMMERCIAL, "group_note", 24),
        (MEDICAID, "group_note", 72),
        (MEDICAID, "no_show_note", 168),
        (None, "group_note", 72),
    ],
)
def test_the_nearer_rule_decides(payer: UUID | None, kind: str, hours: int) -> None:
    known = [*SHIPPED, said(hours=24, payer_id=COMMERCIAL), said(hours=168, kind="no_show_note")]
    need = rules.need(["associate"], kind, payer, ON, known)
    assert need is not None
    assert need.due_hours == hours


def test_a_payers_rule_comes_before_one_for_the_kind_of_note() -> None:
    known = [said(hours=24, payer_id=COMMERCIAL), said(hours=168, kind="no_show_note")]
    need = rules.need(["associate"], "no_show_note", COMMERCIAL, ON, known)
    assert need is not None
    assert need.due_hours == 24


def test_a_rule_may_release_and_may_ask_of_others() -> None:
    known = [*SHIPPED, said(needed=False, kind="no_show_note"), said("peer", 48)]
    assert rules.need(["associate"], "no_show_note", None, ON, known) is None
    assert rules.need(["associate"], "group_note", None, ON, known) is not None
    assert rules.need(["peer"], "group_note", None, ON, known) is not None


def test_an_earlier_version_stays_for_its_days() -> None:
    known = [*SHIPPED, said(hours=48), said(hours=12, begins_on=date(2026, 12, 1), number=2)]
    before, after = (rules.need(["associate"], "group_note", None, day, known) for day in (ON, date(2026, 12, 1)))
    assert before is not None
    assert after is not None
    assert (before.due_hours, after.due_hours) == (48, 12)


def test_standing_leaves_out_what_was_replaced_and_shows_what_comes() -> None:
    known = [*SHIPPED, said(hours=48), said(hours=12, begins_on=date(2026, 12, 1), number=2)]
    assert [each.due_hours for each in rules.standing(known, ON)] == [48, 12]
    assert [each.due_hours for each in rules.standing(known, date(2026, 12, 1))] == [12]


@pytest.mark.parametrize(
    ("after", "words", "tone"),
    [
        (timedelta(hours=1), "Due in 2 days", "neutral"),
        (timedelta(hours=49), "Due in 23 hours", "warn"),
        (timedelta(hours=71, minutes=1), "Due in 59 minutes", "warn"),
        (timedelta(hours=72), "Due in 0 minutes", "warn"),
        (timedelta(hours=73), "Overdue by 1 hour", "bad"),
        (timedelta(days=9), "Overdue by 6 days", "bad"),
    ],
)
def test_the_clock_runs_from_the_authors_signature(after: timedelta, words: str, tone: str) -> None:
    signed = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
    clock = rules.clock(signed, 72, signed + after)
    assert (clock.words, clock.tone, clock.overdue) == (words, tone, tone == "bad")


def test_the_clock_counts_elapsed_hours_over_a_clock_change() -> None:
    signed = walltime.instant(date(2026, 10, 31), time(18), "America/Chicago")
    due = rules.clock(signed, 24, signed).due_at
    assert walltime.clock(due, "America/Chicago") == "5:00 PM"  # the night had an hour more


CONTENT = {
    "narrative": {"topic": "Cravings", "interventions": "", "content": "The group practiced. The group rested."},
    "entry": {"response": "Said he was fine.\nThen wasn’t 😀 at all.", "progress": "", "plan": "", "free_text": ""},
    "header": {"group": "Said he was fine."},
}


def test_a_comment_hangs_on_the_words_where_they_stand() -> None:
    assert rules.anchored(CONTENT, "wasn’t 😀 at") == Anchor("entry.response", 23, 34, "wasn’t 😀 at")
    assert rules.anchored(CONTENT, " The group ", near=20) == Anchor("narrative.content", 21, 30, "The group")
    assert rules.anchored(CONTENT, "The group") == Anchor("narrative.content", 0, 9, "The group")


@pytest.mark.parametrize(
    ("quote", "place"), [("fine", "narrative.content"), ("nowhere", ""), ("  ", ""), ("Evening", "")]
)
def test_words_that_do_not_stand_there_are_no_anchor(quote: str, place: str) -> None:
    assert rules.anchored(CONTENT, quote, place) is None


def test_pieces_are_the_text_again_with_overlapping_marks() -> None:
    text = "abcdefghij"
    anchors = [(1, Anchor("p", 1, 5, "bcde")), (2, Anchor("p", 3, 8, "defgh"))]
    found = rules.pieces(text, anchors)
    assert "".join(each.text for each in found) == text
    assert [(each.text, each.marks, each.ends) for each in found] == [
        ("a", (), ()), ("bc", (1,), ()), ("de", (1, 2), (1,)), ("fgh", (2,), (2,)), ("ij", (), ()),
    ]  # fmt: skip


def test_passages_are_the_texts_that_hold_words() -> None:
    assert [each.place for each in rules.passages(CONTENT)] == [
        "narrative.topic",
        "narrative.content",
        "entry.response",
    ]


def test_what_was_shown_changes_with_every_addendum() -> None:
    hashes = {rules.shown_hash("a", []), rules.shown_hash("a", ["b"]), rules.shown_hash("a", ["b", "c"])}
    assert len(hashes) == 3
