"""Finding other members' names: what blocks, what warns, what is shown, and what must be left alone."""

from uuid import uuid4

import pytest

from circlechart.care.notes import rules
from circlechart.care.notes.facts import PersonName
from circlechart.care.notes.templatetags.notes import marked


def person(first: str, last: str, chosen: str = "") -> PersonName:
    return PersonName(uuid4(), tuple(name for name in (first, chosen) if name), last)


@pytest.mark.parametrize(
    ("text", "who", "word"),
    [
        ("He agreed with Tobias.", person("Tobias", "Bracken"), "Tobias"),
        ("Tobias’s plan was praised.", person("Tobias", "Bracken"), "Tobias"),
        ("She sat beside O’Brien.", person("Nora", "O'Brien"), "O’Brien"),
        ("He thanked Jose.", person("José", "Lind"), "Jose"),
        ("He thanked Okafor for the ride.", person("Devon", "Okafor-Lund"), "Okafor"),
        ("It was de la Cruz who spoke.", person("Ana", "de la Cruz"), "de la Cruz"),
        ("It was Cruz who spoke.", person("Ana", "de la Cruz"), "Cruz"),
        ("mary ellen laughed.", person("Mary Ellen", "Voss"), "mary ellen"),
        ("He quoted Will May twice.", person("Will", "May"), "Will May"),
    ],
)
def test_U7_a_name_is_found_however_it_is_written(text: str, who: PersonName, word: str) -> None:
    found = rules.names_in(text, [who])
    assert found[0].blocks
    assert found[0].word == word
    assert '<mark class="named">' in marked(text, [each.word for each in found])


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The victim maybe knew.", person("Tim", "May")),
        ("He walked de facto alone.", person("Ana", "de la Cruz")),
        ("will he come in may?", person("Will", "May")),
        ("Nobody was named.", person("", "")),
        ("In May he moves out.", person("Will", "May")),
        ("Will this hold, he asked.", person("Will", "May")),
    ],
)
def test_U7_what_only_looks_like_a_name_is_left_alone(text: str, who: PersonName) -> None:
    assert rules.names_in(text, [who]) == []


@pytest.mark.parametrize("text", ["He sat beside May.", "Will apologized to him."])
def test_U7_an_ordinary_word_as_a_name_only_warns(text: str) -> None:
    found = rules.names_in(text, [person("Will", "May")])
    assert [each.blocks for each in found] == [False]
    assert "unless you mean the ordinary word" in found[0].sentence


def test_U7_a_client_who_shares_a_first_name_may_be_named_in_their_own_note() -> None:
    own, other = person("Maria", "Lind"), person("Maria", "Voss")
    beside = rules.without_own([other], [own])
    assert rules.names_in("Maria spoke twice.", beside) == []
    assert [each.word for each in rules.names_in("Maria Voss spoke twice.", beside)] == ["Maria Voss"]


def test_marked_escapes_everything() -> None:
    assert marked("<b>Tobias</b>\n& co", ["Tobias"]) == (
        '&lt;b&gt;<mark class="named">Tobias</mark>&lt;/b&gt;<br>&amp; co'
    )
    assert marked("<b>\n", []) == "&lt;b&gt;<br>"
