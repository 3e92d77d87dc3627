"""The session screen over HTTP: what each person may do on it, and what it costs."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from circlechart.base.people.models import Client
from circlechart.care.attendance import actions as attendance
from circlechart.care.enrollment.models import Enrollment
from circlechart.care.notes import actions, queries
from circlechart.care.notes.actions import Edit
from circlechart.care.notes.models import Entry, Signature, SignedNote
from circlechart.care.plans.models import Goal
from circlechart.care.sessions.models import Session, SessionStaff
from circlechart.money.charges.models import Charge
from circlechart.money.claims.models import Claim
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.care.notes.test_sign import NOW, closed, ids, opened, read_all, written

MOST_QUERIES = 25


@pytest.fixture
def clinic(db: None) -> Iterator[cast.Clinic]:
    with time_machine.travel(NOW, tick=False):
        yield cast.clinic()


def browse(clinic: cast.Clinic, who: str) -> Browser:
    browser = Browser()
    browser.force_login(clinic.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def crowd(clinic: cast.Clinic, count: int) -> None:
    """More members of the group, each with a goal."""
    clinic.room.seats = count + 12
    clinic.room.save()
    for number in range(count):
        extra = Client.objects.create(
            chart_number=f"NC-{3000 + number}", legal_first_name="Nadia", legal_last_name=f"Orlov-{chr(97 + number)}a",
            birth_on="1990-01-01", administrative_sex="F", facility=clinic.north,
        )  # fmt: skip
        Goal.objects.create(client=extra, number="1.1", text="Walk every evening", effective=cast.ALWAYS)
        Enrollment.objects.create(group=clinic.group, client=extra, effective=cast.ALWAYS, status="active")


def cost(browser: Browser, name: str, session: Session) -> int:
    """How many queries a page takes, the sign-in's own included; the first look at a session is written down beside."""
    browser.get(reverse(name, args=[session.id]))
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(reverse(name, args=[session.id]))
    assert answer.status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["notes:session", "notes:state", "notes:signature", "charges:session-effect"])
def test_U12_queries_do_not_grow_with_the_group(clinic: cast.Clinic, name: str) -> None:
    session = opened(clinic)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=NOW)
    written(clinic, session)
    browser = browse(clinic, "lead")
    with_eight = cost(browser, name, session)
    clinic.group.capacity = 40
    clinic.group.save()
    crowd(clinic, 22)
    large = clinic.session(cast.evening() - timedelta(hours=3))
    attendance.open_session(session_id=large.id, by=clinic.lead, now=NOW - timedelta(hours=3))
    attendance.mark_remaining_present(session_id=large.id, idem=uuid4(), by=clinic.lead, now=NOW)
    for row in queries.load(large, NOW).board.rows:
        edit = Edit({"response": "Spoke.", "plan": "", "participation": 2}, 0, uuid4())
        actions.save_entry(attendance_id=row.attendance_id, edit=edit, by=clinic.lead, now=NOW)
    large.refresh_from_db()
    assert len(queries.load(large, NOW).board.rows) == 30
    with_thirty = cost(browser, name, large)
    assert with_thirty <= with_eight
    assert with_eight <= MOST_QUERIES


def test_U13_peer_specialist_writes_a_layer_but_cannot_sign_as_rendering(clinic: cast.Clinic) -> None:
    session = opened(clinic)
    SessionStaff.objects.create(session=session, staff=clinic.staff["peer"], role="peer")
    row = ids(session)["Imre Castellan"]
    peer = browse(clinic, "peer")
    answer = peer.post(
        reverse("notes:entry", args=[session.id, row]),
        {"base_rev": "0", "response": "Told how the week went with his brother.", "participation": "3"},
    )
    assert answer.status_code == 302
    entry = Entry.objects.get(attendance_id=row)
    assert entry.response == "Told how the week went with his brother."
    assert entry.responsible == clinic.staff["lead"]
    actions.save_part(
        session_id=session.id, edit=Edit({"interventions": "Shared my own first year."}, 0, uuid4()),
        by=clinic.peer, now=NOW,
    )  # fmt: skip
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.lead, now=NOW)
    attendance.close_session(session_id=session.id, by=clinic.lead, now=NOW)
    session.refresh_from_db()
    read = {**read_all(session, clinic.lead.staff_id), **read_all(session, clinic.peer.staff_id)}
    done = actions.sign(session_id=session.id, read=read, by=clinic.peer, now=NOW)
    assert (done.signed, done.part_signed) == ((), True)
    assert not SignedNote.objects.filter(attendance__isnull=False).exists()
    assert Signature.objects.get().meaning == "co_facilitator"


def test_U13_a_peer_specialist_who_leads_is_never_the_rendering_provider(clinic: cast.Clinic) -> None:
    session = clinic.session(cast.evening(), lead="peer", co_facilitator="co")
    attendance.open_session(session_id=session.id, by=clinic.co, now=NOW)
    attendance.mark_remaining_present(session_id=session.id, idem=uuid4(), by=clinic.peer, now=NOW)
    clinic.actors["lead"] = clinic.peer
    written(clinic, session)
    attendance.close_session(session_id=session.id, by=clinic.co, now=NOW)
    session.refresh_from_db()
    read = read_all(session, clinic.peer.staff_id)
    actions.sign(session_id=session.id, read=read, by=clinic.peer, now=NOW)
    catch_up(session.id, by=None, now=NOW)
    assert set(Charge.objects.values_list("status", "hold_rule")) == {("held", "credential-not-allowed")}
    assert not Claim.objects.exists()


def test_those_who_only_look_see_no_box_to_write_in(clinic: cast.Clinic) -> None:
    session = closed(clinic)
    for who in ("director", "compliance"):
        page = browse(clinic, who).get(reverse("notes:session", args=[session.id])).content.decode()
        entry = page.split('class="entry"', 1)[1].split("</form>", 1)[0]
        for box in entry.split("<textarea")[1:]:
            assert "readonly" in box.split(">", 1)[0]
        assert entry.count("disabled") >= 4, "participation and goals"
