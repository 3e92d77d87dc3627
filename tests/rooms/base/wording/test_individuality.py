"""Copies of every kind are seen; honest notes on one topic are left alone."""

import pytest

from circlechart.base.wording import individuality as guard

NARRATIVE = "Group discussed anger cues and the time-out plan, and members mapped where anger shows in the body."
LAMONT = (
    "Lamont mapped anger to his fists and the back of his neck. He told the group about throwing a remote at the wall "
    "on Easter while his stepson watched. He was silent for a minute and then said he does not want the boy to flinch. "
    "He accepted feedback from an older member about leaving the house before the second comment. He will post the "
    "time-out plan on the fridge and tell his wife the code word."
)
XIOMARA = (
    "Xiomara mapped anger to heat in her ears and a fast heart. She talked about her sister borrowing the car without "
    "asking and returning it empty, and about biting her tongue for years. She disagreed with a member who said walking "
    "away is weak. She practiced one request aloud and her voice shook. She will write the request and bring it before "
    "talking to her sister."
)
REWORDED = (
    "For Lamont, anger sits in the fists and at the nape of his neck. He recounted Easter, when in front of his stepson "
    "he hurled the remote against a wall. After a minute with no words he added that he never wants to see the boy "
    "flinch. An older man in group advised going out before a second remark is made, and he took this in. The time-out "
    "plan goes on the refrigerator and his wife will learn the code word."
)
STOCK = (
    "Client attended the full session and was oriented to person, place, time and situation. Client denied suicidal "
    "ideation, homicidal ideation and intent to self-harm. Client verbalized understanding of the skills presented. "
)
HER = LAMONT.replace("Lamont", "Corinne").replace("He ", "She ").replace(" he ", " she ").replace(" his ", " her ")
SENTENCES = LAMONT.split(". ")


@pytest.mark.parametrize(
    "copy",
    [
        LAMONT,
        LAMONT.replace("Lamont", "Tyrell"),
        HER,
        LAMONT.replace(SENTENCES[2], "He left ten minutes early for the bus"),
        ". ".join(reversed(SENTENCES)),
        LAMONT + " His wife came to the door afterwards.",
        ". ".join(SENTENCES[:3] + XIOMARA.split(". ")[3:]),
        STOCK + HER,
    ],
    ids=["exact", "name", "pronouns", "one sentence", "order", "new line", "half", "other stock"],
)
def test_a_copy_is_cloned(copy: str) -> None:
    assert guard.compare(LAMONT, copy, NARRATIVE).verdict == guard.CLONED


def test_other_words_for_the_same_are_at_least_similar() -> None:
    assert guard.compare(LAMONT, REWORDED, NARRATIVE).verdict in {guard.SIMILAR, guard.CLONED}


@pytest.mark.parametrize("stock", ["", STOCK])
def test_two_clients_of_one_group_are_distinct(stock: str) -> None:
    assert guard.compare(stock + LAMONT, stock + XIOMARA, NARRATIVE).verdict == guard.DISTINCT


def test_what_the_narrative_says_does_not_count() -> None:
    told = f"{NARRATIVE} {NARRATIVE.replace('Group', 'The group')} "
    assert guard.compare(told + LAMONT, told + XIOMARA, told).verdict == guard.DISTINCT


def test_approved_sentences_do_not_count() -> None:
    passage = (
        "The walled kitchen garden behind our clinic was weeded by everybody before breakfast on that rainy Saturday."
    )
    pair = f"{passage} {passage} {LAMONT}", f"{passage} {passage} {XIOMARA}"
    with_it, without = guard.compare(*pair, NARRATIVE), guard.compare(*pair, NARRATIVE, approved=[passage])
    assert without.verdict == guard.DISTINCT
    assert without.measures.copied < with_it.measures.copied


@pytest.mark.parametrize("note", ["Attended, was quiet, did not share.", STOCK, "", "…"])
def test_too_little_is_thin_and_never_cloned(note: str) -> None:
    assert guard.compare(note, note).verdict == guard.THIN


def test_a_higher_score_is_never_a_lower_tier() -> None:
    tiers = [guard.DISTINCT, guard.THIN, guard.SIMILAR, guard.CLONED]
    found = [guard.compare(LAMONT, other, NARRATIVE) for other in (XIOMARA, REWORDED, HER, STOCK, LAMONT)]
    ranked = sorted(found, key=lambda each: each.score)
    assert [tiers.index(each.verdict) for each in ranked] == sorted(tiers.index(each.verdict) for each in found)
    assert all(0 <= each.score <= 1 for each in found)
