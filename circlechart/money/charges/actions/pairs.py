"""Loading a published file of pair edits."""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import TextIOWrapper
from typing import IO
from uuid import UUID

from django.db import connection, transaction

from circlechart.base.access import decide
from circlechart.base.access.facts import Actor
from circlechart.base.access.permissions import Permission
from circlechart.base.audit import actions as audit
from circlechart.base.kit.identifiers import uuid7
from circlechart.money.charges import rules
from circlechart.money.charges.errors import BadQuarter, NoPairs, PairsLoaded
from circlechart.money.charges.facts import Loaded, PairLine, Unread
from circlechart.money.charges.models import PairFile
from circlechart.money.payers.facts import PAIR_TABLES

QUARTER = re.compile(r"20\d\dQ[1-4]")
MOST_NAMED = 20
CHUNK = 1 << 20
COPY = "COPY charges_pairedit (file_id, column_1, column_2, effective_on, deleted_on, indicator, rationale) FROM STDIN"
UNSAFE = str.maketrans({"\\": "/", "\t": " ", "\r": " ", "\n": " ", "\0": " "})


def load_pairs(*, file: IO[bytes], name: str, table: str, quarter: str, by: Actor | None, now: datetime) -> Loaded:
    """This function will load a file of pair edits for a quarter; earlier quarters, and its other parts, stay.

    From the command line nobody is asked: whoever runs it owns the server. The file is streamed, never held.

    Raises: NotAllowed, BadQuarter, NoPairs, PairsLoaded.
    Audit: charges.load_pairs with the table, the quarter and how many lines.
    """
    if by is not None:
        decide.ensure(by, Permission.EDIT_PAYERS, None, on=now)
    if QUARTER.fullmatch(quarter) is None or table not in PAIR_TABLES:
        raise BadQuarter(value=quarter)
    fingerprint = _fingerprint(file)
    with transaction.atomic():
        if PairFile.objects.filter(table=table, quarter=quarter, fingerprint=fingerprint).exists():
            raise PairsLoaded(value=name)
        key = uuid7()
        loaded = _copied(key, _opened(file))
        if not loaded.rows:
            raise NoPairs(value=name)
        kept = PairFile.objects.create(
            id=key, table=table, quarter=quarter, name=name[:120], fingerprint=fingerprint, rows=loaded.rows,
            unread=loaded.unread_count, loaded_by_id=by.staff_id if by else None, loaded_at=now,
        )  # fmt: skip
        details = {"table": table, "quarter": quarter, "rows": loaded.rows, "unread": loaded.unread_count}
        audit.record(by=by, verb="charges.load_pairs", thing=kept, now=now, details=details)
    return loaded


def _fingerprint(file: IO[bytes]) -> str:
    found = hashlib.sha256()
    while part := file.read(CHUNK):
        found.update(part)
    file.seek(0)
    return found.hexdigest()


def _opened(file: IO[bytes]) -> Iterator[str]:
    """The lines of the text, which may come in a ZIP."""
    if not zipfile.is_zipfile(file):
        file.seek(0)
        yield from TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline=None)
        return
    with zipfile.ZipFile(file) as archive:
        texts = [each for each in archive.namelist() if each.lower().endswith((".txt", ".csv"))]
        for each in texts:
            with archive.open(each) as part:
                yield from TextIOWrapper(part, encoding="utf-8-sig", errors="replace", newline=None)


def _copied(key: UUID, lines: Iterator[str]) -> Loaded:
    rows, unread_count, unread = 0, 0, list[Unread]()
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for found in rules.read_pairs(lines):
            if isinstance(found, PairLine):
                rows += 1
                copy.write(_row(key, found))
                continue
            unread_count += 1
            if len(unread) < MOST_NAMED:
                unread.append(found)
    return Loaded(rows, unread_count, tuple(unread))


def _row(key: UUID, line: PairLine) -> str:
    until = line.last_on.isoformat() if line.last_on else "\\N"
    reason = line.rationale.translate(UNSAFE)
    return f"{key}\t{line.column_1}\t{line.column_2}\t{line.first_on}\t{until}\t{line.indicator}\t{reason}\n"
