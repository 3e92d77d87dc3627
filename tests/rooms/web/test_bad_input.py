"""Bad input over HTTP: each gets a clear answer with field, value and mend; nothing changes; no traceback; nobody's name."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse

from circlechart.care.attendance import actions as attendance
from circlechart.care.attendance.models import Attendance, AttendanceEvent
from circlechart.care.notes.models import DraftRevision, Entry, Narrative, SignedNote
from circlechart.care.sessions.models import Session
from circlechart.web.pull import catch_up
from tests import cast
from tests.rooms.care.notes.test_sign import NOW, closed, ids, opened
from tests.rooms.web.hostile import browse, names_nobody, nothing_changes, says, silent_logs

START = cast.evening()
TYPED = "Zanzibar marmalade."  # words that stand nowhere else


@pytest.fixture
def clinic(db: None) -> Iterator[cast.Clinic]:
    with time_machine.travel(NOW, tick=False):
        yield cast.clinic()


@pytest.fixture
def session(clinic: cast.Clinic) -> Session:
    return opened(clinic)


@pytest.fixture
def lead(clinic: cast.Clinic) -> Browser:
    return browse(clinic, "lead")


def row(session: Session, name: str = "Imre Castellan") -> UUID:
    return ids(session)[name]


def mark(browser: Browser, attendance_id: UUID, **given: str) -> HttpResponse:
    rev = Attendance.objects.get(pk=attendance_id).rev
    return browser.post(reverse("attendance:mark", args=[attendance_id]), {"base_rev": str(rev), **given})


def save(browser: Browser, session: Session, attendance_id: UUID, **sent: Any) -> HttpResponse:
    """One save as the page's script sends it."""
    body = {"fields": {"response": TYPED}, "base_rev": 0, "idem": str(uuid4()), **sent}
    address = reverse("notes:entry", args=[session.id, attendance_id])
    return browser.post(
        address, json.dumps(body), content_type="application/json", headers={"accept": "application/json"}
    )


@pytest.mark.parametrize(
    "typed", ["25:99", "6 o'clock", "18:15+05:00", "18:15Z", "18:15 America/Chicago", "²2:00", "-1:00"]
)
@pytest.mark.parametrize(("name", "field"), [("arrived", "Arrived"), ("left", "Left")])
def test_a_time_that_is_none_is_named_with_its_field(
    session: Session, lead: Browser, clinic: cast.Clinic, caplog: Any, typed: str, name: str, field: str
) -> None:
    with nothing_changes(), silent_logs(caplog, clinic):
        says(mark(lead, row(session), choice="late", **{name: typed}), 422, field, typed, "such as")


def test_leaving_before_arriving_is_refused(session: Session, lead: Browser) -> None:
    with nothing_changes():
        says(mark(lead, row(session), arrived="18:40", left="18:20"), 422, "Left", "before")


def test_a_session_cannot_end_before_it_starts(clinic: cast.Clinic, lead: Browser) -> None:
    session = closed(clinic)
    address = reverse("attendance:retime", args=[session.id])
    with nothing_changes():
        says(lead.post(address, {"started": "19:30", "ended": "18:00"}), 422, "Ended")
        says(lead.post(address, {"started": "noon", "ended": "19:30"}), 422, "Started", "noon")


def test_an_out_time_that_overlaps_another_is_refused(session: Session, lead: Browser) -> None:
    who = row(session)
    mark(lead, who, choice="present")
    address = reverse("attendance:step", args=[who])
    lead.post(address, {"way": "out", "reason": "medication"})
    with nothing_changes():
        says(lead.post(address, {"way": "out", "reason": "phone call"}), 409, "step out")
    says(lead.post(address, {"way": "in"}, follow=True), 200)
    with nothing_changes():
        says(lead.post(address, {"way": "in"}), 409, "not out")
        says(lead.post(address, {"way": "out", "reason": "  "}), 422, "Reason")


def test_a_choice_that_is_none_is_refused(session: Session, lead: Browser) -> None:
    with nothing_changes():
        says(mark(lead, row(session), choice="asleep"), 422, "Attendance", "asleep", "Choose")


def test_a_row_of_another_session_cannot_be_written_through_this_one(clinic: cast.Clinic, lead: Browser) -> None:
    earlier = clinic.session(START - cast.timedelta(hours=3))
    attendance.open_session(session_id=earlier.id, by=clinic.lead, now=NOW)
    session = opened(clinic)
    with nothing_changes():
        answer = save(lead, session, row(earlier))
        assert answer.status_code == 404
        assert answer.json()["error"]["mend"]


def test_somebody_who_is_not_on_the_roster_cannot_be_marked(session: Session, lead: Browser) -> None:
    with nothing_changes():
        address = reverse("attendance:mark", args=[uuid4()])
        says(lead.post(address, {"base_rev": "1", "choice": "present"}), 404, "outside your reach")


