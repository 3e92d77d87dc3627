from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circlechart.base.formats.x12.charset import clean, is_clean
from circlechart.base.formats.x12.check import objections
from circlechart.base.formats.x12.tokens import Delimiters, delimiters_of, read

GOLDEN = (Path(__file__).parent / "golden" / "837p_group_original.edi").read_text()


def test_reader_finds_every_segment_and_element():
    tokens = list(read(GOLDEN))
    assert (tokens[0].name, tokens[-1].name, len(tokens)) == ("ISA", "IEA", GOLDEN.count("~"))
    service = next(token for token in tokens if token.name == "SV1")
    assert service.parts(1) == ("HC", "90853", "HQ", "HF")
    assert service.element(2) == "45"
    assert service.element(99) == "" and service.parts(5) == ()


def test_reader_uses_the_delimiters_of_the_file():
    other = GOLDEN.replace("*", "|").replace("~", "\x1e").replace(":", ">")
    assert delimiters_of(other) == Delimiters("|", ">", "^", "\x1e")
    assert [token.name for token in read(other)] == [token.name for token in read(GOLDEN)]


@pytest.mark.parametrize(
    "text",
    ["", "not x12", "ISA", "ISA*00", GOLDEN[:200], GOLDEN.replace("~\n", "~\r\n   "), "junk before " + GOLDEN],
)
def test_reader_survives_what_is_cut_or_indented(text):
    names = [token.name for token in read(text)]
    assert names[:1] == (["ISA"] if "ISA" in text else ["not x12"] if text else [])


@given(st.text())
def test_reader_never_raises(text):
    for token in read(text):
        token.element(1), token.parts(2)


@given(st.text())
def test_cleaned_text_never_holds_a_delimiter(text):
    cleaned = clean(text)
    assert is_clean(cleaned)
    assert not set(cleaned) & set("*~:^|\n\r")
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("Zoë Núñez-Ødegård", "ZOE NUNEZ-ODEGARD"),
        ("O’Shea: *Pat*~", "O'SHEA PAT"),
        ("  Straße  5 ", "STRASSE 5"),
        ("李", ""),
    ],
)
def test_names_are_sent_in_letters_that_x12_carries(given, sent):
    assert clean(given) == sent


@pytest.mark.parametrize(
    ("find", "put", "segment", "words"),
    [
        ("*UN*1", "*XX*1", "SV1", "not a valid code"),
        ("HL*2*1*22", "HL*2*9*22", "HL", "not a valid parent"),
        ("SE*34", "SE*33", None, "count"),
        ("IEA*1*000000001", "IEA*1*000000002", None, "does not match"),
        ("D8*20261120", "D8*20261340", "DTP", "invalid date"),
    ],
)
def test_second_opinion_names_segment_and_reason(find, put, segment, words):
    found = objections(GOLDEN.replace(find, put))
    assert any(words in each.sentence and (segment is None or each.segment == segment) for each in found), found


@pytest.mark.parametrize(
    "text", ["", "garbage", GOLDEN.replace("005010X222A1", "005010X999A9"), GOLDEN[:300], "\x00" * 500]
)
def test_second_opinion_on_garbage_is_an_objection_not_an_exception(text):
    assert objections(text)
