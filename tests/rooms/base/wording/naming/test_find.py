"""Names of others in a text: found however they are written; ordinary words are left alone; places are exact."""

import unicodedata

import pytest

from circlechart.base.wording.naming import Level, Named, find, neutralized


def person(first: str, last: str = "", *, nick: str = "", relative_of: str = "") -> Named:
    return Named(first, (first,), (last,) if last else (), (nick,) if nick else (), relative_of)


HOPE, OBRIEN, CRUZ = person("Hope", "Lind"), person("Nora", "O'Brien"), person("Guadalupe", "de la Cruz")
WILL, MAY, GRANT = person("Will", "Sorensen"), person("May", "Bracken"), person("Grant", "Park")
GROUP = (HOPE, OBRIEN, CRUZ, WILL, MAY, GRANT, person("DeShawn", "Okafor-Lund"), person("José", "Núñez"))


@pytest.mark.parametrize(
    ("text", "said", "level"),
    [
        ("He agreed with Nora.", "Nora", "block"),
        ("he agreed with nora.", "nora", "block"),
        ("She sat beside O’Brien’s chair.", "O’Brien", "block"),
        ("He thanked Lupe.", "Lupe", "block"),
        ("It was Ms. de la Cruz who spoke.", "Ms. de la Cruz", "block"),
        ("De Shawn laughed.", "De Shawn", "block"),
        ("He thanked Okafor for the ride.", "Okafor", "block"),
        ("She disagreed with N.O. about it.", "N.O.", "block"),
        ("Nora O. nodded.", "Nora O.", "block"),
        ("N. O'Brien nodded.", "N. O'Brien", "block"),
        ("He thanked Jose.", "Jose", "block"),
        ("He thanked Guadlupe.", "Guadlupe", "warn"),
        ("Hope Lind stayed.", "Hope Lind", "block"),
        ("Hope apologized to him.", "Hope", "warn"),
        ("She sat beside hope and cried.", "hope", "warn"),
        ("He disagreed with Will about it.", "Will", "warn"),
        ("Client thanked may for the ride.", "may", "warn"),
        ("After Grant Park left he felt guilty.", "Grant Park", "block"),
    ],
)
def test_U7_a_name_is_found_however_it_is_written(text: str, said: str, level: str) -> None:
    (found,) = find(text, GROUP)

    assert (found.text, found.level) == (said, Level(level))
    assert text[found.start : found.end] == said


@pytest.mark.parametrize(
    "text",
    [
        "Hope kept her going.",
        "He will return in May.",
        "Will attend court on the 5th.",
        "May benefit from more sessions.",
        "He applied for a grant and lost hope.",
        "He lives on Grant Street.",
        "The Hope House van was late.",
        "His brother Will drove him.",
        "He goes to St. Will's church.",
        "Members may share when they will.",
    ],
)
def test_U7_an_ordinary_word_is_left_alone(text: str) -> None:
    assert find(text, GROUP) == ()


def test_U7_the_own_name_stands_in_the_own_note() -> None:
    own, other = person("Maria", "Lind"), person("Maria", "Voss")

    assert find("Maria spoke twice.", [other], [own]) == ()
    assert [each.text for each in find("Maria Voss spoke twice.", [other], [own])] == ["Maria Voss"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_places_count_the_text_as_it_was_given(form: str) -> None:
    text = unicodedata.normalize(form, "Café, 🙂 he sat beside Núñez.")

    (found,) = find(text, GROUP)

    assert unicodedata.normalize("NFC", text[found.start : found.end]) == "Núñez"


def test_a_relative_on_file_warns() -> None:
    (found,) = find("He met Ottilie at the shop.", [person("Ottilie", "Lind", relative_of="Hope")])

    assert found.level is Level.WARN


def test_neutral_words_stand_in_the_place_of_names() -> None:
    text = "Nora laughed. He took Nora's seat."

    assert neutralized(text, find(text, GROUP)) == (
        "Another group member laughed. He took another group member's seat."
    )
