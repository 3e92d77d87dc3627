"""The audit trail: every change and every look at a chart leaves its row; without the row nothing is changed."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.apps import apps
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from circlechart.base.access import credential
from circlechart.base.access.models import User
from circlechart.base.audit import actions as audit
from circlechart.base.audit.models import AuditEvent
from circlechart.base.coverage.models import Plan
from circlechart.base.people.models import Client
from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance.actions import Mark
from circlechart.care.enrollment import actions as enrollment
from circlechart.care.enrollment.models import Group
from circlechart.care.notes.models import SignedNote
from circlechart.care.sessions.models import Session
from circlechart.care.supervision.rules import shown_hash
from circlechart.money.claims.models import Claim
from tests import cast
from tests.rooms.base.access.test_addresses import ADDRESSES, House
from tests.rooms.care.notes.test_sign import NOW, read_all, written

DAY = timedelta(days=1)
TOMORROW = NOW + DAY  # in the running session


class Stages(House):
    """Beside the signed session: one that can be started, one running, one that ended and waits for its signatures."""

    def __init__(self) -> None:
        super().__init__()
        clinic, start = self.clinic, cast.evening()
        self.due = clinic.session(start + DAY + timedelta(hours=2))
        self.running = self._opened(clinic.session(start + DAY))
        self.here = attendance.mark(
            attendance_id=self.running.attendances.order_by("client_name").last().id, given=Mark("present"), base_rev=1,
            idem=uuid4(), by=clinic.lead, now=NOW + DAY,
        )  # fmt: skip
        self.ended = self._opened(clinic.session(start + 2 * DAY))
        attendance.mark_remaining_present(session_id=self.ended.id, idem=uuid4(), by=clinic.lead, now=NOW + 2 * DAY)
        written(clinic, self.ended)
        attendance.close_session(session_id=self.ended.id, by=clinic.lead, now=NOW + 2 * DAY)
        self.ended.refresh_from_db()
        self.newcomer = Client.objects.create(
            chart_number="NC-3001", legal_first_name="Odalys", legal_last_name="Brennecke", birth_on="1990-05-06",
            administrative_sex="F", facility=clinic.north,
        )  # fmt: skip
        self.other_group = Group.objects.create(
            facility=clinic.north, name="Morning group", kind="open", service="group_psychotherapy", capacity=4
        )
        self.waiting = enrollment.wait(
            group_id=self.other_group.id, client_id=clinic.clients[1].id, by=clinic.desk, now=NOW
        )

    def _opened(self, session: Session) -> Session:
        assert session.span is not None
        attendance.open_session(session_id=session.id, by=self.clinic.lead, now=session.span.lower)
        session.refresh_from_db()
        return session

    def row(self, session: Session) -> UUID:
        return session.attendances.order_by("client_name").first().id

    def changes(self, name: str) -> tuple[str, dict[str, UUID], dict[str, Any], set[str]]:
        """Who changes something at an address, what they send, and the rows that it leaves."""
        place, wait = self.ids["enrollment_id"], self.waiting.id
        chart, day = self.newcomer.chart_number, {"last_on": "2027-01-31"}
        names = {
            "legal_first_name": "Ida",
            "legal_last_name": "Roe",
            "birth_on": "1991-02-03",
            "administrative_sex": "F",
        }
        client = {"chart_number": "NC-3002", "facility": str(self.clinic.north.id), **names}
        coverage = {"plan": str(Plan.objects.first().id), "member_id": "Z1", "from_on": "2026-11-23", "priority": "2"}
        since = {"from_on": "2026-11-23"}
        person = {
            "legal_first_name": "Ida", "legal_last_name": "Roe", "display_name": "Ida Roe", "active_from": "2026-11-01",
            "facilities": [str(self.clinic.north.id)],
        }  # fmt: skip
        signed = {
            f"read-{key}": value
            for key, value in read_all(self.ended, self.clinic.lead.staff_id, timezone.now()).items()
        }
        note = SignedNote.objects.get(pk=self.ids["note_id"])
        words = {"text": "He called his brother.", "reason": "Told later", "password": "asked elsewhere"}
        return {
            "attendance:open": ("lead", {"session_id": self.due.id}, {}, {"sessions.start", "attendance.freeze"}),
            "attendance:close": ("lead", {"session_id": self.running.id}, {}, {"sessions.finish"}),
            "attendance:retime": ("lead", {"session_id": self.running.id}, {"started": "18:05"}, {"sessions.retime"}),
            "attendance:mark-remaining": ("lead", {"session_id": self.running.id}, {}, {"attendance.mark"}),
            "attendance:mark": (
                "lead", {"attendance_id": self.row(self.running)}, {"choice": "present", "base_rev": "1"}, {"attendance.mark"},
            ),
            "attendance:step": (
                "lead", {"attendance_id": self.here.attendance_id}, {"reason": "medication"}, {"attendance.step_out"},
            ),
            "claims:send": ("biller", {}, {"claim": str(Claim.objects.filter(status="ready").first().id)}, {"claims.send"}),
            "enrollment:enroll": ("desk", {}, {"chart_number": chart, "from_on": "2026-11-26"}, {"enrollment.enroll"}),
            "enrollment:wait": ("desk", {}, {"wait-chart_number": chart}, {"enrollment.wait"}),
            "enrollment:offer": ("desk", {"enrollment_id": wait}, {}, {"enrollment.offer"}),
            "enrollment:accept": ("desk", {"enrollment_id": wait}, {"from_on": "2026-11-26"}, {"enrollment.accept"}),
            "enrollment:decline": ("desk", {"enrollment_id": wait}, {}, {"enrollment.decline"}),
            "enrollment:end": ("desk", {"enrollment_id": place}, {**day, "reason": "Completed"}, {"enrollment.end"}),
            "enrollment:transfer": (
                "desk", {"enrollment_id": place}, {**day, "to_group": str(self.other_group.id)}, {"enrollment.transfer"},
            ),
            "notes:signature": ("lead", {"session_id": self.ended.id}, signed, {"notes.sign"}),
            "notes:addenda": ("lead", {}, words, {"notes.addendum"}),
            "supervision:cosignature": (
                "supervisor", {}, {"password": "asked elsewhere", f"read-{self.ids['note_id']}": shown_hash(note.content_hash, [])},
                {"notes.cosign", "supervision.cosign"},
            ),
            "supervision:comments": (
                "supervisor", {}, {"quote": note.content["entry"]["response"], "text": "Which one?"}, {"supervision.comment"},
            ),
            "supervision:return": ("supervisor", {}, {"words": "Add the goal."}, {"supervision.return"}),
            "office:new-client": ("desk", {}, client, {"office.add_client"}),
            "office:edit-client": ("desk", {}, client, {"office.edit_client"}),
            "office:add-coverage": (
                "desk", {}, {f"coverage-{key}": value for key, value in {**coverage, "relation": "self"}.items()},
                {"office.add_coverage"},
            ),
            "office:end-coverage": ("desk", {}, day, {"office.end_coverage"}),
            "office:set-goal": (
                "lead", {}, {"goal-number": "3.1", "goal-text": "Call my sister", "goal-from_on": "2026-11-23"}, {"plans.set_goal"},
            ),
            "office:end-goal": ("lead", {}, day, {"plans.end_goal"}),
            "office:set-diagnosis": (
                "lead", {},
                {"diagnosis-code": "F11.20", "diagnosis-label": "Opioid use", "diagnosis-rank": "2", "diagnosis-from_on": "2026-11-23"},
                {"plans.set_diagnosis"},
            ),
            "office:end-diagnosis": ("lead", {}, day, {"plans.end_diagnosis"}),
            "office:new-contact": ("desk", {}, {"name": "Ida Roe", "relation": "Sister", "phone": "8155550103"}, {"office.add_contact"}),
            "office:edit-contact": ("desk", {}, {"name": "Ida Roe", "relation": "Aunt", "phone": "8155550103"}, {"office.edit_contact"}),
            "office:remove-contact": ("desk", {}, {}, {"office.remove_contact"}),
            "office:new-staff": ("administrator", {}, person, {"office.add_staff"}),
            "office:edit-staff": ("administrator", {}, person, {"office.edit_staff"}),
            "office:add-credential": (
                "administrator", {},
                {f"credential-{key}": value for key, value in {"kind": "LAC", "level": "peer", "number": "Z1", "state": "CO", **since}.items()},
                {"office.add_credential"},
            ),
            "office:end-credential": ("administrator", {}, day, {"office.end_credential"}),
            "office:grant-role": (
                "administrator", {},
                {f"role-{key}": value for key, value in {"role": "biller", "facility": str(self.clinic.north.id), **since}.items()},
                {"office.grant_role"},
            ),
            "office:end-role": ("administrator", {}, day, {"office.end_role"}),
            "office:set-supervisor": (
                "administrator", {"staff_id": self.clinic.staff["peer"].id},
                {f"supervisor-{key}": value for key, value in {"supervisor": str(self.clinic.staff["supervisor"].id), **since}.items()},
                {"office.set_supervisor"},
            ),
            "office:end-supervision": ("administrator", {}, day, {"office.end_supervision"}),
            "office:stop-sign-in": ("administrator", {}, {}, {"access.stop_sign_in"}),
            "office:unlock": ("administrator", {}, {}, {"access.unlock"}),
        }[name]  # fmt: skip

    def change(self, name: str) -> Callable[[], Any]:
        """Sign somebody in who may, and stand before the button."""
        who, ids, body, _ = self.changes(name)
        browser = Browser()
        browser.force_login(User.objects.get(username=who), backend="django.contrib.auth.backends.ModelBackend")
        keys = ADDRESSES[name].pattern.converters
        address = reverse(name, kwargs={key: {**self.ids, **ids}[key] for key in keys})
        return lambda: browser.post(address, body)


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stages]:
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(TOMORROW, tick=False):
            stages = Stages()
        yield stages
        transaction.set_rollback(True)


@pytest.fixture
def house(standing: Stages, db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stages]:
    monkeypatch.setattr(credential, "confirm", lambda request, password: None)
    with time_machine.travel(TOMORROW, tick=False):
        yield standing


CHANGES = [
    "attendance:open", "attendance:close", "attendance:retime", "attendance:mark-remaining", "attendance:mark",
    "attendance:step", "claims:send", "enrollment:enroll", "enrollment:wait", "enrollment:offer", "enrollment:accept",
    "enrollment:decline", "enrollment:end", "enrollment:transfer", "notes:signature", "notes:addenda",
    "supervision:cosignature", "supervision:comments", "supervision:return", "office:new-client", "office:edit-client", "office:add-coverage", "office:end-coverage",
    "office:set-goal", "office:end-goal", "office:set-diagnosis", "office:end-diagnosis",
    "office:new-contact", "office:edit-contact", "office:remove-contact", "office:new-staff", "office:edit-staff",
    "office:add-credential", "office:end-credential", "office:grant-role", "office:end-role", "office:set-supervisor",
    "office:end-supervision", "office:stop-sign-in", "office:unlock",
    "office:new-contact", "office:edit-contact", "office:remove-contact", "office:new-staff", "office:edit-staff",
    "office:add-credential", "office:end-credential", "office:grant-role", "office:end-role", "office:set-supervisor",
    "office:end-supervision", "office:stop-sign-in", "office:unlock",
]  # fmt: skip
LOOKS = {
    "office:client": ("lead", "office.view_chart"),
    "notes:session": ("lead", "notes.view_session"),
    "notes:state": ("lead", "notes.watch_session"),
    "notes:signature": ("lead", "notes.read_through"),
    "notes:note": ("lead", "notes.view"),
    "notes:print": ("lead", "notes.print"),
    "notes:chart": ("nurse", "notes.view_chart"),
    "enrollment:group": ("desk", "enrollment.view_group"),
    "claims:claim": ("biller", "claims.view"),
    "claims:file": ("biller", "claims.download"),
    "claims:submission": ("biller", "claims.view_file"),
}


def everything() -> dict[str, str]:
    """A fingerprint of every table of the house but the trail itself."""
    tables = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("circlechart.") and model is not AuditEvent
    ]
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(tables):
            cursor.execute(
                f"SELECT md5(coalesce(string_agg(each::text, chr(10) ORDER BY each::text), '')) FROM \"{table}\" each"
            )
            found[table] = cursor.fetchone()[0]
    return found


def new_rows(before: set[UUID]) -> list[AuditEvent]:
    return [each for each in AuditEvent.objects.all() if each.id not in before]


@pytest.mark.parametrize("name", CHANGES)
def test_change_leaves_its_row_with_who_when_and_what(house: Stages, name: str) -> None:
    who, _, body, verbs = house.changes(name)
    press = house.change(name)
    before, stood = set(AuditEvent.objects.values_list("id", flat=True)), everything()
    answer = press()
    assert answer.status_code == 302, re.findall("<li>.*", answer.content.decode())
    assert everything() != stood or name == "office:unlock"  # the failures are not a table of the house
    rows = [each for each in new_rows(before) if each.kind == "changed"]
    assert verbs <= {each.verb for each in rows}
    for each in rows:
        if each.verb in verbs:
            assert each.actor_id == house.clinic.staff[who].id
            assert each.thing_id
    said = " ".join(str(each.details) + each.because for each in rows)
    assert not any(words in said for words in ("brother", "Ida", "sister", "Z1", "Opioid use")), (
        "the trail tells no values"
    )


@pytest.mark.parametrize("name", CHANGES)
def test_change_without_its_row_does_not_happen(house: Stages, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    press = house.change(name)
    stood, rows = everything(), AuditEvent.objects.count()

    def full(*given: object) -> None:
        raise OSError("the trail cannot be written")

    monkeypatch.setattr(audit, "_event", full)
    with pytest.raises(OSError, match="the trail cannot be written"):
        press()
    monkeypatch.undo()
    assert everything() == stood
    assert AuditEvent.objects.count() == rows


@pytest.mark.parametrize("name", CHANGES)
def test_row_of_a_change_that_fails_is_gone_with_it(house: Stages, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    press = house.change(name)
    stood, rows, record = everything(), AuditEvent.objects.exclude(kind="viewed").count(), audit.record

    def fall(**given: Any) -> None:
        record(**given)
        if given.get("kind", "changed") == "viewed":
            return  # a look that happened stays written
        raise OSError("something went wrong afterwards")

    monkeypatch.setattr(audit, "record", fall)
    with pytest.raises(OSError, match="afterwards"):
        press()
    assert everything() == stood
    assert AuditEvent.objects.exclude(kind="viewed").count() == rows


@pytest.mark.parametrize("name", LOOKS)
def test_look_at_a_chart_leaves_its_row(house: Stages, name: str) -> None:
    who, verb = LOOKS[name]
    before = set(AuditEvent.objects.values_list("id", flat=True))
    browser = Browser()
    browser.force_login(User.objects.get(username=who), backend="django.contrib.auth.backends.ModelBackend")
    address = reverse(name, kwargs={key: house.ids[key] for key in ADDRESSES[name].pattern.converters})
    assert browser.get(address).status_code == 200
    (row,) = new_rows(before)
    assert (row.kind, row.verb, row.actor_id) == ("viewed", verb, house.clinic.staff[who].id)
    assert row.thing_id


@pytest.mark.parametrize("name", LOOKS)
def test_nothing_is_shown_when_the_look_cannot_be_written(
    house: Stages, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object) -> None:
        raise OSError("the trail cannot be written")

    monkeypatch.setattr(audit, "_event", full)
    with pytest.raises(OSError, match="the trail cannot be written"):
        house.knock(LOOKS[name][0], "GET", name)


def test_refusal_leaves_its_row(house: Stages) -> None:
    before = set(AuditEvent.objects.values_list("id", flat=True))
    browser = Browser()
    browser.force_login(User.objects.get(username="desk"), backend="django.contrib.auth.backends.ModelBackend")
    browser.get(reverse("notes:note", args=[house.ids["note_id"]]))
    (row,) = new_rows(before)
    assert (row.kind, row.verb, row.because) == (
        "refused",
        "notes:note",
        "Your role does not let you read signed notes.",
    )


@pytest.mark.parametrize("statement", ["UPDATE audit_auditevent SET because = 'x'", "DELETE FROM audit_auditevent"])
def test_trail_is_append_only_in_the_database_itself(house: Stages, statement: str) -> None:
    rows = list(AuditEvent.objects.values_list("id", "because").order_by("id"))
    assert rows
    refused = pytest.raises((InternalError, ProgrammingError), match="The audit trail cannot be changed or deleted")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(AuditEvent.objects.values_list("id", "because").order_by("id")) == rows
