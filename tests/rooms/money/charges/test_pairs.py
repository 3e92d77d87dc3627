"""Pair edits from the published files: tolerant of headings, streamed, each bad line by its number; they act on charges."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.money.charges import actions, rules
from circlechart.money.charges.errors import BadQuarter, NoPairs, PairsLoaded
from circlechart.money.charges.facts import Loaded, PairLine, Unread
from circlechart.money.charges.models import PairEdit, PairFile
from tests import cast

HEAD = (
    "CPT only copyright of its owner. All rights reserved.\t\t\n"
    "Column1/Column2 Edits\t\t\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\n"
    "Column 1\tColumn 2\tprior to 1996\tDate\tDate *=no data\t0=not allowed\n\n"
)
LINES = (
    "90853\t90834\t\t20141001\t*\t1\tMisuse of a column two code\n"
    "90853\t90832\t*\t19960101\t20140930\t0\tMore extensive procedure\n"
)


def read(text: str) -> list[PairLine | Unread]:
    return list(rules.read_pairs(io.StringIO(text)))


def test_a_table_with_its_heading_is_read() -> None:
    assert read(HEAD + LINES) == [
        PairLine("90853", "90834", date(2014, 10, 1), None, 1, "Misuse of a column two code"),
        PairLine("90853", "90832", date(1996, 1, 1), date(2014, 9, 30), 0, "More extensive procedure"),
    ]


def test_commas_quotes_and_no_column_for_old_edits_are_read_too() -> None:
    line = '"90853","90834",10/01/2014,*,1,"Misuse, of a code"\r\n'
    assert read(line) == [PairLine("90853", "90834", date(2014, 10, 1), None, 1, "Misuse, of a code")]


def test_a_bad_line_is_named_by_its_number_and_the_others_are_read() -> None:
    found = read(HEAD + LINES + "90853\t90837\t\t20141301\t*\t1\nsome words\n" + LINES)
    bad = [each for each in found if isinstance(each, Unread)]
    assert [each.number for each in bad] == [7, 8]
    assert bad[0].mend.startswith("Expected two codes")
    assert len(found) == 6


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(isinstance(each, (PairLine, Unread)) for each in read(text))


def load(text: str, quarter: str = "2026Q4", by: object = None, **more: str) -> Loaded:
    given = {"name": "part 1.txt", "table": "medicare_practitioner"} | more
    return actions.load_pairs(
        file=io.BytesIO(text.encode()), quarter=quarter, by=by, now=timezone.now(), **given
    )  # fmt: skip


@pytest.mark.django_db
def test_a_file_is_kept_by_quarter_with_who_loaded_it() -> None:
    clinic = cast.clinic()
    assert load(HEAD + LINES, by=clinic.biller).rows == 2
    assert load(LINES, quarter="2027Q1").rows == 2
    assert set(PairFile.objects.values_list("quarter", "loaded_by")) == {
        ("2026Q4", clinic.biller.staff_id), ("2027Q1", None)
    }  # fmt: skip
    assert PairEdit.objects.filter(file__quarter="2026Q4", indicator=0, deleted_on=date(2014, 9, 30)).count() == 1
    assert AuditEvent.objects.filter(verb="charges.load_pairs").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "quarter", "error"),
    [(LINES, "2026", BadQuarter), (HEAD, "2026Q4", NoPairs), (LINES, "2026Q4", PairsLoaded)],
)
def test_what_cannot_be_loaded_leaves_nothing(text: str, quarter: str, error: type[Exception]) -> None:
    load(LINES, quarter="2026Q4")
    with pytest.raises(error):
        load(text, quarter=quarter)
    assert PairEdit.objects.count() == 2
    assert PairFile.objects.count() == 1


@pytest.mark.django_db
def test_the_front_desk_loads_nothing() -> None:
    clinic = cast.clinic()
    with pytest.raises(NotAllowed):
        load(LINES, by=clinic.desk)


@pytest.mark.django_db
def test_the_command_takes_a_zip_and_names_what_it_could_not_read(tmp_path: Path, capsys: object) -> None:
    path = tmp_path / "part.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.pdf", b"%PDF")
        archive.writestr("part.txt", HEAD + LINES + "90853\t90837\tnever\n")
    out = io.StringIO()
    call_command("ncci", str(path), "--quarter", "2026Q4", stdout=out)
    assert out.getvalue().startswith("2 pair edits of 2026Q4 are loaded.\nline 7 [90853\t90837\tnever]: Expected")
    with pytest.raises(CommandError, match="loaded already"):
        call_command("ncci", str(path), "--quarter", "2026Q4")
