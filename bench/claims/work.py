"""What one measuring process does: its figures go to the standard output as JSON, so that its memory is its own."""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

NOW = datetime(2026, 11, 25, 12, tzinfo=ZoneInfo("America/Chicago"))
TODAY = date(2026, 11, 25)
IN_A_FILE = 5000
"""Claims of one file: what clearinghouses and the guide recommend as the most."""
Figures = dict[str, Any]


@contextmanager
def timed(figures: Figures) -> Iterator[None]:
    """Seconds of processor and clock, and the most memory that the process ever held."""
    cpu, wall = time.process_time(), time.perf_counter()
    yield
    figures["cpu"], figures["wall"] = time.process_time() - cpu, time.perf_counter() - wall
    figures["rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def files(most: int, folder: Path) -> Figures:
    """Every ready claim to files of one payer each, checked by our own edits while written, and kept as what left."""
    import django

    django.setup()
    from django.db import connection

    figures: Figures = {"claims": 0, "segments": 0, "files": 0, "findings": 0, "bytes": 0}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = int(cursor.fetchone()[0])
    before = server_seconds(server)
    with timed(figures):
        for text, claims, findings in written():
            figures["files"] += 1
            figures["claims"] += claims
            figures["segments"] += text.count("~")
            figures["bytes"] += len(text)
            figures["findings"] += findings
            (folder / f"{figures['files']:03d}.edi").write_text(text)
    figures["database_cpu"] = server_seconds(server) - before
    assert figures["claims"] == most, figures
    return figures


def written() -> Iterator[tuple[str, int, int]]:
    """Each file with how many claims it holds, and how much our own edits found in it."""
    from django.db import transaction

    from circlechart.base.coverage.models import Payer
    from circlechart.base.people.models import Organization, Staff
    from circlechart.money.claims import build, gather
    from circlechart.money.claims.models import Claim, Submission
    from circlechart.money.clearinghouse import actions as numbers
    from circlechart.money.clearinghouse import queries as clearinghouse

    organization, by = Organization.objects.get(), Staff.objects.order_by("npi").first()
    ready = Claim.objects.filter(status="ready")
    for payer in Payer.objects.select_related("route__house").order_by("name"):
        partner = clearinghouse.partner_of(payer)
        mine = ready.filter(coverage__plan__payer=payer)
        left, facts = mine.count(), gather.facts_of(mine, organization)
        while left > 0:
            count = min(left, IN_A_FILE)
            with transaction.atomic():
                given = numbers.take_numbers(partner.key, -(-count // partner.most_in_transaction))
                control = given.file
                envelope = gather.addressed(organization, partner, control, NOW, "America/Chicago", given.first_set)
                sets = gather.streamed(f"{control:09d}", organization, partner, islice(facts, count))
                text, findings = build.checked(envelope, sets, today=TODAY)
                Submission.objects.create(
                    payer=payer, partner=partner.key, control_number=control, content=text, made_by=by, made_at=NOW
                )
            left -= count
            yield text, count, len(findings)


def server_seconds(pid: int) -> float:
    """What the database's process for this connection has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def own_edits(text: str) -> int:
    from circlechart.base.formats.x12.edits import findings

    return len(list(findings(text, today=TODAY)))


def pyx12(text: str) -> int:
    from circlechart.base.formats.x12.check import objections

    return len(objections(text))


def x12sdk(text: str) -> int:
    from x12sdk.io import X12ModelReader

    with X12ModelReader(text) as reader:
        return 0 if list(reader.models()) else 1


def string_writer(pieces: list[list[str]]) -> int:
    return 0 if "".join("*".join(each) + "~" for each in pieces) else 1


CHECKERS: dict[str, Callable[[Any], int]] = {
    "own_edits": own_edits,
    "pyx12": pyx12,
    "x12sdk": x12sdk,
    "string_writer": string_writer,
}


def checker(name: str, path: Path) -> Figures:
    """One checker on one file, the second time, so that nobody pays for loading maps and models."""
    text = path.read_text()
    given: Any = [each.split("*") for each in text.split("~")[:-1]] if name == "string_writer" else text
    ask, figures = CHECKERS[name], {"segments": text.count("~")}
    small = text[: text.index("CLM*")]
    if name != "string_writer":
        ask(small) if name != "x12sdk" else None
    with timed(figures):
        figures["findings"] = ask(given)
    return figures


def main(words: list[str]) -> int:
    """`files COUNT FOLDER`, `checker NAME FILE` or `rules COUNT`."""
    if words[0] == "files":
        figures = files(int(words[1]), Path(words[2]))
    elif words[0] == "checker":
        figures = checker(words[1], Path(words[2]))
    else:
        from bench.claims.rules import decisions

        figures = decisions(int(words[1]))
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
