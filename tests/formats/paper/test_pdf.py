"""The PDFs, read back: the data where the table says, moved as the printer wants, over a blank that keeps its own."""

import io
from dataclasses import replace

import pikepdf
import pytest
import typst
from pypdf import PdfReader

from circlechart.base.formats.paper import text as texts
from circlechart.base.formats.paper import workcopy
from circlechart.base.formats.paper.cms1500 import fill
from circlechart.base.formats.paper.form import Offset, form
from circlechart.base.formats.paper.pdf import BadBlank, aligned, alignment, over
from tests.formats.paper.samples import PLAIN, RICH, placed

FORM = form("cms1500")


def blank(width: int = 612, words: str = "OWN FORM OF THE CLINIC") -> bytes:
    source = f"#set page(width: {width}pt, height: 792pt, margin: 0pt)\n#place(dx: 90pt, dy: 300pt)[{words}]\n#rect()"
    return typst.compile(source.encode())


def test_every_value_stands_where_the_table_says():
    paper = fill(RICH, telephone="5035551212")
    found = PdfReader(io.BytesIO(aligned(paper))).pages[0]
    assert (float(found.mediabox.width), float(found.mediabox.height)) == (612, 792)
    places = placed(aligned(paper))
    for fact, row in [("patient.name", None), ("billing.city", None), ("diagnosis.L", None), ("line.code", 0)]:
        (entry,) = (each for each in paper.sheets[0] if each.box == FORM.box(fact, row))
        assert places[entry.text] == pytest.approx(FORM.at(entry.box), abs=0.02)
    charge = FORM.box("claim.paid")
    x, y = FORM.at(charge)
    assert places["15 50"] == pytest.approx((x + 3 * 7.2, y), abs=0.02)
    assert set(places) == {entry.text for entry in paper.sheets[0]}


def test_letters_keep_ten_to_the_inch():
    (page,) = PdfReader(io.BytesIO(aligned(fill(RICH)))).pages
    sizes = set()
    page.extract_text(visitor_text=lambda words, cm, tm, font, size: words.strip() and sizes.add(round(size, 2)))
    assert sizes == {11.96}


def test_the_offset_moves_everything():
    paper = fill(PLAIN)
    before, after = placed(aligned(paper)), placed(aligned(paper, Offset.millimeters(1.0, -2.0)))
    assert before.keys() == after.keys()
    for words, (x, y) in before.items():
        assert after[words] == pytest.approx((x + 2.835, y - 5.669), abs=0.02)


def test_two_runs_give_the_same_bytes():
    assert aligned(fill(PLAIN)) == aligned(fill(PLAIN))


@pytest.mark.parametrize("name", ["cms1500", "ub04"])
def test_the_alignment_page_prints_every_number_at_its_box(name):
    shape = form(name)
    page = placed(alignment(shape, Offset(3.0, 0.0)))
    numbers = {box.number for box in shape.every_box()}
    assert numbers <= page.keys()
    single = [box for box in shape.boxes if sum(each.number == box.number for each in shape.every_box()) == 1]
    assert single
    for box in single:
        x, y = shape.at(box)
        assert page[box.number] == pytest.approx((x + 3.0, y), abs=0.02)


def test_the_alignment_text_fills_every_box():
    sheet = texts.alignment(FORM).split("\n")
    for box in FORM.every_box():
        filled = sheet[box.line - 1][box.column - 1 : box.column - 1 + box.width]
        assert filled.startswith("X" if len(box.number) > box.width or box.width == 1 else box.number), box


def test_over_a_blank_its_own_content_stays():
    paper = fill(RICH)
    own = placed(blank())
    both = placed(over(paper, blank()))
    assert own.items() <= both.items()
    assert placed(aligned(paper)).items() <= both.items()


def test_every_sheet_lies_over_the_blank():
    long = fill(replace(RICH, lines=RICH.lines * 7))
    written = over(long, blank())
    assert len(PdfReader(io.BytesIO(written)).pages) == 2
    assert all("OWN FORM OF THE CLINIC" in placed(written, page) for page in range(2))


def locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("given", "page", "says"),
    [
        (b"no pdf", 1, "could not be read as a PDF"),
        (b"", 1, "could not be read as a PDF"),
        (blank(), 2, "has no page 2"),
        (blank(width=595), 1, "not a sheet of 8.5 by 11"),
        (locked(), 1, "could not be read as a PDF"),
    ],
)
def test_a_bad_blank_is_refused_in_words(given, page, says):
    with pytest.raises(BadBlank, match=says):
        over(fill(PLAIN), given, page=page)


def test_the_work_copy_says_all_in_our_own_words():
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(workcopy.pdf(fill(RICH)))).pages)
    words = " ".join(words.split())
    for expected in ("not for submission", "DOE, TEEN", "145.00", "client is a child", "AUTH12345", "Policy holder"):
        assert expected in words
    assert "address for payments (PO BOX 9) has no box" in words


def test_what_looks_like_markup_is_data():
    hostile = fill(replace(PLAIN, note="#panic() $x$ @y <z>"))
    assert "#PANIC() $X$ @Y <Z>" in placed(aligned(hostile))
    assert "#PANIC() $X$" in " ".join(PdfReader(io.BytesIO(workcopy.pdf(hostile))).pages[0].extract_text().split())
