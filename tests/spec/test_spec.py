"""Every line of the specification is what the code does, and docs/spec is what the lines say."""

import pytest

from tests.spec import write
from tests.spec.page import Row
from tests.spec.toc import PAGES

LINES = [
    pytest.param(row, id=f"{page.file}: {table.title}: {', '.join(row.given)}")
    for page in PAGES
    for table in page.tables
    for row in table.rows
]


@pytest.mark.parametrize("row", LINES)
def test_the_code_does_what_the_line_says(row: Row) -> None:
    assert row.ask() == row.comes_to


def test_every_page_has_cases() -> None:
    assert all(table.rows for page in PAGES for table in page.tables)
    assert len(LINES) > 100


def test_docs_spec_is_current() -> None:
    files = {path.name: path.read_text() for path in write.FOLDER.glob("*.md")}

    assert files == write.written(), "run ./circle spec"