def test_another_facilitys_session_looks_absent(clinic: cast.Clinic, lead: Browser, caplog: Any) -> None:
    away = clinic.session(START - cast.timedelta(hours=4), group=cast.another_group(clinic), lead="director")
    gets = ("notes:session", "notes:state", "notes:signature", "charges:session-effect")
    posts = (
        "notes:narrative",
        "notes:part",
        "notes:signature",
        "attendance:open",
        "attendance:close",
        "attendance:retime",
    )
    with nothing_changes(), silent_logs(caplog, clinic, TYPED):
        for name in gets:
            says(lead.get(reverse(name, args=[away.id])), 404, "Nothing here")
        for name in (*posts, "attendance:mark-remaining"):
            says(lead.post(reverse(name, args=[away.id]), {"content": TYPED, "password": "x"}), 404, "Nothing here")


@pytest.mark.parametrize("name", ["office:client", "notes:chart", "office:edit-client"])
def test_a_client_who_does_not_exist_looks_like_one_out_of_reach(clinic: cast.Clinic, lead: Browser, name: str) -> None:
    browser = browse(clinic, "director") if name == "office:edit-client" else lead
    names_nobody(says(browser.get(reverse(name, args=[uuid4()])), 404, "Nothing here"), clinic)


@pytest.mark.parametrize(
    "path",
    ["/sessions/not-a-key/", "/sessions/00000000/", "/notes/%00/", "/clients/1/", "/clients/../staff/x/",
     "/sessions/01a20b1e-d620-7dc3-b948-1af8f0e9e5f1%27--/"],
)  # fmt: skip
def test_an_address_that_is_none_has_a_page(lead: Browser, path: str) -> None:
    says(lead.get(path), 404, "Nothing here", "Today")


@pytest.mark.parametrize(
    ("name", "method"),
    [("attendance:open", "get"), ("attendance:mark-remaining", "get"), ("notes:narrative", "get"), ("notes:session", "post"),
     ("notes:state", "put"), ("notes:session", "delete"), ("notes:signature", "patch")],
)  # fmt: skip
def test_a_wrong_method_is_refused_in_words(session: Session, lead: Browser, name: str, method: str) -> None:
    with nothing_changes():
        answer = getattr(lead, method)(reverse(name, args=[session.id]))
        says(answer, 405, "cannot be opened this way")
        assert answer["Allow"]


def test_signing_somebody_elses_notes_is_refused(clinic: cast.Clinic, caplog: Any) -> None:
    session = closed(clinic)
    catch_up(session.id, by=None, now=NOW)
    posted = {f"read-{each}": "0" * 64 for each in ids(session).values()} | {"password": cast.PASSWORD}
    with nothing_changes(), silent_logs(caplog, clinic, cast.PASSWORD):
        for who, status in (("biller", 403), ("desk", 403), ("nobody", 403), ("supervisor", 403), ("director", 403)):
            text = says(
                browse(clinic, who).post(reverse("notes:signature", args=[session.id]), posted), status, "Not allowed"
            )
            names_nobody(text, clinic)
        answer = browse(clinic, "co").post(reverse("notes:signature", args=[session.id]), posted)
        assert answer.status_code in (302, 200, 422)
    assert not SignedNote.objects.exists()


def test_signing_with_a_wrong_password_signs_nothing(clinic: cast.Clinic, lead: Browser, caplog: Any) -> None:
    session = closed(clinic)
    with nothing_changes(), silent_logs(caplog, clinic, "wrong-lamp-river"):
        for typed in ("wrong-lamp-river", "", "\x00"):
            says(
                lead.post(reverse("notes:signature", args=[session.id]), {"password": typed}),
                422,
                "Password",
                "sign in with",
            )


def test_signing_with_made_up_readings_signs_nothing(clinic: cast.Clinic, lead: Browser) -> None:
    session = closed(clinic)
    catch_up(session.id, by=None, now=NOW)
    address = reverse("notes:signature", args=[session.id])
    with nothing_changes():
        says(lead.post(address, {"password": cast.PASSWORD, "read-not-a-key": "x"}), 422, "Read-through", "Reload")
    posted = {f"read-{each}": "0" * 64 for each in ids(session).values()}
    seen = {f"seen-{each}": "{not json" for each in ids(session).values()}
    with nothing_changes():
        says(
            lead.post(address, {"password": cast.PASSWORD, **posted, **seen}),
            200,
            "8 left unsigned",
            "changed since you read it",
        )


