"""A plan is written, read through, signed by the clinician, with the client and by the supervisor; nobody changes it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client as Browser
from django.urls import reverse

from circlechart.base.audit.models import AuditEvent
from circlechart.base.kit.errors import NotAllowed
from circlechart.care.charts import queries as charts
from circlechart.care.plans import actions, queries, rules
from circlechart.care.plans.errors import (
    AlreadySigned,
    BadCode,
    BadDay,
    BadReview,
    ChangedMeanwhile,
    GroupPlanned,
    NotOfThisClient,
    NotReady,
    NotSuperseded,
    NotTheSupervisor,
)
from circlechart.care.plans.facts import InterventionGiven, ObjectiveGiven, OutlineGiven, ProblemGiven, SigningGiven
from circlechart.care.plans.models import Intervention, Objective, Outline, PlanSignature, PlanVersion, Problem
from tests import cast

NOW, TODAY = cast.evening(), date(2026, 11, 23)
TARGET = date(2027, 2, 1)


@pytest.fixture
def clinic(db: None) -> cast.Clinic:
    return cast.clinic()


def add_problem(clinic: cast.Clinic, code: str = "Z59.01", rank: int | None = None, **more: Any) -> Problem:
    given = ProblemGiven("Sleeps in the car behind the shop", code, "", TODAY, rank)
    client = clinic.clients[0]
    return actions.add_problem(client_id=client.id, given=given, by=more.get("by", clinic.lead), now=NOW)


def group_line(clinic: cast.Clinic, client: int = 0, **more: Any) -> Intervention:
    goal = clinic.clients[more.pop("goal_of", client)].goals.get()
    group_id = clinic.group.id
    given = InterventionGiven("group", group_id, "Practice asking early", 1, 1, None, (goal.id,), TODAY)
    return actions.add_intervention(client_id=clinic.clients[client].id, given=given, by=clinic.lead, now=NOW)


def write(clinic: cast.Clinic) -> None:
    add_problem(clinic)
    step = ObjectiveGiven("Call one person a day", "call log", TARGET, TODAY)
    actions.add_objective(goal_id=clinic.clients[0].goals.get().id, given=step, by=clinic.lead, now=NOW)
    group_line(clinic)


def sign(clinic: cast.Clinic, **given: Any) -> PlanVersion:
    plan = queries.plan_of(clinic.clients[0].id, TODAY)
    usual = {"kind": "review", "from_on": TODAY, "review_on": TODAY + timedelta(days=60), "findings": ""}
    signing = SigningGiven(**{**usual, "read": rules.plan_hash(plan), **given})
    return actions.sign_plan(client_id=clinic.clients[0].id, given=signing, by=clinic.lead, now=NOW)


def test_problem_is_listed_with_the_words_of_its_code_and_on_no_claim(clinic: cast.Clinic) -> None:
    before = clinic.clients[0].diagnoses.count()
    problem = add_problem(clinic)
    assert (problem.code, problem.label) == ("Z59.01", "Sheltered homelessness")
    assert clinic.clients[0].diagnoses.count() == before
    assert "car" not in str(AuditEvent.objects.get(verb="plans.add_problem").details)


def test_problem_with_a_rank_is_a_diagnosis_too(clinic: cast.Clinic) -> None:
    add_problem(clinic, "F51.01", 2)
    assert clinic.clients[0].diagnoses.get(rank=2).code == "F51.01"


@pytest.mark.parametrize("code", ["F50.81", "X99.99Z", "<b>"])
def test_problem_with_a_code_that_no_claim_carries_is_refused(clinic: cast.Clinic, code: str) -> None:
    with pytest.raises(BadCode):
        add_problem(clinic, code)
    assert not Problem.objects.exists()


def test_problem_is_refused_to_the_front_desk(clinic: cast.Clinic) -> None:
    with pytest.raises(NotAllowed):
        add_problem(clinic, by=clinic.desk)


def test_outline_typed_over_another_one_is_refused(clinic: cast.Clinic) -> None:
    given = OutlineGiven("Sleep through", "", "", "", 0)
    client_id = clinic.clients[0].id
    actions.save_outline(client_id=client_id, given=given, by=clinic.lead, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        actions.save_outline(client_id=client_id, given=given, by=clinic.co, now=NOW)
    assert Outline.objects.get().rev == 1


def test_group_is_planned_once_and_toward_own_goals_only(clinic: cast.Clinic) -> None:
    with pytest.raises(NotOfThisClient):
        group_line(clinic, goal_of=1)
    group_line(clinic)
    with pytest.raises(GroupPlanned):
        group_line(clinic)


def test_objective_gets_the_next_letter_and_ends_with_an_outcome(clinic: cast.Clinic) -> None:
    goal = clinic.clients[0].goals.get()
    step = ObjectiveGiven("Call", "call log", TARGET, TODAY)
    found = [actions.add_objective(goal_id=goal.id, given=step, by=clinic.lead, now=NOW) for _ in range(2)]
    assert [each.letter for each in found] == ["a", "b"]
    with pytest.raises(BadDay):
        actions.end_objective(
            objective_id=found[0].id, outcome="met", last_on=TODAY - timedelta(days=1), by=clinic.lead, now=NOW
        )
    actions.end_objective(objective_id=found[0].id, outcome="met", last_on=TODAY, by=clinic.lead, now=NOW)
    assert Objective.objects.get(pk=found[0].id).outcome == "met"


def test_plan_is_signed_as_it_was_read(clinic: cast.Clinic) -> None:
    write(clinic)
    version = sign(clinic)
    assert (version.number, version.kind) == (1, "initial")
    assert version.content_hash == rules.fingerprint(version.content)
    signature = version.signatures.get()
    assert (signature.meaning, signature.credentials, signature.content_hash) == ("clinician", "LCSW", version.content_hash)  # fmt: skip
    assert AuditEvent.objects.get(verb="plans.sign").client_id == clinic.clients[0].id


def test_plan_changed_after_it_was_read_is_not_signed(clinic: cast.Clinic) -> None:
    write(clinic)
    with pytest.raises(ChangedMeanwhile):
        sign(clinic, read="0" * 64)
    assert not PlanVersion.objects.exists()


def test_plan_that_lacks_something_is_not_signed(clinic: cast.Clinic) -> None:
    with pytest.raises(NotReady):
        sign(clinic)


def test_review_later_than_the_rule_is_refused_with_the_last_day(clinic: cast.Clinic) -> None:
    write(clinic)
    with pytest.raises(BadReview) as refused:
        sign(clinic, review_on=TODAY + timedelta(days=91))
    assert "Feb 21, 2027" in refused.value.mend


def test_revision_does_not_put_off_the_review_and_says_why(clinic: cast.Clinic) -> None:
    write(clinic)
    sign(clinic)
    with pytest.raises(NotReady):
        sign(clinic, kind="revision")
    with pytest.raises(BadReview):
        sign(clinic, kind="revision", findings="A second group.", review_on=TODAY + timedelta(days=61))
    assert sign(clinic, kind="review", findings="Calls daily.", review_on=TODAY + timedelta(days=80)).number == 2


def test_plan_rolls_back_when_the_audit_fails(clinic: cast.Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    write(clinic)

    def broken(**_: object) -> None:
        raise RuntimeError("audit")

    monkeypatch.setattr("circlechart.base.audit.actions.record", broken)
    with pytest.raises(RuntimeError):
        sign(clinic)
    assert not PlanVersion.objects.exists()


def test_client_signs_or_declines_with_a_reason_once(clinic: cast.Clinic) -> None:
    write(clinic)
    version = sign(clinic)
    usual: dict[str, Any] = {"version_id": version.id, "meaning": "client", "name": "Imre Castellan", "by": clinic.lead, "now": NOW}  # fmt: skip
    with pytest.raises(NotReady):
        actions.sign_with_client(**usual, method="declined", remark="")
    actions.sign_with_client(**usual, method="typed", remark="")
    with pytest.raises(AlreadySigned):
        actions.sign_with_client(**usual, method="paper", remark="")
    assert not queries.standings([clinic.clients[0]], NOW)[clinic.clients[0].id].awaits_client


def test_older_version_takes_no_signature(clinic: cast.Clinic) -> None:
    write(clinic)
    first = sign(clinic)
    sign(clinic, findings="Calls daily.")
    with pytest.raises(NotSuperseded):
        actions.sign_with_client(
            version_id=first.id, meaning="client", method="typed", name="Imre", remark="", by=clinic.lead, now=NOW
        )


def test_only_the_authors_supervisor_signs_as_supervisor(clinic: cast.Clinic) -> None:
    write(clinic)
    with pytest.raises(NotTheSupervisor):
        actions.sign_as_supervisor(version_id=sign(clinic).id, by=clinic.supervisor, now=NOW)


@pytest.mark.parametrize("model", [PlanVersion, PlanSignature])
def test_nobody_changes_what_was_signed(clinic: cast.Clinic, model: Any) -> None:
    write(clinic)
    sign(clinic)
    with pytest.raises(ProgrammingError), transaction.atomic():
        model.objects.update(content_hash="0" * 64)


def test_plan_that_runs_out_warns_on_the_group(clinic: cast.Clinic) -> None:
    write(clinic)
    sign(clinic)
    later = NOW + timedelta(days=61)
    place = next(each for each in charts.group_plans(clinic.group, later) if each.client_id == clinic.clients[0].id)
    assert (place.standing.state, place.standing.words) == ("expired", "Plan review overdue by 1 day")


def test_timeline_and_print_name_nobody_else(clinic: cast.Clinic) -> None:
    write(clinic)
    version = sign(clinic)
    client = clinic.clients[0]
    page = charts.document(client, charts.timeline(client, NOW), (), "")
    said = f"{page}{queries.document(version)}"
    assert "Treatment plan, version 1" in said
    assert [each.legal_last_name for each in clinic.clients[1:] if each.legal_last_name in said] == []


def test_screens_open_and_take_a_problem_found_by_words(clinic: cast.Clinic, client: Browser) -> None:
    write(clinic)
    version = sign(clinic)
    client.force_login(clinic.user("lead"), backend="django.contrib.auth.backends.ModelBackend")
    ids = [clinic.clients[0].id]
    for name in ("plans:plan", "plans:signature", "charts:chart", "charts:compliance", "charts:print"):
        assert client.get(reverse(name, args=ids)).status_code == 200, name
    for name in ("plans:version", "plans:print"):
        assert client.get(reverse(name, args=[version.id])).status_code == 200, name
    found = client.get(reverse("plans:codes"), {"problem-words": "insomnia primary"})
    assert "F51.01" in found.content.decode()
    page = client.post(reverse("plans:add-problem", args=ids), {"problem-statement": "", "problem-words": "F51.01"})
    assert page.status_code == 422
    assert "F51.01" in page.content.decode()
