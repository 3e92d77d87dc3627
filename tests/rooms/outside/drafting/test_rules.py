"""G1 to G8, one sentence each way, and what the facts-only form offers and asks. No database."""

from uuid import uuid4

import pytest

from circlechart.care.notes.facts import PersonName
from circlechart.outside.drafting import rules
from circlechart.outside.drafting.facts import RULES, Around, Observation, Sentence

IMRE = "imre"
NARRATIVE = "Members mapped their triggers, practiced urge surfing for ten minutes and planned the weekend aloud."
LINES = {
    "o1": Observation("o1", "said", "I sat in the car outside the corner store for 20 minutes", IMRE),
    "o2": Observation("o2", "did", "He did not go in and drove to his brother's house on Tuesday.", IMRE),
    "o3": Observation("o3", "affect", "Tense at first, laughed when he told the ending.", IMRE),
    "o4": Observation("o4", "plan", "Will call his brother before the craving peaks; craving went from 8 to 3.", IMRE),
    "x1": Observation("x1", "did", "She slept two hours and left her medication at work.", "josephine"),
}
AROUND = Around(
    narrative=NARRATIVE,
    own=("Imre", "Castellan"),
    others=(PersonName(uuid4(), ("Josephine", "Joss"), "Adeyemi"), PersonName(uuid4(), ("Hope",), "Feld")),
    beside=("Joss drove past the pharmacy twice and asked her neighbor to keep the keys on Sunday night.",),
)


def failed(text: str, *evidence: str, around: Around = AROUND) -> set[str]:
    checked = rules.check(Sentence(text, evidence), LINES, IMRE, around)
    assert all(each.because for each in checked.reasons)
    return {each.rule for each in checked.reasons}


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("He sat in his car outside the corner store for 20 minutes.", ["o1"]),
        ("He waited twenty minutes in the car outside the store.", ["o1"]),
        ("Imre did not go in; he drove to his brother's on Tuesday.", ["o2"]),
        ("He was tense at first and laughed at the end.", ["o3"]),
        ("“I sat in the car outside the corner store” is how he put it.", ["o1"]),
        ("He plans to phone his brother before a craving peaks.", ["o4"]),
        ("His craving fell from 8 to 3.", ["o4"]),
    ],
)
def test_a_sentence_that_its_sources_say_stands(text: str, evidence: list[str]) -> None:
    assert failed(text, *evidence) == set()


@pytest.mark.parametrize("evidence", [[], ["o9"], ["x1"], ["o1", "x1"], ["N1"]])
def test_G1_a_sentence_without_a_source_of_this_client_is_refused_and_nothing_else_is_asked(
    evidence: list[str],
) -> None:
    checked = rules.check(Sentence("He sat in the car.", tuple(evidence)), LINES, IMRE, AROUND)
    assert [each.rule for each in checked.checks] == ["G1"]
    assert not checked.stands


@pytest.mark.parametrize("text", ["", "   ", "word " * 60])
def test_G1_nothing_and_a_page_are_no_sentence(text: str) -> None:
    assert failed(text, "o1") == {"G1"}


@pytest.mark.parametrize(
    "text",
    [
        "He sat in the car outside the corner store for 40 minutes.",
        "He sat in the car outside the corner store for 20 hours.",
        "He sat in the car outside the corner store for 20 minutes on Friday.",
        "He sat in the car outside the corner store for forty-five minutes.",
    ],
)
def test_G2_another_number_unit_or_day_is_refused(text: str) -> None:
    assert "G2" in failed(text, "o1")


def test_G2_a_change_the_other_way_round_is_refused() -> None:
    assert "G2" in failed("His craving went from 3 to 8.", "o4")


def test_G2_the_number_of_another_line_does_not_help() -> None:
    assert "G2" in failed("He sat in the car outside the corner store for 8 minutes.", "o1", "o4")


@pytest.mark.parametrize(
    "text", ["He said, “I sat in the car all night”.", "“Sat outside the store, crying”, he said of the car."]
)
def test_G3_words_that_nobody_noted_as_said_are_refused(text: str) -> None:
    assert "G3" in failed(text, "o1")


def test_G3_what_staff_saw_is_no_quotation() -> None:
    assert "G3" in failed("“Tense at first”, he said and laughed at the ending.", "o3")


def test_G4_what_its_sources_do_not_carry_is_refused() -> None:
    assert "G4" in failed("He spoke at length about his childhood and his grandmother's garden.", "o1", "o2")