def test_a_replayed_save_has_one_effect(session: Session, lead: Browser) -> None:
    key, who = str(uuid4()), row(session)
    first = save(lead, session, who, idem=key)
    again = save(lead, session, who, idem=key)
    assert first.json() == again.json()
    assert DraftRevision.objects.get().rev == Entry.objects.get(attendance_id=who).rev == 1
    marked = {"choice": "no_show", "idem": str(uuid4())}
    assert mark(lead, who, **marked).status_code == mark(lead, who, **marked).status_code == 302
    assert AttendanceEvent.objects.filter(attendance_id=who).count() == 1


def test_a_key_that_was_used_for_another_box_is_refused_and_nothing_is_taken_for_saved(
    session: Session, lead: Browser
) -> None:
    key = str(uuid4())
    save(lead, session, row(session), idem=key)
    with nothing_changes():
        answer = save(lead, session, row(session, "Oren Pell"), idem=key)
        assert answer.status_code == 422
        assert answer.json()["error"]["field"] == "Save key"


def test_a_stale_save_is_joined_and_the_losing_choice_is_kept_in_the_log(session: Session, lead: Browser) -> None:
    who = row(session)
    save(lead, session, who, fields={"response": "He spoke. He left.", "participation": 2})
    save(lead, session, who, fields={"response": "He spoke. He left. Co.", "participation": 4}, base_rev=1)
    late = save(lead, session, who, fields={"response": "He sang. He left.", "participation": 1}, base_rev=1)
    assert late.json()["outcome"] == "conflict"
    entry = Entry.objects.get(attendance_id=who)
    assert (entry.response, entry.participation) == ("He sang. He left. Co.", 4)
    assert DraftRevision.objects.get(outcome="conflict").content["typed"]["participation"] == 1


def test_a_stale_mark_is_refused_with_what_stands_now(session: Session, clinic: cast.Clinic, lead: Browser) -> None:
    who = row(session)
    mark(browse(clinic, "co"), who, choice="no_show")
    with nothing_changes():
        answer = lead.post(reverse("attendance:mark", args=[who]), {"base_rev": "1", "choice": "present"})
        says(answer, 409, "Attendance", "No-show", "mark again")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{not json", "could not be read"), (b"\xff\xfe", "could not be read"), (b"", "base_rev"), (b"[]", "no fields"),
        (b'{"fields": []}', "no fields"), (b'{"fields": {}}', "Save key"), (b"[" * 100_000, "could not be read"),
        (b'{"fields": {"response": 7}, "idem": "01a20b1e-d620-7dc3-b948-1af8f0e9e5f1"}', "response"),
        (b'{"fields": {"participation": 9}, "idem": "01a20b1e-d620-7dc3-b948-1af8f0e9e5f1"}', "Participation"),
        (b'{"fields": {"participation": "3"}, "idem": "01a20b1e-d620-7dc3-b948-1af8f0e9e5f1"}', "Participation"),
        (b'{"fields": {"goals": "all"}, "idem": "01a20b1e-d620-7dc3-b948-1af8f0e9e5f1"}', "Goals"),
        (b'{"fields": {"goals": ["x"]}, "idem": "01a20b1e-d620-7dc3-b948-1af8f0e9e5f1"}', "Goals"),
        (b'{"fields": {"goals": ["01a20b1e-d620-7dc3-b948-1af8f0e9e5f1"]}, "idem": "01a20b1e-d620-7dc3-b948-1af8f0e9e5f1"}',
         "Goals"),
        (b'{"fields": {}, "base_rev": -1, "idem": "01a20b1e-d620-7dc3-b948-1af8f0e9e5f1"}', "base_rev"),
        (b'{"fields": {}, "base_rev": 99999999999999, "idem": "01a20b1e-d620-7dc3-b948-1af8f0e9e5f1"}', "base_rev"),
        (b'{"fields": {}, "base_rev": "one", "idem": "01a20b1e-d620-7dc3-b948-1af8f0e9e5f1"}', "base_rev"),
    ],
    ids=range(16),
)  # fmt: skip
def test_a_save_that_is_not_one_is_named(session: Session, lead: Browser, body: bytes, words: str) -> None:
    address = reverse("notes:entry", args=[session.id, row(session)])
    with nothing_changes():
        answer = lead.post(address, body, content_type="application/json", headers={"accept": "application/json"})
        assert answer.status_code == 422, answer.content
        assert words in answer.json()["error"]["sentence"]
        assert answer.json()["error"]["mend"]


