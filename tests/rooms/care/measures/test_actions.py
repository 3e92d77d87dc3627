"""Asking, filling in, sending once, acknowledging: done, refused with its reason, audited, undone together."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from circlechart.base.access.facts import Actor
from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.measures import access, actions, queries
from circlechart.care.measures.errors import (
    Acknowledged,
    AlreadySent,
    BadAnswer,
    BadChange,
    LeftBlank,
    NeedsWords,
    NoSuchForm,
    NotExpected,
    NothingChosen,
    OpenedElsewhere,
    TooOften,
)
from circlechart.care.measures.models import Acknowledgement, Alert, Invitation, Result, Sheet
from tests import cast

NOW = cast.evening()
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic()


def asked(clinic: cast.Clinic, *keys: str, by: Actor | None = None, channel: str = "link", **given: Any) -> Invitation:
    wanted = {"client_id": clinic.clients[0].id, "session_id": None, "now": NOW, **given}
    return actions.invite(keys=keys or ("phq9",), channel=channel, by=by or clinic.lead, **wanted)


def digits(text: str) -> dict[str, int]:
    return {f"q{number}": int(digit) for number, digit in enumerate(text, 1) if digit != "-"}


def sent(clinic: cast.Clinic, text: str, at: timedelta = timedelta(), key: str = "phq9") -> Result:
    sheet = asked(clinic, key, now=NOW + at).sheets.get()
    return actions.submit(sheet_id=sheet.id, answers=digits(text), as_it_is=True, now=NOW + at)


def test_invite_asks_for_forms_in_order_and_is_audited(clinic: cast.Clinic) -> None:
    found = asked(clinic, "gad7", "phq9")
    assert list(found.sheets.order_by("position").values_list("instrument", "version")) == [
        ("phq9", "1"),
        ("gad7", "1"),
    ]
    event = AuditEvent.objects.get(verb="measures.invite")
    assert (event.thing_id, event.client_id) == (found.id, clinic.clients[0].id)
    assert queries.held(access.token(found.id), NOW) == found


def test_invite_is_refused(clinic: cast.Clinic) -> None:
    with pytest.raises(NotAllowed):
        asked(clinic, by=clinic.biller)
    with pytest.raises(NothingChosen):
        asked(clinic, "mmpi")
    with pytest.raises(NotExpected):
        elsewhere = clinic.session(NOW)
        clinic.clients[0].enrollments.update(status="void", end_reason="By mistake")
        asked(clinic, session_id=elsewhere.id)
    assert not Invitation.objects.exists()


def test_asking_again_takes_the_earlier_one_back(clinic: cast.Clinic) -> None:
    first = asked(clinic, "phq9", "gad7")
    second = asked(clinic, "phq9", now=NOW + MINUTE)
    with pytest.raises(NoSuchForm):
        queries.held(access.token(first.id), NOW + MINUTE)
    assert queries.held(access.token(second.id), NOW + MINUTE) == second
    assert AuditEvent.objects.filter(verb="measures.withdraw", thing_id=first.id).exists()
    assert set(first.sheets.values_list("state", flat=True)) == {"withdrawn"}


def test_withdraw_closes_the_address_and_what_was_sent_stays(clinic: cast.Clinic) -> None:
    found = asked(clinic)
    with pytest.raises(NotAllowed):
        actions.withdraw(invitation_id=found.id, by=clinic.biller, now=NOW)
    actions.withdraw(invitation_id=found.id, by=clinic.desk, now=NOW)
    with pytest.raises(NoSuchForm):
        actions.open_invitation(invitation_id=found.id, now=NOW)
    with pytest.raises(NoSuchForm):
        actions.submit(sheet_id=found.sheets.get().id, answers=digits("000000000"), as_it_is=True, now=NOW)
    done = sent(clinic, "0000000000")
    with pytest.raises(AlreadySent):
        actions.withdraw(invitation_id=done.sheet.invitation_id, by=clinic.lead, now=NOW)


def test_link_opens_once_and_runs_out(clinic: cast.Clinic) -> None:
    found = asked(clinic)
    actions.open_invitation(invitation_id=found.id, now=NOW)
    with pytest.raises(OpenedElsewhere):
        actions.open_invitation(invitation_id=found.id, now=NOW)
    late = asked(clinic, "gad7")
    with pytest.raises(NoSuchForm):
        actions.open_invitation(invitation_id=late.id, now=NOW + timedelta(hours=24))
    assert access.read(access.token(late.id)[:-1] + "x") is None
    assert access.read("nonsense") is None


def test_keep_takes_the_latest_whatever_arrives_last(clinic: cast.Clinic) -> None:
    sheet = asked(clinic).sheets.get()
    assert actions.keep(sheet_id=sheet.id, answers=digits("12"), count=2, now=NOW) == 2
    assert actions.keep(sheet_id=sheet.id, answers=digits("1"), count=1, now=NOW) == 2
    assert Sheet.objects.get().answers == {"q1": 1, "q2": 2}
    for wrong in ({"q1": 4}, {"q1": -1}, {"q99": 0}):
        with pytest.raises(BadAnswer):
            actions.keep(sheet_id=sheet.id, answers=wrong, count=3, now=NOW)
    with pytest.raises(TooOften):
        actions.keep(sheet_id=sheet.id, answers={}, count=2001, now=NOW)


def test_submit_scores_alerts_and_audits_without_the_answers(clinic: cast.Clinic) -> None:
    result = sent(clinic, "2211020012")
    assert (result.total, result.words) == (9, "mild")
    assert list(result.alerts.values_list("kind", flat=True)) == ["item"]
    event = AuditEvent.objects.get(verb="measures.submit")
    assert (event.actor_id, event.client_id, event.details) == (None, clinic.clients[0].id, {})


def test_submit_asks_once_about_blanks(clinic: cast.Clinic) -> None:
    sheet = asked(clinic).sheets.get()
    with pytest.raises(LeftBlank) as left:
        actions.submit(sheet_id=sheet.id, answers=digits("1-111111-"), as_it_is=False, now=NOW)
    assert left.value.value == "2, 9"
    assert not Result.objects.exists()
    result = actions.submit(sheet_id=sheet.id, answers=digits("1-111111-"), as_it_is=True, now=NOW)
    assert (result.total, result.because) == (9, "Estimated from 7 of 9 answers.")
    assert list(result.alerts.values_list("kind", flat=True)) == ["blank"]


def test_submit_is_once(clinic: cast.Clinic) -> None:
    sheet = asked(clinic).sheets.get()
    given: dict[str, Any] = {"sheet_id": sheet.id, "as_it_is": False, "now": NOW}
    first = actions.submit(answers=digits("0000000000"), **given)
    assert actions.submit(answers=digits("0000000000"), **given) == first
    with pytest.raises(AlreadySent):
        actions.submit(answers=digits("1000000000"), **given)
    with pytest.raises(AlreadySent):
        actions.keep(sheet_id=sheet.id, answers=digits("1"), count=9, now=NOW)


def test_score_that_got_worse_is_raised_by_the_rule_in_force(clinic: cast.Clinic) -> None:
    sent(clinic, "1111000000")
    assert not sent(clinic, "2222100000", timedelta(weeks=1)).alerts.exists()
    assert [each.kind for each in sent(clinic, "2222200000", timedelta(weeks=2)).alerts.all()] == ["worse"]
    policy: dict[str, Any] = {"key": "phq9", "because": "Own figures", "now": NOW}
    with pytest.raises(NotAllowed):
        actions.set_change(points=8, by=clinic.lead, **policy)
    with pytest.raises(BadChange):
        actions.set_change(points=28, by=clinic.director, **policy)
    actions.set_change(points=None, by=clinic.director, **policy)
    assert AuditEvent.objects.get(verb="measures.set_change").details == {"instrument": "phq9", "points": None}
    assert not sent(clinic, "3333300000", timedelta(weeks=3)).alerts.exists()


def test_acknowledge_says_what_was_done_and_stands(clinic: cast.Clinic) -> None:
    alert = sent(clinic, "0000000010").alerts.get()
    given: dict[str, Any] = {"alert_id": alert.id, "now": NOW}
    with pytest.raises(NotAllowed):
        actions.acknowledge(done="Spoke with him", by=clinic.peer, **given)
    with pytest.raises(NeedsWords):
        actions.acknowledge(done="  ", by=clinic.lead, **given)
    found = actions.acknowledge(done="Spoke with him alone", by=clinic.lead, **given)
    with pytest.raises(Acknowledged) as refused:
        actions.acknowledge(done="I, too", by=clinic.co, **given)
    assert "Anneke Rivers" in refused.value.value
    assert AuditEvent.objects.get(verb="measures.acknowledge").client_id == clinic.clients[0].id
    assert queries.alerts(clinic.lead) == []
    assert queries.answered(clinic.lead, NOW) == [alert]
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Acknowledgement.objects.filter(pk=found.pk).update(done="Nothing")


@pytest.mark.parametrize("model", [Result, Alert, Sheet])
def test_what_was_sent_cannot_be_changed_or_deleted(clinic: cast.Clinic, model: Any) -> None:
    sent(clinic, "0000000010")
    for change in (
        lambda: model.objects.update(client=clinic.clients[1]),
        lambda: model.objects.all()._raw_delete("default"),
    ):
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            change()


def test_an_audit_that_fails_undoes_the_sending(clinic: cast.Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = asked(clinic).sheets.get()

    def fail(**given: Any) -> None:
        raise RuntimeError("no audit")

    monkeypatch.setattr("circlechart.base.audit.actions.record", fail)
    with pytest.raises(RuntimeError):
        actions.submit(sheet_id=sheet.id, answers=digits("0000000010"), as_it_is=True, now=NOW)
    assert not Result.objects.exists()
    assert not Alert.objects.exists()
    assert Sheet.objects.get().state == "open"


def test_knocking_is_slow(db: None) -> None:
    for _ in range(60):
        actions.knock(address="203.0.113.9", now=NOW)
    with pytest.raises(TooOften):
        actions.knock(address="203.0.113.9", now=NOW)
    actions.knock(address="203.0.113.10", now=NOW)
    actions.knock(address="203.0.113.9", now=NOW + timedelta(minutes=10))


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run in threads of their own, from one starting line; what each answered or raised."""
    line, found = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        line.wait()
        try:
            found.append(act())
        except Exception as error:  # what it was is looked at by the test
            found.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_once_are_one_result() -> None:
    clinic = cast.clinic()
    sheet = asked(clinic).sheets.get()
    given: dict[str, Any] = {"sheet_id": sheet.id, "answers": digits("0000000010"), "as_it_is": False, "now": NOW}
    found = at_once(*[lambda: actions.submit(**given)] * 4)
    assert {type(each) for each in found} == {Result}
    assert (Result.objects.count(), Alert.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_devices_at_once_one_opens() -> None:
    clinic = cast.clinic()
    found = asked(clinic)
    outcomes = at_once(*[lambda: actions.open_invitation(invitation_id=found.id, now=NOW)] * 4)
    assert sum(each is None for each in outcomes) == 1
    assert sum(isinstance(each, OpenedElsewhere) for each in outcomes) == 3
