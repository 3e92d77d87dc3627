"""Whatever is in a file, the edits answer with findings: never with an exception, never with much memory."""

import io
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circlechart.base.formats.x12.edits import findings
from circlechart.base.formats.x12.edits.finding import LONGEST_VALUE
from circlechart.base.formats.x12.edits.reading import Marks, segments, texts
from circlechart.base.formats.x12.edits.report import report
from tests.formats.x12.deep import examples

HERE = Path(__file__).parent
TODAY = date(2026, 11, 25)
VALID = [
    path.read_bytes() for folder in ("corpus", "samples", "golden") for path in sorted((HERE / folder).glob("*.edi"))
]
ODD = [b"", b"*", b":", b"~", b"^", b"\0", b"\xff", b"-", b"ISA*", b"NaN", b"1e9", b"9" * 40, b"\xd9\xa3", "²".encode()]


def answered(content: bytes) -> None:
    for one in findings(texts(io.BytesIO(content)), today=TODAY):
        assert one.sentence and one.mend and one.rule and one.position >= 0
        assert len(one.value) <= LONGEST_VALUE


@settings(max_examples=examples(100), deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes(content: bytes) -> None:
    answered(content)


@given(st.text(alphabet="ISAGSTHLNM1CLP*~:^ 0123456789\n", max_size=600))
def test_anything_that_begins_like_x12(text: str) -> None:
    answered(b"ISA*00*" + text.encode())


@settings(max_examples=examples(400), deadline=None)
@given(st.sampled_from(VALID), st.data())
def test_a_valid_file_with_anything_done_to_it(content: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 60))
        content = content[:at] + data.draw(st.sampled_from(ODD)) + content[at + length :]
    answered(content)


@settings(max_examples=examples(300), deadline=None)
@given(st.sampled_from(VALID), st.data())
def test_a_valid_file_with_elements_and_segments_moved(content: bytes, data: st.DataObject) -> None:
    pieces = [each.split(b"*") for each in content.replace(b"\n", b"").split(b"~")]
    for _ in range(data.draw(st.integers(1, 6))):
        one, other = (data.draw(st.integers(0, len(pieces) - 1)) for _ in range(2))
        kind = data.draw(st.sampled_from(("swap", "drop", "again", "cut", "odd")))
        if kind == "swap":
            pieces[one], pieces[other] = pieces[other], pieces[one]
        elif kind == "drop" and len(pieces) > 1:
            pieces.pop(one)
        elif kind == "again":
            pieces.insert(other, pieces[one])
        elif kind == "cut":
            pieces[one] = pieces[one][: data.draw(st.integers(1, 5))]
        else:
            place = data.draw(st.integers(0, len(pieces[one]) - 1))
            pieces[one] = [*pieces[one][:place], data.draw(st.sampled_from(ODD)), *pieces[one][place + 1 :]]
    answered(b"~".join(b"*".join(each) for each in pieces))


@given(st.sampled_from(VALID), st.lists(st.integers(0, 5000), max_size=8))
def test_where_a_chunk_ends_makes_no_difference(content: bytes, cuts: list[int]) -> None:
    text = content.decode()
    places = [0, *sorted(cut for cut in cuts if cut < len(text)), len(text)]
    parts = [text[one:other] for one, other in zip(places, places[1:], strict=False)]
    assert list(segments(parts, Marks())) == list(segments([text], Marks()))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\0" * 5000, b"PK\x03\x04" + bytes(range(256)) * 20, b"ISA", b"ISA*00*          *00*", b"ISA" + b"*" * 5000,
        VALID[0].decode().encode("utf-16"), VALID[0].decode().encode("utf-16-le"), b"\xef\xbb\xbf" + VALID[0],
        b"ISA~ISA~ISA~", VALID[0][:50] + b"~" + VALID[0][50:], VALID[-1] * 3, b"~" * 9000, VALID[0] + b"\xff\xfe" * 50,
    ],
)  # fmt: skip
def test_files_that_are_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    done = report(path, today=TODAY)
    assert done.as_dict()["findings"] == done.findings


def test_another_encoding_is_read_and_said() -> None:
    text = (HERE / "golden" / "837p_group_original.edi").read_text()
    for encoding in ("utf-16", "utf-16-le", "utf-8-sig"):
        found = findings(texts(io.BytesIO(text.encode(encoding))), today=TODAY)
        assert [(one.rule, one.position) for one in found] == [("file.before_isa", 1)]


def test_a_large_file_takes_little_memory() -> None:
    start, end = (text := (HERE / "golden" / "837p_group_original.edi").read_text()).index("CLM*"), text.index("SE*")
    claim = text[start:end]

    def pieces(claims: int) -> Iterator[str]:
        yield text[:start]
        for number in range(claims):
            yield claim.replace("PCN000001", f"P{number:08d}").replace("CH00000001", f"C{number:08d}")

    def peak(claims: int) -> int:
        tracemalloc.start()
        assert {one.rule for one in findings(pieces(claims), today=TODAY)} == {"envelope.open"}
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    few, many = peak(500), peak(4000)
    assert many - few < 3500 * 300, "more than the two numbers of each claim was kept"


def test_a_hundred_megabytes_of_zeros_take_little_memory() -> None:
    zeros = "\0" * 65536
    tracemalloc.start()
    assert [one.rule for one in findings((zeros for _ in range(1600)), today=TODAY)] == ["file.no_isa"]
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_more_findings_than_anybody_reads_are_cut_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("circlechart.base.formats.x12.edits.report.MOST_FINDINGS", 5)
    path = tmp_path / "many.edi"
    text = (HERE / "golden" / "837p_group_original.edi").read_text()
    path.write_text(text.replace("HL*2*1*22", "hl*2~hl*2~hl*2~hl*2~hl*2~hl*2~HL*2*1*22"))
    done = report(path, today=TODAY)
    assert done.cut and len(done.findings) == 5 and done.segments > 20
    path.write_text(text.replace("*UN*1", "*XX*1"))
    assert not report(path, today=TODAY).cut