@pytest.mark.parametrize(
    ("name", "posted", "words"),
    [
        ("notes:entry", {"goals": ["not-a-key"], "base_rev": "0"}, "Goals"),
        ("notes:entry", {"participation": "9", "base_rev": "0"}, "Participation"),
        ("notes:entry", {"participation": "lots", "base_rev": "0"}, "Participation"),
        ("notes:entry", {"response": "x", "base_rev": "soon"}, "base_rev"),
        ("notes:narrative", {"topic": "x" * 201, "base_rev": "0"}, "topic"),
        ("attendance:mark", {"choice": "present"}, "base_rev"),
        ("attendance:mark", {"choice": "present", "base_rev": "1", "idem": "again"}, "Save key"),
        ("attendance:step", {"way": "out", "idem": "x"}, "Save key"),
    ],
    ids=range(8),
)
def test_a_plain_form_with_a_wrong_field_is_named(
    session: Session, lead: Browser, name: str, posted: dict[str, Any], words: str
) -> None:
    keys = {"notes:entry": [session.id, row(session)], "notes:narrative": [session.id]}.get(name, [row(session)])
    with nothing_changes():
        says(lead.post(reverse(name, args=keys), posted), 422, words)


def test_a_megabyte_is_refused_in_words_and_what_was_saved_stays(session: Session, lead: Browser, caplog: Any) -> None:
    who = row(session)
    save(lead, session, who)
    megabyte = "He spoke of the week. " * 48_000
    with nothing_changes():
        answer = save(lead, session, who, fields={"response": megabyte}, base_rev=1)
        assert answer.status_code == 422
        assert answer.json()["error"]["value"] == "1,056,000 characters"
        assert "Shorten it" in answer.json()["error"]["mend"]
        says(
            lead.post(reverse("notes:narrative", args=[session.id]), {"content": megabyte, "base_rev": "0"}),
            422,
            "content",
        )
        huge = save(lead, session, who, fields={"response": "x" * 7_000_000}, base_rev=1)
        assert huge.status_code == 413
        assert huge.json()["error"]["mend"]
    assert Entry.objects.get(attendance_id=who).response == TYPED
    assert "He spoke of the week" not in caplog.text


@pytest.mark.parametrize("bad", ["\x00", "\ud800", "\x00\x00" + TYPED])
def test_bytes_that_no_text_holds_are_left_out(session: Session, lead: Browser, bad: str) -> None:
    who = row(session)
    answer = save(lead, session, who, fields={"response": f"He{bad} spoke."})
    assert answer.status_code == 200
    stored = Entry.objects.get(attendance_id=who).response
    assert "\x00" not in stored
    assert stored.startswith("He")
    assert stored.endswith("spoke.")


def test_null_bytes_in_plain_forms_are_left_out(session: Session, lead: Browser, clinic: cast.Clinic) -> None:
    who = row(session)
    lead.post(reverse("notes:entry", args=[session.id, who]), {"response": "He\x00 spoke.", "base_rev": "0"})
    lead.post(reverse("notes:narrative", args=[session.id]), {"content": "The\x00 group.", "base_rev": "0"})
    assert Entry.objects.get(attendance_id=who).response == "He spoke."
    assert Narrative.objects.get().content == "The group."
    assert mark(lead, who, choice="no_show", reason="no\x00 call").status_code in (302, 422)
    says(
        lead.post(reverse("attendance:step", args=[row(session, "Oren Pell")]), {"way": "out", "reason": "a\x00b"}), 409
    )


def test_a_save_after_the_session_was_signed_out_of_is_refused_and_says_so(
    session: Session, clinic: cast.Clinic
) -> None:
    stranger = Browser()
    with nothing_changes():
        answer = save(stranger, session, row(session))
        assert answer.status_code == 401
        assert answer.json()["error"]["mend"] == "Sign in and try again."
        plain = stranger.post(reverse("notes:narrative", args=[session.id]), {"content": TYPED})
        assert plain.status_code == 401
        assert TYPED in plain.content.decode(), "their own words, to take along"
        names_nobody(plain.content.decode(), clinic)


def test_a_form_without_its_token_is_refused_in_words(session: Session, clinic: cast.Clinic) -> None:
    with nothing_changes():
        browser = browse(clinic, "lead", enforce_csrf_checks=True)
        answer = browser.post(reverse("notes:narrative", args=[session.id]), {"content": TYPED, "base_rev": "0"})
        assert TYPED not in says(answer, 403, "Nothing was changed")


def test_those_who_may_not_write_are_refused_without_a_name(session: Session, clinic: cast.Clinic, caplog: Any) -> None:
    with nothing_changes(), silent_logs(caplog, clinic, TYPED):
        for who in ("desk", "biller", "nobody", "compliance", "director", "supervisor"):
            browser = browse(clinic, who)
            answer = browser.post(
                reverse("notes:entry", args=[session.id, row(session)]), {"response": TYPED, "base_rev": "0"}
            )
            text = says(answer, 403, "Not allowed")
            names_nobody(text, clinic)
            assert TYPED not in text
