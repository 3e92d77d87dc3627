"""Scoring as the instruments say, and what somebody must look at; no database."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from circlechart.care.measures import instruments, rules
from circlechart.care.measures.facts import Instrument, Point
from circlechart.care.measures.instruments import BadInstrument

PHQ9, GAD7, GROUP4 = (instruments.shipped()[key] for key in ("phq9", "gad7", "group4"))
START = datetime(2026, 11, 2, 18, tzinfo=UTC)


def filled(instrument: Instrument, digits: str) -> dict[str, int]:
    """A digit for each question; a dash is left blank."""
    return {each.key: int(digit) for each, digit in zip(instrument.questions, digits, strict=False) if digit != "-"}


def points(*totals: int) -> list[Point]:
    return [
        Point(uuid4(), START + timedelta(weeks=week), date(2026, 11, 2) + timedelta(weeks=week), total)
        for week, total in enumerate(totals)
    ]


@pytest.mark.parametrize(
    ("instrument", "digits", "total", "words"),
    [
        (PHQ9, "0000000000", 0, "minimal"),
        (PHQ9, "1111000003", 4, "minimal"),
        (PHQ9, "1111100003", 5, "mild"),
        (PHQ9, "1111111110", 9, "mild"),
        (PHQ9, "2222200000", 10, "moderate"),
        (PHQ9, "3333200000", 14, "moderate"),
        (PHQ9, "3333300000", 15, "moderately severe"),
        (PHQ9, "3333331000", 19, "moderately severe"),
        (PHQ9, "3333332000", 20, "severe"),
        (PHQ9, "3333333333", 27, "severe"),
        (GAD7, "1111000", 4, "minimal"),
        (GAD7, "1111100", 5, "mild"),
        (GAD7, "2222200", 10, "moderate"),
        (GAD7, "3333300", 15, "severe"),
        (GROUP4, "4444", 16, ""),
    ],
)
def test_score_at_every_cut_point(instrument: Instrument, digits: str, total: int, words: str) -> None:
    scored = rules.score(instrument, filled(instrument, digits))
    assert (scored.total, scored.words, scored.because) == (total, words, "")


@pytest.mark.parametrize(
    ("instrument", "digits", "total", "because"),
    [
        (PHQ9, "-111111110", 9, "Estimated from 8 of 9 answers."),
        (PHQ9, "-2222222-0", 18, "Estimated from 7 of 9 answers."),
        (PHQ9, "--1000000-", 1, "Estimated from 7 of 9 answers."),
        (PHQ9, "-4", None, "Cannot be scored: 8 questions were left blank."),
        (PHQ9, "---1111111", None, "Cannot be scored: 3 questions were left blank."),
        (GAD7, "-111111", None, "Cannot be scored: 1 question was left blank."),
        (GROUP4, "----", None, "Cannot be scored: 4 questions were left blank."),
    ],
)
def test_score_with_blanks(instrument: Instrument, digits: str, total: int | None, because: str) -> None:
    scored = rules.score(instrument, filled(instrument, digits))
    assert (scored.total, scored.because) == (total, because)


def test_question_about_difficulty_does_not_count_and_may_stay_blank() -> None:
    assert rules.score(PHQ9, filled(PHQ9, "111111111-")).total == 9
    assert rules.blank(PHQ9, filled(PHQ9, "111111111-")) == []
    assert rules.blank(PHQ9, filled(PHQ9, "-1111111--")) == [1, 9]


@pytest.mark.parametrize(("digit", "kind"), [("0", None), ("1", "item"), ("2", "item"), ("3", "item"), ("-", "blank")])
def test_item_nine_is_watched_whatever_the_score(digit: str, kind: str | None) -> None:
    found = rules.watched(PHQ9, filled(PHQ9, f"00000000{digit}"))
    assert (found.kind if found else None) == kind
    assert found is None or found.interrupts == (kind == "item")


def test_other_instruments_watch_nothing() -> None:
    assert rules.watched(GAD7, filled(GAD7, "3333333")) is None


@pytest.mark.parametrize(
    ("instrument", "limit", "earlier", "total", "words"),
    [
        (PHQ9, 6, (9,), 15, "PHQ-9 rose by 6 points, from 9 on Nov 2 to 15; 6 or more is a real change."),
        (PHQ9, 6, (9,), 14, None),
        (PHQ9, 6, (9, 4), 10, "PHQ-9 rose by 6 points, from 4 on Nov 9 to 10; 6 or more is a real change."),
        (PHQ9, 6, (4, 9), 10, "PHQ-9 rose by 6 points, from 4 on Nov 2 to 10; 6 or more is a real change."),
        (PHQ9, 6, (20,), 2, None),
        (PHQ9, 6, (), 27, None),
        (PHQ9, None, (0,), 27, None),
        (GROUP4, 4, (14,), 9, "Group rating fell by 5 points, from 14 on Nov 2 to 9; 4 or more is a real change."),
        (GROUP4, 4, (9,), 14, None),
    ],
)
def test_worse_only_beyond_chance(
    instrument: Instrument, limit: int | None, earlier: tuple[int, ...], total: int, words: str | None
) -> None:
    found = rules.worsened(instrument, limit, total, points(*earlier))
    assert (found.words if found else None) == words


def test_trend_is_said_in_words_for_those_who_do_not_see_the_drawing() -> None:
    trend = rules.trend(PHQ9, points(14, 11, 8), 6)
    assert trend.spoken == "PHQ-9: 14 on Nov 2, 11 on Nov 9, 8 on Nov 16; now mild; 6 better than at first."
    assert trend.direction == "better"
    assert rules.trend(PHQ9, points(8), 6).change == "first score"
    assert rules.trend(PHQ9, points(8, 10), 6).change == "2 worse than at first, within chance"
    assert rules.trend(GROUP4, points(12, 8), None).direction == "worse"
    assert rules.trend(PHQ9, points(8, 8), 6).direction == "same"


def test_drawing_keeps_order_of_time_and_height_of_score() -> None:
    placed = rules.dots(points(0, 27, 13), 27, 72, 24)
    assert [each.x for each in placed] == [4, 36, 68]
    assert placed[1].y < placed[2].y < placed[0].y
    assert rules.polyline(placed) == "4,20 36,4 68,12.3"
    assert [each.x for each in rules.dots(points(5), 27, 72, 24)] == [68]


def test_form_opened_in_time_can_be_finished() -> None:
    end = START + timedelta(hours=1)
    assert rules.alive(START, end, None)
    assert not rules.alive(end, end, None)
    assert rules.alive(end + timedelta(minutes=59), end, START + timedelta(minutes=59))
    assert not rules.alive(end + timedelta(hours=3), end, START)


def test_instruments_are_word_for_word_as_on_their_forms() -> None:
    assert [len(each.counted) for each in (PHQ9, GAD7, GROUP4)] == [9, 7, 4]
    assert (PHQ9.highest, GAD7.highest, GROUP4.highest) == (27, 21, 16)
    assert PHQ9.questions[8].words == "Thoughts that you would be better off dead or of hurting yourself in some way"
    for each in (PHQ9, GAD7):
        assert each.questions[0].choices[0] == "Not at all"  # not the misprint “not at all sure”
        assert "No permission" in each.credit
        assert each.change is not None
        assert each.change.status == "unverified"


def test_an_instrument_without_its_source_is_refused(tmp_path: Path) -> None:
    text = (instruments.FOLDER / "gad7.toml").read_text()
    planted = tmp_path / "gad7.toml"
    planted.write_text(text.replace("[source]", "[somewhere]"))
    with pytest.raises(BadInstrument, match="source"):
        instruments.read(planted)
    planted.write_text(text.replace('trust = "F2"', 'trust = "sure"', 1))
    with pytest.raises(BadInstrument, match="trust"):
        instruments.read(planted)