def test_G4_what_the_group_did_is_not_what_the_client_did() -> None:
    assert "G4" in failed("He mapped his triggers and practiced urge surfing for ten minutes.", "o1", "o4")


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("He did go in and drove to his brother's house on Tuesday.", "o2"),
        ("He was not tense at first and laughed when he told the ending.", "o3"),
        ("He never sat in the car outside the corner store.", "o1"),
    ],
)
def test_G5_yes_for_no_and_no_for_yes_are_refused(text: str, evidence: str) -> None:
    assert "G5" in failed(text, evidence)


@pytest.mark.parametrize(
    "text",
    [
        "He was calm and cooperative.",
        "He denied SI and HI.",
        "He verbalized understanding of the skills.",
        "He is making progress toward his goals.",
        "His mood was euthymic with congruent affect.",
        "He was alert and oriented.",
        "No side effects of his medication were reported.",
        "He meets criteria for a severe disorder.",
        "He will continue to attend group as scheduled.",
    ],
)
def test_G6_a_default_that_nobody_noted_is_refused(text: str) -> None:
    assert "G6" in failed(text, "o1", "o2", "o3", "o4")


def test_G6_what_was_noted_may_be_said() -> None:
    noted = {"o5": Observation("o5", "risk", "No thoughts of wanting to die; safety plan reviewed.", IMRE)}
    checked = rules.check(
        Sentence("No thoughts of wanting to die; his safety plan was reviewed.", ("o5",)), noted, IMRE, AROUND
    )
    assert checked.stands


@pytest.mark.parametrize("name", ["Josephine", "Joss", "Adeyemi", "Joss Adeyemi"])
def test_G7_another_member_is_never_named(name: str) -> None:
    assert "G7" in failed(f"He sat in the car outside the corner store with {name}.", "o1")


def test_G8_a_sentence_of_another_clients_entry_is_refused() -> None:
    same = Around(beside=("He sat in the car outside the corner store for 20 minutes and waited.",))
    assert "G8" in failed("He sat in the car outside the corner store for 20 minutes.", "o1", around=same)


def test_G8_the_same_sentence_twice_in_a_draft_is_refused_the_second_time() -> None:
    sentence = Sentence("He was tense at first and laughed at the end.", ("o3",))
    first, second = rules.check_all([sentence, sentence], LINES, IMRE, AROUND)
    assert first.stands
    assert [each.rule for each in second.reasons] == ["G8"]


def test_every_check_is_made_of_every_sentence() -> None:
    checked = rules.check(Sentence("He sat in the car.", ("o1",)), LINES, IMRE, AROUND)
    assert {each.rule for each in checked.checks} == set(RULES)


def line(kind: str, text: str, number: int = 1) -> Observation:
    return Observation(f"o{number}", kind, text, IMRE)


def test_the_form_is_verbatim_in_the_order_noted_and_joins_nothing() -> None:
    said = line("said", "it was zero to a hundred")
    lines = [
        line("did", "Came back  after the break; sat by the door.", 2),
        said,
        line("plan", "Uncle until Friday", 3),
    ]
    form = rules.plain_form(lines, [], {})
    assert [(box.name, [each.words for each in box.lines]) for box in form.boxes] == [
        ("response", ["Came back  after the break; sat by the door.", "“it was zero to a hundred”"]),
        ("plan", ["Uncle until Friday"]),
    ]
    assert form.questions == ("What moved toward the goal today, or what did not?",)


@pytest.mark.parametrize(
    "lines", [[], [line("did", "Came late, said little, left early, called his sister afterwards")]]
)
def test_fewer_than_two_lines_offer_nothing_and_ask(lines: list[Observation]) -> None:
    form = rules.plain_form(lines, [], {})
    assert form.boxes == ()
    assert "two lines" in form.abstains
    assert form.questions


def test_two_lines_of_a_word_each_offer_nothing() -> None:
    form = rules.plain_form([line("did", "Quiet"), line("affect", "Tired", 2)], [], {})
    assert form.boxes == ()
    assert "eight words" in form.abstains


def test_coded_picks_are_a_table_and_never_prose() -> None:
    pick = Observation("p1", "participation", "Active", IMRE, coded=True)
    form = rules.plain_form([], [pick], {})
    assert (form.picks, form.boxes) == ((pick,), ())


def test_a_line_that_stands_in_the_entry_is_not_offered_again() -> None:
    lines = [line("did", "Sat by the door the whole time."), line("did", "Left once and came back.", 2)]
    form = rules.plain_form(lines, [], {"response": "Sat by the door the whole time."})
    assert [each.text for box in form.boxes for each in box.lines] == ["Left once and came back."]
    assert [each.text for each in form.taken] == ["Sat by the door the whole time."]


def test_a_quotation_in_its_own_marks_gets_no_second_ones() -> None:
    assert line("said", "“no”, twice").words == "“no”, twice"
    assert line("said", "no").words == "“no”"
