"""The bench's SQL follows the tables: a small clinic can be seeded, read and signed."""

from datetime import date
from pathlib import Path

import pytest

from bench import peer, seed
from bench.measure import Measuring, Timing, groups_of
from bench.size import BIG_GROUP, Size
from circlechart.care.attendance.models import Attendance
from circlechart.care.notes import queries
from circlechart.care.notes.models import Entry, SignedNote
from circlechart.care.sessions.models import Session
from circlechart.money.claims.models import Claim, ClaimLine


@pytest.mark.django_db
def test_a_small_clinic_is_seeded_and_its_unsigned_notes_are_ready(tmp_path: Path) -> None:
    told: list[str] = []
    seed.prepare()
    seed.fill(Size(facilities=1, weeks=7), date(2026, 11, 25), lambda words, done, of: told.append(words))

    assert Session.objects.filter(status__in=["held", "documented"]).count() == 175
    assert Entry.objects.count() == Attendance.objects.count() > 1200
    for note in SignedNote.objects.filter(attendance__isnull=False).order_by("id")[:40]:
        assert queries.printable(queries.signed_note(note.id)).sections  # the frozen words have the shape of today
    assert set(Claim.objects.values_list("status", flat=True)) == {"sent"}
    assert ClaimLine.objects.count() == Claim.objects.count()
    assert groups_of(BIG_GROUP, 9)
    group = groups_of(8, 1)[0]
    session = Session.objects.select_related("group", "facility").get(pk=group.session_id)
    desk = queries.signing_desk(queries.load(session, session.ended_at), session.staff.get(role="lead").staff_id)
    assert desk.ready == 8, [draft.blockers for draft in desk.drafts]
    measuring = Measuring(port=0, pid=0, data=tmp_path)
    peer.act(measuring, 1)
    peer.floor(measuring)
    assert SignedNote.objects.filter(session=session, kind="group_note").count() == 8
    assert set(measuring.timings) == {"act", "floor"}
    assert set(told) == {"people and groups", "past sessions"}


def test_percentiles_are_the_nearest_rank() -> None:
    timing = Timing([[30.0, 10.0], [20.0, 40.0]])

    assert timing.percentile(50) == 20.0
    assert timing.percentile(95) == 40.0
    assert timing.spread == (30.0, 40.0)
